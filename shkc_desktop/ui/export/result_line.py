"""What came of an export: how many, what to know about them, and a way to the file or its folder."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button, tool_button
from shkc_desktop.ui.controls.card import Card
from shkc_desktop.ui.controls.label import ElidedLabel, Label

_SHOWN_MS = 20_000


class ResultLine(Card):
    """At the bottom of its window for 20 seconds, longer while the pointer is on it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(floats=True, parent=window)
        self._window = window
        self._path = Path()
        self.setObjectName("result_line")
        self.words = ElidedLabel("", bold=True)
        self.warnings = Label("", theme.SECONDARY, "warn", wrap=True)
        self.open_file = Button(self.tr("打开文件"), "link", pressed=self._open_file)
        self.open_folder = Button(self.tr("打开文件夹"), "link", pressed=self._open_folder)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        for widget in (self.open_file, self.open_folder, tool_button("close", self.tr("收起"), self.hide)):
            row.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self.warnings)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def show_result(self, words: str, path: Path, warnings: tuple[str, ...] = ()) -> None:
        """Show what was written where."""
        self._path = path
        self.words.setText(words)
        self.warnings.setText("\n".join(warnings[:4]))
        self.warnings.setVisible(bool(warnings))
        self.setAccessibleName(" ".join((words, *warnings[:4])))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _place(self) -> None:
        # Its words have just changed: a layout learns of that only when asked anew.
        self.body.invalidate()
        beside = sum(button.sizeHint().width() + 12 for button in (self.open_file, self.open_folder)) + 96
        width = min(max(420, self.words.sizeHint().width() + beside), self._window.width() - 48)
        self.resize(width, self.body.totalHeightForWidth(width))
        self.move((self._window.width() - width) // 2, self._window.height() - self.height() - theme.STATUS - 20)

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, _event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        self._timer.start()
