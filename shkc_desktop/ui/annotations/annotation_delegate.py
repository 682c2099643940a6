"""Paints the rows of the table: quote and note, chips, district, place, state."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shkc_desktop.library.table import AnnotationRow
from shkc_desktop.model.tag import Tag
from shkc_desktop.ui import icons, theme
from shkc_desktop.ui.annotations.annotation_model import ENTRY_ROLE, Head, Line, More
from shkc_desktop.ui.annotations.columns import LEFT, laid_out
from shkc_desktop.ui.controls.chip import chip_width, paint_chip

HEAD, MORE = 42, 30
STATES = {"moved": "移位", "changed": "有变", "ambiguous": "两可", "orphan": "失落"}


def shown_moment(moment: str, now: datetime) -> str:
    """10:19 of today, 昨天, 11-16, or 2025-11-16 of another year."""
    try:
        at = datetime.fromisoformat(moment).astimezone(now.tzinfo)
    except ValueError:
        return ""
    if at.date() == now.date():
        return f"{at:%H:%M}"
    if at.date() == (now - timedelta(days=1)).date():
        return "昨天"
    return f"{at:%m-%d}" if at.year == now.year else f"{at:%Y-%m}"


class AnnotationDelegate(QStyledItemDelegate):
    """A row of 58 px, a head of 42, and 还有 N 条."""

    def __init__(self, parent: QObject, place: Callable[[AnnotationRow], tuple[int, str]]) -> None:
        super().__init__(parent)
        self._place = place
        self._tags: Mapping[str, Tag] = {}

    def set_tags(self, tags: Mapping[str, Tag]) -> None:
        """The living tags by uuid."""
        self._tags = tags

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        match index.data(ENTRY_ROLE):
            case Head():
                return QSize(100, HEAD)
            case More():
                return QSize(100, MORE)
            case _:
                return QSize(100, theme.TABLE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        match index.data(ENTRY_ROLE):
            case Head() as head:
                self._paint_head(painter, rect, head)
            case Line(row, _):
                self._paint_row(painter, rect, row, option.state)
            case More(_, number):
                painter.setFont(theme.font(theme.SECONDARY))
                painter.setPen(theme.current().colour("accent"))
                words = self.tr("还有 {} 条").format(number)
                painter.drawText(rect.adjusted(LEFT, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, head: Head) -> None:
        tokens = theme.current()
        middle = rect.center().y() + 4
        name = "chevron-down" if head.is_open else "chevron-right"
        icons.paint(painter, QRect(rect.x() + 4, middle - 7, 14, 14), name, "muted")
        x = rect.x() + 24
        if head.group.colour:
            painter.setPen(tokens.colour(f"stroke-{head.group.colour}"))
            painter.setBrush(tokens.colour(f"mark-{head.group.colour}"))
            painter.drawRoundedRect(QRectF(x, middle - 5.5, 11, 11), 3, 3)
        painter.setFont(theme.font(theme.GROUP, bold=True))
        painter.setPen(tokens.colour("text"))
        room = QRect(rect.x() + LEFT, rect.y() + 8, rect.width() - LEFT, rect.height() - 8)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, head.group.name)
        width = QFontMetrics(painter.font()).horizontalAdvance(head.group.name)
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(tokens.colour("muted"))
        painter.drawText(room.adjusted(width + 12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(len(head.group.rows)))
        painter.setPen(tokens.colour("line"))
        painter.drawLine(rect.x(), rect.bottom(), rect.right(), rect.bottom())

    def _paint_row(self, painter: QPainter, rect: QRect, row: AnnotationRow, state: QStyle.StateFlag) -> None:
        tokens = theme.current()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(f"stroke-{row.colour}"))
        painter.drawRoundedRect(QRectF(rect.x() + 26, rect.y() + 12, 3, rect.height() - 24), 1.5, 1.5)
        columns = laid_out(rect)
        state_in_words = row.state in STATES and "state" not in columns
        said = [self.tr(STATES[row.state])] if state_in_words else []
        said += [" ".join(row.note.split())] if row.note.strip() else []
        self._paint_words(painter, columns["words"].adjusted(0, 0, -20, 0), row.words, "　".join(said), selected)
        self._paint_tags(painter, columns["tags"], row)
        second = "text2" if selected else "muted"
        self._write(painter, columns.get("district"), "、".join(row.districts), "text")
        self._write(painter, columns.get("year"), str(row.year or ""), "text")
        if "place" in columns:
            number = self._place(row)[0]
            # The district has a column of its own: the section above its heading says more.
            section = next((s for s in reversed(row.section) if s not in row.districts), "").partition(" ")[0]
            where = f"¶{number}" if number else ""
            room = columns["place"].width() - 10 - QFontMetrics(theme.font(theme.SECONDARY)).horizontalAdvance(where)
            self._write(painter, columns["place"].adjusted(0, 0, room - columns["place"].width(), 0), section, second)
            self._write(painter, columns["place"].adjusted(0, 0, -10, 0), where, second, Qt.AlignmentFlag.AlignRight)
        if "page" in columns:
            self._write(painter, columns["page"], self._place(row)[1], second)
        self._write(painter, columns.get("creator"), row.creator, second)
        if "state" in columns and row.state in STATES:
            words = self.tr(STATES[row.state])
            box = columns["state"]
            chip = QRectF(box.x(), box.center().y() - 10, chip_width(words, theme.MARGIN), 20)
            paint_chip(painter, chip, words, "warn_tint", theme.MARGIN)
        moment = shown_moment(row.modified, datetime.now().astimezone())
        self._write(painter, columns.get("modified"), moment, second, Qt.AlignmentFlag.AlignRight)

    def _paint_words(self, painter: QPainter, rect: QRect, quote: str, below: str, selected: bool) -> None:
        tokens = theme.current()
        painter.setFont(theme.font(theme.GROUP, serif=True))
        painter.setPen(tokens.colour("text"))
        right = Qt.TextElideMode.ElideRight
        words = QFontMetrics(painter.font()).elidedText(quote.replace("\n", " "), right, rect.width())
        upper = rect.adjusted(0, 8, 0, -26) if below else rect
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, words)
        if below:
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(tokens.colour("text2" if selected else "muted"))
            note = QFontMetrics(painter.font()).elidedText(below, right, rect.width())
            painter.drawText(rect.adjusted(0, 30, 0, -8), Qt.AlignmentFlag.AlignVCenter, note)

    def _paint_tags(self, painter: QPainter, rect: QRect, row: AnnotationRow) -> None:
        x, tags = rect.x(), [self._tags[tag] for tag in row.tags if tag in self._tags]
        for at, tag in enumerate(tags):
            width = chip_width(tag.name)
            left = len(tags) - at
            rest = f"+{left}"
            room = rect.right() - 20 - x - (chip_width(rest) if left > 1 else 0)
            if width > room:
                paint_chip(painter, QRectF(x, rect.center().y() - 10, chip_width(rest), 21), rest, "outline")
                return
            paint_chip(painter, QRectF(x, rect.center().y() - 10, width, 21), tag.name, f"mark-{tag.colour}")
            x += width + 6

    def _write(
        self,
        painter: QPainter,
        rect: QRect | None,
        words: str,
        ink: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        if rect is not None and words:
            painter.setFont(theme.font(theme.INTERFACE if ink == "text" else theme.SECONDARY))
            painter.setPen(theme.current().colour(ink))
            elided = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 4)
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, elided)
