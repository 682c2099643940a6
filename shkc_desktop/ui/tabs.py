"""The tabs of the window: one or two rows of them, side by side."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent, QPainter, QPaintEvent, QUndoStack
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import tool_button
from shkc_desktop.ui.controls.focus import paint_focus
from shkc_desktop.ui.controls.label import plain_tooltip
from shkc_desktop.ui.icons import icon


class TabContent(QWidget):
    """What a tab holds.

    title, icon_name: what the tab shows. side_panel: the panel at the left while it is in front, "" for none.
    closable: whether the reader can close it. is_page: whether it is a ReadingTab.

    Signals:
        title_changed: title or icon are no longer what they were.
    """

    title_changed = Signal()
    title = ""
    icon_name = "page"
    side_panel = "library"
    closable = True
    is_page = False

    def history(self) -> QUndoStack | None:
        """What 撤销 works on while the tab is in front, None for the library's own history."""
        return None

    def status(self) -> list[str]:
        """What the status line says while the tab is in front; nothing: the library's name."""
        return []

    def about_to_close(self) -> None:
        """The tab is being closed; remember what is to be remembered."""


class _Strip(QTabBar):
    """The row of tabs; only the active one shows its ×, the middle button closes any.

    Signals:
        middle_clicked: the tab of this index is to be closed.
    """

    middle_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("strip", "true")
        self.setFont(theme.font())
        self.setMovable(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        # 浦东新区 · 2016 and 浦东新区 · 2021 differ at their ends.
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(QSize(16, 16))
        self.setFixedHeight(theme.TABS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabSizeHint(self, index: int) -> QSize:
        hint = super().tabSizeHint(index)
        return QSize(min(hint.width(), 240), theme.TABS)

    def minimumSizeHint(self) -> QSize:
        # Qt asks for room for its two scroll buttons, which a single tab leaves empty.
        return super().minimumSizeHint().boundedTo(self.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.count():
            painter = QPainter(self)
            paint_focus(painter, self.tabRect(self.currentIndex()).toRectF().adjusted(2, 4, -2, -4))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.tabAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and index >= 0:
            self.middle_clicked.emit(index)
        super().mouseReleaseEvent(event)


class TabArea(QWidget):
    """One row of tabs with what they hold.

    Signals:
        current_changed: another content is in front, None if there is none.
        close_wanted: this content is to be closed.
        new_wanted: the reader pressed +.
        entered: the reader works in this area now.
    """

    current_changed = Signal(object)
    close_wanted = Signal(object)
    new_wanted = Signal(QPoint)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = _Strip()
        self._stack = QStackedWidget()
        theme.set_surface(self._stack, "page")
        # The order in the strip is the reader's; the stack has its own.
        self._contents: list[TabContent] = []
        plus = tool_button("plus", self.tr("新页签 Ctrl+T"))
        plus.setIconSize(QSize(16, 16))
        plus.clicked.connect(lambda _=False: self.new_wanted.emit(plus.mapToGlobal(plus.rect().bottomLeft())))
        self.row = QHBoxLayout()
        self.row.setContentsMargins(8, 0, 12, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignBottom)
        self.row.addWidget(plus)
        self.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.row)
        column.addWidget(self._stack, 1)
        self.strip.currentChanged.connect(self._front_changed)
        self.strip.middle_clicked.connect(lambda i: self._want_close(self._contents[i]))
        self.strip.tabMoved.connect(self._moved)
        self.strip.tabBarClicked.connect(lambda _i: self.entered.emit())

    def contents(self) -> list[TabContent]:
        """What the tabs hold, from left to right."""
        return list(self._contents)

    def current(self) -> TabContent | None:
        """What is in front."""
        index = self.strip.currentIndex()
        return self._contents[index] if 0 <= index < len(self._contents) else None

    def add(self, content: TabContent, *, front: bool = True, at: int | None = None) -> None:
        """Add a tab, after the present one unless `at` says where."""
        index = self.strip.currentIndex() + 1 if at is None else at
        self._contents.insert(index, content)
        # At its size from the start: a page is set to its width when it is shown, and only once.
        content.resize(self._stack.size())
        self._stack.addWidget(content)
        content.title_changed.connect(self._retitle)
        content.installEventFilter(self)
        self.strip.insertTab(index, icon(content.icon_name), content.title)
        self._retitle()
        if front or len(self._contents) == 1:
            self.strip.setCurrentIndex(index)
            self._front_changed(index)

    def show_content(self, content: TabContent) -> None:
        """Bring a tab to the front."""
        self.strip.setCurrentIndex(self._contents.index(content))

    def take(self, content: TabContent) -> None:
        """Remove a tab without closing what it held."""
        index = self._contents.index(content)
        self._contents.pop(index)
        content.title_changed.disconnect(self._retitle)
        content.removeEventFilter(self)
        self._stack.removeWidget(content)
        self.strip.removeTab(index)
        self._front_changed(self.strip.currentIndex())

    def step(self, by: int) -> None:
        """Go to the tab `by` places to the right, round the end."""
        if self._contents:
            self.strip.setCurrentIndex((self.strip.currentIndex() + by) % len(self._contents))

    def _want_close(self, content: TabContent) -> None:
        if content.closable:
            self.close_wanted.emit(content)

    def _moved(self, source: int, target: int) -> None:
        self._contents.insert(target, self._contents.pop(source))

    def _retitle(self) -> None:
        for i, content in enumerate(self._contents):
            self.strip.setTabText(i, content.title.replace("&", "&&"))
            self.strip.setTabIcon(i, self._picture(i, content))
            self.strip.setTabToolTip(i, plain_tooltip(content.title))

    def _picture(self, index: int, content: TabContent) -> QIcon:
        return icon(content.icon_name, "text" if index == self.strip.currentIndex() else "muted")

    def _front_changed(self, index: int) -> None:
        if not 0 <= index < len(self._contents):
            if not self._contents:
                self.current_changed.emit(None)
            return
        content = self._contents[index]
        self._stack.setCurrentWidget(content)
        side = QTabBar.ButtonPosition.RightSide
        for i, other in enumerate(self._contents):
            old = self.strip.tabButton(i, side)
            self.strip.setTabIcon(i, self._picture(i, other))
            if i == index and other.closable:
                if old is None:
                    self.strip.setTabButton(i, side, self._cross())
            elif old is not None:
                self.strip.setTabButton(i, side, None)
                old.deleteLater()
        self.current_changed.emit(content)

    def _cross(self) -> QWidget:
        cross = tool_button("close", self.tr("关闭页签 Ctrl+W"), lambda: self._want_close_current())
        cross.setIconSize(QSize(10, 10))
        cross.setProperty("kind", "tiny")
        cross.setFixedSize(18, 18)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return cross

    def _want_close_current(self) -> None:
        content = self.current()
        if content is not None:
            self._want_close(content)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self.entered.emit()
        return False


class Tabs(QSplitter):
    """The tabs of the window, split in two at the reader's wish.

    Signals:
        current_changed: another content is in front in the active half, None if there is none.
        closed: this content has been closed.
        new_wanted: the reader pressed +, at this point of the screen.
        split_changed: there are now two halves, or one again.
    """

    current_changed = Signal(object)
    closed = Signal(object)
    new_wanted = Signal(QPoint)
    split_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._areas: list[TabArea] = []
        self._corner: QWidget | None = None
        self._active = self._add_area()

    def _add_area(self) -> TabArea:
        area = TabArea()
        self._areas.append(area)
        self.addWidget(area)
        self._place_corner()
        area.current_changed.connect(lambda content, a=area: self._front_changed(a, content))
        area.close_wanted.connect(self.close_content)
        area.new_wanted.connect(self.new_wanted)
        area.entered.connect(lambda a=area: self._enter(a))
        return area

    def set_corner(self, widget: QWidget) -> None:
        """Put a widget at the right end of the rightmost row of tabs."""
        self._corner = widget
        self._place_corner()

    def _place_corner(self) -> None:
        if self._corner is not None:
            self._areas[-1].row.addWidget(self._corner)
            self._corner.show()

    def areas(self) -> list[TabArea]:
        """The one area, or the two."""
        return list(self._areas)

    def active(self) -> TabArea:
        """The area the reader works in."""
        return self._active

    def contents(self) -> Iterator[TabContent]:
        """What all tabs hold."""
        return (content for area in self._areas for content in area.contents())

    def current(self) -> TabContent | None:
        """What is in front in the active half."""
        return self._active.current()

    def add(self, content: TabContent, *, front: bool = True, at: int | None = None) -> None:
        """Add a tab to the active half."""
        self._active.add(content, front=front, at=at)

    def show_content(self, content: TabContent) -> None:
        """Bring a tab to the front, in whichever half it is."""
        for area in self._areas:
            if content in area.contents():
                self._enter(area)
                area.show_content(content)

    def is_split(self) -> bool:
        """Whether there are two halves."""
        return len(self._areas) == 2

    def split(self, content: TabContent) -> None:
        """Make a second half that shows `content`."""
        if not self.is_split():
            area = self._add_area()
            self.setSizes([self.width() // 2, self.width() // 2])
            area.add(content)
            self._enter(area)
            self.split_changed.emit(True)

    def unsplit(self) -> None:
        """Put the tabs of the second half behind those of the first."""
        if self.is_split():
            first, second = self._areas
            for content in second.contents():
                second.take(content)
                first.add(content, front=False, at=len(first.contents()))
            self._drop(second)

    def other_side(self) -> None:
        """Go to the other half."""
        if self.is_split():
            self._enter(self._areas[1 - self._areas.index(self._active)])

    def close_content(self, content: TabContent) -> None:
        """Close a tab; a second half without tabs goes."""
        area = next((a for a in self._areas if content in a.contents()), None)
        if area is None:
            return
        focus = QApplication.focusWidget()
        held = focus is not None and content.isAncestorOf(focus)
        content.about_to_close()
        area.take(content)
        self.closed.emit(content)
        content.deleteLater()
        shown = area.current()
        if held and shown is not None:
            # Else Qt gives the keys to the next field of the window: the search.
            shown.setFocus()
        if not area.contents() and self.is_split():
            self._drop(area)

    def _drop(self, area: TabArea) -> None:
        self._areas.remove(area)
        self._place_corner()
        area.setParent(None)
        area.deleteLater()
        self._enter(self._areas[0], always=True)
        self.split_changed.emit(False)

    def _enter(self, area: TabArea, always: bool = False) -> None:
        if always or area is not self._active:
            self._active = area
            content = area.current()
            if content is not None:
                content.setFocus()
            self.current_changed.emit(content)

    def _front_changed(self, area: TabArea, content: TabContent | None) -> None:
        if area is self._active:
            self.current_changed.emit(content)
