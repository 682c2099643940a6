"""Gathers what is to be exported: by a filter, by hand, or what lies in the basket (摘录篮)."""

from collections.abc import Sequence

from shkc_desktop.export.options import Item, OwnText
from shkc_desktop.library.excerpts import Filter, excerpts, excerpts_of
from shkc_desktop.library.library import Library
from shkc_desktop.library.memoing import list_memos
from shkc_desktop.library.saving import basket
from shkc_desktop.model.excerpt import Excerpt


def by_filter(library: Library, chosen: Filter, groups: bool = False) -> list[Item]:
    """The excerpts that fit; with groups, those too that one selection made together with them."""
    found = excerpts(library, chosen)
    wanted = {e.annotation.group for e in found} - {None}
    if groups and wanted:
        inside = {e.annotation.uuid for e in found}
        return [e for e in excerpts(library) if e.annotation.uuid in inside or e.annotation.group in wanted]
    return list(found)


def from_basket(library: Library) -> list[Item]:
    """What lies in the basket, in its order; deleted excerpts and private memos are left out."""
    rows = basket(library)
    found = excerpts_of(library, [row.annotation for row in rows if row.annotation])
    living = {excerpt.annotation.uuid: excerpt for excerpt in found}
    memos = {memo.uuid: memo for memo in list_memos(library) if not memo.private}
    items: list[Item] = []
    for row in rows:
        if row.kind == "text":
            items.append(own_text(row.text))
        elif row.memo is not None and row.memo in memos:
            items.append(memos[row.memo])
        elif row.annotation is not None and row.annotation in living:
            items.append(living[row.annotation])
    return items


def own_text(stored: str) -> OwnText:
    """The reader's words as the basket keeps them: a first line that begins with `# ` is their heading."""
    first, _, rest = stored.partition("\n")
    return OwnText(rest, first[2:].strip()) if first.startswith("# ") else OwnText(stored)


def stored_text(heading: str, text: str) -> str:
    """The reader's words as the basket keeps them."""
    return f"# {' '.join(heading.split())}\n{text}" if heading.strip() else text


def in_trouble(items: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """Report title to the fields that are 待核实, for every report that would be cited."""
    found: dict[str, tuple[str, ...]] = {}
    for item in items:
        if isinstance(item, Excerpt) and item.source.publication.unverified:
            found.setdefault(item.source.title, tuple(sorted(item.source.publication.unverified)))
    return found
