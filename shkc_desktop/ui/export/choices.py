"""What the reader chose in the export dialog, as plain data that is remembered."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from shkc_desktop.export.options import CitationStyle, ExportOptions, GroupBy
from shkc_desktop.library.excerpts import Filter

FILTER, BASKET, GIVEN = "filter", "basket", "given"


@dataclass(frozen=True, slots=True)
class Choices:
    """One way to export.

    source: by conditions, the basket, or a selection that was given (which is not remembered).
    place: section, paragraph and link; groups: with the other parts of a selection across a page.
    tags: uuids; template: text of a template, "" for the first that ships.
    """

    format: str = "docx"
    source: str = FILTER
    tags: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    group_by: str = GroupBy.TAG
    style: str = CitationStyle.NUMERIC_2025
    citation: bool = True
    note: bool = True
    with_tags: bool = True
    place: bool = True
    corrections: bool = True
    groups: bool = False
    context: bool = False
    footnotes: bool = False
    accept_unverified: bool = False
    template: str = ""

    def filter(self) -> Filter:
        """The conditions for `library.excerpts`."""
        return Filter(self.tags, self.districts, self.years, self.reports)

    def gathers(self) -> tuple[Any, ...]:
        """What decides which excerpts go out; where it is the same, nothing is gathered anew."""
        return self.source, self.tags, self.districts, self.years, self.reports, self.groups

    def options(self, title: str) -> ExportOptions:
        """The options for `export/`."""
        return ExportOptions(
            title=title,
            group_by=GroupBy(self.group_by),
            context=self.context,
            note=self.note,
            tags=self.with_tags,
            section=self.place,
            paragraph=self.place,
            link=self.place,
            citation=self.citation,
            corrections=self.corrections,
            style=CitationStyle(self.style),
            accept_unverified=self.accept_unverified,
            footnotes=self.footnotes,
            template=self.template,
        )

    def to_data(self) -> dict[str, Any]:
        """For `saving.keep`. Consent to 待核实 is given anew each time."""
        kept = replace(self, accept_unverified=False)
        return asdict(replace(kept, source=FILTER) if self.source == GIVEN else kept)

    @classmethod
    def from_data(cls, data: Any) -> "Choices":
        """From what `to_data` gave, perhaps long ago; what is not understood is left as it is by default."""
        made = cls()
        found: dict[str, Any] = {}
        for one in fields(cls):
            value, present = (data.get(one.name) if isinstance(data, dict) else None), getattr(made, one.name)
            if isinstance(present, tuple) and isinstance(value, list | tuple):
                found[one.name] = tuple(value)
            elif isinstance(value, bool if isinstance(present, bool) else str):
                found[one.name] = value
        if found.get("group_by") not in {one.value for one in GroupBy}:
            found.pop("group_by", None)
        if found.get("style") not in {one.value for one in CitationStyle}:
            found.pop("style", None)
        return replace(made, **found)

    def to_text(self) -> str:
        """For the preferences: the last used."""
        return json.dumps(self.to_data(), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Choices":
        """From what `to_text` gave."""
        try:
            return cls.from_data(json.loads(text or "{}"))
        except ValueError:
            return cls()
