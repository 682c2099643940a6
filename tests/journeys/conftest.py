"""A window with the shipped digests, and what a reader does with her hands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shkc_desktop.library import opening
from shkc_desktop.model.page import Place
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace


class Desk:
    """The program as the reader has it before her."""

    def __init__(self, qtbot: QtBot, library: Path | None = None) -> None:
        self.qtbot = qtbot
        opened = opening.open_default() if library is None else opening.open_library(library)
        self.wiring = Wiring(Workspace(opened), Preferences())
        self.window = self.wiring.window
        self.closed = False
        self.wiring.start()
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def workspace(self) -> Workspace:
        return self.wiring.workspace

    @property
    def pane(self) -> ReadingPane:
        tab = self.wiring.navigation.tab()
        assert tab is not None
        tab.load()
        return tab.pane

    def open(self, link: str) -> ReadingPane:
        """Open a page as a link or 区/年."""
        assert self.wiring.navigation.open_link(link)
        self.pane.setFocus()
        return self.pane

    def text(self) -> str:
        """The words of the page in front."""
        return self.pane.plain_text()

    def place_of(self, words: str) -> tuple[Place, Place]:
        """Where words stand on the page in front."""
        for source in self.pane.page.sources:
            for row in self.pane.page.rows:
                at = source.text.find(words, row.start, row.end)
                if at >= 0 and self.pane.page.sources[row.source] is source:
                    return Place(source.report, at), Place(source.report, at + len(words))
        raise AssertionError(f"not on the page: {words}")

    def drag_over(self, words: str) -> None:
        """Select words with the mouse."""
        start, end = self.place_of(words)
        self.pane.go_to(start)
        a, b = self.pane.point_of(start), self.pane.point_of(end)
        view = self.pane.viewport()
        self.qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=a)
        self.qtbot.mouseMove(view, pos=(a + b) / 2 if a.y() == b.y() else b)
        self.qtbot.mouseMove(view, pos=b)
        self.qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=b)
        assert self.pane.selected_text() == words

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifier)

    def type(self, words: str) -> None:
        """Type words; Chinese comes from an input method."""
        from PySide6.QtGui import QInputMethodEvent

        assert QApplication.focusWidget() is not None
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def choose(self, action: str) -> None:
        """Choose an entry of a menu."""
        entry = self.window.commands[action]
        assert entry.isEnabled(), f"{action} cannot be chosen now"
        entry.trigger()

    def close(self) -> None:
        """Close the program."""
        self.window.close()
        for thing in (self.wiring, self.window):
            thing.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.workspace.close()
        self.closed = True


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Starts the program, as often as a journey wants; closes it at the end."""
    desks: list[Desk] = []

    def begin(library: Path | None = None) -> Desk:
        desks.append(Desk(qtbot, library))
        return desks[-1]

    yield begin
    for desk in desks:
        if not desk.closed:
            desk.close()
