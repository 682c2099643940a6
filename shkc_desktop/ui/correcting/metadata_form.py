"""报告信息: title, year and what a citation needs, with what is still 待核实."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shkc_desktop.model.report import Edition, Report
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.correcting.words import FIELDS, spoken

Values = dict[str, str | int | None]
_PROVED_BY_READER = ("title", "year", "responsible", "publisher", "place", "issued", "url")


class MetadataForm(QDialog):
    """A line for each field; what is written, or ticked off, is 待核实 no longer."""

    def __init__(self, report: Report, take: Callable[[Values], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._report, self._take = report, take
        self.setWindowTitle(self.tr("报告信息"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        self.fields: dict[str, QLineEdit] = {}
        self.open_questions: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, name in enumerate(FIELDS):
            label = Label(spoken(FIELDS[name]), theme.INTERFACE, "text2")
            grid.addWidget(label, row, 0)
            if name == "edition":
                grid.addWidget(self._edition_box(), row, 1)
                continue
            field = QLineEdit(_shown(report, name))
            field.setFont(theme.font())
            field.setAccessibleName(spoken(FIELDS[name]))
            label.setBuddy(field)
            self.fields[name] = field
            grid.addWidget(field, row, 1)
            if name in _PROVED_BY_READER:
                box = QCheckBox(self.tr("待核实"))
                box.setChecked(name in report.publication.unverified)
                box.setEnabled(name in report.publication.unverified)
                # What the reader writes herself is no question any more.
                field.textEdited.connect(lambda _words, b=box: b.setChecked(False))
                self.open_questions[name] = box
                grid.addWidget(box, row, 2)
        self.complaint = Label("", theme.SECONDARY, "danger", wrap=True)
        facts = f"{report.source_name}　{report.encoding.upper()}　" + self.tr("年份依据：") + _evidence(report)
        self.take = Button(self.tr("存下"), "primary", pressed=self._store)
        self.take.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self.complaint, 1)
        foot.addWidget(Button(self.tr("取消"), pressed=self.reject))
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("报告信息"), theme.LEAD, serif=True, bold=True))
        column.addLayout(grid)
        column.addWidget(Label(facts, theme.SECONDARY, "muted", wrap=True))
        column.addLayout(foot)

    def _edition_box(self) -> QComboBox:
        self.edition = QComboBox()
        self.edition.setFont(theme.font())
        self.edition.addItems([str(edition) for edition in Edition])
        self.edition.setCurrentText(str(self._report.edition))
        return self.edition

    def _store(self) -> None:
        values: Values = {}
        for name, field in self.fields.items():
            words = field.text().strip()
            box = self.open_questions.get(name)
            confirmed = box is not None and name in self._report.publication.unverified and not box.isChecked()
            if words != _shown(self._report, name) or confirmed:
                values[name] = words
        if self.edition.currentText() != self._report.edition:
            values["edition"] = self.edition.currentText()
        year = values.get("year")
        if isinstance(year, str) and year and not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200):
            self.complaint.setText(self.tr("年份请填四位数字，例如 2021。"))
        elif values.get("title") == "":
            self.complaint.setText(self.tr("题名不能为空。"))
        else:
            if values:
                self._take(values)
            self.accept()


def _shown(report: Report, name: str) -> str:
    value = getattr(report, name) if hasattr(report, name) else getattr(report.publication, name)
    return "" if value is None else str(value)


def _evidence(report: Report) -> str:
    return {"": "无", "reader": "由您填写"}.get(report.year_evidence, report.year_evidence)
