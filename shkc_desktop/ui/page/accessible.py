"""A page for screen readers: a document whose children are its paragraphs.

A text interface returned from Python crashes the process when a client looks (PySide6 6.11.3), so the words are the
children's names, and what is marked, noted and attributed is their description.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from shkc_desktop.model.block import BlockKind
from shkc_desktop.ui.page.flow import YEAR

if TYPE_CHECKING:
    from shkc_desktop.ui.page.noted_page import NotedPage

_ROLES = {
    BlockKind.HEADING.value: QAccessible.Role.Heading,
    YEAR: QAccessible.Role.Heading,
    BlockKind.LIST_ITEM.value: QAccessible.Role.ListItem,
}


class AccessibleParagraph(QAccessibleInterface):
    """One piece of a page."""

    def __init__(self, pane: "NotedPage", piece: int) -> None:
        super().__init__()
        self._pane, self._piece = pane, piece

    def isValid(self) -> bool:
        return self._piece < self._pane.piece_count()

    def object(self) -> QObject:
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._pane)

    def child(self, _index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        match kind:
            case QAccessible.Text.Name | QAccessible.Text.Value:
                return self._pane.piece_text(self._piece)
            case QAccessible.Text.Description:
                return self._pane.piece_description(self._piece)
            case _:
                return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Nothing can be written here."""

    def rect(self) -> QRect:
        return self._pane.piece_rect(self._piece)

    def role(self) -> QAccessible.Role:
        return _ROLES.get(self._pane.piece_kind(self._piece), QAccessible.Role.Paragraph)

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.readOnly = True
        return state


class AccessiblePage(QAccessibleWidget):
    """A pane whose children are the paragraphs of its page."""

    def __init__(self, pane: "NotedPage") -> None:
        super().__init__(pane, QAccessible.Role.Document)
        self._pane = pane
        # Qt holds no reference to what Python made.
        self._children: dict[int, AccessibleParagraph] = {}

    def childCount(self) -> int:
        return self._pane.piece_count()

    def child(self, index: int) -> QAccessibleInterface:
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]
        return self._children.setdefault(index, AccessibleParagraph(self._pane, index))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child._piece if isinstance(child, AccessibleParagraph) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        piece = self._pane.piece_under(self._pane.viewport().mapFromGlobal(QPoint(x, y)))
        return self.child(-1 if piece is None else piece)

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._pane.page.title
        if kind == QAccessible.Text.Description:
            return "　".join((*self._pane.page.breadcrumb, *self._pane.page.facts))
        return super().text(kind)


_interfaces: dict[int, AccessiblePage] = {}


def _make(_class: str, made_for: QObject) -> Any:
    from shkc_desktop.ui.page.noted_page import NotedPage

    if not isinstance(made_for, NotedPage):
        return None
    key = id(made_for)
    made_for.destroyed.connect(lambda: _interfaces.pop(key, None))
    _interfaces[key] = AccessiblePage(made_for)
    return _interfaces[key]


def install() -> None:
    """Tell Qt how panes speak to screen readers; once for each process."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_make)


_installed: list[bool] = []
