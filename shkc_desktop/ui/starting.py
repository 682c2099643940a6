"""From the command line's wishes to a window on the screen."""

import argparse
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from shkc_desktop.library import opening
from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.resources import resource
from shkc_desktop.ui import theme
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.qt_words import QtWords
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.wording import wording
from shkc_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from shkc_desktop.ui.first_window import Doorbell
    from shkc_desktop.ui.mishaps import Mishaps
    from shkc_desktop.ui.reading_tab import ReadingTab


class Notes(Protocol):
    """Where the moments of a start are noted."""

    def note(self, event: str, **facts: object) -> None:
        """Write an event with its facts."""

    def close(self) -> None:
        """Write no more."""


class _FirstPaint(QObject):
    """Calls back once, after a widget was painted for the first time."""

    def __init__(self, watched: QObject, done: Callable[[], None]) -> None:
        super().__init__(watched)
        self._done: Callable[[], None] | None = done
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._done is not None:
            done, self._done = self._done, None
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False


def make_application() -> QApplication:
    """The QApplication, with its locale, style and the standard buttons in Chinese."""
    # Before the application is made: else digits beside Latin letters take other glyphs.
    QLocale.setDefault(QLocale("zh_CN"))
    existing = QApplication.instance()
    # The style is named on the command line: QApplication.setStyle hands back a QStyle, and PySide makes its twelve
    # enumerations for it.
    app = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("shkc-desktop")
    app.setApplicationDisplayName("上海科创报告阅读器")
    app.setDesktopFileName("shkc-desktop")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(QtWords(app))
    return app


def program_icon() -> QIcon:
    """The program's own icon, for title bars and task switchers where the launcher is not installed."""
    return QIcon(str(resource("desktop/shkc-desktop.svg")))


def wanted(library: Path | None, files: list[Path]) -> tuple[Path | None, list[Path]]:
    """The library the command line asks for, None for the reader's own, and the reports to import."""
    libraries = [path for path in files if path.suffix == ".shkc"]
    reports = [path for path in files if path.suffix != ".shkc"]
    return library or (libraries[0] if libraries else None), reports


def open_wanted(path: Path | None) -> Library:
    """That library, made where there is none yet. Raises LibraryUnusable."""
    if path is None:
        return opening.open_default()
    return opening.open_library(path) if path.exists() else opening.new_library(path)


def run(options: argparse.Namespace, trace: Notes) -> int:
    """Show the window and stay until it is closed; returns the exit status."""
    app = make_application()
    path, reports = wanted(options.library, options.files)
    try:
        library = open_wanted(path)
    except Failure as failure:
        if not options.quit_when_shown and _is_heard_by_the_first_window(path, options.open or "", reports):
            return 0
        print(failure, file=sys.stderr)
        # Who names a library by an option reads what stands on the command line; a double click has none.
        by_option = options.library is not None or options.quit_when_shown
        offered = None if by_option else offer_instead(str(failure), path or opening.default_path())
        if offered is None:
            return 1
        library = offered
    wiring = Wiring(Workspace(library), Preferences())
    wiring.start(panels_later=True)
    if options.open and not wiring.navigation.open_link(options.open):
        wiring.window.say(wording("没有找到 {link}", link=options.open))
    if library.read_only:
        wiring.window.say(library.read_only)
    tab = wiring.navigation.tab()
    shown: QObject = tab.pane.viewport() if tab is not None else wiring.desk.home
    mishaps: list[Mishaps] = []
    _FirstPaint(shown, lambda: mishaps.extend(_shown(wiring, tab, trace, options.quit_when_shown)))
    wiring.window.show()
    if reports:
        wiring.panels.files.take(reports)
    status = app.exec()
    wiring.workspace.close()
    for kept in mishaps:
        kept.close()
    trace.close()
    return status


def _is_heard_by_the_first_window(library: Path | None, link: str, reports: list[Path]) -> bool:
    from shkc_desktop.ui.first_window import ring

    return ring(library or opening.default_path(), link, reports)


def offer_instead(sentence: str, path: Path) -> Library | None:
    """Say why this library cannot be opened, and open what the reader chooses instead; None to leave."""
    from shkc_desktop.ui.refusal import Refusal

    theme.wear("system")
    dialog = Refusal(sentence, path)
    dialog.exec()
    return dialog.library


def _shown(wiring: Wiring, tab: "ReadingTab | None", trace: Notes, leave: bool) -> "list[Mishaps]":
    trace.note("first_paint")
    if tab is not None:
        characters = sum(row.end - row.start for row in tab.page.rows)
        trace.note("page_shown", characters=characters, annotations=tab.mark_count())
    elif wiring.desk.matrix is not None:
        cells = wiring.desk.matrix.cells.values()
        characters, annotations = sum(c.characters for c in cells), sum(c.annotations for c in cells)
        trace.note("page_shown", characters=characters, annotations=annotations)
    if leave:
        wiring.window.close()
        QApplication.quit()
        return []
    wiring.complete()
    wiring.window.setWindowIcon(program_icon())
    # What is here now stays to the end: a full collection that looks at it all would last longer than a frame.
    gc.collect()
    gc.freeze()
    _prepare_search(wiring, trace)
    answer_second_starts(wiring)
    keep_backups(wiring.workspace)
    return [_kept_mishaps(wiring)]


def keep_backups(workspace: Workspace) -> None:
    """Once a day and library, what was written since the last backup is backed up, beside the window."""

    def back_up() -> None:
        if not workspace.library.read_only:
            workspace.start(wording("正在备份"), lambda library, _job: opening.back_up_daily(library), shown=False)

    workspace.library_opened.connect(back_up)
    back_up()


def answer_second_starts(wiring: Wiring) -> "Doorbell":
    """From now on a second start on this library brings this window to the front."""
    from shkc_desktop.ui.first_window import Doorbell

    def rung(link: str, reports: list[Path]) -> None:
        window = wiring.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if link and not wiring.navigation.open_link(link):
            window.say(wording("没有找到 {link}", link=link))
        if reports:
            wiring.panels.files.take(reports)

    bell = Doorbell(wiring.workspace, wiring)
    bell.rung.connect(rung)
    return bell


def _prepare_search(wiring: Wiring, trace: Notes) -> None:
    """From here on search gets ready beside the window: dictionary, folded texts, words."""
    noted: set[str] = set()

    def note_once(event: str) -> None:
        if event not in noted:
            noted.add(event)
            trace.note(event)

    indexing = wiring.panels.search.indexing
    wiring.panels.words.ready.connect(lambda: note_once("jieba_ready"))
    indexing.exact_ready.connect(lambda: note_once("exact_ready"))
    indexing.ready.connect(lambda: note_once("index_ready"))
    indexing.begin()


def _kept_mishaps(wiring: Wiring) -> "Mishaps":
    """From now on faults are written down; a machine without a Chinese font is told of as well."""
    from platformdirs import user_state_path

    from shkc_desktop.ui.mishaps import Mishaps

    mishaps = Mishaps(user_state_path("shkc-desktop", appauthor=False) / "mishaps.log", wiring)
    mishaps.happened.connect(wiring.window.say)
    tell_of_missing_font(wiring.window.say)
    return mishaps


def tell_of_missing_font(say: Callable[[str], object]) -> None:
    """Say in the window and on standard error how to get a Chinese font where there is none."""
    from shkc_desktop.ui.page.fonts import chinese_font_available, font_advice

    if not chinese_font_available():
        print(font_advice(), file=sys.stderr)
        say(font_advice())
