"""哪些: the conditions under which excerpts go out, as chips, and a menu that adds one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from shkc_desktop.library.library import Library
from shkc_desktop.library.reporting import list_reports
from shkc_desktop.model.tag import tag_path
from shkc_desktop.ui.controls.card import empty_layout
from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.flow_layout import FlowLayout
from shkc_desktop.ui.export.choices import BASKET, FILTER, GIVEN, Choices

_T = TypeVar("_T")


class Conditions(QWidget):
    """The chips.

    Signals:
        changed: the choices, with other conditions.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._choices = Choices()
        self._given = 0
        self._library: Library | None = None
        self._flow = FlowLayout(6)
        self.setLayout(self._flow)

    def show_choices(self, library: Library, choices: Choices, given: int = 0) -> None:
        """Show the conditions of these choices; given: how many were selected before the dialog opened."""
        self._library, self._choices, self._given = library, choices, given
        empty_layout(self._flow)
        for words, without in self._words():
            chip = Chip(words, "tint", removable=True)
            chip.set_on(True)
            chip.removed.connect(partial(self.changed.emit, without))
            self._flow.addWidget(chip)
        if not self._flow.count():
            chip = Chip(self.tr("全部标注"), "tint")
            chip.set_on(True)
            self._flow.addWidget(chip)
        self.updateGeometry()

    def words(self) -> list[str]:
        """What stands on the chips."""
        return [words for words, _ in self._words()]

    def _words(self) -> list[tuple[str, Choices]]:
        chosen = self._choices
        if chosen.source == BASKET:
            return [(self.tr("摘录篮"), replace(chosen, source=FILTER, group_by="tag"))]
        if chosen.source == GIVEN:
            return [(self.tr("选中的 {} 条").format(self._given), replace(chosen, source=FILTER))]
        found: list[tuple[str, Choices]] = []
        names = self._tag_names()
        for tag in chosen.tags:
            found.append((f"{names.get(tag, '？')}及下级", _without(chosen, "tags", tag)))
        for district in chosen.districts:
            found.append((district or "未归区", _without(chosen, "districts", district)))
        if chosen.years:
            found.append(("　".join(map(str, sorted(chosen.years))), replace(chosen, years=())))
        titles = {r.uuid: r.title for r in list_reports(self._library)} if self._library and chosen.reports else {}
        for report in chosen.reports:
            found.append((titles.get(report, "？"), _without(chosen, "reports", report)))
        return found

    def subject(self) -> str:
        """What the export is about, for its title: a tag, a district or a report, "" for anything."""
        chosen = self._choices
        if chosen.source != FILTER:
            return ""
        names = self._tag_names()
        one = [names.get(tag, "").rpartition("/")[2] for tag in chosen.tags] or list(chosen.districts)
        return "、".join(name for name in one[:3] if name)

    def _tag_names(self) -> dict[str, str]:
        living = self._library.tags() if self._library else {}
        return {uuid: tag_path(tag, living) for uuid, tag in living.items()}

    def menu(self, parent: QWidget) -> QMenu:
        """What can be added, as it is now."""
        menu = QMenu(parent)
        chosen = replace(self._choices, source=FILTER)
        library = self._library
        if library is None:
            return menu
        reports = list_reports(library)
        years = sorted({report.year for report in reports if report.year is not None})
        self._fill(
            menu.addMenu(self.tr("标签（连同下级）")),
            sorted((path, uuid) for uuid, path in self._tag_names().items()),
            chosen.tags,
            lambda uuid: replace(chosen, tags=(*chosen.tags, uuid)),
        )
        self._fill(
            menu.addMenu(self.tr("区")),
            [*((d.name, d.name) for d in library.districts()), (self.tr("未归区"), "")],
            chosen.districts,
            lambda name: replace(chosen, districts=(*chosen.districts, name)),
        )
        self._fill(
            menu.addMenu(self.tr("年")),
            [(str(year), year) for year in years],
            chosen.years,
            lambda year: replace(chosen, years=(*chosen.years, year)),
        )
        self._fill(
            menu.addMenu(self.tr("报告")),
            [(f"{report.title}　{report.year or ''}".rstrip(), report.uuid) for report in reports],
            chosen.reports,
            lambda uuid: replace(chosen, reports=(*chosen.reports, uuid)),
        )
        menu.addSeparator()
        basket = replace(self._choices, source=BASKET, group_by="basket")
        menu.addAction(self.tr("只要摘录篮里的"), partial(self.changed.emit, basket))
        if self._given:
            menu.addAction(self.tr("只要选中的"), partial(self.changed.emit, replace(self._choices, source=GIVEN)))
        nothing = replace(self._choices, source=FILTER, tags=(), districts=(), years=(), reports=())
        menu.addAction(self.tr("全部标注"), partial(self.changed.emit, nothing))
        return menu

    def _fill(
        self, menu: QMenu, rows: Sequence[tuple[str, _T]], there: Sequence[_T], make: Callable[[_T], Choices]
    ) -> None:
        for words, value in rows:
            action = menu.addAction(words.replace("&", "&&"), partial(self._add, make, value))
            action.setEnabled(value not in there)
        menu.setEnabled(bool(rows))

    def _add(self, make: Callable[[_T], Choices], value: _T) -> None:
        self.changed.emit(make(value))


def _without(chosen: Choices, name: str, value: object) -> Choices:
    kept = tuple(one for one in getattr(chosen, name) if one != value)
    changes: dict[str, Any] = {name: kept}
    return replace(chosen, **changes)
