"""Pages painted as pictures, with the very line breaks of the PDF."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from shkc_desktop.ui.pdf_pages import MARGIN_X, MARGIN_Y, RESOLUTION, Pages, Paragraph

# A4 in 1/300 inch, as the PDF has it.
_WIDTH, _HEIGHT = 2480, 3508
_ENDLESS = 6 * _HEIGHT


class ImagePaper:
    """A4 sheets as pictures `pixels` wide; endless: one long sheet, as a web page is."""

    def __init__(self, pixels: int, endless: bool = False) -> None:
        self.device = QImage(1, 1, QImage.Format.Format_RGB32)
        for measure in (self.device.setDotsPerMeterX, self.device.setDotsPerMeterY):
            measure(round(RESOLUTION / 0.0254))
        margin_x, margin_y = (mm / 25.4 * RESOLUTION for mm in (MARGIN_X, MARGIN_Y))
        self.width = _WIDTH - 2 * margin_x
        self.height = (_ENDLESS if endless else _HEIGHT) - 2 * margin_y
        self._corner = margin_x, margin_y
        self._scale = pixels / _WIDTH
        self._size = pixels, round((_ENDLESS if endless else _HEIGHT) * self._scale)
        self.images: list[QImage] = []

    def begin(self, painter: QPainter) -> bool:
        """Start the first sheet."""
        self._sheet(painter)
        return painter.isActive()

    def turn(self, painter: QPainter) -> None:
        """Start another sheet."""
        painter.end()
        self._sheet(painter)

    def _sheet(self, painter: QPainter) -> None:
        image = QImage(*self._size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        self.images.append(image)
        painter.begin(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(self._scale, self._scale)
        painter.translate(*self._corner)

    def cut(self, bottom: float) -> None:
        """Let the one long sheet end a margin below `bottom`."""
        wanted = round((bottom + 2 * self._corner[1]) * self._scale)
        image = self.images[-1]
        if wanted < image.height():
            self.images[-1] = image.copy(0, 0, image.width(), wanted)


def painted(
    paragraphs: Sequence[Paragraph], pixels: int, limit: int, endless: bool = False
) -> tuple[list[QImage], bool]:
    """The first `limit` sheets, and whether that is all. Any thread will do."""
    paper = ImagePaper(pixels, endless)
    pages = Pages(paper, numbered=not endless)
    limit = 1 if endless else limit
    whole = True
    try:
        for paragraph in paragraphs:
            pages.add(paragraph)
            if pages.number > limit:
                whole = False
                break
    finally:
        bottom = pages.bottom
        pages.close()
    if not whole:
        return paper.images[:limit], False
    if endless:
        paper.cut(bottom)
    return paper.images, True
