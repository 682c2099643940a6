"""The layout of an export that Markdown, HTML, DOCX and PDF show alike: groups of passages, and references."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shkc_desktop.export.citation import locator
from shkc_desktop.export.options import ExportOptions, GroupBy, Item, OwnText
from shkc_desktop.export.references import Reference, References
from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.model.memo import Memo
from shkc_desktop.model.report import Edition

UNTAGGED = "未加标签"
UNDATED = "年份未知"


@dataclass(frozen=True, slots=True)
class Passage:
    """One excerpt as it is shown.

    line_mark, raised_mark: the citation after the words, on the line and as superscript.
    attribution: ——嘉定区，2022. details: (label, text) pairs such as 批注. link: empty when not wanted.
    """

    excerpt: Excerpt
    text: str
    colour: int
    attribution: str
    line_mark: str = ""
    raised_mark: str = ""
    before: str = ""
    after: str = ""
    details: tuple[tuple[str, str], ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Text that is not an excerpt: the reader's own, or a memo with its title."""

    heading: str
    text: str


Entry = Passage | Words


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading, which is empty where there is none."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole export. facts: the line below the title. count: different excerpts in it."""

    title: str
    facts: str
    groups: tuple[Group, ...]
    references: tuple[Reference, ...]
    notices: tuple[str, ...]
    count: int

    @property
    def entries(self) -> int:
        """How many entries it shows; an excerpt with two tags stands under both."""
        return sum(len(group.entries) for group in self.groups)


def document(items: Sequence[Item], options: ExportOptions) -> Document:
    """The items grouped, sorted and cited as the options say."""
    excerpts = [item for item in items if isinstance(item, Excerpt)]
    grouped = _grouped(items, options)
    cited = [item for _, members in grouped for item in members if isinstance(item, Excerpt)]
    references = References(cited, options)
    groups = tuple(
        Group(heading, tuple(_entry(item, options, references) for item in members)) for heading, members in grouped
    )
    return Document(
        title=options.title,
        facts=facts(excerpts),
        groups=groups,
        references=references.entries if options.citation else (),
        notices=(*(references.notices() if options.citation else ()), *_digest_notice(excerpts)),
        count=len({excerpt.annotation.uuid for excerpt in excerpts}),
    )


def facts(excerpts: Sequence[Excerpt]) -> str:
    """`2022 年、2024 年　9 个区　24 条`."""
    years = sorted({excerpt.source.year for excerpt in excerpts if excerpt.source.year is not None})
    districts = {name for excerpt in excerpts for name in excerpt.districts}
    count = len({excerpt.annotation.uuid for excerpt in excerpts})
    parts = ["、".join(f"{year} 年" for year in years), f"{len(districts)} 个区" if districts else "", f"{count} 条"]
    return "　".join(part for part in parts if part)


def in_order(excerpts: Iterable[Excerpt]) -> list[Excerpt]:
    """The excerpts by year, report and place."""
    return sorted(excerpts, key=_place)


def ordered(items: Sequence[Item], options: ExportOptions) -> list[Item]:
    """Each item once, in the order in which a document would show it first."""
    seen = dict.fromkeys(id(item) for _, members in _grouped(items, options) for item in members)
    by_id = {id(item): item for item in items}
    return [by_id[key] for key in seen]


def _grouped(items: Sequence[Item], options: ExportOptions) -> list[tuple[str, Sequence[Item]]]:
    if options.group_by is GroupBy.BASKET:
        return [("", items)] if items else []
    own = [item for item in items if not isinstance(item, Excerpt)]
    excerpts = in_order(item for item in items if isinstance(item, Excerpt))
    groups: dict[str, list[Item]] = {}
    for excerpt in excerpts:
        for heading in _HEADINGS[options.group_by](excerpt):
            groups.setdefault(heading, []).append(excerpt)
    headings = sorted(groups, key=_heading_order(groups, options))
    return [*([("", own)] if own else []), *((heading, groups[heading]) for heading in headings)]


def _heading_order(groups: Mapping[str, object], options: ExportOptions) -> Callable[[str], tuple[int, int, str]]:
    """Known orders first (codebook, official order of districts), then as they came; what is missing comes last."""
    known = {GroupBy.TAG: options.tag_order, GroupBy.DISTRICT: options.districts}.get(options.group_by, ())
    places = {name: place for place, name in enumerate(known)}
    came = {name: place for place, name in enumerate(groups)}

    def order(heading: str) -> tuple[int, int, str]:
        if heading in (UNTAGGED, UNATTRIBUTED, UNDATED):
            return 2, 0, heading
        if heading in places:
            return 0, places[heading], heading
        return 1, 0 if options.group_by is GroupBy.TAG else came[heading], heading

    return order


def _report_name(excerpt: Excerpt) -> str:
    digest = "（提要）" if excerpt.source.edition is Edition.DIGEST else ""
    return " ".join(excerpt.source.title.split()) + digest


def _place_name(excerpt: Excerpt) -> str:
    return " · ".join([_report_name(excerpt), *(" ".join(heading.split()) for heading in excerpt.section)])


_HEADINGS: dict[GroupBy, Callable[[Excerpt], Sequence[str]]] = {
    GroupBy.TAG: lambda excerpt: excerpt.tags or (UNTAGGED,),
    GroupBy.DISTRICT: lambda excerpt: excerpt.districts or (UNATTRIBUTED,),
    GroupBy.YEAR: lambda excerpt: (f"{excerpt.source.year} 年" if excerpt.source.year is not None else UNDATED,),
    GroupBy.REPORT: lambda excerpt: (_report_name(excerpt),),
    GroupBy.PLACE: lambda excerpt: (_place_name(excerpt),),
}


def _place(excerpt: Excerpt) -> tuple[int, str, str, int, int]:
    position = excerpt.annotation.target.position
    source = excerpt.source
    return source.year if source.year is not None else 9999, source.title, source.report, position.start, position.end


def _entry(item: Item, options: ExportOptions, references: References) -> Entry:
    match item:
        case OwnText():
            return Words(item.heading, item.text)
        case Memo():
            return Words(f"备忘录　{item.title}" if item.title else "备忘录", item.text)
        case Excerpt():
            return _passage(item, options, references)


def _passage(excerpt: Excerpt, options: ExportOptions, references: References) -> Passage:
    on_line, raised = references.mark(excerpt) if options.citation else ("", "")
    return Passage(
        excerpt=excerpt,
        text=excerpt.text,
        colour=excerpt.annotation.colour,
        attribution=attribution(excerpt),
        line_mark=on_line,
        raised_mark=raised,
        before=excerpt.before if options.context else "",
        after=excerpt.after if options.context else "",
        details=tuple(_details(excerpt, options)),
        link=excerpt.link if options.link else "",
    )


def attribution(excerpt: Excerpt) -> str:
    """`嘉定区，2022`, with 提要 where the words are not the report's own."""
    year = str(excerpt.source.year) if excerpt.source.year is not None else ""
    parts = ["、".join(excerpt.districts), year, "提要" if excerpt.source.edition is Edition.DIGEST else ""]
    return "，".join(part for part in parts if part)


def _details(excerpt: Excerpt, options: ExportOptions) -> Iterable[tuple[str, str]]:
    where = locator(excerpt, section=options.section, paragraph=options.paragraph)
    if where:
        yield "位置", where
    if options.tags and excerpt.tags:
        yield "标签", "，".join(excerpt.tags)
    if options.note and excerpt.annotation.note.strip():
        yield "批注", excerpt.annotation.note.strip()
    if options.corrections and excerpt.original:
        yield "校订", f"原作“{excerpt.original}”"


def _digest_notice(excerpts: Sequence[Excerpt]) -> tuple[str, ...]:
    digests = sum(excerpt.source.edition is Edition.DIGEST for excerpt in excerpts)
    return (f"{digests} 条摘自提要，不是报告的原文。",) if digests else ()
