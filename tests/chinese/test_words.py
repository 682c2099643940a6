"""Words, and a dictionary that is loaded while others go on."""

import threading
import time

import pytest

from shkc_desktop.chinese.words import Segmenter, user_words

BOTH = [False, True]


@pytest.fixture(scope="module", params=BOTH, ids=["jieba", "rjieba"])
def segmenter(request: pytest.FixtureRequest) -> Segmenter:
    if request.param:
        pytest.importorskip("rjieba")
    made = Segmenter(fast=request.param)
    made.load()
    return made


def test_a_long_word_comes_with_the_words_inside_it(segmenter: Segmenter) -> None:
    words = segmenter.search_words("长三角g60科创走廊，2024年增长22.83%。")
    assert {"长三角", "三角", "g60", "走廊", "2024", "22.83%"} <= set(words)
    assert "，" not in words and "。" not in words


def test_the_index_knows_no_word_of_the_programs_own(segmenter: Segmenter) -> None:
    assert "长三角g60科创走廊" in user_words()
    assert "长三角g60科创走廊" not in segmenter.search_words("长三角g60科创走廊")


def test_terms_stay_whole_for_the_eye(segmenter: Segmenter) -> None:
    text = "建设“大零 号湾”与ＩＰv6+。"
    assert [text[a:b] for a, b in segmenter.cut(text)] == ["建设", "“", "大零 号湾", "”", "与", "ＩＰv6", "+", "。"]
    assert "建设“大零" in [text[a:b] for a, b in segmenter.cut(text, terms=["建设“大零"])]


def test_a_double_click_selects_a_word(segmenter: Segmenter) -> None:
    text = "𠮷市推动成果转化与揭榜挂帅，增长22.83%，支持IPv6+应用"
    for word in ("成果转化", "揭榜挂帅", "22.83%", "IPv6+", "应用", "推动"):
        start = text.index(word)
        for offset in (start, start + len(word) - 1):
            assert segmenter.word_at(text, offset) == (start, start + len(word))


@pytest.mark.parametrize(
    ("offset", "word"), [(0, "完"), (1, "成"), (2, "概念验证"), (6, "。"), (7, "ABC"), (99, "ABC")]
)
def test_a_double_click_needs_no_dictionary(offset: int, word: str) -> None:
    waiting = Segmenter(fast=False)
    text = "完成概念验证。ABC"
    start, end = waiting.word_at(text, offset)
    assert text[start:end] == word
    assert not waiting.is_ready


def test_nothing_has_no_word() -> None:
    assert Segmenter(fast=False).word_at("", 0) == (0, 0)


@pytest.mark.parametrize("fast", BOTH)
def test_loading_never_keeps_the_interpreter(fast: bool) -> None:
    if fast:
        pytest.importorskip("rjieba")
    longest = 1.0
    for _ in range(6):  # other programs on the same cores hold a thread up, too
        longest = min(longest, _longest_wait_of_another_thread(Segmenter(fast)))
        if longest <= 0.030:
            break
    print(f"longest wait of another thread while {'rjieba' if fast else 'jieba'} loads: {longest * 1000:.1f} ms")
    assert longest <= 0.030


def _longest_wait_of_another_thread(segmenter: Segmenter) -> float:
    """Seconds that this process computed while the other thread, which wants to run every millisecond, did not."""
    loaded, longest = threading.Event(), [0.0]

    def watch() -> None:
        clock, cpu = time.perf_counter(), time.process_time()
        while not loaded.wait(0.001):
            now, spent = time.perf_counter(), time.process_time()
            longest[0] = max(longest[0], min(now - clock, spent - cpu))
            clock, cpu = now, spent

    watchdog = threading.Thread(target=watch)
    watchdog.start()
    segmenter.load()
    loaded.set()
    watchdog.join()
    return longest[0]


@pytest.mark.parametrize("fast", BOTH)
def test_loading_stops_when_asked_and_may_begin_again(fast: bool) -> None:
    if fast:
        pytest.importorskip("rjieba")
    segmenter, shares = Segmenter(fast), []
    assert not segmenter.load(should_stop=lambda: len(shares) > 3, on_progress=shares.append)
    assert not segmenter.is_ready
    assert segmenter.load(on_progress=shares.append)
    assert shares[-1] == 1.0


def test_the_dictionary_has_a_name(segmenter: Segmenter) -> None:
    assert "jieba 0." in segmenter.generation
