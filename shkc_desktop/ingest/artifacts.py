"""Page artifacts: running heads, page numbers and lines of a table of contents, known by shape and repetition."""

import re
from collections import Counter

from shkc_desktop.ingest.gazetteer import Gazetteer
from shkc_desktop.ingest.lines import Line

_PAGE_NUMBER = re.compile(
    r"(?:[-–—·•~|｜\[\(（【]\s*)+\d{1,4}(?:\s*[-–—·•~|｜\]\)）】])*|第\s*\d{1,4}\s*页(?:\s*[共/／]\s*\d{1,4}\s*页?)?"
    r"|(?:Page|page|P\.)\s*\d{1,4}|\d{1,4}\s*[/／]\s*\d{1,4}"
)
# A rule between two parts, or under the head of a table.
_RULE = re.compile(r"[|:=_*~—–\s-]{3,}")
_LONE_NUMBER = re.compile(r"\d{1,4}")
_CONTENTS = re.compile(r".{2,60}?(?:[.．·…]{3,}|(?:\s[.．·…]){3,})\s*\d{1,4}")
_NAMED = r"[^\s。，；]{0,24}(?:报告|年鉴|年报|蓝皮书|白皮书|公报|REPORT|Report)[^\s。，；]{0,6}"
# 2018 上海科技进步报告 39; 39 | 2018上海科技进步报告; 上海科技进步报告 2018 · 39
_RUNNING = re.compile(
    rf"(?:\d{{1,3}}\s*[|｜/·]?\s+)(?:(?:19|20)\d\d\s*年?\s*)?{_NAMED}(?:\s*(?:19|20)\d\d)?"
    rf"|(?:(?:19|20)\d\d\s*年?\s*)?{_NAMED}(?:\s*(?:19|20)\d\d)?\s*[|｜/·]?\s*(?<!\d)\d{{1,3}}"
    r"|\d{1,3}\s+第[一二三四五六七八九十\d]{1,3}[章编篇]\s*\S{2,30}(?:\s\S{1,12})?"
    r"|\d{1,3}\s*[|｜]\s*\S{2,30}|\S{2,30}\s*[|｜]\s*\d{1,3}"
)
# SHANGHAI SCIENCE AND TECHNOLOGY PROGRESS REPORT 2018
_LATIN_HEAD = re.compile(
    r"(?:\d{1,3}\s+)?[A-Z][A-Z&' -]{8,70}\b(?:19|20)\d\d(?:\s+\d{1,3})?"
    r"|(?:\d{1,3}\s+)?(?:19|20)\d\d\s+[A-Z][A-Z&' -]{8,70}(?:\s\d{1,3})?"
)
TITLE = re.compile(rf"(?:(?:19|20)\d\d\s*年?度?\s*)?{_NAMED}(?:[（(]?\s*(?:19|20)\d\d\s*年?[)）]?)?")
_DIGITS = re.compile(r"\d+")
_NUMBERED = (_CONTENTS, _RUNNING, _LATIN_HEAD)


def mark_artifacts(lines: list[Line], gazetteer: Gazetteer) -> None:
    """Set `artifact` on the lines that belong to the page and not to the text."""
    keys = [_DIGITS.sub("#", line.text) if line.short else "" for line in lines]  # the same but for their numbers
    repeated = Counter(key for line, key in zip(lines, keys, strict=True) if line.short)
    lone = [int(line.text) for line in lines if _LONE_NUMBER.fullmatch(line.text)]
    titles = {line.title for line in lines if line.style in ("chapter", "part", "decimal", "zero") and line.short}
    seen: set[str] = set()
    for index, (line, key) in enumerate(zip(lines, keys, strict=True)):
        text, numbered = line.text, line.text != key
        if line.artifact or not line.short or len(text) > 60:
            aside = len(text) <= 90 and (_CONTENTS.fullmatch(text) or _LATIN_HEAD.fullmatch(text))
            line.artifact = line.artifact or bool(aside)
            continue
        if _RULE.fullmatch(line.whole) or (_PAGE_NUMBER.fullmatch(line.whole) and line.style != "paren"):
            line.artifact = True
        elif _LONE_NUMBER.fullmatch(text):
            line.artifact = not _opens_chapter(lines, index, lone)
        elif numbered and any(shape.fullmatch(text) for shape in _NUMBERED):
            line.artifact = True
        elif (
            repeated[key] >= (2 if TITLE.fullmatch(text) else 3)
            and not _tells_place(text, gazetteer)
            and ("报告" in text or line.style == "chapter" or text in titles)
        ):
            # The same words at the head of each page; the first time they are a title.
            line.artifact = key in seen
            seen.add(key)
        elif line.style in ("chapter", "decimal", "zero", "part") and line.title:
            line.artifact = text in seen
            seen.add(text)


def _opens_chapter(lines: list[Line], index: int, lone: list[int]) -> bool:
    """`04` before a title opens a chapter; `39` between two pages does not."""
    line = lines[index]
    if line.style == "zero":
        return index + 1 < len(lines) and lines[index + 1].short
    return index == 0 and len(lone) == 1 and int(line.text) <= 12 and len(lines) > 1 and lines[1].short


def _tells_place(text: str, gazetteer: Gazetteer) -> bool:
    place = gazetteer.place(text)
    return place is not None and bool(place.districts)
