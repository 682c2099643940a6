"""A whole report with its marks as one HTML file."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.html import STYLE, framed
from shkc_desktop.export.marked_report import SET_ASIDE, Card, MarkedBlock, MarkedReport, Segment, marked_report
from shkc_desktop.export.options import ExportOptions
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Report
from shkc_desktop.model.tag import Tag

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
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return Written(len(annotations))


def page(
    report: Report,
    annotations: Sequence[Annotation],
    tags: Mapping[str, Tag],
    options: ExportOptions,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> str:
    """The whole file. Raises ExportCancelled."""
    layout = marked_report(report, annotations, tags, options)
    return framed(layout.title, "\n".join(_body(layout, progress, should_stop)), _STYLE)


def _body(layout: MarkedReport, progress: Progress | None, should_stop: ShouldStop | None) -> Iterator[str]:
    yield f"<h1>{escape(layout.title)}</h1>"
    yield f'<p class="facts">{escape(layout.facts)}</p>'
    yield "<main>"
    for block in watched(layout.blocks, progress, should_stop):
        yield _block(block)
        yield from map(_card, block.cards)
    yield "</main>"
    if layout.lost:
        yield "<section><h2>没有着落的标注</h2>"
        for mark in layout.lost:
            yield f'<article class="c{mark.colour}"><blockquote><p>{escape(mark.quote)}</p></blockquote></article>'
            if mark.card is not None:
                yield _card(mark.card)
        yield "</section>"
    if layout.reference:
        yield f'<section class="references"><h2>出处</h2><p>{escape(layout.reference)}</p></section>'


def _block(block: MarkedBlock) -> str:
    words = "".join(map(_segment, block.segments))
    if block.kind is BlockKind.HEADING:
        level = min(max(block.level, 1) + 1, 6)
        return f"<h{level}>{words}</h{level}>"
    if block.kind in SET_ASIDE:
        return f'<p class="set-aside">{words}</p>'
    counted = f'<span class="number">{block.number}</span>' if block.number is not None else ""
    bare = ' class="bare"' if block.kind is BlockKind.LIST_ITEM else ""
    return f"<p{bare}>{counted}{words}</p>"


def _segment(segment: Segment) -> str:
    words = escape(segment.text).replace("\n", "<br>")
    if not segment.colour:
        return words
    several = " several" if segment.several else ""
    return f'<mark class="c{segment.colour}{several}">{words}</mark>'


def _card(card: Card) -> str:
    return f'<aside class="c{card.colour}">{escape(card.text)}</aside>'
