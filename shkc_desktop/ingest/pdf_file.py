"""The one door to the PDF engine: opening a file, one thread at a time."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from shkc_desktop.model.failure import NotReadable

# PDFium is not made for several threads: an import in the background and the window's page image take turns, page
# by page.
ENGINE = threading.RLock()

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi", "simhei", "heiti", "黑体")
_BOLD_WEIGHT = 600
_FINE = 1_000_000  # device units used to learn how a page is turned and cropped


class Glyph(NamedTuple):
    """One drawn character; the box counts points from the top left corner of the page as it is shown.

    The box is that of the advance, as high as the font, so that the glyphs of a line have one height.
    """

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[Any]:
    """The document, closed at the end. Raises NotReadable for one that is locked or damaged."""
    import pypdfium2  # late: 0.1 s

    with ENGINE:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
                raise NotReadable(f"“{name}”有密码保护，请先取消密码再导入。") from error
            raise NotReadable(f"“{name}”已损坏，无法作为 PDF 打开。") from error
    try:
        yield document
    finally:
        with ENGINE:
            document.close()


def page_size(document: Any, page: int) -> tuple[float, float]:
    """Width and height in points of a page (from 1) as it is shown."""
    with ENGINE:
        width, height = document.get_page_size(page - 1)
    return width, height


def page_glyphs(document: Any, page: int) -> tuple[list[Glyph], bool]:
    """The characters of a page (from 1) in the order they are drawn, and whether it holds pictures.

    A blank between words is a glyph of no width.
    """
    import pypdfium2.raw as engine

    with ENGINE:
        sheet = document[page - 1]
        try:
            text = sheet.get_textpage()
            try:
                glyphs = _glyphs(engine, text.raw, _to_shown(engine, sheet))
            finally:
                text.close()
            pictures = not glyphs and any(True for _ in sheet.get_objects(filter=[engine.FPDF_PAGEOBJ_IMAGE]))
        finally:
            sheet.close()
    return glyphs, pictures


def _to_shown(engine: Any, sheet: Any) -> tuple[float, float, float, float, float, float]:
    """The map from the page's own units to shown points: x' = a x + c y + e, y' = b x + d y + f."""
    width, height = sheet.get_size()
    corners = []
    for x, y in ((0.0, 0.0), (100.0, 0.0), (0.0, 100.0)):
        across, down = ctypes.c_int(), ctypes.c_int()
        engine.FPDF_PageToDevice(sheet.raw, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        corners.append((across.value * width / _FINE, down.value * height / _FINE))
    (e, f), (x1, y1), (x2, y2) = corners
    return (x1 - e) / 100, (y1 - f) / 100, (x2 - e) / 100, (y2 - f) / 100, e, f


def _glyphs(engine: Any, text: Any, shown: tuple[float, ...]) -> list[Glyph]:
    a, b, c, d, e, f = shown
    box = engine.FS_RECTF()
    at = ctypes.byref(box)
    glyphs: list[Glyph] = []
    weights: dict[int, bool] = {}
    high = 0  # first half of a character beyond U+FFFF
    for index in range(engine.FPDFText_CountChars(text)):
        code = engine.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in (13, 10):
            continue
        char = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0: "\ufffd", 0xFFFF: "\ufffd"}.get(code) or chr(code)
        if char.isspace() or not engine.FPDFText_GetLooseCharBox(text, index, at):
            if glyphs and glyphs[-1].char != " ":
                last = glyphs[-1]
                glyphs.append(Glyph(" ", last.x1, last.y0, last.x1, last.y1, last.bold))
            continue
        xs = (a * box.left + c * box.bottom + e, a * box.right + c * box.top + e)
        ys = (b * box.left + d * box.bottom + f, b * box.right + d * box.top + f)
        bold = _is_bold(engine, engine.FPDFText_GetTextObject(text, index), weights)
        glyphs.append(Glyph(char, min(xs), min(ys), max(xs), max(ys), bold))
    return glyphs


def _is_bold(engine: Any, drawn: Any, weights: dict[int, bool]) -> bool:
    """Whether a text object is set in a bold face; each object is asked once."""
    key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
    if key not in weights:
        weights[key] = bool(key) and _font_is_bold(engine, engine.FPDFTextObj_GetFont(drawn))
    return weights[key]


def _font_is_bold(engine: Any, font: Any) -> bool:
    if not font:
        return False
    size = engine.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, size))
    engine.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace").lower()
    return any(word in name for word in _BOLD_NAMES) or engine.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
