"""The hits of a search as a table in a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from shkc_desktop.export import csv_table, xlsx
from shkc_desktop.export.table import Cell, Column, Kind
from shkc_desktop.library.library import Library
from shkc_desktop.model.hit import Hit, Where
from shkc_desktop.model.tag import tag_path
from shkc_desktop.store import annotations

_WHERE = {
    Where.TEXT: "正文",
    Where.TITLE: "标题",
    Where.NOTE: "批注",
    Where.TAG: "标签",
    Where.MEMO: "备忘录",
}
_COLUMNS: tuple[tuple[str, Kind, int], ...] = (
    ("上文", "text", 40),
    ("命中", "text", 16),
    ("下文", "text", 40),
    ("所在", "text", 8),
    ("区", "text", 12),
    ("年份", "number", 8),
    ("报告", "text", 28),
    ("章节", "text", 30),
    ("段", "number", 8),
    ("标签", "text", 24),
    ("起", "number", 8),
    ("止", "number", 8),
)


def write_hits(
    library: Library,
    hits: Sequence[Hit],
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> int:
    """Write hits as XLSX, or as CSV where the name ends so; how many. Raises Failure; then no file is changed."""
    table = [Column(name, kind, width, lambda _excerpt: None) for name, kind, width in _COLUMNS]
    living = library.tags()
    paths = {uuid: tag_path(tag, living) for uuid, tag in living.items()}
    tags = {a.uuid: a.tags for a, _ in annotations.read(library.file.connection)} if _marked(hits) else {}
    lines = [
        _line(hit, [paths[t] for uuid in hit.annotations for t in tags.get(uuid, ()) if t in paths]) for hit in hits
    ]
    if path.suffix.lower() == ".csv":
        csv_table.write_lines(table, lines, path, progress, should_stop)
    else:
        xlsx.write_lines(table, lines, "命中", path, progress, should_stop)
    return len(hits)


def _marked(hits: Sequence[Hit]) -> bool:
    return any(hit.annotations for hit in hits)


def _line(hit: Hit, tags: Sequence[str]) -> list[Cell]:
    section = " / ".join(" ".join(heading.split()) for heading in hit.section)
    return [
        hit.before, hit.match, hit.after, _WHERE[hit.where], "、".join(hit.districts), hit.year, hit.title, section,
        hit.paragraph, "；".join(dict.fromkeys(tags)), hit.start, hit.end,
    ]  # fmt: skip
