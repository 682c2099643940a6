"""The conditions of the table as chips: each is added from a menu, taken off by its ×."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QWidget

from shkc_desktop.library.excerpts import Filter
from shkc_desktop.library.table import AnnotationRow
from shkc_desktop.model.district import UNATTRIBUTED
from shkc_desktop.model.tag import tag_path
from shkc_desktop.ui.colour_names import colour_names
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.card import empty_layout
from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.search_field import FilterField
from shkc_desktop.ui.workspace import Workspace

_UNSETTLED = ("moved", "changed", "ambiguous", "orphan")
STATE_NAMES = {"exact": "原处", "moved": "移位", "changed": "有变", "ambiguous": "两可", "orphan": "失落"}


class FilterBar(QWidget):
    """Which annotations are shown.

    Signals:
        changed: the conditions are others; see `chosen`.
        save_wanted: the reader wants to keep the conditions under a name (name).
    """

    changed = Signal()
    save_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.chosen = Filter()
        self._rows: Sequence[AnnotationRow] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = FilterField(self.tr("筛选文字与批注"))
        self.words.setFixedWidth(190)
        self.words.textChanged.connect(lambda words: self.set_chosen(replace(self.chosen, words=words.strip())))
        row.addWidget(self.words)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        row.addLayout(self._chips)
        self._add = Button(self.tr("加条件"), "link", picture="plus", pressed=self._offer)
        self._quick = [
            Chip(words, checkable=True) for words in (self.tr("有批注"), self.tr("原文有变"), self.tr("只看我的"))
        ]
        for chip, set_on in zip(self._quick, (self._want_notes, self._want_changed, self._want_mine), strict=True):
            chip.toggled.connect(set_on)
            row.addWidget(chip)
        row.addWidget(self._add)
        row.addStretch(1)

    def set_rows(self, rows: Sequence[AnnotationRow]) -> None:
        """All rows there are: their years, coders and so on are what can be chosen."""
        self._rows = rows
        unsettled = sum(row.state in _UNSETTLED for row in rows)
        self._quick[1].set_words(self.tr("原文有变") + (f"　{unsettled}" if unsettled else ""))

    def _want_notes(self, on: bool) -> None:
        self.set_chosen(replace(self.chosen, with_note=on))

    def _want_changed(self, on: bool) -> None:
        self.set_chosen(replace(self.chosen, states=_UNSETTLED if on else ()))

    def _want_mine(self, on: bool) -> None:
        self.set_chosen(replace(self.chosen, creators=(self._workspace.library.creator,) if on else ()))

    def set_chosen(self, chosen: Filter) -> None:
        """Show these conditions and tell."""
        if chosen == self.chosen:
            return
        self.chosen = chosen
        if self.words.text().strip() != chosen.words:
            self.words.setText(chosen.words)
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        chosen, mine = self.chosen, (self._workspace.library.creator,)
        holds = (chosen.with_note, chosen.states == _UNSETTLED, chosen.creators == mine)
        for chip, on in zip(self._quick, holds, strict=True):
            chip.set_on(on)
        empty_layout(self._chips)
        for words, without in self._conditions():
            chip = Chip(words.replace("　", "  "), "tint", removable=True)
            chip.removed.connect(partial(self.set_chosen, without))
            self._chips.addWidget(chip)

    def _conditions(self) -> list[tuple[str, Filter]]:
        """The words of each condition, and the filter without it."""
        chosen, living = self.chosen, self._workspace.library.tags()
        titles = {row.report: row.title for row in self._rows}
        colours = colour_names(self._workspace.library)
        names: dict[str, list[str]] = {
            "tags": [tag_path(living[t], living) for t in chosen.tags if t in living],
            "districts": list(chosen.districts),
            "years": [str(year) for year in chosen.years],
            "reports": [titles.get(report, report)[:16] for report in chosen.reports],
            "colours": [colours[colour - 1] for colour in chosen.colours],
            "creators": list(chosen.creators) if chosen.creators != (self._workspace.library.creator,) else [],
            "states": [STATE_NAMES[state] for state in chosen.states] if chosen.states != _UNSETTLED else [],
        }
        return [("　".join(words), _with(chosen, name, ())) for name, words in names.items() if words]

    def _offer(self) -> None:
        menu = QMenu(self)
        rows, library = self._rows, self._workspace.library
        living = library.tags()
        titles = {row.report: row.title for row in rows}
        years = sorted({row.year for row in rows if row.year is not None})
        present = {name for row in rows for name in row.districts or (UNATTRIBUTED,)}
        order = [district.name for district in library.districts()] + [UNATTRIBUTED]
        parts: list[tuple[str, str, list[tuple[str, Any]]]] = [
            (self.tr("标签及下级"), "tags", sorted((tag_path(tag, living), uuid) for uuid, tag in living.items())),
            (self.tr("区"), "districts", [(name, name) for name in order if name in present]),
            (self.tr("年"), "years", [(str(year), year) for year in years]),
            (self.tr("报告"), "reports", sorted((title, report) for report, title in titles.items())),
            (self.tr("颜色"), "colours", [(name, at) for at, name in enumerate(colour_names(library), 1)]),
            (self.tr("编码者"), "creators", sorted({(row.creator, row.creator) for row in rows if row.creator})),
            (self.tr("状态"), "states", [(words, state) for state, words in STATE_NAMES.items()]),
        ]
        for title, field, values in parts:
            sub = menu.addMenu(title)
            sub.setEnabled(bool(values))
            for words, value in values:
                action = sub.addAction(words.replace("&", "&&"), partial(self._toggle, field, value))
                action.setCheckable(True)
                action.setChecked(value in getattr(self.chosen, field))
        menu.addSeparator()
        self._offer_saved(menu)
        menu.addAction(self.tr("清除条件"), lambda: self.set_chosen(Filter()))
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _offer_saved(self, menu: QMenu) -> None:
        from shkc_desktop.library import saving

        kept = saving.kept(self._workspace.library, "filter")
        sub = menu.addMenu(self.tr("已存的筛选"))
        sub.setEnabled(bool(kept))
        for entry in kept:
            sub.addAction(entry.name.replace("&", "&&"), partial(self.set_chosen, from_plain(entry.value)))
        if kept:
            forget = sub.addMenu(self.tr("删去一个"))
            for entry in kept:
                drop: Callable[[], object] = partial(self._workspace.do, saving.drop, entry.uuid)
                forget.addAction(entry.name.replace("&", "&&"), drop)
        menu.addAction(self.tr("存下这些条件…"), self._ask_name)

    def _ask_name(self) -> None:
        name, ok = QInputDialog.getText(self, self.tr("存下筛选"), self.tr("名称"))
        if ok and name.strip():
            self.save_wanted.emit(name.strip())

    def _toggle(self, field: str, value: Any) -> None:
        present = getattr(self.chosen, field)
        values = tuple(v for v in present if v != value) if value in present else (*present, value)
        self.set_chosen(_with(self.chosen, field, values))


def _with(chosen: Filter, field: str, values: tuple[Any, ...]) -> Filter:
    changed: dict[str, Any] = {field: values}
    return replace(chosen, **changed)


def to_plain(chosen: Filter) -> dict[str, Any]:
    """A filter as plain data, to be saved."""
    return {f.name: getattr(chosen, f.name) for f in fields(chosen) if f.name != "uuids"}


def from_plain(value: dict[str, Any]) -> Filter:
    """What `to_plain` gave; what is unknown is left out."""
    known = {f.name for f in fields(Filter)} - {"uuids"}
    read: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items() if k in known}
    return Filter(**read)
