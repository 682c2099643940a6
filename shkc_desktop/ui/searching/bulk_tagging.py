"""Tags all hits, or those that are chosen, in one step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from shkc_desktop.library.finding import Finding
from shkc_desktop.library.library import Library
from shkc_desktop.library.tagging_hits import spans_of, tag_spans
from shkc_desktop.model.hit import Hit, Where
from shkc_desktop.model.tag import tag_path
from shkc_desktop.store.changes import Change
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.marking.tagging import Tagging
from shkc_desktop.ui.searching.asking import Question
from shkc_desktop.ui.workspace import Workspace


class BulkTagging(QObject):
    """Lets the reader choose a tag in the field she knows, and gives it to the hits beside the window.

    Signals:
        done: the field has gone away.
        tagged: so many passages carry the tag now.
    """

    done = Signal()
    tagged = Signal(int)

    def __init__(self, workspace: Workspace, window: QWidget, finding: Callable[[], Finding]) -> None:
        super().__init__(window)
        self._workspace, self._finding = workspace, finding
        self._question: Question | None = None
        self._chosen: Sequence[Hit] = ()
        self.tagging = Tagging(workspace, window, self._give)
        self.tagging.done.connect(self.done)
        workspace.library_opened.connect(self.tagging.forget)

    def open(self, beside: QPoint, question: Question, chosen: Sequence[Hit]) -> None:
        """Ask for a tag: for the chosen hits, or without any for all that the question finds."""
        self._question, self._chosen = question, chosen
        self.tagging.open(beside, question.words, [])

    def _give(self, colour: int, tags: Sequence[str], visit: int) -> list[str]:
        question, chosen, finding = self._question, self._chosen, self._finding()
        living = self._workspace.library.tags()
        name = tag_path(living[tags[0]], living)
        if question is None:
            return []

        def work(library: Library, job: Job) -> tuple[Change, list[str], str]:
            hits: Sequence[Hit] = chosen
            if not hits:
                facets = question.facets
                found = finding.find(question.words, facets=facets, limit=None, with_counts=False)
                hits = [hit for hit in found.hits if hit.where is Where.TEXT]
            change, uuids = tag_spans(library, spans_of(hits), tags[0], colour, job.progress, job.should_stop)
            return change, uuids, name

        job = self._workspace.start(self.tr("正在给命中打标签"), work, stores=True)
        job.done.connect(lambda value: self._done(value, visit))
        return []  # the field closes: the worker does the rest

    def _done(self, value: tuple[Change, list[str], str], visit: int) -> None:
        change, uuids, name = value
        self._workspace.record(change, visit)
        if change:
            self._workspace.told.emit(self.tr("已给 {} 处打上“{}”").format(len(uuids), name), True)
        self.tagged.emit(len(uuids))
