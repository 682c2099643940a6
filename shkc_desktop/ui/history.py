"""One history for everything the reader changes: an entry of the undo stack per change of the library."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from shkc_desktop.store.changes import Change


class ChangeCommand(QUndoCommand):
    """A change that is done already; undo and redo go through the workspace, which tells everybody."""

    def __init__(self, change: Change, carry_out: Callable[[Change, bool], bool]) -> None:
        super().__init__(change.label)
        self.change = change
        self._carry_out = carry_out
        self._done = True

    def redo(self) -> None:
        """Do the change again; the first call comes from the stack itself, when the change is done already."""
        if self._done:
            self._done = False
            return
        self._try(True)

    def undo(self) -> None:
        """Take the change back."""
        self._try(False)

    def _try(self, forward: bool) -> None:
        # What could not be carried out (another window was quicker) has no place in the history any more.
        if not self._carry_out(self.change, forward):
            self.setObsolete(True)
