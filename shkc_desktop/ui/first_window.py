"""A second start on a library speaks to the window that holds it, instead of failing."""

import hashlib
import json
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from shkc_desktop.ui.workspace import Workspace

_PATIENCE = 3000  # ms: the first window may be in the middle of something


class Doorbell(QObject):
    """Hears second starts on the library that this window holds.

    Signals:
        rung: another start wants a link opened (may be empty) and files imported (may be none).
    """

    rung = Signal(str, list)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        workspace.library_opened.connect(self.listen)
        self.listen()

    def listen(self) -> None:
        """Hear who asks for the library that is open now; a library that is only read has another holder."""
        self._server.close()
        library = self._workspace.library
        if not library.read_only:
            name = _name(library.path)
            QLocalServer.removeServer(name)  # of a window that was killed: the library's lock is ours
            self._server.listen(name)

    def close(self) -> None:
        """Hear nobody any more."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda caller=socket: self._hear(caller))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        with suppress(ValueError, TypeError, AttributeError):
            wish: dict[str, Any] = json.loads(bytes(socket.readLine().data()))
            link, files = str(wish.get("open") or ""), [Path(str(name)) for name in wish.get("files") or ()]
            socket.write(b"heard\n")
            socket.flush()
            self.rung.emit(link, files)


def ring(library: Path, link: str, files: Sequence[Path]) -> bool:
    """Ask the window that holds this library to come to the front; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(library))
    if not socket.waitForConnected(_PATIENCE):
        return False
    wish = {"open": link, "files": [str(file.absolute()) for file in files]}
    socket.write(json.dumps(wish).encode() + b"\n")
    socket.flush()
    heard = socket.canReadLine() or socket.waitForReadyRead(_PATIENCE)
    socket.disconnectFromServer()
    return heard


def _name(library: Path) -> str:
    digest = hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return f"shkc-desktop-{digest}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a session without a folder of its own is no matter of the reader's
        folder = platformdirs.user_runtime_path("shkc-desktop", appauthor=False)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder / digest)
