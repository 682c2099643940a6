"""The reports cited, for programs that keep references."""

import json

import pytest

from shkc_desktop.export.bibtex import escaped
from shkc_desktop.export.formats import export
from shkc_desktop.export.options import ExportOptions
from shkc_desktop.model.report import Publication

URL = "https://example.org/a_b{c}?x=1&y=%20"


@pytest.fixture
def listed(tmp_path, make, make_source):
    def write(name, publication, accept=False, **changes):
        origin = make_source(publication=publication, **changes)
        items = [make(source=origin), make(source=origin, number=2)]
        written = export(name, items, ExportOptions(accept_unverified=accept), tmp_path / "out")
        assert written.count == 1
        return (tmp_path / "out").read_bytes().decode("utf-8")

    return write


FULL = Publication("甲局、乙委", "某社", "上海", "2023-01-15", URL)
DOUBTFUL = Publication("甲局", "某社", "上海", "2023", "", frozenset({"responsible", "publisher", "issued"}))


def test_bibtex_escapes_what_tex_would_read(listed):
    text = listed("bibtex", FULL, title="50% & 更多_#$")
    assert text.startswith("@techreport{shkc2022")
    assert "  author = {{甲局} and {乙委}},\n  title = {{50\\% \\& 更多\\_\\#\\$}},\n" in text
    assert "  year = {2023},\n  date = {2023-01-15},\n" in text
    assert "  url = {https://example.org/a_b%7Bc%7D?x=1&y=%20}," in text
    assert escaped("a{b}~^\\") == "a\\{b\\}\\textasciitilde{}\\textasciicircum{}\\textbackslash{}"


def test_ris_has_one_line_for_each_field(listed):
    text = listed("ris", FULL, title="年报\nER  - 假")
    assert text.startswith("TY  - RPRT\r\nAU  - 甲局,\r\nAU  - 乙委,\r\nTI  - 年报 ER - 假\r\n")
    assert "DA  - 2023/01/15\r\n" in text and text.endswith("\r\nER  -\r\n") and text.count("ER  -") == 1


def test_csl_json_is_what_zotero_reads(listed):
    (item,) = json.loads(listed("csl-json", FULL))
    assert item["type"] == "report" and item["author"] == [{"literal": "甲局"}, {"literal": "乙委"}]
    assert item["issued"] == {"date-parts": [[2023, 1, 15]]} and item["URL"] == URL


@pytest.mark.parametrize("name", ["bibtex", "ris"])
def test_what_is_unverified_stays_out_and_is_named(listed, name):
    text = listed(name, DOUBTFUL)
    assert "甲局" not in text and "某社" not in text and "{2023}" not in text and "PY" not in text
    assert "待核实：责任者、出版者、出版时间" in text
    assert "甲局" in listed(name, DOUBTFUL, accept=True)


def test_a_supposed_year_is_circa(listed):
    (item,) = json.loads(listed("csl-json", DOUBTFUL))
    assert item["issued"] == {"date-parts": [[2023]], "circa": True} and "author" not in item
