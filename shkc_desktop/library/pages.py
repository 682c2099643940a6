"""Composes pages of blocks: a whole report, one district in one year, one district through the years."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shkc_desktop.library.library import Library
from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.edition import Edition
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.page import Mark, Page, PageKey, PageKind, PageSource, Place, Row
from shkc_desktop.model.tag import tag_path
from shkc_desktop.store import composing, listing, marking, reading


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one report on a page that is being composed."""

    source: PageSource
    version: int
    rows: list[Row]


def compose(library: Library, key: PageKey) -> Page:
    """The page of that key. Raises Failure when there is nothing (any more) to show."""
    match key.kind:
        case PageKind.REPORT:
            return _report_page(library, key)
        case PageKind.DISTRICT:
            return _district_page(library, key, _dedicated)
        case PageKind.IN_PLACE:
            return _district_page(library, key, _dimmed)
        case PageKind.YEARS:
            return _years_page(library, key)


def marks(library: Library, page: Page) -> list[Mark]:
    """Every annotation with a place in one of the page's reports, by report and start."""
    connection = library.file.connection
    return [
        mark for index, source in enumerate(page.sources) for mark in marking.marks(connection, source.report, index)
    ]


def marks_near(library: Library, page: Page, place: Place, reach: int) -> list[Mark]:
    """Those within `reach` characters of a place, of the report that it is in."""
    source = page.source_index(place.report)
    if source is None:
        return []
    span = (place.offset - reach, place.offset + reach)
    return marking.marks(library.file.connection, place.report, source, span)


def marks_of(library: Library, page: Page, uuids: Iterable[str]) -> list[Mark]:
    """Those of these annotations that live and have a place in one of the page's reports."""
    places = {source.report: index for index, source in enumerate(page.sources)}
    return [
        Mark(uuid, places[report], start, end, colour, state)
        for uuid, report, start, end, colour, state in marking.marks_of(library.file.connection, uuids)
        if report in places
    ]


def remember(library: Library, page: PageKey, report: str, offset: int, share: float, snippet: str) -> None:
    """Note where a page was left; nothing is noted in a library that cannot be written."""
    if not library.read_only:
        with library.file.transaction() as connection:
            reading.remember_place(connection, str(page), report, offset, share, snippet)


def remembered(library: Library, page: PageKey) -> reading.RememberedPlace | None:
    """Where a page was left."""
    return reading.place(library.file.connection, str(page))


def recent(library: Library, limit: int = 3) -> list[reading.RememberedPlace]:
    """The pages read last."""
    return reading.recent_places(library.file.connection, limit)


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a margin card shows: (path, colour) of each tag, the note, what its state has to say, who wrote it."""

    uuid: str
    colour: int
    tags: tuple[tuple[str, int], ...]
    note: str
    state: str
    creator: str
    rev: int


_STATES = {
    "moved": "原文的位置有变",
    "changed": "原文的字句有变",
    "ambiguous": "有几处都像，请指定",
    "orphan": "原文里找不到了",
}


def card(library: Library, uuid: str) -> CardContent | None:
    """What stands on the margin card of an annotation."""
    connection = library.file.connection
    found = marking.card(connection, uuid)
    if found is None:
        return None
    colour, note, state, creator, rev = found
    living, own = library.tags(), marking.tags(connection, uuid)
    chips = tuple((tag_path(living[tag], living), living[tag].colour) for tag in own if tag in living)
    return CardContent(uuid, colour, chips, note, _STATES.get(state, ""), creator, rev)


_EVIDENCE = {"heading": "标题", "lead": "段首", "inferred": "推断", "reader": "读者所定"}


def districts(library: Library, report: str, block: int) -> list[str]:
    """What a block is dedicated to and what tells so: 浦东新区·临港（段首）."""
    found = composing.districts(library.file.connection, report, block)
    named = (
        f"{name}{f'·{zone}' if zone and zone != name else ''}（{_EVIDENCE.get(evidence, evidence)}）"
        for name, zone, evidence in found
    )
    return list(dict.fromkeys(named))


# ---- composing ------------------------------------------------------------------------------------------


def _part(library: Library, index: int, report: str, version: int) -> Part:
    connection = library.file.connection
    summary = listing.summary(connection, report)
    if summary is None:
        raise Failure("这份报告已不在资料库里。")
    text, digest = library.text(version)
    source = PageSource(
        report, summary.title, summary.year, summary.edition, text, digest, composing.pages(connection, version)
    )
    rows = composing.rows(connection, index, version)
    return Part(source, version, rows)


def _page(library: Library, key: PageKey, title: str, parts: list[Part], **more: object) -> Page:
    emphasis: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
    for index, part in enumerate(parts):
        emphasis.update(composing.emphasis(library.file.connection, index, part.version))
    rows = [row for part in parts for row in part.rows]
    sources = tuple(part.source for part in parts)
    return Page(key=key, title=title, sources=sources, rows=rows, emphasis=emphasis, **more)  # type: ignore[arg-type]  # the callers' keywords are Page's own


def _facts(parts: list[Part]) -> tuple[str, ...]:
    # One pass over the tuples themselves: a report of a million characters has 10,000 rows.
    numbers: list[int] = []
    characters = 0
    for part in parts:
        for _, start, end, _, _, _, paragraph, dimmed in part.rows:
            if paragraph and not dimmed:
                numbers.append(paragraph)
                characters += end - start
    facts = []
    unbroken = bool(numbers) and max(numbers) - min(numbers) + 1 == len(numbers)
    if unbroken and len(parts) == 1:
        first, last = min(numbers), max(numbers)
        facts.append(f"第 {first} 段" if first == last else f"第 {first}—{last} 段")
    elif numbers:
        facts.append(f"{len(numbers)} 段")
    return (*facts, f"{characters:,} 字")


def _pages_fact(part: Part, rows: list[Row]) -> str:
    if not part.source.pages or not rows:
        return ""
    before = [name for offset, name in part.source.pages if offset <= rows[0].start]
    upto = [name for offset, name in part.source.pages if offset <= rows[-1].start]
    first, last = (before or [part.source.pages[0][1]])[-1], (upto or [part.source.pages[0][1]])[-1]
    return f"第 {first} 页" if first == last else f"第 {first}—{last} 页"


def _breadcrumb(library: Library, part: Part, rows: list[Row], district: str) -> tuple[str, ...]:
    crumbs = [_short_title(part.source)]
    if rows:
        paths = composing.heading_path(library.file.connection, part.version, rows[0].block)
        above = (part.source.text[start:end] for start, end in paths)
        crumbs += [words for words in above if not _names(words, district)][:2]
    edition = " ".join(filter(None, (str(part.source.edition), _pages_fact(part, rows))))
    return (*crumbs, edition)


def _short_title(source: PageSource) -> str:
    title = source.title.replace("《", "").replace("》", "").removesuffix("提要").strip()
    year = str(source.year or "")
    return f"{year} {title.removeprefix(year)}" if year and title.startswith(year) else title


def _report_page(library: Library, key: PageKey) -> Page:
    version = listing.version_of(library.file.connection, key.report)
    if version is None:
        raise Failure("这份报告已不在资料库里。")
    part = _part(library, 0, key.report, version)
    year = f"{part.source.year} 年" if part.source.year else "年份待定"
    crumbs = (str(part.source.edition),)
    return _page(library, key, part.source.title, [part], breadcrumb=crumbs, facts=(year, *_facts([part])))


def _dedicated(library: Library, part: Part, district: str) -> list[Row]:
    """The rows dedicated to the district, each group under the nearest common heading when there are several."""
    connection = library.file.connection
    blocks = composing.dedicated_blocks(connection, part.version, district)
    mine = [row for row in part.rows if row.block in blocks]
    parents = composing.parents(connection, part.version)
    above = {parents.get(row.block) for row in mine if row.kind != "heading"} - blocks
    if len(above) < 2:
        return mine
    shown, by_block = list[Row](), {row.block: row for row in part.rows}
    last: int | None = None
    for row in mine:
        parent = parents.get(row.block)
        if parent is not None and parent not in blocks and parent != last and parent in by_block:
            shown.append(by_block[parent])
        if row.kind != "heading":
            last = parent
        shown.append(row)
    return shown


def _dimmed(library: Library, part: Part, district: str) -> list[Row]:
    blocks = composing.dedicated_blocks(library.file.connection, part.version, district)
    return [row if row.block in blocks else row._replace(dimmed=True) for row in part.rows]


def _own_heading(text: str, row: Row, district: str) -> bool:
    """Whether a row is the district's own heading, which the page's title repeats."""
    return row.kind == "heading" and _names(text[row.start : row.end], district)


def _names(words: str, district: str) -> bool:
    return words.strip() in (district, district.removesuffix("新区"), district.removesuffix("区"))


def _raised(rows: list[Row]) -> list[Row]:
    """The rows with their headings raised so far that the highest is a sub-heading (3): the title is the district's."""
    rise = min((row.level for row in rows if row.kind == "heading"), default=3) - 3
    if rise <= 0:
        return rows
    return [row._replace(level=row.level - rise) if row.kind == "heading" else row for row in rows]


def _parts(
    library: Library, district: str, year: int | None, pick: Callable[[Library, Part, str], list[Row]]
) -> list[Part]:
    wanted = "" if district == UNATTRIBUTED else district
    found: list[Part] = []
    for report, version in composing.sources_of(library.file.connection, wanted, year):
        part = _part(library, len(found), report, version)
        rows = pick(library, part, wanted)
        if any(not row.dimmed for row in rows):
            found.append(Part(part.source, version, rows))
    return found


def _district_page(library: Library, key: PageKey, pick: Callable[[Library, Part, str], list[Row]]) -> Page:
    parts = _parts(library, key.district, key.year, pick)
    if not parts:
        raise Failure(f"{key.year} 年没有{key.district}的文字。")
    for part in parts:
        if key.kind is PageKind.DISTRICT and part.rows and _own_heading(part.source.text, part.rows[0], key.district):
            del part.rows[0]
        if key.kind is PageKind.DISTRICT:
            part.rows[:] = _raised(part.rows)
    own = [row for row in parts[0].rows if not row.dimmed]
    crumbs = _breadcrumb(library, parts[0], own, key.district)
    year = f"{key.year} 年" if key.year else "年份待定"
    facts = (year, *_facts(parts))
    if key.year is not None:
        # Marks on a digest stay there when the original comes; she must not think that they are gone.
        aside = listing.stepped_back(library.file.connection, key.district, key.year)
        facts += (f"另有 {aside} 条标注在提要上",) if aside else ()
    return _page(library, key, key.district, parts, breadcrumb=crumbs, facts=facts)


def _years_page(library: Library, key: PageKey) -> Page:
    parts = _parts(library, key.district, None, _dedicated)
    if not parts:
        raise Failure(f"没有{key.district}的文字。")
    labels: dict[int, str] = {}
    at = 0
    years: list[int | None] = []
    for index, part in enumerate(parts):
        if part.rows and _own_heading(part.source.text, part.rows[0], key.district):
            del part.rows[0]
        part.rows[:] = _raised(part.rows)
        if part.source.year not in years or part.source.edition is Edition.DIGEST:
            start = part.rows[0].start if part.rows else 0
            part.rows.insert(0, Row(index, start, start, "year", 1, -1, 0))
            year = str(part.source.year or "年份待定")
            labels[at] = f"{year} {part.source.edition}"
            years.append(part.source.year)
        at += len(part.rows)
    spoken = [year for year in dict.fromkeys(years) if year is not None]
    span = f"{min(spoken)}—{max(spoken)} 年" if len(spoken) > 1 else "".join(f"{year} 年" for year in spoken)
    facts = (span, f"{len(spoken)} 年有文", *_facts(parts)[-1:])
    return _page(library, key, key.district, parts, breadcrumb=("历年",), facts=facts, labels=labels)
