"""What a preview shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Preview:
    """Pages, or a table, or text; problem: why the export would fail. whole: nothing is cut."""

    pages: Sequence[QImage] = ()
    headers: Sequence[str] = ()
    cells: Sequence[Sequence[str]] = ()
    text: str = ""
    problem: str = ""
    whole: bool = True
