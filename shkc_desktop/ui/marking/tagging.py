"""Gives tags to passages: through the field, by repeating the last ones, by a digit key."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from shkc_desktop.library import annotating, codebook
from shkc_desktop.library.library import Library
from shkc_desktop.library.suggesting import TaggedPassages, tagged_passages
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.tag import Tag, tag_path
from shkc_desktop.ui.background import Job
from shkc_desktop.ui.marking.tag_field import TagChoice, TagField
from shkc_desktop.ui.workspace import Workspace


class Tagging(QObject):
    """The tags that are being given.

    Signals:
        done: the field has gone away.
    """

    done = Signal()

    def __init__(
        self, workspace: Workspace, window: QWidget, mark: Callable[[int, Sequence[str], int], list[str]]
    ) -> None:
        """mark: marks what is selected in a colour with tags, in one visit or -1; the new uuids."""
        super().__init__(window)
        self._workspace, self._mark = workspace, mark
        # How often each tag is used, as far as it is known without waiting.
        self.totals: Callable[[], Mapping[str, int]] = dict
        self._targets: list[str] = []
        self._words = ""
        self._last: tuple[str, ...] = ()
        self._recent: list[str] = []
        self._passages: TaggedPassages | None = None
        self._stale = True
        self._job: Job | None = None
        self.field = TagField(window)
        self.field.chosen.connect(self._chosen)
        self.field.taken_off.connect(self._taken_off)
        self.field.closed.connect(self._closed)
        workspace.annotations_changed.connect(self._annotations_changed)

    def forget(self) -> None:
        """Another library is open."""
        self.field.close_field(back=False)
        self._last, self._recent, self._passages, self._stale = (), [], None, True

    # ---- the field ----------------------------------------------------------------------------------

    def open(self, beside: QPoint, words: str, targets: Sequence[str]) -> None:
        """Open the field for annotations, or without any for the words that are selected."""
        self._targets, self._words = list(targets), words
        self.field.open_at(beside, self._choices(), self._suggested(), self._carried(), len(self._targets))
        if self._stale:
            self._learn()

    def _first(self) -> Annotation | None:
        return annotating.get(self._workspace.library, self._targets[0]) if self._targets else None

    def _choices(self) -> list[TagChoice]:
        living, totals = self._workspace.library.tags(), self.totals()
        order = {uuid: index for index, uuid in enumerate(self._recent)}
        tags = sorted(codebook.depth_first(living), key=lambda tag: order.get(tag.uuid, len(order)))
        return [self._choice(tag, living, totals) for tag in tags]

    def _choice(self, tag: Tag, living: Mapping[str, Tag], totals: Mapping[str, int], because: str = "") -> TagChoice:
        parts = ((self.tr("定义"), tag.definition), (self.tr("纳入"), tag.inclusion), (self.tr("排除"), tag.exclusion))
        about = "\n".join(f"{name}　{words}" for name, words in parts if words)
        path, count = tag_path(tag, living), totals.get(tag.uuid, 0)
        return TagChoice(path, tag.uuid, tag.colour, about, because, count, tag.favourite)

    def _carried(self) -> dict[str, int]:
        """The tags that all the passages carry: path to colour."""
        living = self._workspace.library.tags()
        sets = [a.tags for uuid in self._targets if (a := annotating.get(self._workspace.library, uuid)) is not None]
        common = [tag for tag in sets[0] if all(tag in tags for tags in sets)] if sets else []
        return {tag_path(living[tag], living): living[tag].colour for tag in common if tag in living}

    def _chosen(self, choice: TagChoice) -> None:
        # A tag made while it is given is taken back together with the giving.
        uuid, visit = choice.uuid, self._workspace.new_visit()
        if uuid is None:
            result = self._workspace.do(codebook.add_path, choice.path, visit=visit)
            if result is None:
                return
            uuid = str(result[1])
        if self._targets:
            self._workspace.do_many(annotating.add_tags, self._targets, [uuid], visit=visit)
        else:
            self._targets = self._mark(self._workspace.library.tags()[uuid].colour, [uuid], visit)
        first = self._first()
        if first is None:
            self.field.close_field()
            return
        self._used(first.tags, uuid)
        self.field.set_choices(self._choices())
        self.field.set_carried(self._carried())

    def _taken_off(self, path: str) -> None:
        living = self._workspace.library.tags()
        uuid = next((uuid for uuid, tag in living.items() if tag_path(tag, living) == path), None)
        if uuid is not None and self._targets:
            self._workspace.do_many(annotating.remove_tags, self._targets, [uuid])
            self.field.set_carried(self._carried())

    def _closed(self) -> None:
        self._targets = []
        self.done.emit()

    # ---- suggestions --------------------------------------------------------------------------------

    def _annotations_changed(self, _uuids: frozenset[str]) -> None:
        self._stale = True

    def _learn(self) -> None:
        """Read the tagged passages in a worker; what they suggest is shown when it is known."""
        if self._job is not None or self._workspace.closed:
            return
        self._stale = False

        def work(library: Library, _job: Job) -> TaggedPassages:
            return tagged_passages(library)

        self._job = self._workspace.start("", work, shown=False)
        self._job.done.connect(self._learnt)
        self._job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None

    def _learnt(self, passages: TaggedPassages) -> None:
        self._passages = passages
        if self.field.isVisible():
            self.field.set_suggested(self._suggested())

    def _suggested(self) -> list[TagChoice]:
        if self._passages is None or len(self._targets) > 1:
            return []
        living, totals, first = self._workspace.library.tags(), self.totals(), self._first()
        found = self._passages.suggest(self._words, living, first.tags if first is not None else ())
        return [self._choice(living[s.tag], living, totals, s.because[:40]) for s in found if s.because != self._words]

    # ---- without the field --------------------------------------------------------------------------

    def _used(self, tags: Sequence[str], latest: str) -> None:
        self._last = tuple(tags)
        self._recent = [latest, *(other for other in self._recent if other != latest)]

    def last(self) -> list[str]:
        """The tags that were given last and are still there."""
        living = self._workspace.library.tags()
        return [tag for tag in self._last if tag in living]

    def on_key(self, digit: int) -> list[str]:
        """The tag that lies on a digit key."""
        return [tag.uuid for tag in self._workspace.library.tags().values() if tag.favourite == digit]

    def give(self, tags: Sequence[str], selected: bool, current: Sequence[str]) -> None:
        """Give tags to what is selected, else to the annotations `current`."""
        if selected:
            self._mark(self._workspace.library.tags()[tags[0]].colour, tags, -1)
        elif current:
            self._workspace.do_many(annotating.add_tags, current, tags)
        if selected or current:
            self._used(tags, tags[-1])
