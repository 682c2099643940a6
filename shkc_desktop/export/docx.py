"""Excerpts as a Word document with styles, headings, citations and, if wished, real footnotes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.document import Document, Entry, Passage, document
from shkc_desktop.export.docx_package import EXCERPT_STYLES, Package, escaped_attribute, run
from shkc_desktop.export.options import ExportOptions, Item


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the items as DOCX. Raises Failure, ExportCancelled."""
    clean, warnings = cleaned(items)
    layout = document(clean, options)
    body = _Body(layout, footnotes=options.footnotes and options.citation)
    # The body is written as XML text: building 50,000 paragraphs through python-docx takes a minute.
    paragraphs = list(body.paragraphs(progress, should_stop))
    package = Package(options.title)
    package.set_body(paragraphs)
    if body.footnotes:
        package.set_footnotes(body.footnotes)
    with replacing(path) as temporary:
        package.save(temporary)
    return Written(layout.count, (*warnings, *layout.notices))


class _Body:
    """The paragraphs of a document, and its footnotes as they come up."""

    def __init__(self, layout: Document, *, footnotes: bool) -> None:
        self._layout = layout
        self._wants_footnotes = footnotes
        self._references = {entry.work.report: entry for entry in layout.references}
        self.footnotes: list[str] = []

    def paragraphs(self, progress: Progress | None, should_stop: ShouldStop | None) -> Iterator[str]:
        """Each as a `w:p` element."""
        layout = self._layout
        yield _paragraph("Title", run(layout.title))
        if layout.facts:
            yield _paragraph("Subtitle", run(layout.facts))
        yield from (_paragraph("ShkcDetail", run(notice)) for notice in layout.notices)
        followed = watched([entry for group in layout.groups for entry in group.entries], progress, should_stop)
        for group in layout.groups:
            if group.heading:
                yield _paragraph("Heading1", run(group.heading))
            for _ in group.entries:
                yield from self._entry(next(followed))
        for _ in followed:  # tells the end
            pass
        if layout.references and not self._wants_footnotes:
            yield _paragraph("Heading1", run("参考文献"))
            for entry in layout.references:
                label = run(entry.label) + "<w:r><w:tab/></w:r>" if entry.label else ""
                yield _paragraph("ShkcReference", label + run(entry.text))

    def _entry(self, entry: Entry) -> Iterator[str]:
        if not isinstance(entry, Passage):
            if entry.heading:
                yield _paragraph("Heading2", run(entry.heading))
            yield from (_paragraph("ShkcOwn", run(line)) for line in entry.text.split("\n") if line.strip())
            return
        words = run(entry.text)
        if entry.before or entry.after:
            before = run(f"…{entry.before}", "ShkcContext") if entry.before else ""
            words = before + words
        words += self._mark(entry)
        if entry.after:
            words += run(f"{entry.after}…", "ShkcContext")
        yield _paragraph(EXCERPT_STYLES[(entry.colour - 1) % 4], words)
        if entry.attribution:
            yield _paragraph("ShkcAttribution", run(f"——{entry.attribution}"))
        for label, text in entry.details:
            yield _paragraph("ShkcDetail", run(f"{label}　", "ShkcLabel") + run(text))
        if entry.link:
            yield _paragraph("ShkcDetail", run("链接　", "ShkcLabel") + _link(entry.link))

    def _mark(self, entry: Passage) -> str:
        if not self._wants_footnotes:
            raised = run(entry.raised_mark, "ShkcMark") if entry.raised_mark else ""
            return (run(entry.line_mark) if entry.line_mark else "") + raised
        reference = self._references[entry.excerpt.source.report]
        place = f"引自第 {entry.excerpt.page} 页。" if entry.excerpt.page else ""
        where = next((text for label, text in entry.details if label == "位置"), "")
        self.footnotes.append(reference.text + place + (f"{where}。" if where else ""))
        number = len(self.footnotes)
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _link(address: str) -> str:
    """A link as a field: a relationship for each of 10,000 would take minutes."""
    instruction = escaped_attribute(f' HYPERLINK "{address}" ')
    return f'<w:fldSimple w:instr="{instruction}">{run(address, "Hyperlink")}</w:fldSimple>'
