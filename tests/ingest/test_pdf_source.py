"""PDF pages come out in the order they are read, each line with its page and its place."""

import io
import random
import struct
import unicodedata
import zlib
from collections.abc import Callable

import pypdf
import pytest
from pdf_writing import Words, column, pdf_of

from shkc_desktop.ingest.pdf_page import line_boxes, page_count, page_dimensions, render_page
from shkc_desktop.ingest.pdf_source import to_ideographs
from shkc_desktop.ingest.reading import read_bytes
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.model.failure import NotReadable

DRAWN: dict[str, Callable[[list[Words]], list[Words]]] = {
    "column by column": lambda words: words,
    "row by row": lambda words: sorted(words, key=lambda one: (one.y, one.x)),
    "from the foot": lambda words: words[::-1],
    "at random": lambda words: random.Random(7).sample(words, len(words)),
}


def prose(seed: int, length: int) -> str:
    """A paragraph of so many characters that no other seed gives."""
    rng = random.Random(seed)
    words = [
        rng.choice(["集聚", "平台", "企业", "政策", "推进", "建设", "服务", "转化", "人才", "园区"])
        for _ in range(length)
    ]
    return "".join(words)[: length - 1] + "。"


def body(source: SourceText) -> list[str]:
    """The lines that are neither blank nor margins; what goes on with the line before is put to it."""
    found: list[str] = []
    for number, line in enumerate(source.lines(), 1):
        if not line or number in source.artifacts:
            continue
        hint = source.hints.get(number)
        if hint is not None and hint.kind == "continuation":
            found[-1] += line
        else:
            found.append(line)
    return found


def two_columns() -> tuple[list[Words], list[str]]:
    """A page with a heading over two columns, and what is to be read."""
    texts = [prose(seed, length) for seed, length in enumerate((110, 70, 95, 200, 60))]
    words = [Words(60, 80, "8.1 各区协同布局持续优化", 18, bold=True)]
    x, y = 60.0, 120.0
    for text in texts:
        for line in column(text, 0, 0, 20):
            if y > 300 and x < 100:
                x, y = 320.0, 120.0
            words.append(Words(x + line.x, y, line.text))
            y += 17
    return words, ["8.1 各区协同布局持续优化", *texts]


@pytest.mark.parametrize("order", DRAWN)
def test_two_columns_are_read_one_after_the_other_however_they_were_drawn(order: str) -> None:
    words, wanted = two_columns()
    assert body(read_bytes(pdf_of(DRAWN[order](words)), "a.pdf")) == wanted


@pytest.mark.parametrize("order", DRAWN)
@pytest.mark.parametrize(("starts", "width"), [((60, 281.5), 20), ((50, 220, 390), 14)], ids=["close", "three"])
def test_columns_may_stand_close_and_be_three(starts: tuple[float, ...], width: int, order: str) -> None:
    texts = [prose(seed, length) for seed, length in enumerate((250, 120, 340, 200, 90, 100))]
    words, at, y = [], 0, 120.0
    for line in (line for text in texts for line in column(text, 0, 0, width)):
        if y > 500 and at + 1 < len(starts):
            at, y = at + 1, 120.0
        words.append(Words(starts[at] + line.x, y, line.text))
        y += 17
    assert body(read_bytes(pdf_of(DRAWN[order](words)), "a.pdf")) == texts


def test_lists_side_by_side_are_read_one_after_the_other_if_they_were_drawn_so() -> None:
    left = [f"- 左边第{number}项活动如期举办" + "圆满" * number for number in range(1, 6)]
    right = [f"- 右边第{number}项活动" + "推进" * (7 - number) for number in range(1, 6)]
    words = [Words(60, 100 + 20 * at, text) for at, text in enumerate(left)]
    words += [Words(320, 100 + 20 * at, text) for at, text in enumerate(right)]
    assert body(read_bytes(pdf_of(words), "a.pdf")) == [*left, *right]


@pytest.mark.parametrize("order", DRAWN)
def test_one_column_is_read_from_top_to_bottom(order: str) -> None:
    texts = [prose(seed, 130) for seed in range(3)]
    words = [line for at, text in enumerate(texts) for line in column(text, 70, 100 + at * 90, 42)]
    assert body(read_bytes(pdf_of(DRAWN[order](words)), "a.pdf")) == texts


def test_columns_above_a_heading_are_read_before_those_below_it() -> None:
    texts = [prose(seed, 115) for seed in range(4)]
    words = []
    for at, (x, y) in enumerate([(60, 100), (320, 100), (60, 300), (320, 300)]):
        words += column(texts[at], x, y, 20)
    words.append(Words(60, 250, "8.2 跨越两栏的一个长标题在这里写出来好让它足够宽", 15))
    source = read_bytes(pdf_of(DRAWN["row by row"](words)), "a.pdf")
    assert body(source) == [texts[0], texts[1], "8.2 跨越两栏的一个长标题在这里写出来好让它足够宽", texts[2], texts[3]]


def test_the_rows_of_a_table_are_no_columns() -> None:
    rows = [("浦东新区", "12"), ("黄浦区", "7"), ("静安区", "15"), ("徐汇区", "9"), ("长宁区", "4"), ("普陀区", "3")]
    words = [
        Words(x, 100 + 20 * at, cell) for at, row in enumerate(rows) for x, cell in zip((80, 350), row, strict=True)
    ]
    assert body(read_bytes(pdf_of(words[::-1]), "a.pdf")) == ["\t".join(row) for row in rows]


def test_a_last_page_with_hardly_a_second_column_is_read_like_the_others() -> None:
    pages = []
    for page in range(3):
        left, right = (
            column(prose(page, 400), 60, 80, 20),
            column(prose(page + 10, 400 if page < 2 else 41), 320, 80, 20),
        )
        pages.append(DRAWN["row by row"]([*left, *right]))
    source = read_bytes(pdf_of(*pages), "a.pdf")
    assert body(source)[-2:] == [prose(2, 400), prose(12, 41)]


def numbered(count: int = 5, first: int = 38) -> bytes:
    """Pages with running heads that change from left to right and numbers at the foot."""
    pages = []
    for page in range(count):
        number = first + page
        head = "第八章 空间布局" if number % 2 else "2018 上海科技进步报告"
        pages.append(
            [
                Words(60 if number % 2 else 400, 40, head, 9),
                *column(prose(page, 300 + page), 70, 100, 42),
                Words(500 if number % 2 else 60, 815, f"— {number} —" if page % 2 else str(number), 9),
            ]
        )
    return pdf_of(*pages)


def test_running_heads_and_page_numbers_are_known_as_such() -> None:
    source = read_bytes(numbered(), "a.pdf")
    set_aside = [source.lines()[number - 1] for number in sorted(source.artifacts)]
    assert len(set_aside) == 10
    assert set(set_aside) == {
        "2018 上海科技进步报告", "第八章 空间布局", "38", "— 39 —", "40", "— 41 —", "42",
    }  # fmt: skip
    assert dict(source.printed_pages) == {1: "38", 2: "39", 3: "40", 4: "41", 5: "42"}
    assert [line for line in body(source) if len(line) < 100] == []


def test_a_number_within_the_running_head_is_the_pages() -> None:
    pages = [
        [Words(60, 40, f"2018 上海科技进步报告 {39 + page}", 9), *column(prose(page, 200), 70, 100, 42)]
        for page in range(3)
    ]
    assert dict(read_bytes(pdf_of(*pages), "a.pdf").printed_pages) == {1: "39", 2: "40", 3: "41"}


def test_a_chapters_number_on_top_of_a_page_is_text() -> None:
    pages = [[Words(60, 60, "04", 20), *column(prose(0, 200), 70, 100, 42)], column(prose(1, 200), 70, 100, 42)]
    source = read_bytes(pdf_of(*pages), "a.pdf")
    assert body(source)[0] == "04"
    assert dict(source.printed_pages) == {}


def test_a_single_page_has_the_number_at_its_foot() -> None:
    source = read_bytes(pdf_of([*column(prose(0, 200), 70, 100, 42), Words(290, 810, "53", 9)]), "a.pdf")
    assert dict(source.printed_pages) == {1: "53"}


def test_headings_one_below_the_other_on_a_short_page_stay_apart() -> None:
    words = [
        Words(80, 100 + 24 * at, text, 12.5, bold=True)
        for at, text in enumerate(["第八章 区域创新", "闵行区", "创新策源"])
    ]
    source = read_bytes(pdf_of([*words, *column(prose(0, 50), 80, 180, 40)]), "a.pdf")
    assert body(source)[:3] == ["第八章 区域创新", "闵行区", "创新策源"]
    assert {hint.level for hint in source.hints.values()} == {0}


def test_tabs_at_the_side_letter_below_letter_are_set_aside() -> None:
    pages = []
    for page in range(3):
        tab = [Words(565, 300 + 14 * at, char, 12) for at, char in enumerate("区域创新")]
        pages.append([*column(prose(page, 300), 70, 100, 42), *tab])
    source = read_bytes(pdf_of(*pages), "a.pdf")
    assert body(source) == [prose(page, 300) for page in range(3)]
    assert len(source.artifacts) == 12


def test_words_drawn_twice_to_look_bold_and_words_spaced_out_are_read_as_one() -> None:
    words = [Words(80, 100, "各区布局", 14), Words(80.4, 100.2, "各区布局", 14)]
    words += [Words(80 + 36 * at, 130, char, 14) for at, char in enumerate("嘉定区")]
    words += column(prose(0, 90), 80, 160, 40)
    assert body(read_bytes(pdf_of(words), "a.pdf")) == ["各区布局", "嘉定区", prose(0, 90)]


def test_a_spread_shows_two_pages_of_the_book() -> None:
    pages = []
    for page in range(3):
        left, right = column(prose(page, 500), 70, 90, 42), column(prose(page + 9, 500), 660, 90, 42)
        numbers = [Words(70, 815, str(20 + 2 * page), 9), Words(1100, 815, str(21 + 2 * page), 9)]
        pages.append(DRAWN["row by row"]([*left, *right, *numbers]))
    source = read_bytes(pdf_of(*pages, size=(1190, 842)), "a.pdf")
    assert dict(source.printed_pages) == {1: "20–21", 2: "22–23", 3: "24–25"}
    assert body(source)[:2] == [prose(0, 500), prose(9, 500)]


def test_a_paragraph_that_a_page_breaks_says_so() -> None:
    text = prose(0, 600)
    lines = column(text, 70, 100, 40)
    pages = [lines[:8], [Words(one.x, one.y - 8 * 16.8, one.text) for one in lines[8:]]]
    pages = [[*page, Words(290, 815, str(7 + at), 9)] for at, page in enumerate(pages)]
    source = read_bytes(pdf_of(*pages), "a.pdf")
    assert [hint.kind for hint in source.hints.values()] == ["continuation"]
    assert body(source) == [text]
    assert sorted(source.line_pages.values()) == [1, 1, 2, 2]


def test_headings_are_known_by_size_and_weight_and_bold_words_are_marked() -> None:
    words = [
        Words(70, 70, "8.1 各区布局", 18),
        Words(70, 100, "新城发力", 14),
        Words(70, 130, "嘉定区", bold=True),
        *column(prose(1, 150), 70, 150, 40),
        Words(91, 240, "新增企业"),
        Words(91 + 42, 240, "320", bold=True),
        Words(91 + 42 + 16, 240, "家，另有若干项目。"),
    ]
    source = read_bytes(pdf_of(words), "a.pdf")
    kinds = {source.lines()[number - 1]: (hint.kind, hint.level) for number, hint in source.hints.items()}
    assert kinds == {"8.1 各区布局": ("heading", 1), "新城发力": ("heading", 2), "嘉定区": ("heading", 0)}
    assert body(source)[-1] == "新增企业**320**家，另有若干项目。"


def test_radicals_become_the_characters_meant() -> None:
    text = "长三角门户与民生一页，青浦户籍"
    meant_as = {
        "长": "\u2ed3",
        "门": "\u2ed4",
        "民": "\u2ea0",
        "一": "\u2f00",
        "页": "\u2eda",
        "青": "\u2ed8",
        "户": "\u2f3e",
    }
    assert body(read_bytes(pdf_of([Words(70, 100, text)], meant_as=meant_as), "a.pdf")) == [text]


def test_no_radical_is_left() -> None:
    # U+2E80 repeats a mark, U+2E9A is no character, those from U+2EF4 on are not assigned.
    every = "".join(chr(code) for code in range(0x2E81, 0x2FD6) if unicodedata.category(chr(code)) != "Cn")
    assert [char for char in to_ideographs(every) if "\u2e80" <= char <= "\u2fdf"] == []


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    words, wanted = two_columns()
    source = read_bytes(pdf_of(words, size=(842, 595), rotate=90), "a.pdf")
    assert body(source) == wanted


def locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([Words(70, 100, "嘉定区推出新政")])))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (locked(), "密码"),
        (pdf_of([], [], picture=True), "没有文字层"),
        (pdf_of([Words(70, 100, "12")], [], picture=True), "没有文字层"),
        (pdf_of([]), "没有文字"),
        (numbered()[:900], "已损坏"),
        (b"%PDF-1.4\n%%EOF", "已损坏"),
        (pdf_of([Words(70, 100, "嘉定")], meant_as={"嘉": "\ue123", "定": "\ue124"}), "编码"),
    ],
    ids=["locked", "scan", "scan with a number", "blank", "cut", "nothing", "private signs"],
)
def test_a_pdf_without_readable_text_says_why(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        read_bytes(data, "a.pdf")


def test_a_pdf_cut_short_is_read_as_far_as_it_goes_or_refused() -> None:
    whole = numbered()
    for length in range(1000, len(whole), 3001):
        try:
            source = read_bytes(whole[:length], "a.pdf")
        except NotReadable:
            continue
        assert source.raw.strip()


def test_the_original_is_kept_and_its_pages_can_be_seen() -> None:
    data = numbered()
    assert read_bytes(data, "a.pdf").original == data
    assert page_count(data) == 5
    assert page_dimensions(data, 1) == (595, 842)
    picture = render_page(data, 2, 0.5)
    width, height, depth = struct.unpack(">IIB", picture[16:25])
    assert (width, height, depth) == (298, 421, 8)
    start = picture.index(b"IDAT") + 4
    pixels = zlib.decompress(picture[start : picture.index(b"IEND") - 8])
    assert len(set(pixels)) > 2  # something is drawn
    assert len(pixels) == height * (len(pixels) // height)


def test_each_line_has_its_place_on_the_page() -> None:
    data = numbered()
    source = read_bytes(data, "a.pdf")
    boxes = line_boxes(data, source.raw)
    for number, line in enumerate(source.lines(), 1):
        if line:
            assert {box.page for box in boxes[number]} == {source.line_pages[number]}
            assert all(0 <= box.x0 < box.x1 <= 595 and 0 <= box.y0 < box.y1 <= 842 for box in boxes[number])
    number = source.lines().index("— 39 —") + 1
    assert boxes[number][0].y0 == pytest.approx(815, abs=10)
    # A raw text kept from an earlier version of the program.
    shifted = line_boxes(data, "新的一行\n" + source.raw)
    assert shifted[number + 1] == boxes[number]
