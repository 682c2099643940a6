"""原件对照: the original a report was read from, beside its page."""

from bisect import bisect_right

from PySide6.QtWidgets import QVBoxLayout

from shkc_desktop.model.page import Place
from shkc_desktop.model.report import Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.background import Background
from shkc_desktop.ui.original_pane import OriginalPane
from shkc_desktop.ui.raw_lines import RawLines
from shkc_desktop.ui.tabs import TabContent


class OriginalView(TabContent):
    """The original of a report as it came, the place of the block at the reader's place marked."""

    icon_name = "original"

    def __init__(self, report: Report, background: Background) -> None:
        super().__init__()
        theme.set_surface(self, "window")
        self.pane = OriginalPane(background)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.setFocusProxy(self.pane.lines)
        self.show_report(report)

    @property
    def text(self) -> RawLines:
        """The raw lines, where there are no pages."""
        return self.pane.lines

    def show_report(self, report: Report) -> None:
        """Show the original of a report, or how it is now."""
        self.report = report.uuid
        self.title = self.tr("原件 · ") + report.title
        blocks = sorted(report.blocks, key=lambda block: block.start)
        self._starts = [block.start for block in blocks]
        self._blocks = [block.index for block in blocks]
        self.pane.show_report(report)
        self.title_changed.emit()

    def lit_lines(self) -> tuple[int, ...]:
        """The raw lines that are lit up, counted from 1."""
        return self.pane.lines.lit_lines()

    def follow(self, place: Place) -> None:
        """Mark the block at a place of this report."""
        number = bisect_right(self._starts, place.offset) - 1
        if place.report == self.report and number >= 0:
            self.pane.show_block(self._blocks[number])
