"""The original of a report as it looked: the pages of a PDF as pictures, and where on them a block stands."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shkc_desktop.model.report import Report


class Frame(NamedTuple):
    """A rectangle on a page (from 1), in points from its top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


def has_pages(report: Report) -> bool:
    """Whether the original is at hand as pages that can be shown."""
    return report.original is not None and report.media_type == "application/pdf"


def page_count(original: bytes) -> int:
    """How many pages a PDF has. Raises NotReadable."""
    from shkc_desktop.ingest import pdf_page  # the PDF engine is loaded when the first page is looked at

    return pdf_page.page_count(original)


def page_picture(original: bytes, page: int, scale: float) -> bytes:
    """A page (from 1) as PNG, `scale` pixels to a point. Raises NotReadable."""
    from shkc_desktop.ingest import pdf_page

    return pdf_page.render_page(original, page, scale)


def frames_of_lines(original: bytes, raw: str) -> dict[int, tuple[Frame, ...]]:
    """For each raw line where it stands in print. Takes as long as reading the file did. Raises NotReadable."""
    from shkc_desktop.ingest import pdf_page

    boxes = pdf_page.line_boxes(original, raw)
    return {line: tuple(Frame(*box) for box in places) for line, places in boxes.items()}


def frames(places: Mapping[int, Sequence[Frame]], lines: Sequence[int]) -> list[Frame]:
    """Where these raw lines stand: one rectangle around what stands together in a column of a page."""
    found: list[Frame] = []
    for one in (frame for line in lines for frame in places.get(line, ())):
        last = found[-1] if found else None
        beside = last is not None and one.page == last.page and one.x0 < last.x1 and last.x0 < one.x1
        if last is not None and beside and -2 <= one.y0 - last.y1 < 2 * (one.y1 - one.y0):
            found[-1] = Frame(
                last.page, min(last.x0, one.x0), min(last.y0, one.y0), max(last.x1, one.x1), max(last.y1, one.y1)
            )
        elif last is not None and beside and last.y0 - 2 <= one.y0 <= last.y1:
            found[-1] = Frame(last.page, min(last.x0, one.x0), last.y0, max(last.x1, one.x1), max(last.y1, one.y1))
        else:
            found.append(one)
    return found


def scale_for(original: bytes, page: int, width: int) -> float:
    """How many px a point has where the page (from 1) is as wide as `width` px. Raises NotReadable."""
    from shkc_desktop.ingest import pdf_page

    points, _ = pdf_page.page_dimensions(original, page)
    return max(0.1, width / max(1.0, points))
