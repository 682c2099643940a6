"""What the reader saves by name (searches, filters, presets, 词组, keyword lists), and the basket (摘录篮)."""

import json
import uuid as _uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shkc_desktop.library.library import Library
from shkc_desktop.model.failure import Failure
from shkc_desktop.store import saved
from shkc_desktop.store.changes import Change
from shkc_desktop.store.saved import BasketRow


@dataclass(frozen=True, slots=True)
class Kept:
    """Something saved by name; `value` is plain data of whoever saved it."""

    uuid: str
    name: str
    value: Any


def kept(library: Library, kind: str) -> list[Kept]:
    """All of one kind (`search`, `filter`, `preset`, `phrase`, `keywords`, `template`) in the reader's order."""
    return [Kept(s.uuid, s.name, json.loads(s.value)) for s in saved.read(library.file.connection, kind)]


def keep(library: Library, kind: str, name: str, value: Any, uuid: str | None = None) -> tuple[Change, str]:
    """Save under a name; the same name or uuid is written over. Returns the change and the uuid."""
    name = name.strip()
    if not name:
        raise Failure("请先起一个名称。")
    present = saved.read(library.file.connection, kind)
    same = next((s for s in present if s.uuid == uuid or s.name == name), None)
    row = saved.Saved(
        same.uuid if same else uuid or str(_uuid.uuid4()),
        kind,
        name,
        json.dumps(value, ensure_ascii=False),
        same.position if same else len(present),
    )
    return library.change(f"保存“{name}”", lambda writer: saved.put(writer, row)), row.uuid


def drop(library: Library, uuid: str) -> Change:
    """Forget something saved."""
    return library.change("删去已存的一项", lambda writer: writer.remove("saved", uuid))


def basket(library: Library) -> list[BasketRow]:
    """The basket in the reader's own order."""
    return saved.basket(library.file.connection)


def set_basket(library: Library, rows: Sequence[BasketRow], label: str = "整理摘录篮") -> Change:
    """Make the basket hold just these, in this order."""
    return library.change(label, lambda writer: saved.set_basket(writer, list(rows)))


def collect(library: Library, annotations: Sequence[str]) -> Change:
    """Put excerpts at the end of the basket; those that lie in it already stay where they are."""
    rows = basket(library)
    inside = {row.annotation for row in rows}
    new = [uuid for uuid in dict.fromkeys(annotations) if uuid not in inside]
    rows += [BasketRow(str(_uuid.uuid4()), "excerpt", uuid, None, "", 0) for uuid in new]
    return set_basket(library, rows, "放入摘录篮")


def add_words(library: Library, text: str, place: int, memo: str | None = None) -> Change:
    """Put words of the reader's own, or a memo, between the excerpts."""
    rows = basket(library)
    kind = "memo" if memo else "text"
    rows.insert(place, BasketRow(str(_uuid.uuid4()), kind, None, memo, text, 0))
    return set_basket(library, rows, "在摘录篮里写字")
