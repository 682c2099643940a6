"""The few words of Qt's own dialogs that its Chinese translation leaves in English."""

from PySide6.QtCore import QTranslator

_WORDS = {
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Look in:"): "位置：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QFileDialog", "Files of type:"): "文件类型：",
    ("QFileDialog", "&Directory:"): "文件夹(&D)：",
    ("QFileDialog", "Directory:"): "文件夹：",
    ("QFileSystemModel", "Name"): "名称",
    ("QFileSystemModel", "Size"): "大小",
    ("QFileSystemModel", "Type"): "类型",
    ("QFileSystemModel", "Date Modified"): "修改时间",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "Alias"): "快捷方式",
    ("QAbstractFileIconProvider", "Unknown"): "未知",
}


class QtWords(QTranslator):
    """Asked before Qt's own translation; knows nothing but the words above."""

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        # None and not "": an empty answer would be shown, and every word of the program with it.
        return _WORDS.get((context, source))

    def isEmpty(self) -> bool:
        return False
