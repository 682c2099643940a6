"""One history for everything the reader changes: an entry of the undo stack per change of the library."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from shkc_desktop.store.changes import Change, joined


class ChangeCommand(QUndoCommand):
    """A change that is done already; undo and redo go through the workspace, which tells everybody."""

    def __init__(self, change: Change, carry_out: Callable[[Change, bool], bool], visit: int = -1) -> None:
        """visit: changes of one visit, such as the notes stored while one is typed, are one step; -1: none."""
        super().__init__(change.label)
        self.change = change
        self._visit = visit
        self._carry_out = carry_out
        self._done = True

    def redo(self) -> None:
        """Do the change again; the first call comes from the stack itself, when the change is done already."""
        if self._done:
            self._done = False
            return
        self._try(True)

    def id(self) -> int:
        """The visit, by which Qt finds out what belongs together."""
        return self._visit

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later change of the same visit into this step."""
        if not isinstance(other, ChangeCommand) or self._visit < 0 or other.id() != self._visit:
            return False
        self.change = joined(self.change, other.change)
        return True

    def undo(self) -> None:
        """Take the change back."""
        self._try(False)

    def _try(self, forward: bool) -> None:
        # What could not be carried out (another window was quicker) has no place in the history any more.
        if not self._carry_out(self.change, forward):
            self.setObsolete(True)
