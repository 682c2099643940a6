"""Bytes become text: which encoding reads best, and what could not be read."""

import functools
import re
from collections import Counter
from dataclasses import dataclass

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# GB18030 holds GBK and GB 2312; the HKSCS reading of Big5 holds plain Big5.
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# What other people call them, where Python's codec of that name reads less than is written under it.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
    "utf_8_sig": "utf-8",
}
_SAMPLE = 16 * 1024  # bytes that are judged; the whole is decoded once, at the end
_CLOSE = 0.05  # a winner by less than this is to be confirmed
_POOR = 0.35  # and so is one whose own reading is worse than this
_DAMAGED_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """text: LF line ends; what could not be read stands as U+FFFD, `replaced` times. quality: about 1 for Chinese
    prose, 0.5 for ASCII, below 0.35 for what is no text. doubtful: another encoding read nearly as well."""

    text: str
    encoding: str
    replaced: int
    quality: float
    doubtful: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text that the bytes most likely mean; never fails. `declared` is tried first, as a page's charset."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    if declared is not None and (known := _known(declared)) is not None:
        read = _read(data, known)
        if not read.replaced:
            return read
    # UTF-16 with much ASCII in it is valid UTF-8 too, but full of NUL.
    if b"\x00" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return _finish(text, "utf-8")
    return _best_of(data)


def _best_of(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    ranked = []
    for preference, encoding in enumerate(_CANDIDATES):
        # A last character cut in two is no sign of a wrong encoding.
        text = sample.decode(encoding, "replace").removesuffix("\ufffd")
        ranked.append((reading_quality(text), -preference, encoding))
    ranked.sort(reverse=True)
    best, second = ranked[0], ranked[1]
    return _read(data, best[2], doubtful=best[0] - second[0] < _CLOSE or best[0] < _POOR)


def _known(name: str) -> str | None:
    name = name.strip().lower()
    name = _WIDER.get(name, name)
    try:
        b"".decode(name)
    except (LookupError, ValueError):
        return None
    return name


def _read(data: bytes, encoding: str, *, doubtful: bool = False) -> Decoded:
    return _finish(data.decode(encoding, "replace"), encoding, doubtful=doubtful)


def _finish(text: str, encoding: str, *, doubtful: bool = False) -> Decoded:
    text = with_line_feeds(text)
    text = _DAMAGED_CONTROLS.sub("\ufffd", text)
    # Lone surrogates (from UTF-16 with a byte missing) can be neither stored nor shown.
    text = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogates(text) else text
    return Decoded(text, encoding, text.count("\ufffd"), reading_quality(text[:_SAMPLE]), doubtful)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def with_line_feeds(text: str) -> str:
    """CRLF becomes LF; a lone CR only in a file that has no LF at all, as old Macintosh texts do."""
    text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" not in text:
        return text.replace("\r", "\n")
    return text


@functools.cache
def _common() -> frozenset[str]:
    """Frequent characters, as the makers of the codes knew them: level 1 of GB 2312 and of Big5."""
    found: set[str] = set()
    for first, last, codec in ((0xB0, 0xD7, "gb2312"), (0xA4, 0xC6, "big5")):
        rows = b"".join(bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0xA1, 0xFF))
        found.update(rows.decode(codec, "ignore"))
        if codec == "big5":
            low = b"".join(bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0x7F))
            found.update(low.decode(codec, "ignore"))
    return frozenset(char for char in found if "\u4e00" <= char <= "\u9fff")


def reading_quality(text: str) -> float:
    """How much a text reads like Chinese: about 1 for prose, 0.5 for ASCII, below 0.35 for a wrong encoding."""
    common = _common()
    points = 0.0
    counts = Counter(text)
    for char, times in counts.items():
        if char in common:
            points += times
        elif _implausible(ord(char)):
            points -= 4 * times
        elif (
            char.isascii()
            or "\u2010" <= char <= "\u203f"
            or "\u3000" <= char <= "\u303f"
            or "\uff00" <= char <= "\uff5e"
        ):
            points += times / 2
    return points / max(1, len(text))


def _implausible(code: int) -> bool:
    return (
        code == 0xFFFD
        or (code < 32 and code not in (9, 10, 12, 13))
        or 0x7F <= code <= 0x9F
        or 0x100 <= code <= 0x1FFF  # Latin extended to Khmer: two halves of Chinese read as another script
        or 0x3400 <= code <= 0x4DBF  # rare ideographs
        or 0xAC00 <= code <= 0xD7AF  # Hangul
        or 0xD800 <= code <= 0xF8FF  # surrogates and private use
    )
