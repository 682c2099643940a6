"""The panel of search: facets at the left, the hits under their heads beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button, tool_button
from shkc_desktop.ui.controls.card import rule
from shkc_desktop.ui.controls.empty_state import EmptyState
from shkc_desktop.ui.controls.label import ElidedLabel, Label
from shkc_desktop.ui.searching.facet_list import FacetList
from shkc_desktop.ui.searching.facet_rows import FacetRow
from shkc_desktop.ui.searching.result_list import ResultList
from shkc_desktop.ui.searching.rows import Row

# The panel of the picture, and the width below which its facets are folded away.
WIDTH, FACETS, NARROW = 587, 172, 520


class SearchPanel(QWidget):
    """Shows what was found; what is done with it, the desk decides.

    Signals:
        tag_wanted: the reader wants to tag all hits, or those that are chosen.
    """

    tag_wanted = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_surface(self, "window")
        self.setAccessibleName(self.tr("搜索结果"))
        self.setMinimumWidth(240)
        self._facets_open = False
        self.facets = FacetList()
        self.facets.setFixedWidth(FACETS)
        self._seam = rule(upright=True)
        self.list = ResultList()
        self.title = Label(self.tr("精确"), theme.GROUP, bold=True)
        self.facts = ElidedLabel("", theme.SECONDARY, "text2")
        self.tag = Button(self.tr("全部打标签"), "link", pressed=self.tag_wanted.emit)
        self.tag.setFont(theme.font(theme.SECONDARY))
        self.tag.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.conditions = tool_button("filter", self.tr("条件"), self._toggle_facets)
        self.more = tool_button("more", self.tr("保存、导出、词组……"))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.notice = Label("", theme.SECONDARY, "muted", wrap=True)
        self.notice.setContentsMargins(8, 0, 8, 4)
        self.notice.hide()
        self._nothing = EmptyState("search", self.tr("没有找到"), self.tr("少输几个字，或看看左边的条件"))
        self._nothing.hide()
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 6, 0)
        head.setSpacing(12)
        for widget, stretch in ((self.conditions, 0), (self.title, 0), (self.facts, 1), (self.tag, 0), (self.more, 0)):
            head.addWidget(widget, stretch)
        column = QVBoxLayout()
        column.setContentsMargins(6, 0, 4, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.facets)
        row.addWidget(self._seam)
        row.addLayout(column, 1)

    def show_hits(self, rows: Sequence[Row], nothing: bool) -> None:
        """Show rows; `nothing` says that there are no hits and will not be any."""
        self.list.results.set_rows(rows)
        self.list.setVisible(not nothing)
        self._nothing.setVisible(nothing)

    def show_facets(self, rows: Sequence[FacetRow]) -> None:
        """Show the facets."""
        self.facets.set_rows(rows)

    def say(self, facts: str, notice: str = "") -> None:
        """Write the line beside 精确, and what else is to be known, below it."""
        self.facts.setText(facts)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))

    def say_chosen(self, chosen: int, total: int, writable: bool) -> None:
        """Say what would be tagged."""
        self.tag.setText(self.tr("给 {} 处打标签").format(chosen) if chosen else self.tr("全部打标签"))
        self.tag.setVisible(writable and total > 0)

    def beside_tag(self, window: QWidget) -> QPoint:
        """Where a field for tags opens, in the window's coordinates."""
        return self.tag.mapTo(window, QPoint(0, self.tag.height() + 4))

    def _toggle_facets(self) -> None:
        self._facets_open = not self._facets_open
        self._lay_out()

    def _lay_out(self) -> None:
        narrow = self.width() < NARROW
        shown = not narrow or self._facets_open
        self.conditions.setVisible(narrow)
        self.facets.setVisible(shown)
        self._seam.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.facets.viewport().update()
            self.list.viewport().update()
