"""Writes notes, on the field beside a passage and on its card, so that neither overwrites what it has not seen."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from shkc_desktop.library import annotating
from shkc_desktop.ui.marking.note_field import NoteField
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.workspace import Workspace


class Noting(QObject):
    """The note that is being written.

    Signals:
        done: the field has gone away.
    """

    done = Signal()

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._beside = QPoint(40, 40)
        self._visit = -1
        self._card_visit = -1
        # What the writer saw: the note and the rev of the annotation, by uuid.
        self._seen: dict[str, tuple[str, int]] = {}
        self._pane: ReadingPane | None = None
        self.field = NoteField(window)
        self.field.written.connect(self._write)
        self.field.closed.connect(self.done)
        workspace.annotations_changed.connect(self._follow)

    # ---- the field ----------------------------------------------------------------------------------

    def open(self, uuid: str, beside: QPoint, pane: ReadingPane | None) -> None:
        """Open the field for an annotation; a card that is being written on is stored first."""
        if pane is not None:
            pane.finish_card()
        found = annotating.get(self._workspace.library, uuid)
        if found is not None:
            self._beside = beside
            self._visit = self._workspace.new_visit()
            self._seen[uuid] = (found.note, found.rev)
            self.field.open_at(beside, uuid, found.target.quote.exact, found.note)

    def _write(self, uuid: str, note: str) -> None:
        theirs = self._stored(uuid, note, self._visit)
        if theirs is not None:
            self.field.show_conflict(theirs)

    def _stored(self, uuid: str, note: str, visit: int) -> str | None:
        """Store a note; None when it is stored, else the note that stands there from elsewhere, now seen."""
        found = annotating.get(self._workspace.library, uuid)
        if found is None:
            self._workspace.failed.emit(self.tr("这条标注已不在了，写下的批注还在框里，可以复制出来。"))
            return ""
        base, rev = self._seen.get(uuid, (found.note, found.rev))
        if found.note == base:
            rev = found.rev  # something else of it has changed, its note has not
        if self._workspace.do(annotating.set_note, uuid, note, rev, visit=visit) is not None:
            self._see(uuid)
            return None
        self._see(uuid)
        return self._seen.get(uuid, ("", 0))[0]

    def _see(self, uuid: str) -> None:
        found = annotating.get(self._workspace.library, uuid)
        if found is not None:
            self._seen[uuid] = (found.note, found.rev)

    def _follow(self, uuids: frozenset[str]) -> None:
        """A note that is open has changed by another way (undo, its card): the field shows it if nothing is unsaved."""
        for uuid in uuids & self._seen.keys():
            found = annotating.get(self._workspace.library, uuid)
            if found is None or found.note == self._seen[uuid][0]:
                continue
            taken = self.field.annotation == uuid and self.field.take(found.note)
            if self._pane is not None and self._pane.take_card_note(uuid, found.note):
                taken = True
            if taken:
                self._seen[uuid] = (found.note, found.rev)

    # ---- the card -----------------------------------------------------------------------------------

    def card_opened(self, pane: ReadingPane, uuid: str, note: str, beside: QPoint) -> None:
        """A card is open to be written on: a visit begins; the field has gone if it was open for the same."""
        self._beside, self._pane = beside, pane
        if self.field.annotation == uuid:
            self.field.close_field(back=False)
        self._card_visit = self._workspace.new_visit()
        found = annotating.get(self._workspace.library, uuid)
        if found is None:
            return
        if found.note != note and pane.take_card_note(uuid, found.note):
            note = found.note
        # What is on the card is what its writer sees; if the note is another, what she writes meets it.
        self._seen[uuid] = (note, found.rev if found.note == note else -1)

    def card_edited(self, uuid: str, note: str) -> None:
        """Store what was written on a card; what cannot be stored goes on in the field, beside the other words."""
        theirs = self._stored(uuid, note, self._card_visit)
        if theirs is not None and self.field.annotation != uuid:
            found = annotating.get(self._workspace.library, uuid)
            quote = found.target.quote.exact if found is not None else ""
            self._visit = self._card_visit
            self.field.open_at(self._beside, uuid, quote, theirs, note)
            self.field.show_conflict(theirs)

    def forget(self) -> None:
        """Another library is open."""
        self.field.close_field(back=False)
        self._seen, self._pane = {}, None

    def leave(self) -> None:
        """Store everything: the window is closing."""
        self.field.close_field(back=False)
        if self._pane is not None:
            self._pane.finish_card()
