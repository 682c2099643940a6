"""Excerpts as a Markdown file."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.document import Document, Entry, Passage, document
from shkc_desktop.export.options import ExportOptions, Item

# Signs that mean something anywhere in a line, and those that do only at its beginning. Brackets alone mean
# nothing, so that `[1]` and `[R]` stay readable; what makes a link of them does.
_SIGNS = re.compile(r"([\\`*_<~$]|\](?=[(:\[])|\[(?=\^)|&(?=#|\w+;))")
_AT_START = re.compile(r"^(\s*)([#+\-=>]|:::)")
_NUMBER_AT_START = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """Plain text as Markdown that shows the same letters."""
    return "\n".join(_escaped_line(line) for line in text.split("\n"))


def _escaped_line(line: str) -> str:
    line = _SIGNS.sub(r"\\\1", line.replace("\t", " "))
    line = _AT_START.sub(r"\1\\\2", line)
    return _NUMBER_AT_START.sub(r"\1\\\2", line)


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the items as Markdown (UTF-8, LF). Raises Failure, ExportCancelled."""
    clean, warnings = cleaned(items)
    layout = document(clean, options)
    lines = list(_lines(layout, progress, should_stop))
    with replacing(path) as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return Written(layout.count, (*warnings, *layout.notices))


def _lines(layout: Document, progress: Progress | None, should_stop: ShouldStop | None) -> Iterator[str]:
    yield f"# {_inline(layout.title)}"
    if layout.facts:
        yield from ("", layout.facts)
    for notice in layout.notices:
        yield from ("", f"*{notice}*")
    followed = watched([entry for group in layout.groups for entry in group.entries], progress, should_stop)
    for group in layout.groups:
        if group.heading:
            yield from ("", f"## {_inline(group.heading)}")
        for _ in group.entries:
            yield from _entry(next(followed))
    for _ in followed:  # tells the end
        pass
    if layout.references:
        yield from ("", "## 参考文献")
        for entry in layout.references:
            yield from ("", _inline(entry.label + entry.text))


def _entry(entry: Entry) -> Iterator[str]:
    yield ""
    if not isinstance(entry, Passage):
        if entry.heading:
            yield from (f"### {_inline(entry.heading)}", "")
        yield from _paragraphs(entry.text)
        return
    raised = f"<sup>{_inline(entry.raised_mark)}</sup>" if entry.raised_mark else ""
    words = f"{escaped(entry.text)}{_inline(entry.line_mark)}{raised}"
    if entry.before or entry.after:
        words = f"{_context(entry.before, '…', '')}**{escaped(entry.text)}**{_inline(entry.line_mark)}{raised}"
        words += _context(entry.after, "", "…")
    yield from _quoted(words)
    if entry.attribution:
        yield from (">", f"> ——{_inline(entry.attribution)}")
    details = [(label, _paragraph_break(text)) for label, text in entry.details]
    if entry.link:
        details.append(("链接", f"<{entry.link}>"))
    if details:
        yield ""
        yield from (f"- {label}：{text}" for label, text in details)


def _context(text: str, before: str, after: str) -> str:
    return f"{before}{escaped(text)}{after}" if text else ""


def _quoted(text: str) -> Iterator[str]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and line.strip():
            yield ">"
        yield f"> {line}".rstrip()


def _paragraphs(text: str) -> Iterator[str]:
    for number, line in enumerate(line for line in text.split("\n") if line.strip()):
        if number:
            yield ""
        yield escaped(line)


def _paragraph_break(text: str) -> str:
    """Several paragraphs within one list item."""
    return "\n\n  ".join(escaped(line) for line in text.split("\n") if line.strip())


def _inline(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.split("\n")))
