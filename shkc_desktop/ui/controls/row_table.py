"""Tables of a few columns that are read row by row."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from shkc_desktop.ui import theme


def dress_rows(table: QTableView, model: QAbstractItemModel, *stretched: int) -> None:
    """Whole rows are chosen, nothing is ruled or wrapped; the columns `stretched` take what room there is."""
    table.setModel(model)
    table.setFont(theme.font())
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setProperty("rows", "tall")
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.TREE_ROW)
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    heads.setHighlightSections(False)
    for column in stretched:
        heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
