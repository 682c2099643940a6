"""The fonts a page is set in."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "STSong", "SimSun")
SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)


@lru_cache(maxsize=64)
def page_font(family: str, px: int, bold: bool = False) -> QFont:
    """The font for `family` ("serif", "sans" or a family's own name) at `px` pixels; do not change it."""
    font = QFont()
    match family:
        case "serif":
            font.setFamilies(SERIF + SANS)
        case "sans":
            font.setFamilies(SANS + SERIF)
        case _:
            font.setFamilies((family, *SERIF))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    # Hinting rounds every advance to whole pixels and makes the spacing uneven.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Without this, digits beside Latin letters (G60, IPv6) take other glyphs when the locale is not Chinese.
    font.setFeature(QFont.Tag("locl"), 0)
    return font


def chinese_font_available() -> bool:
    """Whether a font with simplified Chinese characters is installed."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def font_advice() -> str:
    """What the reader can do when no Chinese font is installed."""
    return (
        "这台电脑上没有中文字体，汉字会显示成方框。请安装思源字体：Debian、Ubuntu 或统信系统执行 "
        "sudo apt-get install fonts-noto-cjk，装好后重新打开本程序。"
        # Who sees boxes cannot read the above.
        " No Chinese font is installed: sudo apt-get install fonts-noto-cjk, then start again."
    )
