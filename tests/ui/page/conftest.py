"""Pages of invented text, and a pane to read them in."""

from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from shkc_desktop.model.page import Page, PageKey, PageKind, PageSource, Row
from shkc_desktop.model.report import Edition
from shkc_desktop.ui.page.look import Look
from shkc_desktop.ui.page.reading_pane import ReadingPane

SENTENCE = "清晨的图书馆里，管理员把新到的年度报告放上书架。读者翻开其中一册，先看目录，再找到自己关心的区。"

PageMaker = Callable[..., Page]
PaneMaker = Callable[..., ReadingPane]


def _rows(source: int, blocks: Sequence[str], kinds: Sequence[str]) -> list[Row]:
    found, at = [], 0
    for n, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        level = 1 if kind in ("heading", "list_item") else 0
        found.append(Row(source, at, at + len(block), kind, level, n, n + 1))
        at += len(block) + 1
    return found


@pytest.fixture
def make_page() -> PageMaker:
    """A page of one report for each list of blocks, named r0, r1 …; `keep` chooses among all rows."""

    def make(*reports: Sequence[str], kinds: Sequence[str] | None = None, keep: Sequence[int] | None = None) -> Page:
        sources, rows = [], []
        for n, blocks in enumerate(reports):
            text = "\n".join(blocks)
            sources.append(PageSource(f"r{n}", f"报告{n}", 2020 + n, next(iter(Edition)), text))
            rows += _rows(n, blocks, kinds or ["paragraph"] * len(blocks))
        chosen = rows if keep is None else [rows[k] for k in keep]
        return Page(
            PageKey(PageKind.REPORT, "r0"), "测试报告", tuple(sources), chosen, ("报告", "第一章"), ("2022 年",)
        )

    return make


@pytest.fixture
def make_pane(qtbot: QtBot) -> PaneMaker:
    """A shown pane of 900 × 700 pixels with a page."""

    def make(page: Page, *args: object, width: int = 900, look: Look | None = None) -> ReadingPane:
        pane = ReadingPane(look=look)
        qtbot.addWidget(pane)
        pane.resize(width, 700)
        with qtbot.waitExposed(pane):
            pane.show()
        pane.show_page(page, *(args or ([],)))  # type: ignore[arg-type]
        pane.setFocus()
        return pane

    return make
