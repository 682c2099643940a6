"""Where an export goes: a folder of the reader's, a name that says what is in it, never over another file unasked."""

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
# A file name has 255 bytes at most; a Chinese character takes three of them.
_LONGEST = 60


def folder_for(remembered: str) -> Path:
    """The folder of the last export, else the reader's documents."""
    if remembered and Path(remembered).is_dir():
        return Path(remembered)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def file_name(words: str) -> str:
    """Words as the name of a file, on any system."""
    return _UNSAFE.sub(" ", words).strip(" .")[:_LONGEST].strip(" .") or "摘录"


def free(path: Path) -> Path:
    """The path itself, or with a number where a file stands there already."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found


def shown(path: Path) -> str:
    """`文档 / 成果转化摘录.docx`: the folder's name and the file's."""
    return f"{path.parent.name or path.parent} / {path.name}"
