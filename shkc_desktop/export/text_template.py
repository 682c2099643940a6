"""Excerpts as plain text by a Jinja2 template, the reader's own or one that ships."""

import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shkc_desktop.export.citation import locator
from shkc_desktop.export.cleaning import clean_text, cleaned
from shkc_desktop.export.destination import ExportCancelled, Progress, ShouldStop, Written, replacing
from shkc_desktop.export.document import Entry, Passage, document
from shkc_desktop.export.options import ExportOptions, Item, today
from shkc_desktop.export.references import References
from shkc_desktop.model.excerpt import Excerpt
from shkc_desktop.model.failure import Failure
from shkc_desktop.resources import resource

# A template that writes more than this, or repeats a text so often, has lost its way.
MAX_CHARACTERS = 200_000_000
_MAX_REPEAT = 10_000_000

_NAME = "模板"
_TITLE = re.compile(r"\{#\s*(.*?)\s*#\}", re.DOTALL)

# What Jinja2 says, in the reader's language; the first that fits.
_MESSAGES = (
    (r"'(.+?)' is undefined", "没有名为“{0}”的内容"),
    (r"has no attribute '(.+?)'", "没有名为“{0}”的内容"),
    (r"[Nn]o filter named '(.+?)'", "没有名为“{0}”的过滤器"),
    (r"[Nn]o test named '(.+?)'", "没有名为“{0}”的判断"),
    (r"[Ee]ncountered unknown tag '(.+?)'", "不认识“{0}”这个标记，或它放错了地方"),
    (r"[Uu]nexpected end of template|end of template|was never closed|[Mm]issing end", "有一处没有写结束"),
    (r"[Uu]nexpected '(.+?)'", "多了“{0}”"),
    (r"unexpected char '(.+?)'", "多了“{0}”"),
    (r"expected token '(.+?)'", "缺少“{0}”"),
    (r"division|zero", "除数为零"),
    (r"is unsafe|^power$", "为安全起见，不允许这样写"),
    (r"^repeat$|[Rr]ange too big", "重复的次数过多"),
    (r"recursion", "嵌套过深"),
    (r"no loader", "不能引用别的文件"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A template that ships: `name` for the reader, `text` for Jinja2."""

    name: str
    text: str


def shipped() -> tuple[Template, ...]:
    """The templates that ship; the first is the default."""
    folder = resource("export_templates")
    names = ("quotes.txt", "coding_report.txt", "notes_only.txt")
    return tuple(_named((folder / name).read_text(encoding="utf-8")) for name in names)


def _named(text: str) -> Template:
    found = _TITLE.match(text)
    return Template(found.group(1) if found else _NAME, text)


def write(
    items: Sequence[Item],
    options: ExportOptions,
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Written:
    """Write what the template makes (UTF-8, LF); without one, the first that ships.

    Raises Failure that names the template's line, ExportCancelled.
    """
    clean, warnings = cleaned(items)
    layout = document(clean, options)
    text = rendered(options.template or shipped()[0].text, _context(clean, options), progress, should_stop)
    with replacing(path) as temporary:
        temporary.write_text(clean_text(text), encoding="utf-8", newline="\n")
    return Written(layout.count, (*warnings, *layout.notices))


def checked(template: str) -> None:
    """Raise a Failure that names the line where the template cannot be understood."""
    _compiled(template)


def rendered(
    template: str, context: dict[str, Any], progress: Progress | None = None, should_stop: ShouldStop | None = None
) -> str:
    """The text the template makes. Raises Failure, ExportCancelled."""
    compiled = _compiled(template)
    parts: list[str] = []
    size = 0
    try:
        for number, part in enumerate(compiled.generate(context)):
            size += len(part)
            if size > MAX_CHARACTERS:
                raise Failure("模板写出的文字超过两亿字，已停止导出。")
            if number % 500 == 0 and should_stop is not None and should_stop():
                raise ExportCancelled("导出已取消，没有写入任何文件。")
            parts.append(part)
    except Failure:
        raise
    except Exception as error:  # whatever a stranger's template does, it ends in one sentence
        raise Failure(_sentence(str(error) or type(error).__name__, _line_of(error))) from error
    total = len(context["excerpts"])
    if progress is not None:
        progress(total, total)
    return "".join(parts)


def _compiled(template: str) -> Any:
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Without imports, attributes that start with `_`, and texts repeated a million times."""

        intercepted_binops = frozenset(["*", "**"])

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**":
                raise SecurityError("power")
            size = max((len(side) for side in (left, right) if isinstance(side, str | list | tuple)), default=0)
            times = max((side for side in (left, right) if isinstance(side, int)), default=0)
            if size * times > _MAX_REPEAT:
                raise SecurityError("repeat")
            return super().call_binop(context, operator, left, right)

    environment = Sandbox(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    try:
        return environment.from_string(template.lstrip("\ufeff"))
    except TemplateSyntaxError as error:
        raise Failure(_sentence(error.message or "", error.lineno)) from error
    except (TemplateError, RecursionError, OverflowError, MemoryError, SyntaxError) as error:
        raise Failure(_sentence(str(error), None)) from error


def _line_of(error: BaseException) -> int | None:
    """The last line of the template that was being worked on."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return lines[-1] if lines else None


def _sentence(message: str, line: int | None) -> str:
    where = f"模板第 {line} 行" if line else _NAME
    for pattern, said in _MESSAGES:
        found = re.search(pattern, message)
        if found:
            return f"{where}：{said.format(*found.groups())}。"
    return f"{where}有错误（{' '.join(message.split())[:120]}）。"


def _context(items: Sequence[Item], options: ExportOptions) -> dict[str, Any]:
    """What a template may use: texts, numbers and lists, no objects of the program."""
    layout = document(items, options)
    references = References(_cited(layout.groups), options)
    groups = [
        {"heading": group.heading, "entries": [_entry(entry, options, references) for entry in group.entries]}
        for group in layout.groups
    ]
    seen: dict[str, Any] = {}
    for group in groups:
        for entry in group["entries"]:
            if isinstance(entry, dict) and entry["kind"] == "excerpt":
                seen.setdefault(entry["uuid"], entry)
    return {
        "title": layout.title,
        "facts": layout.facts,
        "notices": list(layout.notices),
        "date": today(),
        "count": layout.count,
        "groups": [_Group(group["heading"], group["entries"]) for group in groups],
        "excerpts": list(seen.values()),
        "references": [entry.label + entry.text for entry in layout.references],
    }


@dataclass(frozen=True, slots=True)
class _Group:
    """A dict would not do: `group.entries` is easily read, `group.items` is a method."""

    heading: Any
    entries: Any


def _cited(groups: Sequence[Any]) -> list[Excerpt]:
    return [entry.excerpt for group in groups for entry in group.entries if isinstance(entry, Passage)]


def _entry(entry: Entry, options: ExportOptions, references: References) -> dict[str, Any]:
    if not isinstance(entry, Passage):
        return {"kind": "text", "heading": entry.heading, "text": entry.text}
    excerpt = entry.excerpt
    return {
        "kind": "excerpt",
        "uuid": excerpt.annotation.uuid,
        "text": excerpt.text,
        "note": excerpt.annotation.note,
        "tags": list(excerpt.tags),
        "districts": list(excerpt.districts),
        "zone": excerpt.zone or "",
        "year": excerpt.source.year if excerpt.source.year is not None else "",
        "report": excerpt.source.title,
        "edition": excerpt.source.edition.value,
        "section": list(excerpt.section),
        "paragraph": excerpt.paragraph if excerpt.paragraph is not None else "",
        "page": excerpt.page,
        "place": locator(excerpt, section=options.section, paragraph=options.paragraph),
        "colour": options.colour_names[(excerpt.annotation.colour - 1) % 4],
        "creator": excerpt.annotation.creator,
        "created": excerpt.annotation.created,
        "modified": excerpt.annotation.modified,
        "before": excerpt.before,
        "after": excerpt.after,
        "original": excerpt.original,
        "attribution": entry.attribution,
        "citation": references.in_text(excerpt) if options.citation else "",
        "mark": entry.line_mark + entry.raised_mark,
        "link": entry.link,
        "details": [{"label": label, "text": text} for label, text in entry.details],
    }
