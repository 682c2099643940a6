"""The one label of the program: what it shows is words, never HTML."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from shkc_desktop.ui import theme


class Label(QLabel):
    """Words in a size and ink of the theme. Qt guesses HTML in a plain QLabel, and draws the pictures it names."""

    def __init__(
        self,
        text: str = "",
        size: int = theme.INTERFACE,
        ink: str = "text",
        *,
        serif: bool = False,
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, serif=serif, bold=bold))
        self.setProperty("ink", ink)
        self.setWordWrap(wrap)
        self.setText(text)


class ElidedLabel(Label):
    """One line of words that ends in … where the room ends."""

    def __init__(
        self, text: str = "", size: int = theme.INTERFACE, ink: str = "text", *, serif: bool = False, bold: bool = False
    ) -> None:
        super().__init__(text, size, ink, serif=serif, bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.current().colour(str(self.property("ink"))))
        painter.setFont(self.font())
        words = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), words)


def set_tooltip(widget: QWidget, text: str) -> None:
    """Show `text` letter by letter as a tooltip; Qt guesses HTML here as well."""
    widget.setToolTip(plain_tooltip(text))


def plain_tooltip(text: str) -> str:
    """`text` as a tooltip that shows it letter by letter."""
    # html.escape does the same; its module brings a table of 2,000 names to every start.
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{escaped}</p>" if text else ""
