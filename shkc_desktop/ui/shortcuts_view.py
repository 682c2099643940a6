"""快捷键一览: every action with its key and its line of help, made from the table."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from shkc_desktop.ui import theme
from shkc_desktop.ui.action_table import MENUS
from shkc_desktop.ui.actions import Actions, translated
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.search_field import FilterField
from shkc_desktop.ui.tabs import TabContent


class ShortcutsView(TabContent):
    """All actions in a list that can be narrowed down."""

    icon_name = "help"

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.title = self.tr("快捷键一览")
        theme.set_surface(self, "page")
        self.filter = FilterField(self.tr("筛选命令"))
        self.filter.setMaximumWidth(360)
        rows = [(menu, row) for menu in map(str, MENUS) for row in actions.rows.values() if row.menu == menu]
        self.table = QTableWidget(len(rows), 4)
        self.table.setHorizontalHeaderLabels([self.tr("命令"), self.tr("按键"), self.tr("菜单"), self.tr("说明")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setProperty("rows", "tall")  # words begin where those of the heads do
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setFont(theme.font())
        for number, (menu, row) in enumerate(rows):
            keys = "　".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in row.keys)
            for column, words in enumerate((translated(row.text), keys, translated(menu), translated(row.help))):
                self.table.setItem(number, column, QTableWidgetItem(words))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFont(theme.font(theme.SECONDARY))
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(56, 28, 56, 16)
        column_layout.setSpacing(12)
        column_layout.addWidget(Label(self.title, theme.PAGE_TITLE, serif=True, bold=True))
        column_layout.addWidget(self.filter)
        column_layout.addWidget(self.table, 1)
        self.setFocusProxy(self.filter)
        self.filter.textChanged.connect(self._narrow)

    def _narrow(self, words: str) -> None:
        asked = words.strip().casefold()
        for row in range(self.table.rowCount()):
            cells = (self.table.item(row, column) for column in range(4))
            found = any(asked in cell.text().casefold() for cell in cells if cell is not None)
            self.table.setRowHidden(row, not found)
