"""What is kept of searches: the last words, searches saved by name, 词组 and keyword lists, hits as a table."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from shkc_desktop.library import saving
from shkc_desktop.library.finding import Finding
from shkc_desktop.library.hit_table import write_hits
from shkc_desktop.library.library import Library
from shkc_desktop.model.hit import Facets
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.colour_names import colour_names
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.searching import word_lists
from shkc_desktop.ui.searching.facet_rows import from_data, to_data
from shkc_desktop.ui.searching.session import Session
from shkc_desktop.ui.searching.word_lists import WordList, WordLists
from shkc_desktop.ui.workspace import Workspace

_HISTORY, _KEPT = "search/history", 20


class KeptSearches(QObject):
    """Keeps and offers searches."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        session: Session,
        search: Callable[[str, Facets], None],
        finding: Callable[[], Finding],
    ) -> None:
        super().__init__(window)
        self._window, self._workspace, self._session = window, workspace, session
        self._search, self._finding = search, finding

    # ---- the last words -----------------------------------------------------------------------------

    def history(self) -> list[str]:
        """The words that were searched for, the latest first."""
        return [line for line in self._window.preferences.text(_HISTORY).split("\n") if line]

    def remember(self, words: str) -> None:
        """Words with which something was found or looked for to the end."""
        words = words.strip()
        if words and self._session.total and self.history()[:1] != [words]:
            kept = [words, *(line for line in self.history() if line != words)][:_KEPT]
            self._window.preferences.put(_HISTORY, "\n".join(kept))

    def offer_history(self) -> None:
        """Offer the last words and the saved searches below the field."""
        menu = QMenu(self._window)
        for words in self.history():
            menu.addAction(words.replace("&", "&&"), partial(self._search, words, Facets()))
        if self.history():
            menu.addSeparator()
        self._fill_kept(menu)
        if self.history():
            menu.addSeparator()
            menu.addAction(self.tr("清空搜索历史"), partial(self._window.preferences.put, _HISTORY, ""))
        self._pop_up(menu)

    # ---- searches by name ---------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the words and conditions of the present search under a name."""
        question = self._session.question
        if question is None:
            return
        name, ok = QInputDialog.getText(
            self._window, self.tr("保存这次搜索"), self.tr("名称："), text=question.words.strip()
        )
        if ok and name.strip():
            value = {"words": question.words, "facets": to_data(self._session.facets)}
            self._workspace.do(saving.keep, "search", name, value, tell=self.tr("搜索已保存"))

    def offer(self) -> None:
        """Offer the saved searches."""
        menu = QMenu(self._window)
        self._fill_kept(menu)
        self._pop_up(menu)

    def _fill_kept(self, menu: QMenu) -> None:
        kept = saving.kept(self._workspace.library, "search")
        if not kept:
            menu.addAction(self.tr("还没有保存过搜索")).setEnabled(False)
            return
        for search in kept:
            run = partial(self._search, str(search.value.get("words", "")), from_data(search.value.get("facets", {})))
            menu.addAction(search.name.replace("&", "&&"), run)
        gone = menu.addMenu(self.tr("删去"))
        for search in kept:
            gone.addAction(search.name.replace("&", "&&"), partial(self._workspace.do, saving.drop, search.uuid))

    def _pop_up(self, menu: QMenu) -> None:
        field = self._window.toolbar.search
        menu.setMinimumWidth(field.width())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(field.mapToGlobal(QPoint(0, field.height() + 4)))
        menu.setActiveAction(next((action for action in menu.actions() if action.isEnabled()), menu.actions()[0]))

    # ---- words by name ------------------------------------------------------------------------------

    def edit_phrases(self) -> None:
        """Let the reader name groups of wordings that are searched as one."""
        about = self.tr("搜索名称或其中任何一种说法，就同时找到全部说法。")
        self._edit("phrase", self.tr("词组"), about, painted=False)

    def edit_keywords(self) -> None:
        """Let the reader make lists of words that are painted in the text."""
        self._edit("keywords", self.tr("关键词表"), self.tr("开着的词表，其中的词在正文里用细线标出。"), painted=True)

    def _edit(self, kind: str, title: str, about: str, painted: bool) -> None:
        workspace = self._workspace
        dialog = WordLists(title, about, painted, colour_names(workspace.library), self._window)

        def keep(written: WordList) -> None:
            workspace.do(saving.keep, kind, written.name, written.value(painted), written.uuid)

        dialog.kept.connect(keep)
        dialog.dropped.connect(lambda uuid: workspace.do(saving.drop, uuid))
        word_lists.edit(dialog, lambda: [word_lists.read(kept) for kept in saving.kept(workspace.library, kind)])

    # ---- hits as a table ----------------------------------------------------------------------------

    def export(self) -> None:
        """Write all hits as a table: XLSX or CSV, as the name of the file ends."""
        question = self._session.question
        if question is None:
            return
        suggested = f"{question.words.strip()[:20].replace('/', '／')}.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("命中导出为表格"), suggested, self.tr("Excel 工作簿 (*.xlsx);;CSV (*.csv)")
        )
        if not name:
            return
        path, finding = Path(name), self._finding()
        if path.suffix.lower() not in (".xlsx", ".csv"):
            path = path.with_name(f"{path.name}.xlsx")

        def work(library: Library, job: Job) -> str:
            found = finding.find(question.words, facets=question.facets, limit=None, with_counts=False)
            written = write_hits(library, found.hits, path, job.progress, job.should_stop)
            return self.tr("已导出 {} 处：{}").format(written, path.name)

        job = self._workspace.start(self.tr("正在导出"), work)
        job.done.connect(self._exported)

    def _exported(self, words: str) -> None:
        self._workspace.told.emit(words, False)
