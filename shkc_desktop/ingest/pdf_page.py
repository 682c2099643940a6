"""The pages of a PDF as pictures, and where on them a raw line stands."""

import difflib
import io

from shkc_desktop.ingest.pdf_file import ENGINE, open_pdf
from shkc_desktop.ingest.pdf_source import Box, extract

_LARGEST = 6000  # pixels on a side


def page_count(original: bytes) -> int:
    """How many pages a PDF has. Raises NotReadable."""
    with open_pdf(original, "原件") as document, ENGINE:
        return len(document)


def page_dimensions(original: bytes, page: int) -> tuple[float, float]:
    """Width and height in points of a page (from 1), as `render_page` shows it at scale 1. Raises NotReadable."""
    with open_pdf(original, "原件") as document, ENGINE:
        width, height = document.get_page_size(page - 1)
    return width, height


def render_page(original: bytes, page: int, scale: float = 1.0) -> bytes:
    """A page (from 1) as PNG, `scale` pixels to a point. Raises NotReadable."""
    with open_pdf(original, "原件") as document, ENGINE:
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = min(scale, _LARGEST / max(width, height, 1.0))
        bitmap = sheet.render(scale=scale, rev_byteorder=True)
        try:
            return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        finally:
            bitmap.close()
            sheet.close()


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    import struct
    import zlib

    colour = {1: 0, 3: 2, 4: 6}.get(channels)
    if colour is None:
        raise ValueError(channels)
    row = width * channels
    rows = b"".join(b"\x00" + pixels[start : start + row] for start in range(0, stride * height, stride))
    out = io.BytesIO()
    out.write(b"\x89PNG\r\n\x1a\n")
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    for name, content in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")):
        out.write(struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content)))
    return out.getvalue()


def line_boxes(original: bytes, raw: str | None = None) -> dict[int, tuple[Box, ...]]:
    """For each raw line the rectangles of the printed lines it came from.

    raw: the raw text kept with the report; where this program now reads the file otherwise than when it was imported,
    the lines that both readings have are given. Raises NotReadable.
    """
    found = extract(original, "原件")
    if raw is None or raw == found.lines.raw:
        return found.boxes
    now, then = found.lines.lines, raw.split("\n")
    matcher = difflib.SequenceMatcher(None, now, then, autojunk=False)
    moved: dict[int, tuple[Box, ...]] = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            if (boxes := found.boxes.get(block.a + step + 1)) is not None:
                moved[block.b + step + 1] = boxes
    return moved
