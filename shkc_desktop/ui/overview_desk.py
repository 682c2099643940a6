"""Feeds the library tree and 总览 from the workspace."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from shkc_desktop.library import overview as library_overview
from shkc_desktop.library import pages
from shkc_desktop.model.page import PageKey, PageKind
from shkc_desktop.ui.home_tab import HomeTab
from shkc_desktop.ui.matrix import Matrix, MatrixCell, Presence, matrix_of
from shkc_desktop.ui.tab_title import tab_title
from shkc_desktop.ui.wording import wording
from shkc_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from shkc_desktop.ui.library_tree import LibraryTree
    from shkc_desktop.ui.library_tree_model import Heading
    from shkc_desktop.ui.overview import Overview
    from shkc_desktop.ui.overview_card import TagCount
    from shkc_desktop.ui.overview_side import ToDo, Unfinished

_CONTINUED = 3
REST_MS = 300
_SHARES_KEPT = 2000


class Waits(NamedTuple):
    """What opens when the reader presses a line of 待您处理; a line without is not shown."""

    unverified: Callable[[], object]
    unattributed: Callable[[], object]
    changed: Callable[[], object]


class OverviewDesk(QObject):
    """Counts anew when the library has changed, and only what is in sight.

    Signals:
        counted: the Matrix is another.
        page_wanted: this page is to be opened, at this place or None, in a new tab or not.
        state_wanted: this district and year are to have this reading state.
        delete_wanted: this report is to be deleted.
    """

    counted = Signal(object)
    page_wanted = Signal(object, object, bool)
    state_wanted = Signal(str, int, str)
    delete_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tree: LibraryTree | None = None
        self._overview: Overview | None = None
        self.home = HomeTab(lambda: self.overview)
        self.matrix: Matrix | None = None
        self._shown: PageKey | None = None
        self.waits: Waits | None = None
        # Several signals of one change are answered once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.count)
        for signal in (workspace.library_opened, workspace.reports_changed, workspace.tags_changed):
            signal.connect(self._soon.start)
        # While she marks, numbers may wait until she rests.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.count)
        workspace.annotations_changed.connect(lambda _uuids: self._rest.start())
        self.home.shown.connect(self._fill_overview)
        self._counted: library_overview.Overview | None = None

    @property
    def tree(self) -> "LibraryTree":
        """The library tree."""
        if self._tree is None:
            from shkc_desktop.ui.library_tree import LibraryTree

            self._tree = LibraryTree(self._outline)
            self._tree.page_wanted.connect(self.page_wanted)
            self._tree.state_wanted.connect(self.state_wanted)
            self._tree.delete_wanted.connect(self.delete_wanted)
            self._fill_tree()
        return self._tree

    @property
    def overview(self) -> "Overview":
        """What 总览 shows."""
        if self._overview is None:
            from shkc_desktop.ui.overview import Overview

            self._overview = Overview(self._tags_of, self._counts_of_tag)
            self._overview.page_wanted.connect(lambda key: self.page_wanted.emit(key, None, False))
            self._overview.cell_opened.connect(self._open_cell)
            self._overview.years_wanted.connect(self._open_years)
            self._overview.state_wanted.connect(self.state_wanted)
            self._fill_overview()
        return self._overview

    def _open_cell(self, cell: MatrixCell, new: bool) -> None:
        self.page_wanted.emit(PageKey(PageKind.DISTRICT, district=cell.district, year=cell.year), None, new)

    def _open_years(self, district: str) -> None:
        self.page_wanted.emit(PageKey(PageKind.YEARS, district=district), None, False)

    def set_waits(self, waits: Waits) -> None:
        """Say what opens what waits for the reader; 总览 may have been painted before that was known."""
        self.waits = waits
        if self.home.isVisible():
            self._fill_overview()

    def show_page(self, key: PageKey | None) -> None:
        """Select the row of the page that is being read."""
        self._shown = key
        if self._tree is not None:
            self._tree.show_page(key)

    def count(self) -> None:
        """Count anew and show it."""
        self.rest()
        library = self._workspace.library
        self._counted = library_overview.overview(library)
        shares: dict[tuple[str, int], float] = {}
        for place in pages.recent(library, _SHARES_KEPT):
            key = _key(place.page)
            if key is not None and key.kind is PageKind.DISTRICT and key.year is not None:
                shares[key.district, key.year] = place.share
        self.matrix = matrix_of(self._counted, shares)
        with_text = sum(bool(c.district) and c.presence is Presence.TEXT for c in self.matrix.cells.values())
        self.home.facts = [
            library.path.name,
            wording("{n} 份报告", n=len(self._counted.reports)),
            wording("{n} 处有文", n=with_text),
        ]
        self._fill_tree()
        if self.home.isVisible():
            self._fill_overview()
        self.counted.emit(self.matrix)

    def rest(self) -> None:
        """Count no more until the next change."""
        self._soon.stop()
        self._rest.stop()

    def _fill_tree(self) -> None:
        if self._tree is None or self._counted is None or self.matrix is None:
            return
        from shkc_desktop.ui.library_tree_model import ReportEntry

        entries = [ReportEntry(r.uuid, r.title, r.year, str(r.edition), r.annotations) for r in self._counted.reports]
        self._tree.set_contents(self.matrix, entries)
        self._tree.show_page(self._shown)

    def _fill_overview(self) -> None:
        if self._overview is None or self._counted is None or self.matrix is None:
            return
        subtitles = {}
        for column in self._counted.years:
            covers = wording("全书") if column.whole else spoken_sections(column.covers)
            subtitles[column.year] = "　".join(filter(None, ("、".join(column.editions), covers)))
        self._overview.set_contents(self.matrix, subtitles, self._tags(), self._unfinished(), self._to_dos())

    def _tags(self) -> "list[TagCount]":
        from shkc_desktop.library.codebook import codebook
        from shkc_desktop.ui.overview_card import TagCount

        counted = codebook(self._workspace.library)
        tags = [TagCount(t.tag.uuid, t.path, t.tag.colour, t.total) for t in counted if t.total]
        return sorted(tags, key=lambda tag: -tag.number)

    def _tags_of(self, district: str, year: int) -> "Sequence[TagCount]":
        from shkc_desktop.ui.overview_card import TagCount

        found = library_overview.tags_in_cell(self._workspace.library, district, year)
        return [TagCount(tag.uuid, tag.name, tag.colour, number) for tag, number in found]

    def _counts_of_tag(self, uuid: str) -> dict[tuple[str, int], int]:
        from shkc_desktop.library.codebook import below

        library = self._workspace.library
        tags = [uuid, *below(library.tags(), uuid)]
        counted = library_overview.tag_counts(library, tags)
        return {(district, year): n for (district, year), n in counted.items() if year is not None}

    def _unfinished(self) -> "list[Unfinished]":
        from shkc_desktop.ui.overview_side import Unfinished

        library = self._workspace.library
        titles = {r.uuid: r.title for r in self._counted.reports} if self._counted else {}
        found = []
        for place in pages.recent(library, _CONTINUED):
            key = _key(place.page)
            if key is not None:
                title = titles.get(key.report, "") if key.kind is PageKind.REPORT else tab_title(key)
                where = f"{place.snippet}" if place.snippet else ""
                found.append(Unfinished(key, title, spoken_moment(place.at), where, place.share))
        return found

    def _to_dos(self) -> "list[ToDo]":
        from shkc_desktop.ui.overview_side import ToDo

        if self.waits is None:
            return []
        waiting = library_overview.waiting(self._workspace.library)
        return [
            ToDo("warn", self.tr("待核实的报告信息"), len(waiting.unverified_reports), self.waits.unverified),
            ToDo("page", self.tr("未归区的段落"), waiting.unattributed_passages, self.waits.unattributed),
            ToDo(
                "link",
                self.tr("原文有变的标注"),
                waiting.changed_annotations + waiting.lost_annotations,
                self.waits.changed,
            ),
        ]

    def _outline(self, report: str) -> "Sequence[Heading]":
        from shkc_desktop.ui.library_tree_model import Heading
        from shkc_desktop.ui.page_headings import headings_of

        page = pages.compose(self._workspace.library, PageKey(PageKind.REPORT, report=report))
        return [Heading(h.title, h.level, h.place.offset) for h in headings_of(page)]


def _key(text: str) -> PageKey | None:
    try:
        return PageKey.parse(text)
    except ValueError:
        return None


def spoken_sections(sections: Sequence[str]) -> str:
    """`04 …`, `4.1 …`, `4.2 …`, `4.3 …` as `4.1—4.3`: a chapter gives way to its parts, a run to its ends."""
    names = list(dict.fromkeys(_short(section) for section in sections))
    parts = {name.partition(".")[0].lstrip("0") for name in names if "." in name}
    names = [name for name in names if not (name.isdecimal() and name.lstrip("0") in parts)]
    if len(names) > 2 and all("." in name for name in names) and len(parts) == 1:
        return f"{names[0]}—{names[-1]}"
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")


def _short(section: str) -> str:
    """`4.3 优化全域创新空间格局` as `4.3`; a chapter keeps its name's first words."""
    number = section.split(" ", 1)[0]
    return number if number[:1].isdecimal() else section[:8]


def spoken_moment(at: str, now: datetime | None = None) -> str:
    """今天 10:21, 昨天, 11 月 16 日, 2025 年 3 月 2 日, for an ISO moment in UTC; "" for what is none."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return ""
    today = now or datetime.now().astimezone()
    days = (today.date() - moment.date()).days
    if days == 0:
        return wording("今天 {time}", time=f"{moment:%H:%M}")
    if days == 1:
        return wording("昨天")
    if moment.year == today.year:
        return wording("{month} 月 {day} 日", month=moment.month, day=moment.day)
    return wording("{year} 年 {month} 月 {day} 日", year=moment.year, month=moment.month, day=moment.day)
