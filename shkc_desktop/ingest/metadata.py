"""What a source's front matter says of the publication; nothing is guessed."""

from collections.abc import Iterable

from shkc_desktop.ingest.source import SourceText
from shkc_desktop.model.report import Edition, Publication

_FIELDS = ("responsible", "publisher", "place", "issued", "url")


def edition_of(source: SourceText) -> Edition:
    """提要 if the source says so, else the original."""
    return Edition.DIGEST if str(source.front_matter.get("edition", "")).strip() == Edition.DIGEST else Edition.ORIGINAL


def note_of(source: SourceText) -> str:
    """The note of the front matter, if any."""
    note = source.front_matter.get("note")
    return note.strip() if isinstance(note, str) else ""


def publication_of(source: SourceText, title_proved: bool, year_proved: bool) -> Publication:
    """The publication as far as it is stated; what is not is named in `unverified`."""
    stated = {name: _text(source.front_matter.get(name)) for name in _FIELDS}
    unverified = {name for name, value in stated.items() if not value and name != "url"}
    listed = source.front_matter.get("unverified")
    if isinstance(listed, Iterable) and not isinstance(listed, str):
        unverified |= {str(name) for name in listed}
    if not title_proved:
        unverified.add("title")
    if not year_proved:
        unverified.add("year")
    return Publication(**stated, unverified=frozenset(unverified))


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
