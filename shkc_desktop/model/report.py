"""A report: its text, its blocks and what is known about its publication."""

import uuid as _uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.edition import Edition as Edition

# The namespace of report uuids: two people who import the same text have the same report.
# uuid5(NAMESPACE_URL, "urn:shkc-desktop:report"), written out: to make it opens the cryptographic library at a start.
REPORT_NAMESPACE = _uuid.UUID("e67cf8c3-efff-520a-861b-f9258f93d8eb")


def report_uuid(raw: str) -> str:
    """UUIDv5 of the decoded raw text (CRLF already LF)."""
    return str(_uuid.uuid5(REPORT_NAMESPACE, raw))


@dataclass(frozen=True, slots=True)
class Repair:
    """Something the import mended, so that the reader can see and undo it.

    kind: `joined_lines`, `doubled_word`, `stray_space`, `bold_mark`, `list_mark`, `radical`, `set_aside` …
    block: index of the block it lies in, None where the text was removed altogether.
    lines: first and last raw line, counted from 1.
    before, after: the words concerned, as they were and as they are.
    start: offset of `after` in `Report.text`, None where nothing is left.
    """

    kind: str
    block: int | None
    lines: tuple[int, int]
    before: str
    after: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the import is not sure of and asks the reader about.

    kind: `district`, `year`, `title`, `several_districts`, `joined`, `encoding`, `structure`.
    message: one Chinese sentence.
    """

    kind: str
    message: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A character correction (校订): what stood at `Report.text[start:end]` before the reader corrected it."""

    start: int
    end: int
    original: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which part of the yearly report this file holds.

    sections: the chapters and sections it holds, `4.3 优化全域创新空间格局`.
    whole: the file holds the whole report.
    districts_complete: it holds the passage that goes through the districts to its end, so that a district
        without text is *absent from the report* rather than *not in this file*.
    """

    sections: tuple[str, ...] = ()
    whole: bool = False
    districts_complete: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that opens a section: `4.3` and its title, level, and the block index of the heading."""

    number: str
    title: str
    level: int
    block: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What a citation needs. Empty string means unknown. `unverified` names the fields that are 待核实."""

    responsible: str = ""
    publisher: str = ""
    place: str = ""
    issued: str = ""
    url: str = ""
    unverified: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """`text` is the texts of all blocks joined by LF; every offset counts code points into it.

    year: the year covered, None without evidence; year_evidence says what told it.
    sha256: of the source bytes; raw: the decoded source with LF line ends.
    """

    uuid: str
    title: str
    year: int | None
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    edition: Edition = Edition.ORIGINAL
    coverage: Coverage = Coverage()
    publication: Publication = Publication()
    note: str = ""
    year_evidence: str = ""
    source_name: str = ""
    sha256: str = ""
    raw: str = field(default="", repr=False)
    encoding: str = "utf-8"
    replaced_characters: int = 0
    media_type: str = "text/plain"
    original: bytes | None = field(default=None, repr=False)
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def block_text(self, block: Block) -> str:
        """The words of one block."""
        return self.text[block.start : block.end]

    def in_reading_order(self) -> tuple[Block, ...]:
        """The blocks as the reader meets them."""
        return tuple(sorted(self.blocks, key=lambda b: (b.order if b.order >= 0 else b.index, b.index)))

    def heading_path(self, block: Block) -> tuple[str, ...]:
        """The headings above a block, outermost first; a heading's own words are not among them."""
        path: list[str] = []
        parent, seen = block.parent, {block.index}
        while parent is not None and parent not in seen:
            seen.add(parent)
            heading = self.blocks[parent]
            path.append(self.block_text(heading))
            parent = heading.parent
        return tuple(reversed(path))

    def paragraph_numbers(self) -> dict[int, int]:
        """Block index to its number (第12段) among the report's paragraphs and list items."""
        numbered = (b for b in self.in_reading_order() if b.kind.is_numbered)
        return {block.index: number for number, block in enumerate(numbered, 1)}

    def districts(self) -> tuple[str, ...]:
        """Every district that some block is dedicated to, in order of first appearance."""
        return tuple(dict.fromkeys(name for block in self.blocks for name in block.districts))

    def headings(self) -> Iterator[Block]:
        """The heading blocks in text order."""
        return (block for block in self.blocks if block.kind is BlockKind.HEADING)
