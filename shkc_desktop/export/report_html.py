"""A whole report with its marks as one HTML file."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from shkc_desktop.export.citation import citable, reference
from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.html import STYLE, framed
from shkc_desktop.export.options import ExportOptions
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.excerpt import Source
from shkc_desktop.model.report import Report
from shkc_desktop.model.tag import Tag, tag_path

_STYLE = (
    STYLE
    + """
mark { color: inherit; background: #ffe45c; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
mark.c1 { background: #ffe45c; border-bottom: 2px solid #a67c00; }
mark.c2 { background: #8cc8fa; border-bottom: 2px solid #0072b2; }
mark.c3 { background: #f4a48c; border-bottom: 2px solid #c04a12; }
mark.c4 { background: #c3ebd0; border-bottom: 2px solid #00805c; }
mark.several { box-shadow: inset 0 -5px 0 -3px #241f1b; }
main p { text-indent: 2em; margin: .4em 0; } main p.bare { text-indent: 0; }
main .set-aside { color: #6a6257; font-size: .85em; text-indent: 0; }
aside { font: .82em/1.6 "Noto Sans CJK SC", sans-serif; color: #574f47; margin: .3em 0 .8em 2em; white-space: pre-wrap;
  padding-left: .7em; border-left: 3px solid #a67c00; }
aside.c2 { border-color: #0072b2; } aside.c3 { border-color: #c04a12; } aside.c4 { border-color: #00805c; }
.number { float: left; width: 3em; margin-left: -3.6em; text-align: right; text-indent: 0; color: #6a6257;
  font: .7em/2.6 sans-serif; }
"""
)

# A mark in one of these states has no place in the text.
_WITHOUT_PLACE = (AnchorState.ORPHAN, AnchorState.AMBIGUOUS)
_SET_ASIDE = (BlockKind.CAPTION, BlockKind.LABEL, BlockKind.PAGE_ARTIFACT)


def write(
    report: Report,
    annotations: Sequence[Annotation],
    tags: Mapping[str, Tag],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the report with its marks, notes and tags; marks without a place stand at the end.

    `Written.count` is of annotations. Raises Failure, ExportCancelled.
    """
    text = page(report, annotations, tags, options, progress, should_stop)
    (clean,), warnings = cleaned([text])
    with replacing(path) as temporary:
        temporary.write_text(clean, encoding="utf-8", newline="\n")
    return Written(len(annotations), warnings)


def page(
    report: Report,
    annotations: Sequence[Annotation],
    tags: Mapping[str, Tag],
    options: ExportOptions,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> str:
    """The whole file. Raises ExportCancelled."""
    body = "\n".join(_body(report, annotations, tags, options, progress, should_stop))
    return framed(report.title, body, _STYLE)


def _body(
    report: Report,
    annotations: Sequence[Annotation],
    tags: Mapping[str, Tag],
    options: ExportOptions,
    progress: Progress | None,
    should_stop: ShouldStop | None,
) -> Iterator[str]:
    yield f"<h1>{escape(report.title)}</h1>"
    year = f"{report.year} 年　" if report.year is not None else ""
    yield f'<p class="facts">{year}{report.edition.value}　{len(annotations)} 处标注</p>'
    placed = sorted(
        (a for a in annotations if a.state not in _WITHOUT_PLACE),
        key=lambda a: (a.target.position.start, -a.target.position.end, a.uuid),
    )
    numbers = report.paragraph_numbers() if options.paragraph else {}
    by_block = _by_block(report, placed)
    yield "<main>"
    for block in watched(report.in_reading_order(), progress, should_stop):
        here = by_block.get(block.index, [])
        yield _block(report, block, here, numbers.get(block.index))
        ending = (a for a in here if a.target.position.end <= block.end)
        yield from (card for a in ending if (card := _card(a, tags, options)))
    yield "</main>"
    lost = [a for a in annotations if a.state in _WITHOUT_PLACE]
    if lost:
        yield "<section><h2>没有着落的标注</h2>"
        for annotation in lost:
            quote = escape(annotation.target.quote.exact)
            yield f'<article class="c{annotation.colour}"><blockquote><p>{quote}</p></blockquote></article>'
            yield _card(annotation, tags, options)
        yield "</section>"
    if options.citation:
        source = Source(report.uuid, report.title, report.year, report.edition, report.publication)
        work = citable(source, options.accept_unverified)
        entry = escape(reference(work, options.style, accessed=options.accessed))
        yield f'<section class="references"><h2>出处</h2><p>{entry}</p></section>'


def _by_block(report: Report, placed: Sequence[Annotation]) -> dict[int, list[Annotation]]:
    """The annotations that touch each block, walking both lists once."""
    found: dict[int, list[Annotation]] = {}
    open_marks: list[Annotation] = []
    waiting = iter(placed)
    coming = next(waiting, None)
    for block in report.blocks:
        while coming is not None and coming.target.position.start < block.end:
            open_marks.append(coming)
            coming = next(waiting, None)
        open_marks = [a for a in open_marks if a.target.position.end > block.start]
        here = [a for a in open_marks if a.target.position.start < block.end]
        if here:
            found[block.index] = here
    return found


def _block(report: Report, block: Block, marks: Sequence[Annotation], number: int | None) -> str:
    words = _marked(report.text, block.start, block.end, marks)
    if block.kind is BlockKind.HEADING:
        level = min(max(block.level, 1) + 1, 6)
        return f"<h{level}>{words}</h{level}>"
    if block.kind in _SET_ASIDE:
        return f'<p class="set-aside">{words}</p>'
    counted = f'<span class="number">{number}</span>' if number is not None else ""
    bare = ' class="bare"' if block.kind is BlockKind.LIST_ITEM else ""
    return f"<p{bare}>{counted}{words}</p>"


def _marked(text: str, start: int, end: int, marks: Sequence[Annotation]) -> str:
    """`text[start:end]`, cut wherever a mark begins or ends; what several cover has the first one's colour."""
    places = [(max(a.target.position.start, start), min(a.target.position.end, end), a) for a in marks]
    cuts = sorted({start, end, *(place for begin, stop, _ in places for place in (begin, stop))})
    parts = []
    for begin, stop in pairwise(cuts):
        words = escape(text[begin:stop]).replace("\n", "<br>")
        over = [a for first, last, a in places if first <= begin and stop <= last]
        if over:
            several = " several" if len(over) > 1 else ""
            words = f'<mark class="c{over[0].colour}{several}">{words}</mark>'
        parts.append(words)
    return "".join(parts)


def _card(annotation: Annotation, tags: Mapping[str, Tag], options: ExportOptions) -> str:
    """Tags and note of a mark; empty where it has none."""
    paths = [tag_path(tags[uuid], tags) for uuid in annotation.tags if uuid in tags] if options.tags else []
    parts = ["，".join(paths), annotation.note.strip() if options.note else ""]
    words = escape("\n".join(part for part in parts if part))
    return f'<aside class="c{annotation.colour}">{words}</aside>' if words else ""
