"""The raw lines of a source that has blocks of its own (DOCX, HTML, PDF), in the form a text file gives them."""

import re
from collections.abc import Iterable

from shkc_desktop.ingest.source import LineHint

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_TITLE_LENGTH = 40  # characters; a longer bold paragraph is a paragraph


class SourceLines:
    """Grows line by line: a blank line between blocks, none within a list, as the text files of reports have it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.hints: dict[int, LineHint] = {}
        self.artifacts: set[int] = set()
        self.pages: dict[int, int] = {}
        self.removed = 0
        self._last = ""

    def add(self, text: str, hint: LineHint | None = None, *, artifact: bool = False, page: int | None = None) -> int:
        """Put a block at the end; nothing where it has no visible text. Answers its first line, 0 if nothing."""
        text, removed = without_controls(text)
        self.removed += removed
        parts = [stripped for part in text.split("\n") if (stripped := part.strip())]
        if not parts:
            return 0
        if hint is not None and hint.kind == "heading":
            parts = [" ".join(parts)]
        kind = "" if hint is None else hint.kind
        if self.lines and not (kind == self._last == "list_item"):
            self.lines.append("")
        self._last = kind
        first = len(self.lines) + 1
        for number, part in enumerate(parts, first):
            self.lines.append(part)
            if hint is not None:
                self.hints[number] = hint
            if artifact:
                self.artifacts.add(number)
            if page is not None:
                self.pages[number] = page
        return first

    @property
    def raw(self) -> str:
        """All lines, joined by LF."""
        return "\n".join(self.lines)


def without_controls(text: str) -> tuple[str, int]:
    """The text without characters that no text may hold (TAB and LF stay), and how many there were."""
    clean, count = _CONTROLS.subn("", text)
    return clean, count


def with_bold_marks(runs: Iterable[tuple[str, bool]]) -> str:
    """The runs as one text, bold ones between `**`; no marks where nothing or everything is bold."""
    merged: list[tuple[str, bool]] = []
    for text, bold in runs:
        if not text:
            continue
        # Blanks have no weight of their own.
        bold = merged[-1][1] if merged and not text.strip() else bold
        if merged and merged[-1][1] == bold:
            merged[-1] = (merged[-1][0] + text, bold)
        else:
            merged.append((text, bold))
    if all(bold or not text.strip() for text, bold in merged):
        return "".join(text for text, _ in merged)
    out = []
    for text, bold in merged:
        words = text.strip()
        if bold and words and "\n" not in words:
            before = text[: len(text) - len(text.lstrip())]
            out.append(f"{before}**{words}**{text[len(before) + len(words) :]}")
        else:
            out.append(text)
    return "".join(out)


def is_bold_title(runs: Iterable[tuple[str, bool]]) -> bool:
    """Whether a paragraph is bold throughout, short and no sentence: a heading without a heading style."""
    visible = [(text.strip(), bold) for text, bold in runs if text.strip()]
    words = "".join(text for text, _ in visible)
    return (
        bool(visible)
        and all(bold for _, bold in visible)
        and len(words) <= _TITLE_LENGTH
        and not words.endswith(("。", "；", "，", "、", "：", ";", ","))
        and any("\u4e00" <= char <= "\u9fff" for char in words)
    )
