"""Words: the one place that knows jieba, loaded in pieces so that nothing ever waits for it."""

import importlib.machinery
import importlib.metadata
import importlib.util
import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from shkc_desktop.chinese.folding import fold, fold_text
from shkc_desktop.resources import resource

# Lines of the dictionary taken in one go: some 2 ms. Between two goes every other thread may run.
_PIECE = 1000
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# IPv6+, 22.83%, G60, 5G+XR, v2.0, half or full width.
_LATIN_RUN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ0-9０-９]+(?:[.．+＋\-/_&][A-Za-zＡ-Ｚａ-ｚÀ-ɏ0-9０-９]+)*[+＋%％]?")
# Characters around a double click that are looked at: more than any word is long.
_REACH = 40


class _Tokenizer(Protocol):
    """What both tokenizers offer."""

    def cut(self, text: str) -> Iterable[str]: ...

    def cut_for_search(self, text: str) -> Iterable[str]: ...


def _never() -> bool:
    return False


def _silent(_done: float) -> None:
    pass


@lru_cache(maxsize=1)
def user_words() -> frozenset[str]:
    """The terms of `resources/words.txt`, folded: they are one word for the reader's eye, never for the index."""
    lines = resource("words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold_text(line) for line in lines if line.strip() and not line.startswith("#"))


class Segmenter:
    """Cuts Chinese text into words; the dictionary never changes once it is loaded, so any thread may cut.

    fast: True asks for rjieba (25 times faster, the same words), False for jieba, None for the best installed.
    """

    def __init__(self, fast: bool | None = None) -> None:
        extension = _extension() if fast is not False else None
        if fast and extension is None:
            raise ImportError("rjieba")
        self._extension = extension
        self._loading = threading.Lock()
        self._tokenizer: _Tokenizer | None = None

    @property
    def generation(self) -> str:
        """Names the dictionary; an index of words made with another one is to be made anew."""
        name = "rjieba" if self._extension else "jieba"
        return f"{name} {importlib.metadata.version(name)}, jieba {importlib.metadata.version('jieba')}"

    @property
    def is_ready(self) -> bool:
        """Whether the dictionary is loaded."""
        return self._tokenizer is not None

    def load(self, should_stop: Callable[[], bool] = _never, on_progress: Callable[[float], None] = _silent) -> bool:
        """Load the dictionary, half a CPU second in pieces of 2 ms; False if it was stopped. Call it in a worker.

        on_progress: is told the share that is done, 0 to 1.
        """
        with self._loading:
            if self._tokenizer is None:
                entries = _dictionary(should_stop, on_progress)
                try:
                    self._tokenizer = _fast(self._extension, entries) if self._extension else _plain(entries)
                except _Stopped:
                    return False
            return True

    def search_words(self, folded: str) -> list[str]:
        """The words of a folded text for the index and its queries: a long word comes with the words inside it.

        Words of punctuation alone are left out. Loads the dictionary if it is not loaded.
        """
        return [word for word in self._ready().cut_for_search(folded) if any(char.isalnum() for char in word)]

    def cut(self, text: str, terms: Iterable[str] | None = None) -> Iterator[tuple[int, int]]:
        """The spans of the words of a text in order, punctuation included; loads the dictionary if need be.

        terms: they stay whole wherever they stand, the longest first; the program's own words if None.
        """
        tokenizer = self._ready()
        folded = fold(text)
        at = 0
        pattern = _pattern(frozenset(user_words() if terms is None else terms))
        for match in pattern.finditer(folded.text) if pattern else ():
            yield from _spans(folded.text, at, match.start(), tokenizer, folded.span)
            yield folded.span(*match.span())
            at = match.end()
        yield from _spans(folded.text, at, len(folded.text), tokenizer, folded.span)

    def word_at(self, text: str, offset: int) -> tuple[int, int]:
        """The span of the word at an offset, as a double click selects it; never waits for the dictionary.

        Without the dictionary: a term of the program, a run of letters or digits, else the one character.
        """
        if not text:
            return 0, 0
        offset = max(0, min(offset, len(text) - 1))
        low, high = max(0, offset - _REACH), min(len(text), offset + _REACH)
        around = text[low:high]
        folded = fold(around)
        at = folded.index(offset - low)
        if at < len(folded.text) and folded.source(at) == offset - low and (term := _term_at(folded.text, at)):
            start, end = folded.span(*term)
            return low + start, low + end
        for run in _LATIN_RUN.finditer(around):
            if run.start() <= offset - low < run.end():
                return low + run.start(), low + run.end()
        for run in _HAN_RUN.finditer(around):
            if self._tokenizer is not None and run.start() <= offset - low < run.end():
                end = low + run.start()
                for word in self._tokenizer.cut(run.group()):
                    start, end = end, end + len(word)
                    if end > offset:
                        return start, end
        return offset, offset + 1

    def _ready(self) -> _Tokenizer:
        self.load()
        assert self._tokenizer is not None
        return self._tokenizer


@lru_cache(maxsize=8)
def _pattern(terms: frozenset[str]) -> re.Pattern[str] | None:
    """Matches the longest of the terms at a place."""
    longest_first = sorted({fold_text(term) for term in terms} - {""}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _term_at(folded: str, at: int) -> tuple[int, int] | None:
    """The longest of the program's terms that covers folded[at]."""
    terms = user_words()
    for length in range(max(map(len, terms), default=0), 1, -1):
        for start in range(max(0, at - length + 1), at + 1):
            if folded[start : start + length] in terms:
                return start, start + length
    return None


def _spans(
    folded: str, start: int, end: int, tokenizer: _Tokenizer, source: Callable[[int, int], tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    if start < end:
        for word in tokenizer.cut(folded[start:end]):
            yield source(start, start + len(word))
            start += len(word)


def _extension() -> importlib.machinery.ModuleSpec | None:
    """rjieba's compiled part, found without importing the package: that loads a dictionary, 0.1 s in one go."""
    package = importlib.util.find_spec("rjieba")
    if package is None or importlib.util.find_spec("jieba") is None:
        return None
    spec = importlib.machinery.PathFinder.find_spec("rjieba", list(package.submodule_search_locations or ()))
    return spec if spec and isinstance(spec.loader, importlib.machinery.ExtensionFileLoader) else None


class _Stopped(Exception):
    """The loading was asked to stop."""


def _dictionary(
    should_stop: Callable[[], bool], on_progress: Callable[[float], None]
) -> Iterator[tuple[str, int, str]]:
    """Word, frequency and kind of every entry of jieba's dictionary. Raises _Stopped."""
    package = importlib.util.find_spec("jieba")
    assert package is not None and package.origin is not None
    path = Path(package.origin).with_name("dict.txt")
    size, read = path.stat().st_size, 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines):
            if number % _PIECE == 0:
                time.sleep(0)  # gives the interpreter away, if only for a moment
                on_progress(read / size)
                if should_stop():
                    raise _Stopped
            read += len(line)
            word, frequency, kind = line.decode("utf-8").split()
            yield word, int(frequency), kind
    on_progress(1.0)


def _plain(entries: Iterator[tuple[str, int, str]]) -> _Tokenizer:
    """A jieba tokenizer of our own, filled here: its own `initialize` holds the interpreter for 0.4 s.

    It leaves no cache file either, which would lie in a folder that all users share, and would save nothing.
    """
    import jieba

    jieba.setLogLevel(logging.ERROR)
    frequencies: dict[str, int] = {}
    total = 0
    for word, frequency, _kind in entries:
        frequencies[word] = frequency
        total += frequency
        for length in range(1, len(word)):  # the beginnings of words tell jieba to look further
            frequencies.setdefault(word[:length], 0)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True
    made: _Tokenizer = tokenizer
    return made


def _fast(extension: importlib.machinery.ModuleSpec, entries: Iterator[tuple[str, int, str]]) -> _Tokenizer:
    """An rjieba tokenizer filled from jieba's dictionary, word by word for the same reason."""
    assert extension.loader is not None
    module = importlib.util.module_from_spec(extension)
    extension.loader.exec_module(module)
    if not hasattr(module.Jieba, "empty"):  # before rjieba 0.2.2 it could not be filled from outside
        return _plain(entries)
    tokenizer = module.Jieba.empty()
    for word, frequency, kind in entries:
        tokenizer.add_word(word, frequency, kind)
    made: _Tokenizer = tokenizer
    return made
