"""Excerpts as rows of a table, one column for each thing known about them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from shkc_desktop.export.document import ordered
from shkc_desktop.export.options import ExportOptions, Item, OwnText
from shkc_desktop.export.references import References
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.model.memo import Memo

Kind = Literal["text", "number", "date"]
Cell = str | int | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; `kind` tells how a spreadsheet should hold it."""

    name: str
    kind: Kind
    width: int
    value: Callable[[Excerpt], Cell]


def columns(items: Sequence[Item], options: ExportOptions) -> list[Column]:
    """The columns that the options ask for."""
    references = References([item for item in items if isinstance(item, Excerpt)], options)
    wanted: list[tuple[bool, Column]] = [
        (True, Column("摘录", "text", 60, lambda e: e.text)),
        (options.context, Column("上文", "text", 30, lambda e: e.before)),
        (options.context, Column("下文", "text", 30, lambda e: e.after)),
        (options.tags, Column("标签", "text", 24, lambda e: "；".join(e.tags))),
        (options.note, Column("批注", "text", 36, lambda e: e.annotation.note)),
        (True, Column("区", "text", 12, lambda e: "、".join(e.districts))),
        (True, Column("功能区", "text", 10, lambda e: e.zone or "")),
        (True, Column("年份", "number", 8, lambda e: e.source.year)),
        (True, Column("报告", "text", 26, lambda e: e.source.title)),
        (True, Column("版本", "text", 8, lambda e: e.source.edition.value)),
        (options.section, Column("章节", "text", 30, lambda e: " / ".join(" ".join(h.split()) for h in e.section))),
        (options.paragraph, Column("段", "number", 8, lambda e: e.paragraph)),
        (True, Column("页", "text", 8, lambda e: e.page)),
        (True, Column("颜色", "text", 8, lambda e: options.colour_names[(e.annotation.colour - 1) % 4])),
        (True, Column("编码者", "text", 12, lambda e: e.annotation.creator)),
        (True, Column("标注时间", "date", 18, lambda e: moment(e.annotation.created))),
        (True, Column("修改时间", "date", 18, lambda e: moment(e.annotation.modified))),
        (options.corrections, Column("校订前", "text", 24, lambda e: e.original)),
        (options.citation, Column("引文", "text", 40, lambda e: references.in_text(e))),
        (options.citation, Column("参考文献", "text", 60, lambda e: references.of(e).label + references.of(e).text)),
        (options.link, Column("链接", "text", 30, lambda e: e.link)),
    ]
    return [column for use, column in wanted if use]


def rows(items: Sequence[Item], table: Sequence[Column], options: ExportOptions) -> list[list[Cell]]:
    """One row for each item, each once; the reader's own text and memos fill the first column alone."""
    return [_row(item, table) for item in ordered(items, options)]


def _row(item: Item, table: Sequence[Column]) -> list[Cell]:
    if isinstance(item, Excerpt):
        return [column.value(item) for column in table]
    return [own_words(item), *[None] * (len(table) - 1)]


def own_words(item: OwnText | Memo) -> str:
    """Heading and text as one."""
    heading = item.heading if isinstance(item, OwnText) else f"备忘录　{item.title}".strip()
    return "\n".join(part for part in (heading, item.text) if part)


def moment(text: str) -> datetime | None:
    """An ISO 8601 time as UTC without zone, for spreadsheets; None where it is none."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when


def excerpt_count(items: Iterable[Item]) -> int:
    """How many different excerpts there are."""
    return len({item.annotation.uuid for item in items if isinstance(item, Excerpt)})
