"""What the reader does with tags: asks where asking is needed, and passes the wish to the workspace."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from shkc_desktop.library import codebook
from shkc_desktop.model.tag import tag_path
from shkc_desktop.ui.codebook.tag_form import TagForm
from shkc_desktop.ui.colour_names import colour_names
from shkc_desktop.ui.workspace import Workspace


class TagWishes(QObject):
    """Making, editing, merging, splitting and deleting tags."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window

    def make(self, parent: str) -> str | None:
        """Ask for a name and make a tag below `parent` ("" at the top); its uuid."""
        living = self._workspace.library.tags()
        above = tag_path(living[parent], living) + "/" if parent in living else ""
        name, ok = QInputDialog.getText(self._window, self.tr("新标签"), self.tr("名称；用 / 分上下级"))
        if not ok or not name.strip():
            return None
        result = self._workspace.do(codebook.add_path, above + name.strip())
        return None if result is None else str(result[1])

    def edit(self, uuids: Sequence[str]) -> None:
        """Let the reader change everything about the first of the tags."""
        tag = self._workspace.library.tags().get(uuids[0]) if uuids else None
        if tag is None:
            return
        form = TagForm(tag, colour_names(self._workspace.library), self._window)
        if form.exec():
            self._workspace.do(codebook.edit, form.tag())
            if form.favourite() != tag.favourite:
                self._workspace.do(codebook.set_favourite, tag.uuid, form.favourite())
        form.deleteLater()

    def delete(self, uuids: Sequence[str]) -> None:
        """Put tags and those below them into the recycle bin."""
        if uuids:
            words = self.tr("已删去标签，可在回收站找回；标注都还在")
            self._workspace.do(codebook.delete, list(uuids), tell=words)

    def move(self, uuid: str, parent: str, place: int) -> None:
        """Put a tag elsewhere."""
        self._workspace.do(codebook.move, uuid, parent or None, place)

    def rename(self, uuid: str, name: str) -> None:
        """Give a tag another name."""
        self._workspace.do(codebook.rename, uuid, name)

    def merge(self, uuids: Sequence[str], target: str) -> None:
        """Let `target` stand for the others."""
        sources = [uuid for uuid in uuids if uuid != target]
        if sources:
            self._workspace.do(codebook.merge, sources, target, tell=self.tr("已合并标签"))

    def split(self, uuid: str, passages: Sequence[str]) -> None:
        """Make a sibling of a tag and give it to these annotations in its place."""
        tag = self._workspace.library.tags().get(uuid)
        if tag is None:
            return
        words = self.tr("新标签的名称；选中的 {} 条标注会改用它").format(len(passages))
        name, ok = QInputDialog.getText(self._window, self.tr("拆分“{}”").format(tag.name), words)
        if ok and name.strip():
            self._workspace.do(codebook.split, uuid, name.strip(), list(passages), tell=self.tr("已拆分标签"))

    def menu(self, uuids: Sequence[str], point: QPoint, selected_passages: Sequence[str] = ()) -> None:
        """Everything that can be done with these tags."""
        menu = QMenu(self._window)
        living = self._workspace.library.tags()
        one = uuids[0] if uuids else ""
        menu.addAction(self.tr("新标签…"), lambda: self.make(""))
        if one:
            menu.addAction(self.tr("新下级标签…"), lambda: self.make(one))
            menu.addSeparator()
            menu.addAction(self.tr("改标签…　F4"), lambda: self.edit(uuids))
            into = menu.addMenu(self.tr("并入"))
            gone = {uuid for top in uuids for uuid in codebook.below(living, top)}
            for uuid, tag in sorted(living.items(), key=lambda entry: tag_path(entry[1], living)):
                if uuid not in gone or (len(uuids) > 1 and uuid in uuids):
                    into.addAction(tag_path(tag, living).replace("&", "&&"), partial(self.merge, uuids, uuid))
            into.setEnabled(not into.isEmpty())
            marked = list(selected_passages)
            split = menu.addAction(self.tr("把选中的标注拆成新标签…"), lambda: self.split(one, marked))
            split.setEnabled(bool(marked))
            top = menu.addAction(self.tr("移到最上级"), lambda: self.move(one, "", 0))
            top.setEnabled(living[one].parent is not None)
            menu.addSeparator()
            menu.addAction(self.tr("删去　Del"), lambda: self.delete(uuids))
        menu.popup(point)
