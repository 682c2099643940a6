"""The YAML head of a Markdown file, as far as report files use YAML."""

import re

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?:\s+(.*))?$")
_LONGEST_HEAD = 200  # lines


def front_matter(raw: str) -> tuple[dict[str, object], int]:
    """The keys of a head between two `---` lines and the number of its lines; ({}, 0) where there is none or it
    is not understood. Values are str, int, bool, None or a list of these."""
    if not raw.startswith("---\n"):
        return {}, 0
    lines = raw.split("\n", _LONGEST_HEAD + 1)[: _LONGEST_HEAD + 1]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return {}, 0
    try:
        return _parse(lines[1:end]), end + 1
    except ValueError:
        return {}, 0


def _parse(lines: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    items: list[object] | None = None  # the list that `- ` lines go on with
    folded: tuple[str, list[str]] | None = None  # key and lines of a `>` or `|` value
    for line in lines:
        if folded is not None and (not line.strip() or line.startswith((" ", "\t"))):
            folded[1].append(line.strip())
            found[folded[0]] = " ".join(folded[1]).strip()
            continue
        folded = None
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if stripped.startswith("- ") or stripped == "-":
            if items is None:
                raise ValueError(line)
            items.append(_scalar(stripped[1:].strip()))
            continue
        key = _KEY.match(line.rstrip())
        if key is None or key[1] in found:
            raise ValueError(line)
        name, value = key[1], (key[2] or "").strip()
        items = None
        if value in (">", "|", ">-", "|-"):
            folded = (name, [])
            found[name] = ""
        elif not value or value.startswith("#"):
            found[name] = items = []
        else:
            found[name] = _value(value)
    if not found:
        raise ValueError("empty head")
    return {name: None if value == [] else value for name, value in found.items()}


def _value(text: str) -> object:
    if text.startswith("["):
        if not text.endswith("]"):
            raise ValueError(text)
        return [_scalar(part.strip()) for part in _parts(text[1:-1]) if part.strip()]
    if text.startswith(("{", "&", "*", "!", "@", "`")):
        raise ValueError(text)
    return _scalar(text)


def _parts(text: str) -> list[str]:
    """Split at commas outside quotation marks."""
    parts, quote, current = [], "", ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == ",":
            parts.append(current)
            current = ""
            continue
        current += char
    return [*parts, current]


_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


def _scalar(text: str) -> object:
    if text.startswith('"'):
        quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)"\s*(?:#.*)?', text)
        if quoted is None:
            raise ValueError(text)
        return re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[0]), quoted[1])
    if text.startswith("'"):
        quoted = re.fullmatch(r"'((?:[^']|'')*)'\s*(?:#.*)?", text)
        if quoted is None:
            raise ValueError(text)
        return quoted[1].replace("''", "'")
    text = re.split(r"\s#", text, maxsplit=1)[0].strip()
    if re.fullmatch(r"[+-]?\d{1,15}", text) and not re.match(r"0\d", text):
        return int(text)
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(text, text)
