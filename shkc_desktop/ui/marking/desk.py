"""Connects marking with the window: its actions, its panes, its cards."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from shkc_desktop.library import pages
from shkc_desktop.ui.colour_names import colour_names
from shkc_desktop.ui.main_window import MainWindow
from shkc_desktop.ui.marking.marking import Marking
from shkc_desktop.ui.navigation import Navigation
from shkc_desktop.ui.page.card_face import Card
from shkc_desktop.ui.page.reading_pane import ReadingPane
from shkc_desktop.ui.reading_tab import ReadingTab
from shkc_desktop.ui.workspace import Workspace

_MORE = (
    "mark_repeat", "mark_sentence", "mark_paragraph", "mark_next", "mark_previous", "mark_link", "mark_district",
    "mark_delete",
)  # fmt: skip


class MarkingDesk(QObject):
    """Everything about marking that one window has.

    Signals:
        states_changed: what the actions of marking may do is another; see `states`.
    """

    states_changed = Signal()

    def __init__(self, window: MainWindow, workspace: Workspace, navigation: Navigation) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._navigation = navigation
        self.marking = Marking(workspace, window, self._pane)
        self.marking.more = [window.commands[name] for name in _MORE]
        self.marking.chosen_changed.connect(self.states_changed)
        self.marking.work_done.connect(self._back_to_work)
        navigation.tab_made.connect(self._tab_made)
        window.tabs.current_changed.connect(lambda _content: self.marking.look_again())
        window.left.connect(self.marking.leave)
        for signal in (workspace.settings_changed, workspace.library_opened):
            signal.connect(self._name_colours)
        self._name_colours()
        self._bind()

    def _pane(self) -> ReadingPane | None:
        tab = self._navigation.tab()
        return tab.pane if tab is not None and tab.is_loaded() else None

    def _back_to_work(self) -> None:
        content = self._window.tabs.current()
        if content is not None:
            content.setFocus()

    def _tab_made(self, tab: ReadingTab) -> None:
        self.marking.attach(tab.pane)
        tab.pane.set_card_provider(self._card)
        tab.pane.selection_changed.connect(self.states_changed)
        self._workspace.tags_changed.connect(lambda: self._read_cards_anew(tab))

    def _name_colours(self) -> None:
        """The entries of the menu say what the colours mean to the reader."""
        for colour, name in enumerate(colour_names(self._workspace.library), 1):
            self._window.commands[f"mark_{colour}"].setText(self.tr("标为第 {} 色　{}").format(colour, name))

    def _read_cards_anew(self, tab: ReadingTab) -> None:
        """A tag has another name or colour: the cards say so."""
        if tab in self._navigation.tabs():
            tab.pane.refresh_cards()

    def _card(self, uuid: str) -> Card | None:
        found = pages.card(self._workspace.library, uuid)
        return None if found is None else Card(found.tags, found.note, found.state)

    def states(self) -> dict[str, bool]:
        """What the actions of marking may do now."""
        writable = not self._workspace.library.read_only
        pane = self._pane()
        chosen = bool(self.marking.rows()) or (pane is not None and self.marking.chosen is not None)
        selected = pane is not None and bool(pane.selected_spans())
        return {"markable": writable and (selected or chosen), "chosen": writable and chosen}

    def _bind(self) -> None:
        marking, bind = self.marking, self._window.commands.bind
        for colour in (1, 2, 3, 4):
            bind(f"mark_{colour}", partial(marking.colour, colour))
        for digit in range(1, 10):
            bind(f"mark_favourite_{digit}", partial(marking.favourite, digit))
        wishes: dict[str, Callable[[], object]] = {
            "mark_tag": marking.tag,
            "mark_repeat": marking.repeat_tags,
            "mark_note": marking.note,
            "mark_copy": marking.copy_with_citation,
            "mark_basket": marking.collect,
            "mark_sentence": marking.select_sentence,
            "mark_paragraph": marking.select_paragraph,
            "mark_next": partial(marking.step, 1),
            "mark_previous": partial(marking.step, -1),
            "mark_start_back": partial(marking.extend, -1, 0),
            "mark_start_on": partial(marking.extend, 1, 0),
            "mark_end_back": partial(marking.extend, 0, -1),
            "mark_end_on": partial(marking.extend, 0, 1),
            "mark_link": marking.copy_link,
            "mark_district": marking.choose_district,
            "mark_delete": marking.delete,
        }
        for name, do in wishes.items():
            bind(name, do)
