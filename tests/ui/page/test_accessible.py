"""A screen reader finds the paragraphs with what is known of them."""

from PySide6.QtGui import QAccessible

from shkc_desktop.model.page import Mark
from shkc_desktop.ui.page.card_face import Card


def test_paragraphs_are_children_with_words_districts_and_notes(make_page, make_pane) -> None:
    page = make_page(["开篇", "嘉定区建了三个平台。"], kinds=["heading", "paragraph"])
    pane = make_pane(page, [Mark("m", 0, 3, 6, 1)])
    pane.set_card_provider({"m": Card((("产业/平台", 2),), "数目与去年同")}.get)
    pane.set_district_finder(lambda report, block: ["嘉定区"] if block == 1 else [])
    document = QAccessible.queryAccessibleInterface(pane)
    assert (document.role(), document.childCount()) == (QAccessible.Role.Document, 2)
    heading, paragraph = document.child(0), document.child(1)
    assert (heading.role(), heading.text(QAccessible.Text.Name)) == (QAccessible.Role.Heading, "开篇")
    assert paragraph.text(QAccessible.Text.Name) == "嘉定区建了三个平台。"
    said = paragraph.text(QAccessible.Text.Description)
    assert all(words in said for words in ("第 2 段", "嘉定区", "嘉定区”", "产业/平台", "数目与去年同"))
    assert paragraph.rect().height() > 0


def test_the_page_as_plain_text_has_a_line_for_each_block(make_page, make_pane) -> None:
    pane = make_pane(make_page(["甲。", "乙。"], ["丙。"]))
    assert pane.plain_text() == "甲。\n乙。\n丙。"
