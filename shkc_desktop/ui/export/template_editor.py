"""模板: the plain-text template, one that ships, one of the reader's own, or words typed here."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from shkc_desktop.export.text_template import checked, shipped
from shkc_desktop.library import saving
from shkc_desktop.model.failure import Failure
from shkc_desktop.ui import theme
from shkc_desktop.ui.controls.button import Button
from shkc_desktop.ui.controls.label import Label
from shkc_desktop.ui.workspace import Workspace

_REST_MS = 400


class TemplateEditor(QWidget):
    """Chooses a template, lets it be edited, and says which line is wrong.

    Signals:
        changed: the text of the template is another, and can be understood.
    """

    changed = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._texts: list[tuple[str, str]] = []
        self.names = QComboBox()
        self.names.setFont(theme.font())
        self.names.setAccessibleName(self.tr("模板"))
        self.names.activated.connect(self._take)
        self.keep = Button(self.tr("存为我的模板"), "link", pressed=self._keep)
        self.edit = QPlainTextEdit()
        self.edit.setFont(theme.font(theme.SECONDARY))
        self.edit.setFixedHeight(132)
        self.edit.setProperty("field", "true")
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(self.tr("模板的文字（Jinja2）"))
        self.problem = Label("", theme.SECONDARY, "danger", wrap=True)
        self.problem.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._check)
        self.edit.textChanged.connect(self._rest.start)
        row = QHBoxLayout()
        row.addWidget(self.names, 1)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.edit)
        column.addWidget(self.problem)

    def show_template(self, text: str) -> None:
        """Show a template; "" shows the first that ships."""
        own = [(kept.name, str(kept.value)) for kept in saving.kept(self._workspace.library, "template")]
        self._texts = [*((one.name, one.text) for one in shipped()), *own]
        text = text or self._texts[0][1]
        self.names.clear()
        self.names.addItems([name for name, _ in self._texts])
        at = next((n for n, (_, known) in enumerate(self._texts) if known == text), -1)
        if at < 0:
            self.names.addItem(self.tr("（改动过的）"))
            at = self.names.count() - 1
        self.names.setCurrentIndex(at)
        if self.edit.toPlainText() != text:
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)
        self._tell("")

    def _take(self, index: int) -> None:
        if 0 <= index < len(self._texts):
            self.edit.setPlainText(self._texts[index][1])
            self._rest.stop()
            self._check()

    def _check(self) -> None:
        text = self.edit.toPlainText()
        try:
            checked(text)
        except Failure as failure:
            self._tell(str(failure))
            return
        self._tell("")
        self.changed.emit(text)

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _keep(self) -> None:
        number = len(saving.kept(self._workspace.library, "template")) + 1
        name = self.tr("我的模板 {}").format(number)
        text = self.edit.toPlainText()
        if self._workspace.do(saving.keep, "template", name, text) is not None:
            self.show_template(text)
            self._workspace.told.emit(self.tr("已存为“{}”").format(name), False)
