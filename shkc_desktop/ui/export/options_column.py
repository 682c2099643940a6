"""The left side of the dialog: which excerpts, grouped how, in which format, with what."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shkc_desktop.export.citation import FIELD_NAMES
from shkc_desktop.export.options import CitationStyle
from shkc_desktop.library.library import Library
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.segments import Segments
from shkc_desktop.ui.export.choices import BASKET, Choices
from shkc_desktop.ui.export.conditions import Conditions
from shkc_desktop.ui.export.format_tiles import FormatTiles
from shkc_desktop.ui.export.kinds import EXCHANGED, LAID_OUT, TABLES
from shkc_desktop.ui.export.template_editor import TemplateEditor
from shkc_desktop.ui.workspace import Workspace

WIDTH = 304

_GROUPS = (("tag", "标签"), ("district", "区"), ("year", "年"), ("report", "报告"), ("place", "原文"))
_BASKET_GROUPS = (("basket", "摘录篮次序"), *_GROUPS[:4])
_STYLES = (
    (CitationStyle.NUMERIC_2025, "GB/T 7714—2025　顺序编码"),
    (CitationStyle.AUTHOR_YEAR_2025, "GB/T 7714—2025　著者—出版年"),
    (CitationStyle.NUMERIC_2015, "GB/T 7714—2015　顺序编码"),
    (CitationStyle.AUTHOR_YEAR_2015, "GB/T 7714—2015　著者—出版年"),
)
# Name, words, row and column.
_FLAGS = (
    ("note", "附批注", 0, 0),
    ("with_tags", "附标签", 0, 1),
    ("place", "附原文位置与 shkc 链接", 1, 0),
    ("corrections", "注明校订过的字", 2, 0),
    ("context", "附上下文", 2, 1),
    ("groups", "连同同组的其他段", 3, 0),
    ("footnotes", "引文作脚注", 3, 1),
)
_SHORT = tuple(name for name, _words, _row, _column in _FLAGS if name != "place")


class OptionsColumn(QScrollArea):
    """All choices.

    Signals:
        changed: the Choices, with something else chosen.
    """

    changed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._choices = Choices()
        self._given = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH + 14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host = QWidget()
        host.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(host)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(6)
        self._make_which()
        self._make_groups()
        self._make_format()
        self._make_citation()
        self._make_flags()
        self._column.addStretch(1)
        self.setWidget(host)

    # ---- the parts ----------------------------------------------------------------------------------

    def _head(self, words: str, above: int = 12) -> Label:
        label = Label(words, theme.SECONDARY, "text2")
        if above:
            self._column.addSpacing(above)
        self._column.addWidget(label)
        return label

    def _make_which(self) -> None:
        self._head(self.tr("哪些"), 0)
        self.conditions = Conditions()
        self.conditions.changed.connect(self._take)
        self.count = Label("", theme.INTERFACE)
        self.beside = Label("", theme.SECONDARY, "muted")
        self.add = Button(self.tr("加条件"), "link", pressed=self._offer_conditions)
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 0)
        row.addWidget(self.count, 1)
        row.addWidget(self.add)
        for part in (self.conditions, self.beside):
            self._column.addWidget(part)
        self._column.insertLayout(self._column.count() - 1, row)

    def _make_groups(self) -> None:
        self._group_head = self._head(self.tr("分组"))
        self.groups = Segments([words for _, words in _GROUPS], stretch=True)
        self.basket_groups = Segments([words for _, words in _BASKET_GROUPS])
        for segments, rows in ((self.groups, _GROUPS), (self.basket_groups, _BASKET_GROUPS)):
            segments.chosen.connect(lambda index, r=rows: self._take(replace(self._choices, group_by=r[index][0])))
            self._column.addWidget(segments)

    def _make_format(self) -> None:
        self._head(self.tr("格式"))
        self.formats = FormatTiles()
        self.formats.chosen.connect(lambda name: self._take(replace(self._choices, format=name)))
        self._column.addWidget(self.formats)
        self.template = TemplateEditor(self._workspace)
        self.template.changed.connect(lambda text: self._take(replace(self._choices, template=text)))
        self._column.addWidget(self.template)

    def _make_citation(self) -> None:
        self._style_head = self._head(self.tr("引文"))
        self.styles = QComboBox()
        self.styles.setFont(theme.font())
        self.styles.setAccessibleName(self.tr("引文"))
        self.styles.addItems([words for _, words in _STYLES] + [self.tr("不附引文")])
        self.styles.activated.connect(self._take_style)
        self._column.addWidget(self.styles)
        self.doubt = QFrame()
        self.doubt.setProperty("card", "doubt")
        words = QVBoxLayout(self.doubt)
        words.setContentsMargins(10, 8, 10, 8)
        words.setSpacing(6)
        self.doubt_words = Label("", theme.SECONDARY, "warn", wrap=True)
        self.accept = QCheckBox(self.tr("我已知道，照印现有的内容"))
        self.accept.setFont(theme.font(theme.SECONDARY))
        self.accept.clicked.connect(lambda on: self._take(replace(self._choices, accept_unverified=on)))
        words.addWidget(self.doubt_words)
        words.addWidget(self.accept)
        self.doubt.hide()
        self._column.addWidget(self.doubt)

    def _make_flags(self) -> None:
        self._column.addSpacing(8)
        self.flags: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        self._column.addLayout(grid)
        for name, words, row, column in _FLAGS:
            box = QCheckBox(words)
            box.setFont(theme.font())
            box.setMinimumHeight(24)
            box.clicked.connect(lambda on, n=name: self._take(_with(self._choices, n, on)))
            self.flags[name] = box
            grid.addWidget(box, row, column, 1, 1 if name in _SHORT else 2)

    # ---- what is chosen -----------------------------------------------------------------------------

    def choices(self) -> Choices:
        """What is chosen now."""
        return self._choices

    def show_choices(self, library: Library, choices: Choices, given: int) -> None:
        """Show these choices; given: how many were selected before the dialog opened."""
        self._choices, self._given = choices, given
        self.conditions.show_choices(library, choices, given)
        basket = choices.source == BASKET
        rows, segments = (_BASKET_GROUPS, self.basket_groups) if basket else (_GROUPS, self.groups)
        names = [name for name, _ in rows]
        if choices.group_by not in names:
            self._choices = choices = replace(choices, group_by=names[0])
        segments.set_index(names.index(choices.group_by))
        laid_out, table = choices.format in LAID_OUT, choices.format in TABLES
        self._group_head.setVisible(laid_out or table)
        self.groups.setVisible((laid_out or table) and not basket)
        self.basket_groups.setVisible((laid_out or table) and basket)
        self.formats.set_name(choices.format)
        self.template.setVisible(choices.format == "text")
        if choices.format == "text":
            self.template.show_template(choices.template)
        cites = choices.format not in EXCHANGED
        self._style_head.setVisible(cites)
        self.styles.setVisible(cites)
        styles = [style for style, _ in _STYLES]
        self.styles.setCurrentIndex(styles.index(CitationStyle(choices.style)) if choices.citation else len(styles))
        shown = {"groups"} | (set(self.flags) if laid_out or table else set())
        shown -= set() if choices.format == "docx" else {"footnotes"}
        shown -= {"groups"} if basket else set()
        for name, box in self.flags.items():
            box.setChecked(bool(getattr(choices, name)))
            box.setVisible(name in shown)
        self.accept.setChecked(choices.accept_unverified)

    def show_count(self, words: str, beside: str) -> None:
        """Say how much is chosen, and what is not among it."""
        self.count.setText(words)
        self.beside.setText(beside)
        self.beside.setVisible(bool(beside))

    def show_doubts(self, doubts: dict[str, tuple[str, ...]]) -> None:
        """Say which reports have metadata that is 待核实."""
        shown = bool(doubts) and self._choices.citation and self._choices.format not in EXCHANGED
        self.doubt.setVisible(shown)
        if shown:
            names = "、".join(dict.fromkeys(FIELD_NAMES.get(name, name) for found in doubts.values() for name in found))
            self.doubt_words.setText(
                self.tr("待核实：{} 份报告的{}。未核实的不当作事实印出。").format(len(doubts), names)
            )

    def _take(self, choices: Choices) -> None:
        self.changed.emit(choices)

    def _take_style(self, index: int) -> None:
        if index < len(_STYLES):
            self._take(replace(self._choices, citation=True, style=str(_STYLES[index][0])))
        else:
            self._take(replace(self._choices, citation=False))

    def _offer_conditions(self) -> None:
        menu = self.conditions.menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))


def _with(choices: Choices, name: str, on: bool) -> Choices:
    changes: dict[str, Any] = {name: on}
    return replace(choices, **changes)
