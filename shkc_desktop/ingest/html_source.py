"""A web page becomes lines: it is read, never rendered, and nothing is fetched."""

import re
from typing import TYPE_CHECKING

from shkc_desktop.ingest.source import LineHint
from shkc_desktop.ingest.source_lines import SourceLines, is_bold_title, with_bold_marks
from shkc_desktop.model.failure import NotReadable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LARGEST = 30 * 1024 * 1024  # bytes
_DEEPEST = 300  # elements within one another; the parser's time grows with the square of the depth
_CELL = 30  # characters; rows of shorter cells are one line
_is_unseen = re.compile(
    "script|style|noscript|template|head|svg|math|iframe|object|embed|canvas|audio|video|select|option|datalist|"
    "rt|rp|map|textarea|button|input|title"
).fullmatch
_is_block = re.compile(
    "p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th|section|article|main|header|footer|nav|"
    "aside|blockquote|pre|figure|figcaption|address|details|summary|form|fieldset|legend|center|hr|body"
).fullmatch
_is_void = re.compile("area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr").fullmatch
_BOLD = ("b", "strong")
# What a site puts around its pages.
_CHROME = ("nav", "footer", "aside")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^>]*?(/?)>")
_CHARSET = re.compile(rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,30})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_-]{2,30})""")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_FOLD = "\x1f"  # stands for blanks with a line end among them
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")


def declared_charset(data: bytes) -> str | None:
    """The charset a page declares in its first 4 KB, None if it declares none."""
    found = _XML_ENCODING.search(data[:200]) or _CHARSET.search(data[:4096])
    return None if found is None else found[1].decode("ascii")


def read_html(text: str, name: str) -> SourceLines:
    """The lines of a page. Raises NotReadable where it is larger than any report."""
    if len(text) > _LARGEST:
        raise NotReadable(f"“{name}”过大，不像一份报告的网页，没有打开。")
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(_flattened(text))
    lines = SourceLines()
    if page.body is not None:
        _Walk(lines).read(page.body)
    return lines


def _flattened(text: str) -> str:
    """The page without the tags that lie deeper than any page needs; their text stays."""
    depth, deepest = 0, 0
    for tag in _TAG.finditer(text):
        if not _is_void(tag[2].lower()) and not tag[3]:
            depth += -1 if tag[1] else 1
            deepest = max(deepest, depth)
    if deepest <= _DEEPEST:
        return text
    depth = 0
    parts, position = [], 0
    for tag in _TAG.finditer(text):
        if _is_void(tag[2].lower()) or tag[3]:
            continue
        if not tag[1]:
            depth += 1
        if depth > _DEEPEST:
            parts.append(text[position : tag.start()])
            position = tag.end()
        if tag[1]:
            depth = max(0, depth - 1)
    return "".join([*parts, text[position:]])


class _Walk:
    """Goes through a page without recursion, and ends a line wherever a block begins or ends."""

    def __init__(self, lines: SourceLines) -> None:
        self._lines = lines
        self._runs: list[tuple[str, bool]] = []
        self._bold = 0
        self._chrome = 0
        self._preserve = 0
        self._lists = 0
        self._hints: list[LineHint] = []
        self._row: list[list[str]] | None = None

    def read(self, body: "LexborNode") -> None:
        """Read everything below `body`."""
        stack: list[tuple[LexborNode, bool]] = [(body, False)]
        while stack:
            node, leaving = stack.pop()
            tag = node.tag or ""
            if leaving:
                self._leave(tag)
                continue
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag == "br":
                self._runs.append(("\n", self._bold > 0))
            elif not _is_unseen(tag) and not tag.startswith(("-", "_", "!")) and not _hidden(node):
                stack.append((node, True))
                self._enter(tag)
                children = []
                child = node.child
                while child is not None:
                    children.append((child, False))
                    child = child.next
                stack.extend(reversed(children))
        self._flush()

    def _text(self, text: str) -> None:
        if self._preserve:
            self._runs.append((text, self._bold > 0))
            return
        self._runs.append((_BLANKS.sub(_blank, text.replace(_FOLD, "")), self._bold > 0))

    def _enter(self, tag: str) -> None:
        if _is_block(tag):
            self._flush()
        if tag in _BOLD:
            self._bold += 1
        elif tag in _CHROME:
            self._chrome += 1
        elif tag == "pre":
            self._preserve += 1
        elif tag in ("ul", "ol"):
            self._lists += 1
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._row.append([])
        if (hint := self._hint(tag)) is not None:
            self._hints.append(hint)

    def _leave(self, tag: str) -> None:
        if _is_block(tag):
            self._flush()
        if self._hint(tag) is not None:
            self._hints.pop()
        if tag in _BOLD:
            self._bold -= 1
        elif tag in _CHROME:
            self._chrome -= 1
        elif tag == "pre":
            self._preserve -= 1
        elif tag in ("ul", "ol"):
            self._lists -= 1
        elif tag == "tr":
            self._end_row()

    def _hint(self, tag: str) -> LineHint | None:
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            return LineHint("heading", int(tag[1]))
        match tag:
            case "li" | "dd":
                return LineHint("list_item", max(1, self._lists))
            case "caption" | "figcaption":
                return LineHint("caption")
            case _:
                return None

    def _flush(self) -> None:
        runs, self._runs = _tidied(self._runs), []
        if not any(text.strip() for text, _ in runs):
            return
        hint = self._hints[-1] if self._hints else None
        if hint is None and is_bold_title(runs):
            hint = LineHint("heading")
        heading = hint is not None and hint.kind == "heading"
        text = "".join(text for text, _ in runs) if heading else with_bold_marks(runs)
        if self._row and hint is None:
            self._row[-1].append(text)
            return
        if self._row:
            self._end_row()
            self._row = [[]]
        self._lines.add(text, hint, artifact=self._chrome > 0)

    def _end_row(self) -> None:
        """A row of short cells is one line; long cells are read one after the other."""
        cells, self._row = [cell for cell in self._row or [] if cell], None
        if len(cells) > 1 and all(len(cell) == 1 and len(cell[0]) <= _CELL for cell in cells):
            cells = [["\t".join(cell[0].strip() for cell in cells)]]
        for cell in cells:
            for text in cell:
                self._lines.add(text, artifact=self._chrome > 0)


def _blank(blanks: re.Match[str]) -> str:
    return _FOLD if "\n" in blanks[0] else " "


def _hidden(node: "LexborNode") -> bool:
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _tidied(runs: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Line ends of the page's source between two Han characters go; elsewhere they and blanks become one blank."""
    text = "".join(words for words, _ in runs)
    out: list[tuple[str, bool]] = []
    before, position = "", 0
    for words, bold in runs:
        kept = []
        for char in words:
            position += 1
            if char in (_FOLD, " "):
                after = text[position] if position < len(text) else ""
                if before in ("", " ", "\n") or (char == _FOLD and _HAN.match(before) and _HAN.match(after)):
                    continue
                char = " "
            kept.append(char)
            before = char
        out.append(("".join(kept), bold))
    return out
