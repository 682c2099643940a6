"""The year a report covers and its title, from what the source itself proves."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shkc_desktop.ingest.artifacts import TITLE
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.model.block import BlockKind

_YEAR = r"(?<![\dA-Za-z.])((?:19[89]|20[0-4])\d)(?!\d)"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_HAN_YEAR = re.compile(r"[二一][〇○零九]{1}[〇○零一二三四五六七八九]{2}(?=年)")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NAMED = re.compile(
    rf"{_YEAR}\s*年?度?\s*[^\s。，；、]{{0,24}}?(?:报告|年鉴|年报|蓝皮书|白皮书|公报)"
    rf"|(?:报告|年鉴|年报|蓝皮书|白皮书|公报)\s*[（(]?\s*{_YEAR}"
    rf"|(?:REPORT|YEARBOOK)\s+{_YEAR}|{_YEAR}\s+[A-Z &'-]*(?:REPORT|YEARBOOK)"
)
_TOP = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)
_SUBJECT = re.compile(r"科技|创新|科创|发展|年鉴|SCIENCE|INNOVATION")
# Plans and spans of years do not date a report: 到2020年, 2021—2023年, 2025年前, 力争2030年.
_PLAN = re.compile(
    rf"(?:(?<!截止)到|(?<![截止])至|力争(?:到|至)?|预计(?:到|至)?|争取(?:到|在)?|计划(?:到|于|在)?|面向|展望|迈向|将于|拟于|目标)\s*{_YEAR}"
    rf"|{_YEAR}\s*年?(?:底|末)?前|{_YEAR}\s*年?(?:前|以前|之前|末|底)?(?:力争|预计|计划|拟|将|要|建成并|时，)"
    rf"|{_YEAR}\s*年?\s*[-–—~～至到]\s*((?:20)\d\d|\d\d)(?!月|日|\d)\s*年?|{_YEAR}\s*年(?:远景|目标|愿景|规划)"
)
# The past that a report compares itself with.
_PAST = re.compile(
    rf"(?:较|比|与|自|从|早在|始于|追溯|同比|超过?)\s*{_YEAR}"
    rf"|{_YEAR}\s*年(?:以来|起|开始|后|版|之后)|(?:成立|始建|创办|创建|建)于\s*{_YEAR}"
)
# What may stand behind a year without 年: 2016浦江创新论坛, not 2000余项.
_NAMES = re.compile(
    r"(?![余多个项家名万亿元种件场次台套米吨亩笔辆座所位只部条篇户千百岁度倍]|人(?!工|才)|平[方米]|公[里斤顷])"
    r"[\u4e00-\u9fff（(“]"
)
_AHEAD = re.compile(r"展望|下一步|下一年|明年|迈向")
_NEXT = re.compile(rf"{_YEAR}\s*年(?:是|[，,]?[^。，]{{0,12}}将)")
_ISSUED = re.compile(r"第\s*[\d一二三]+\s*版|印刷|出版|ISBN|CIP|字数|定价|印张|编纂|编辑部|版权")
_AT_YEAR_END = re.compile(rf"(?:截至|截止(?:到|至)?)\s*{_YEAR}\s*年(?:底|末|年底|年末|12月|1[01]月)")
_DATED = re.compile(
    rf"{_YEAR}\s*年\s*(?:\d{{1,2}}\s*月|[一二三四五六七八九十]{{1,2}}月|全年|内|度?，|，|上半年|下半年|[一二三四]季度)"
)


# Years that are said by what is counted: the first or last year of a five-year plan, an anniversary.
_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_OF_PLAN = re.compile(r"[“\"]?(十[一二三四五]?五)[”\"]?(?:规划|计划)?(?:实施)?的?(开局|收官|启动)之?年")
_FOUNDED = {
    "改革开放": 1978,
    "新中国成立": 1949,
    "建国": 1949,
    "中国共产党成立": 1921,
    "建党": 1921,
    "浦东开发开放": 1990,
}
_ANNIVERSARY = re.compile(r"(改革开放|新中国成立|建国|中国共产党成立|建党|浦东开发开放)\s*(\d{2,3})\s*周年")


@dataclass(frozen=True, slots=True)
class Dating:
    """The year with what told it; year None without evidence. sure: nothing speaks against it."""

    year: int | None
    evidence: str
    sure: bool


def date(source: SourceText, blocks: Sequence[tuple[BlockKind, str]]) -> Dating:
    """The year a source covers. blocks: kind and text of each, in order."""
    stated = source.front_matter.get("year")
    if isinstance(stated, int) or (isinstance(stated, str) and stated.strip().isdigit()):
        return Dating(int(stated), "文件头标明", True)
    texts = [(kind, _digits(text)) for kind, text in blocks]
    heads = _by_heads(texts)
    named = _in_name(source.name)
    events, ranked = _by_events(_looking_back(texts))
    if heads is not None:
        return Dating(heads[0], heads[1], True)
    if named is not None:
        sure = events is None or abs(named - events) <= 1 or ranked < 3
        return Dating(named, "文件名", sure)
    if events is not None:
        return Dating(events, f"正文中{events}年的记事", ranked >= 2)
    return Dating(None, "", False)


def _digits(text: str) -> str:
    text = text.translate(_FULL_WIDTH)
    return _HAN_YEAR.sub(lambda m: m.group().translate(_HAN_DIGITS), text) if "年" in text else text


def _by_heads(texts: Sequence[tuple[BlockKind, str]]) -> tuple[int, str] | None:
    """The year in running heads and title lines, the most frequent; a colophon does not count."""
    votes: dict[int, int] = {}
    how: dict[int, str] = {}
    for index, (kind, text) in enumerate(texts):
        aside = kind is BlockKind.PAGE_ARTIFACT
        if not aside and not (kind is BlockKind.HEADING and (index < 6 or TITLE.fullmatch(text))):
            continue
        if len(text) > 90 or _ISSUED.search(text):
            continue
        match = _NAMED.search(text)
        if match is None or not _SUBJECT.search(text):
            continue
        year = int(next(group for group in match.groups() if group))
        votes[year] = votes.get(year, 0) + 1
        how.setdefault(year, "页眉" if aside else "标题")
    if not votes:
        return None
    year = max(votes, key=lambda y: votes[y])
    return year, f"{how[year]}“{year}”"


def _looking_back(texts: Sequence[tuple[BlockKind, str]]) -> Iterable[str]:
    """The texts without what is to come: under 展望 and the like, 2013年是关键之年 speaks of a later year."""
    ahead = False
    for kind, text in texts:
        if kind is BlockKind.HEADING:
            ahead = bool(_AHEAD.search(text))
        yield _NEXT.sub("", text) if ahead else text


def _in_name(name: str) -> int | None:
    """A year that stands by itself in a file's name, not inside a checksum or a date of eight digits."""
    stem = name.rpartition(".")[0] or name
    years = set()
    for token in re.split(r"[_\-\s.]+", stem):
        if re.fullmatch(r"[0-9a-f]{8,}", token) or re.fullmatch(r"[0-9A-Fa-f]{12,}", token):
            continue
        years |= {int(y) for y in re.findall(r"(?<!\d)((?:19[89]|20[0-4])\d)(?!\d)", token)}
    return years.pop() if len(years) == 1 else None


def _by_events(texts: Iterable[str]) -> tuple[int | None, float]:
    """The year that most dated events bear, and by how much; plans, comparisons and colophons left out."""
    votes: dict[int, float] = {}
    for text in texts:
        for year in _counted(text):
            votes[year] = votes.get(year, 0.0) + 2.0
        if "19" not in text and "20" not in text:
            continue
        if _ISSUED.search(text) and len(text) < 80:
            continue
        spoiled = {start for pattern in (_PLAN, _PAST) for start in _places(pattern, text)}
        dated = {start for pattern in (_AT_YEAR_END, _DATED) for start in _places(pattern, text)}
        for match in re.finditer(_YEAR, text):
            at, year = match.start(1), int(match.group(1))
            after = text[match.end() : match.end() + 1]
            if at in spoiled or not (after == "年" or _NAMES.match(after or " ")):
                continue
            votes[year] = votes.get(year, 0.0) + (2.0 if at in dated else 1.0)
    if not votes:
        return None, 0.0
    year = max(votes, key=lambda y: (votes[y], y))
    # A report tells of its own year and of those before: a later year with real weight is the report's.
    for later in sorted(votes, reverse=True):
        if later > year and votes[later] >= 0.6 * votes[year] and votes[later] >= 2:
            year = later
            break
    return year, votes[year]


def _counted(text: str) -> Iterable[int]:
    """The years that a text names by counting: “十三五”开局之年, 改革开放40周年."""
    if "五" in text and "年" in text:
        for plan, place in _OF_PLAN.findall(text):
            if plan in _PLANS:
                yield _PLANS[plan] + (4 if place == "收官" else 0)
    if "周年" in text:
        for what, years in _ANNIVERSARY.findall(text):
            yield _FOUNDED[what] + int(years)


def _places(pattern: re.Pattern[str], text: str) -> Iterable[int]:
    """Where the years begin that a pattern finds."""
    return (m.start(g) for m in pattern.finditer(text) for g in range(1, pattern.groups + 1) if m.group(g))


def title_of(
    source: SourceText, blocks: Sequence[tuple[BlockKind, str]], year: int | None, city: str
) -> tuple[str, bool]:
    """The report's title and whether the source proves it."""
    stated = source.front_matter.get("title")
    if isinstance(stated, str) and stated.strip():
        return stated.strip(), True
    for index, (kind, text) in enumerate(blocks):
        if kind is BlockKind.HEADING and index < 6 and TITLE.fullmatch(text.strip()) and _SUBJECT.search(text):
            return text.strip(), True
    for kind, text in blocks:
        if kind is not BlockKind.PAGE_ARTIFACT:
            continue
        bare = re.sub(r"^\d{1,3}\s*[|｜/·]?\s+|\s*[|｜/·]?\s+\d{1,3}$", "", text.strip())
        if TITLE.fullmatch(bare) and _SUBJECT.search(bare):
            return re.sub(rf"^{_YEAR}\s+", r"\1", bare), True
    tops = _TOP.findall(source.raw)
    if len(tops) == 1 and blocks and blocks[0][1].strip() == tops[0].strip() and _SUBJECT.search(tops[0]):
        # The one heading of the first level, at the very beginning: a better guess than a name of ours.
        return tops[0].strip(), False
    return (f"{year}{city}科技进步报告" if year is not None else f"{city}科技进步报告"), False
