"""Excerpts as a spreadsheet in which text stays text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shkc_desktop.export.cleaning import clean_text, cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.references import References
from shkc_desktop.export.table import Cell, Column, columns, excerpt_count, rows
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.model.failure import Failure

# What one cell holds, in UTF-16 units, and one sheet, in rows.
MAX_CELL = 32_767
MAX_ROWS = 1_048_576


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the items as XLSX; what a cell cannot hold goes on in further columns. Raises Failure, ExportCancelled."""
    clean, warnings = cleaned(items)
    table = columns(clean, options)
    lines = rows(clean, table, options)
    if len(lines) >= MAX_ROWS:
        raise Failure(f"共 {len(lines)} 行，超过了工作表的上限 {MAX_ROWS - 1} 行，请分批导出，或改用 CSV。")
    table, lines, split = widened(table, lines)
    references = References([item for item in clean if isinstance(item, Excerpt)], options)
    with replacing(path) as temporary:
        _Workbook(temporary, options.title).fill(
            table, lines, references if options.citation else None, progress, should_stop
        )
    told = (f"有 {split} 个单元格超过 {MAX_CELL} 字，已接着写入右侧的“续”列。",) if split else ()
    return Written(excerpt_count(clean), (*warnings, *told, *(references.notices() if options.citation else ())))


def write_lines(
    table: Sequence[Column],
    lines: list[list[Cell]],
    title: str,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> None:
    """Write any table as XLSX. Raises Failure, ExportCancelled."""
    if len(lines) >= MAX_ROWS:
        raise Failure(f"共 {len(lines)} 行，超过了工作表的上限 {MAX_ROWS - 1} 行，请分批导出，或改用 CSV。")
    clean = [[clean_text(cell) if isinstance(cell, str) else cell for cell in line] for line in lines]
    table, clean, _ = widened(table, clean)
    with replacing(path) as temporary:
        _Workbook(temporary, title).fill(table, clean, None, progress, should_stop, title)


def widened(table: Sequence[Column], lines: list[list[Cell]]) -> tuple[list[Column], list[list[Cell]], int]:
    """The table with further columns for text that one cell cannot hold, and how many cells were split."""
    split = 0
    further: dict[int, int] = {}
    parts: dict[tuple[int, int], list[str]] = {}
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            # A code point is at most two UTF-16 units, so shorter text needs no counting.
            if isinstance(cell, str) and len(cell) * 2 > MAX_CELL and len(cuts := cut(cell)) > 1:
                split += 1
                parts[row, column] = cuts
                further[column] = max(further.get(column, 0), len(cuts) - 1)
    wide = list(table)
    added = [(column, number) for column, count in sorted(further.items()) for number in range(1, count + 1)]
    for column, number in added:
        wide.append(Column(f"{table[column].name}（续{number}）", "text", table[column].width, table[column].value))
    if added:
        for row, line in enumerate(lines):
            for column, number in added:
                pieces = parts.get((row, column), [])
                line.append(pieces[number] if number < len(pieces) else None)
            for column in further:
                if (row, column) in parts:
                    line[column] = parts[row, column][0]
    return wide, lines, split


def cut(text: str) -> list[str]:
    """The text in pieces of at most 32,767 UTF-16 units, no character in two."""
    pieces, start, units = [], 0, 0
    for index, sign in enumerate(text):
        size = 2 if ord(sign) > 0xFFFF else 1
        if units + size > MAX_CELL:
            pieces.append(text[start:index])
            start, units = index, 0
        units += size
    return [*pieces, text[start:]]


@dataclass(slots=True)
class _Formats:
    head: Any
    text: Any
    number: Any
    date: Any


class _Workbook:
    def __init__(self, path: Path, title: str) -> None:
        import xlsxwriter  # 20 ms that only a spreadsheet needs

        self._book = xlsxwriter.Workbook(str(path))
        self._book.set_properties({"title": title, "comments": ""})
        top = {"valign": "top", "font_name": "宋体", "font_size": 11}
        self._formats = _Formats(
            head=self._book.add_format({"bold": True, "font_name": "黑体", "bg_color": "#E9DFC6", "bottom": 1}),
            text=self._book.add_format({**top, "text_wrap": True}),
            number=self._book.add_format({**top, "num_format": "0"}),
            date=self._book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm"}),
        )

    def fill(
        self,
        table: Sequence[Column],
        lines: list[list[Cell]],
        references: References | None,
        progress: Progress | None,
        should_stop: ShouldStop | None,
        sheet: str = "摘录",
    ) -> None:
        """Write the sheets and close the file."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._excerpts(sheet, table, lines, progress, should_stop)
            if references is not None and references.entries:
                self._references(references)
        except BaseException:
            self._book.fileclosed = 1  # else it would be written when it is collected
            raise
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(
                *error.args[0].args if error.args and isinstance(error.args[0], OSError) else error.args
            ) from error

    def _excerpts(
        self,
        name: str,
        table: Sequence[Column],
        lines: list[list[Cell]],
        progress: Progress | None,
        should_stop: ShouldStop | None,
    ) -> None:
        sheet = self._book.add_worksheet(name)
        formats = self._formats
        by_kind = {"text": formats.text, "number": formats.number, "date": formats.date}
        for number, column in enumerate(table):
            sheet.set_column(number, number, column.width, by_kind[column.kind])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(lines), 1), len(table) - 1)
        for number, column in enumerate(table):
            sheet.write_string(0, number, column.name, formats.head)
        for row, line in enumerate(watched(lines, progress, should_stop), 1):
            for number, cell in enumerate(line):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(row, number, cell, formats.text)
                elif isinstance(cell, datetime):
                    sheet.write_datetime(row, number, cell, formats.date)
                elif cell is not None:
                    sheet.write_number(row, number, cell, formats.number)

    def _references(self, references: References) -> None:
        sheet = self._book.add_worksheet("参考文献")
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 100, self._formats.text)
        for row, entry in enumerate(references.entries):
            sheet.write_string(row, 0, entry.label, self._formats.text)
            sheet.write_string(row, 1, entry.text, self._formats.text)
