"""What goes wrong inside is written to a file, and the reader is told in a sentence."""

import faulthandler
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

# Beyond this the old notes are put aside once.
_LARGEST = 1_000_000
# What Qt says of every machine without a portal, a clipboard manager or a screen reader.
_OF_NO_CONSEQUENCE = ("This plugin does not support", "propagateSizeHints", "qt.qpa.")


class Mishaps(QObject):
    """Keeps the notes of faults.

    Signals:
        happened: one sentence for the reader.
    """

    happened = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.log"))
        self.path = path
        self._file: IO[str] = path.open("a", encoding="utf-8")
        faulthandler.enable(self._file)
        self._before = sys.excepthook
        sys.excepthook = self.note
        qInstallMessageHandler(self._qt)

    def note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None, /) -> None:
        """Write down an exception that nobody caught, and tell the reader."""
        lines = "".join(traceback.format_exception(kind, error, trace))
        self._write(lines)
        print(lines, file=sys.stderr, end="")
        if not issubclass(kind, KeyboardInterrupt):
            words = self.tr("程序内部出错（{kind}），您的资料没有受影响；详情记在 {path}")
            self.happened.emit(words.replace("{kind}", kind.__name__).replace("{path}", str(self.path)))

    def _qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(words in message for words in _OF_NO_CONSEQUENCE):
            self._write(f"Qt: {message}\n")
            print(message, file=sys.stderr)

    def _write(self, words: str) -> None:
        self._file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {words}")
        self._file.flush()

    def close(self) -> None:
        """Put everything back as it was."""
        sys.excepthook = self._before
        qInstallMessageHandler(None)
        faulthandler.disable()
        self._file.close()
