"""The card that comes up beside a cell of 总览."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.card import Card, empty_layout, rule
from shkc_desktop.ui.controls.chip import Chip
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.controls.progress_line import ProgressBar
from shkc_desktop.ui.matrix import MatrixCell, Presence, spoken
from shkc_desktop.ui.wording import wording

WIDTH = 330


class TagCount(NamedTuple):
    """A tag and how many annotations carry it. colour: 1 to 4."""

    uuid: str
    name: str
    colour: int
    number: int


class OverviewCard(Card):
    """What is known of a cell, and the keys that work on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(floats=True, parent=parent)
        self._host = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(WIDTH)
        self._title = Label("", theme.GROUP, bold=True)
        self._state = Label("", theme.SECONDARY, "accent")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        self._share = ProgressBar(3)
        self._facts = Label("", theme.SECONDARY, "text2", wrap=True)
        self._tags = QHBoxLayout()
        self._tags.setSpacing(6)
        self._keys = Label(self.tr("打开 Enter　　历年 H"), theme.SECONDARY, "accent")
        self.body.addLayout(head)
        self.body.addWidget(self._share)
        self.body.addWidget(self._facts)
        self.body.addLayout(self._tags)
        self.body.addWidget(rule())
        self.body.addWidget(self._keys)
        self.hide()

    def show_cell(self, cell: MatrixCell, tags: Sequence[TagCount], beside: QRect) -> None:
        """Show a cell; `beside` is where it stands in the parent."""
        self._title.setText(f"{spoken(cell.district)}　{cell.year}")
        there = cell.presence is Presence.TEXT
        share = f"　{cell.share:.0%}" if there and cell.share else ""
        self._state.setText(f"{cell.state}{share}" if there else cell.presence.value)
        self._share.set_share(cell.share)
        self._share.setVisible(there)
        if there:
            facts = (
                "、".join(cell.editions),
                wording("{n} 字", n=f"{cell.characters:,}"),
                wording("{n} 条标注", n=cell.annotations),
            )
            self._facts.setText("　".join(facts))
        elif cell.presence is Presence.MISSING:
            self._facts.setText(self.tr("本文件没有这一部分，可再导入"))
        else:
            self._facts.setText(self.tr("报告没有写这一区"))
        self._keys.setVisible(there)
        empty_layout(self._tags)
        for tag in tags[:3]:
            self._tags.addWidget(Chip(f"{tag.name} {tag.number}", f"mark-{tag.colour}"))
        self._tags.addStretch(1)
        self.adjustSize()
        host = self._host.rect()
        x = min(max(8, beside.center().x() - WIDTH // 2), host.width() - WIDTH - 8)
        below = beside.bottom() + 8
        y = below if below + self.height() < host.height() else max(8, beside.top() - self.height() - 8)
        self.move(x, y)
        self.show()
        self.raise_()
