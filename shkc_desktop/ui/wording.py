"""Sentences of the window with values in them, in the reader's language."""

from PySide6.QtCore import QCoreApplication


def wording(words: str, **values: object) -> str:
    """`words` translated (context `window`), then with its {names} filled in: 第 {n} 段."""
    return QCoreApplication.translate("window", words).format(**values)
