"""What the reader calls the four colours."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from shkc_desktop.library.library import Library

SETTING = "colour_names"
_USUAL = (
    QT_TRANSLATE_NOOP("colours", "黄"),
    QT_TRANSLATE_NOOP("colours", "蓝"),
    QT_TRANSLATE_NOOP("colours", "橙"),
    QT_TRANSLATE_NOOP("colours", "绿"),
)


def colour_names(library: Library) -> tuple[str, ...]:
    """The names of the colours 1 to 4 in this library; those of the paints until the reader gives others."""
    names = tuple((library.setting(SETTING) or "").split("|"))
    if len(names) == len(_USUAL):
        return names
    return tuple(QCoreApplication.translate("colours", str(name)) for name in _USUAL)
