"""Excerpts as one HTML file that needs nothing beside it."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from shkc_desktop.export.cleaning import cleaned
from shkc_desktop.export.destination import Progress, ShouldStop, Written, replacing, watched
from shkc_desktop.export.document import Document, Entry, Passage, document
from shkc_desktop.export.options import ExportOptions, Item
from shkc_desktop.export.references import Reference

# Strokes of the four highlight hues on white; colour-blind readers can tell them apart.
STROKES = ("A67C00", "0072B2", "C04A12", "00805C")

STYLE = """
body { max-width: 42em; margin: 3em auto; padding: 0 1.5em; color: #241f1b; background: #fffdf9;
  font: 16px/1.8 "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
h1 { font-size: 1.7em; line-height: 1.4; margin: 0 0 .3em; }
h1, h2, h3, .facts, .notice, .attribution, dl, .references { font-family: "Source Han Sans SC", "Noto Sans CJK SC",
  "PingFang SC", "Microsoft YaHei", sans-serif; }
h2 { font-size: 1.15em; margin: 2em 0 .8em; } h3 { font-size: 1em; margin: 1.5em 0 .4em; }
.facts, .notice, .attribution, dl { color: #574f47; font-size: .85em; }
.facts { border-bottom: 1px solid #e4dccd; padding-bottom: 1.2em; }
article { margin: 0 0 1.6em; } blockquote { margin: 0; padding-left: .9em; border-left: 3px solid #a67c00; }
blockquote p { margin: 0; white-space: pre-wrap; } .context { color: #6a6257; }
article.c1 blockquote { border-color: #a67c00; } article.c2 blockquote { border-color: #0072b2; }
article.c3 blockquote { border-color: #c04a12; } article.c4 blockquote { border-color: #00805c; }
.attribution, dl { margin: .2em 0 0 1.1em; } dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; } sup { line-height: 0; }
.own { white-space: pre-wrap; } a { color: #2c5268; }
.references { font-size: .85em; border-top: 1px solid #e4dccd; margin-top: 3em; }
.references p { margin: .3em 0; padding-left: 2.4em; text-indent: -2.4em; overflow-wrap: anywhere; }
.references .label { display: inline-block; min-width: 2.4em; text-indent: 0; }
@media print { body { margin: 0; max-width: none; background: none; } article { break-inside: avoid; } }
"""


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write the items as one HTML file (UTF-8). Raises Failure, ExportCancelled."""
    clean, warnings = cleaned(items)
    layout = document(clean, options)
    text = page(layout, progress, should_stop)
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return Written(layout.count, (*warnings, *layout.notices))


def page(layout: Document, progress: Progress | None = None, should_stop: ShouldStop | None = None) -> str:
    """The whole file."""
    return framed(layout.title, "\n".join(_body(layout, progress, should_stop)))


def framed(title: str, body: str, style: str = STYLE) -> str:
    """A body in a file of its own: no script, no picture, no address is loaded."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _body(layout: Document, progress: Progress | None, should_stop: ShouldStop | None) -> Iterator[str]:
    yield f"<h1>{escape(layout.title)}</h1>"
    yield f'<p class="facts">{escape(layout.facts)}</p>'
    yield from (f'<p class="notice">{escape(notice)}</p>' for notice in layout.notices)
    followed = watched([entry for group in layout.groups for entry in group.entries], progress, should_stop)
    for group in layout.groups:
        yield "<section>"
        if group.heading:
            yield f"<h2>{escape(group.heading)}</h2>"
        for _ in group.entries:
            yield _entry(next(followed))
        yield "</section>"
    for _ in followed:  # tells the end
        pass
    if layout.references:
        yield '<section class="references">\n<h2>参考文献</h2>'
        yield from (_reference(entry) for entry in layout.references)
        yield "</section>"


def _entry(entry: Entry) -> str:
    if not isinstance(entry, Passage):
        heading = f"<h3>{escape(entry.heading)}</h3>\n" if entry.heading else ""
        return f'{heading}<p class="own">{escape(entry.text)}</p>'
    words = escape(entry.text)
    if entry.before:
        words = f'<span class="context">…{escape(entry.before)}</span>{words}'
    mark = escape(entry.line_mark) + (f"<sup>{escape(entry.raised_mark)}</sup>" if entry.raised_mark else "")
    after = f'<span class="context">{escape(entry.after)}…</span>' if entry.after else ""
    rows = [f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in entry.details]
    if entry.link:
        rows.append(f'<dt>链接</dt><dd><a href="{escape(entry.link)}">{escape(entry.link)}</a></dd>')
    details = f"<dl>{''.join(rows)}</dl>" if rows else ""
    said = f'<p class="attribution">——{escape(entry.attribution)}</p>' if entry.attribution else ""
    colour = entry.colour if entry.colour in (1, 2, 3, 4) else 1
    return (
        f'<article class="c{colour}" id="a-{escape(entry.excerpt.annotation.uuid)}">'
        f"<blockquote><p>{words}{mark}{after}</p></blockquote>{said}{details}</article>"
    )


def _reference(entry: Reference) -> str:
    text = escape(entry.text)
    url = entry.work.url
    if url.startswith(("http://", "https://")):
        shown = escape(url)
        text = text.replace(shown, f'<a href="{shown}">{shown}</a>', 1)
    label = f'<span class="label">{escape(entry.label)}</span>' if entry.label else ""
    return f"<p>{label}{text}</p>"
