"""The files of a preview, each with how far it has come."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.controls.focus import paint_focus
from shkc_desktop.ui.correcting.reviser import DraftReviser
from shkc_desktop.ui.wording import wording

ENTRY_ROLE = Qt.ItemDataRole.UserRole
_NONE = QModelIndex()
_ROW = 50
_Index = QModelIndex | QPersistentModelIndex


class FileState(StrEnum):
    """How far a file has come."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    KNOWN = "known"  # its report is in the library already
    FAILED = "failed"
    STORED = "stored"


class FileEntry:
    """A file, what is known of it, and the reader's hand on its report."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = FileState.WAITING
        self.message = ""
        self.reviser: DraftReviser | None = None

    @property
    def doubts(self) -> int:
        """How many questions its report leaves."""
        return len(self.reviser.draft.report.doubts) if self.reviser is not None else 0

    @property
    def can_be_stored(self) -> bool:
        """Whether an import would store it."""
        return self.state is FileState.READY and self.reviser is not None

    def words(self) -> str:
        """What stands below its name."""
        match self.state:
            case FileState.WAITING:
                return wording("等待识别")
            case FileState.READING:
                return wording("正在识别")
            case FileState.READY:
                return wording("{n} 处待看", n=self.doubts) if self.doubts else wording("无疑问")
            case FileState.STORED:
                return self.message or wording("已导入")
            case _:
                return self.message

    def look(self) -> tuple[str, str]:
        """The icon before these words, and their ink."""
        match self.state:
            case FileState.READY if self.doubts:
                return "warn", "warn"
            case FileState.READY | FileState.STORED:
                return "check", "ok"
            case FileState.FAILED:
                return "warn", "danger"
            case FileState.KNOWN:
                return "info", "text2"
            case _:
                return "", "text2"


class FileModel(QAbstractListModel):
    """The files in the order they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[FileEntry] = []

    def add(self, paths: list[Path]) -> list[FileEntry]:
        """Add the files that are not in the list yet; returns their entries."""
        known = {entry.path for entry in self.entries}
        new = [FileEntry(path) for path in dict.fromkeys(paths) if path not in known]
        if new:
            self.beginInsertRows(_NONE, len(self.entries), len(self.entries) + len(new) - 1)
            self.entries += new
            self.endInsertRows()
        return new

    def take_stored_away(self) -> None:
        """Take the files that are in the library now off the list."""
        self.beginResetModel()
        self.entries = [entry for entry in self.entries if entry.state is not FileState.STORED]
        self.endResetModel()

    def tell(self, entry: FileEntry) -> None:
        """An entry says something else now."""
        if entry in self.entries:
            index = self.index(self.entries.index(entry))
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.path.name}，{entry.words()}"
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a file: its name, below it how far it has come."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(160, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: FileEntry = index.data(ENTRY_ROLE)
        tokens = theme.current()
        rect: QRect = option.rect.adjusted(0, 1, -1, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(QRectF(rect), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        picture, ink = entry.look()
        painter.setFont(theme.font())
        painter.setPen(tokens.colour("muted" if entry.state is FileState.FAILED and not selected else "text"))
        room = rect.adjusted(10, 5, -8, -23)
        name = QFontMetrics(painter.font()).elidedText(entry.path.name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        line = rect.adjusted(10, 25, -8, -5)
        if picture:
            icons.paint(painter, QRect(line.x(), line.y(), 14, line.height()), picture, ink)
            line.adjust(19, 0, 0, 0)
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(tokens.colour(ink))
        words = QFontMetrics(painter.font()).elidedText(entry.words(), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, QRectF(rect))
        painter.restore()


class FileListView(QListView):
    """The list of files."""

    def __init__(self, model: FileModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("要导入的文件"))

    def entry(self) -> FileEntry | None:
        """The file that is looked at."""
        index = self.currentIndex()
        return index.data(ENTRY_ROLE) if index.isValid() else None
