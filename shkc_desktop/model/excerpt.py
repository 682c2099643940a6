"""An excerpt: an annotation with its words and all that a citation needs."""

from dataclasses import dataclass

from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.report import Edition, Publication


@dataclass(frozen=True, slots=True)
class Source:
    """The report an excerpt comes from, as a citation sees it."""

    report: str
    title: str
    year: int | None
    edition: Edition
    publication: Publication
    text_sha256: str = ""
    source_name: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An annotation taken out for people.

    text: the words as they stand now; original: as they stood before characters were corrected, "" if the same.
    section: heading path, outermost first. districts: dedicated ones, the reader's word first.
    tags: paths (产业/芯片). tag_colours: colour of each. paragraph: number within the report, None for a heading.
    page: printed number, else the page of the file, as text; "" unknown. before, after: context in the same block.
    """

    annotation: Annotation
    source: Source
    text: str
    section: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    zone: str | None = None
    tags: tuple[str, ...] = ()
    tag_colours: tuple[int, ...] = ()
    paragraph: int | None = None
    page: str = ""
    before: str = ""
    after: str = ""
    original: str = ""

    @property
    def link(self) -> str:
        """The link that opens the passage again."""
        return f"shkc://annotation/{self.annotation.uuid}"
