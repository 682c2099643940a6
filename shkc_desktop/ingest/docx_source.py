"""A Word document becomes lines: paragraphs and tables in document order."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shkc_desktop.ingest.docx_numbering import Numbering
from shkc_desktop.ingest.source import LineHint
from shkc_desktop.ingest.source_lines import SourceLines, is_bold_title, with_bold_marks
from shkc_desktop.model.failure import NotReadable

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LARGEST = 200 * 1024 * 1024  # bytes unpacked
_DENSEST = 200  # unpacked to packed, beyond the first MB
_MOST_MEMBERS = 10_000
_DEEPEST = 12  # tables and text boxes within one another
_CELL = 30  # characters; rows of shorter cells are one line
# Removed text, field codes, and the old rendering of what stands beside it in a new one.
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback"}


def read_docx(data: bytes, name: str) -> SourceLines:
    """The lines of a DOCX file. Raises NotReadable where it is damaged, or larger than any report."""
    refuse_unsafe_archive(data, name)
    from docx import Document  # late: it takes 0.2 s

    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        styles = _Styles(document)
    except Exception as error:  # python-docx lets KeyError, ValueError, lxml's and zipfile's errors through
        raise NotReadable(f"“{name}”已损坏，无法作为 Word 文档打开。") from error
    lines = SourceLines()
    _read_blocks(body, styles, lines, depth=0)
    return lines


def refuse_unsafe_archive(data: bytes, name: str) -> None:
    """Raise NotReadable for a ZIP that unpacks to too much, names a member twice or declares XML entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            total = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members)
            if len(members) > _MOST_MEMBERS or total > _LARGEST or total > max(packed, 1) * _DENSEST + 2**20:
                raise NotReadable(f"“{name}”解压后过大，不像正常的文档，没有打开。")
            if len({member.filename for member in members}) < len(members):
                raise NotReadable(f"“{name}”内部有同名的部分，不像正常的文档，没有打开。")
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        # A document type can only stand before the root element; UTF-16 parts have NULs between.
                        start = part.read(64 * 1024).replace(b"\x00", b"")
                    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                        raise NotReadable(f"“{name}”内部含有不安全的声明，没有打开。")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise NotReadable(f"“{name}”已损坏，无法作为 Word 文档打开。") from error


class _Styles:
    """What the styles of a document say: heading level, list depth, caption, bold."""

    def __init__(self, document: "Document") -> None:
        self._elements: dict[str, Any] = {}
        for style in document.styles.element.iter(f"{_W}style"):
            if (style_id := style.get(f"{_W}styleId")) is not None:
                self._elements[style_id] = style
        self.numbering = Numbering(document)
        self._hints: dict[str, LineHint | None] = {}
        self._bold: dict[str, bool] = {}

    def hint(self, style_id: str | None) -> LineHint | None:
        """What a paragraph style says about its paragraphs."""
        if style_id is None:
            return None
        if style_id not in self._hints:
            self._hints[style_id] = self._find_hint(style_id)
        return self._hints[style_id]

    def bold(self, style_id: str | None) -> bool:
        """Whether a style sets its text in bold."""
        if style_id is None:
            return False
        if style_id not in self._bold:
            self._bold[style_id] = any(
                (weight := style.find(f"{_W}rPr/{_W}b")) is not None and _is_on(weight)
                for style in self._chain(style_id)
            )
        return self._bold[style_id]

    def numbered(self, properties: Any, style_id: str | None) -> tuple[str, int] | None:
        """The list and the level (from 0) that a paragraph belongs to, by itself or by its style."""
        chain = [] if style_id is None else [style.find(f"{_W}pPr") for style in self._chain(style_id)]
        for place, found in enumerate([properties, *chain]):
            numbering = None if found is None else found.find(f"{_W}numPr")
            if numbering is None:
                continue
            list_id, depth = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
            name = "0" if list_id is None else list_id.get(f"{_W}val") or "0"
            if name == "0":
                return None
            level = "" if depth is None else depth.get(f"{_W}val") or ""
            if level.isdigit():
                return name, int(level)
            return name, self.numbering.level_of_style(name, style_id) if place else 0
        return None

    def _chain(self, style_id: str) -> Iterator[Any]:
        """A style and those it is based on."""
        seen: set[str] = set()
        next_id: str | None = style_id
        while next_id is not None and next_id not in seen and next_id in self._elements:
            seen.add(next_id)
            style = self._elements[next_id]
            yield style
            base = style.find(f"{_W}basedOn")
            next_id = None if base is None else base.get(f"{_W}val")

    def _find_hint(self, style_id: str) -> LineHint | None:
        for style in self._chain(style_id):
            element = style.find(f"{_W}name")
            name = ("" if element is None else element.get(f"{_W}val") or "").strip().lower()
            if (hint := _hint_of_name(name)) is not None:
                return hint
            if (hint := _hint_of_properties(style.find(f"{_W}pPr"))) is not None:
                return hint
        return None


def _hint_of_name(name: str) -> LineHint | None:
    for prefix in ("heading", "标题"):
        rest = name.removeprefix(prefix).strip()
        if name.startswith(prefix) and rest[:1].isdigit():
            return LineHint("heading", int(rest[0]) or 1)
    match name:
        case "title" | "标题":
            return LineHint("heading", 1)
        case "subtitle" | "副标题":
            return LineHint("heading", 2)
        case "caption" | "题注":
            return LineHint("caption")
    if name.startswith(("list bullet", "list number", "列表项目符号", "列表编号")):
        return LineHint("list_item", int(name[-1]) if name[-1].isdigit() else 1)
    return None


def _hint_of_properties(properties: Any) -> LineHint | None:
    if properties is None:
        return None
    outline = properties.find(f"{_W}outlineLvl")
    if outline is not None and (level := outline.get(f"{_W}val", "9")).isdigit() and int(level) < 9:
        return LineHint("heading", int(level) + 1)
    return None


def _is_on(flag: Any) -> bool:
    return str(flag.get(f"{_W}val", "1")).lower() not in ("0", "false", "off", "none")


def _read_blocks(parent: Any, styles: _Styles, lines: SourceLines, depth: int) -> None:
    """Paragraphs and tables below an element, those in content controls too, in document order."""
    if depth > _DEEPEST:
        return
    for child in parent:
        if child.tag == f"{_W}p":
            _read_paragraph(child, styles, lines, depth)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if _table_of(row) is child:
                    _read_row(row, styles, lines, depth)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            _read_blocks(child, styles, lines, depth + 1 if child.tag == f"{_W}sdt" else depth)


def _table_of(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _read_row(row: Any, styles: _Styles, lines: SourceLines, depth: int) -> None:
    """A row of short cells is one line; long cells are read one after the other."""
    cells = [cell for cell in row.iter(f"{_W}tc") if _row_of(cell) is row]
    texts = []
    for cell in cells:
        paragraphs = [_plain(paragraph) for paragraph in cell.iter(f"{_W}p")]
        texts.append([text for text in paragraphs if text.strip()])
    if len([t for t in texts if t]) > 1 and all(len(t) <= 1 and len("".join(t)) <= _CELL for t in texts):
        lines.add("\t".join(t[0].strip() for t in texts if t))
        return
    for cell in cells:
        _read_blocks(cell, styles, lines, depth + 1)


def _row_of(cell: Any) -> Any:
    parent = cell.getparent()
    while parent is not None and parent.tag != f"{_W}tr":
        parent = parent.getparent()
    return parent


def _plain(paragraph: Any) -> str:
    return "".join(text for text, _ in _runs(paragraph, None, [])).replace("\n", " ")


def _read_paragraph(paragraph: Any, styles: _Styles, lines: SourceLines, depth: int) -> None:
    properties = paragraph.find(f"{_W}pPr")
    style = None if properties is None else properties.find(f"{_W}pStyle")
    style_id = None if style is None else style.get(f"{_W}val")
    hint = styles.hint(style_id)
    own = _hint_of_properties(properties)
    if own is not None and (hint is None or hint.kind != "heading"):
        hint = own
    boxes: list[Any] = []
    runs = _runs(paragraph, styles, boxes, styles.bold(style_id))
    numbered = styles.numbered(properties, style_id)
    if numbered is not None and any(text.strip() for text, _ in runs):
        if hint is None and styles.numbering.is_bullet(*numbered):
            hint = LineHint("list_item", numbered[1] + 1)
        runs = _with_label(styles.numbering.next_label(*numbered), runs)
    if hint is None and is_bold_title(runs):
        hint = LineHint("heading")
    if hint is not None and hint.kind == "heading":
        lines.add("".join(text for text, _ in runs), hint)
    else:
        lines.add(with_bold_marks(runs), hint)
    for box in boxes:
        _read_blocks(box, styles, lines, depth + 1)


def _with_label(label: str, runs: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The runs behind the number that Word shows before them."""
    if not label:
        return runs
    blank = " " if label[-1].isalnum() else ""
    return [(label + blank, bool(runs) and runs[0][1]), *runs]


def _runs(paragraph: Any, styles: _Styles | None, boxes: list[Any], base_bold: bool = False) -> list[tuple[str, bool]]:
    """The visible text of a paragraph with its weight; text boxes within it are put into `boxes`."""
    runs: list[tuple[str, bool]] = []
    stack = [(child, base_bold) for child in reversed(paragraph)]
    while stack:
        element, bold = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            continue
        if tag == f"{_W}txbxContent":
            boxes.append(element)
        elif tag == f"{_W}t":
            runs.append((element.text or "", bold))
        elif tag == f"{_W}tab":
            runs.append(("\t", bold))
        elif tag in (f"{_W}br", f"{_W}cr"):
            runs.append(("\n", bold))
        elif tag == f"{_W}noBreakHyphen":
            runs.append(("-", bold))
        elif tag == f"{_W}r":
            run_bold = _run_bold(element, styles, bold)
            if run_bold is not None:
                stack.extend((child, run_bold) for child in reversed(element))
        else:
            stack.extend((child, bold) for child in reversed(element))
    return runs


def _run_bold(run: Any, styles: _Styles | None, inherited: bool) -> bool | None:
    """Whether a run is bold; None where it is hidden."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return inherited
    hidden = properties.find(f"{_W}vanish")
    if hidden is not None and _is_on(hidden):
        return None
    weight = properties.find(f"{_W}b")
    if weight is not None:
        return _is_on(weight)
    style = properties.find(f"{_W}rStyle")
    if style is not None and styles is not None and styles.bold(style.get(f"{_W}val")):
        return True
    return inherited
