"""What kinds, evidence, repairs and doubts are called on the screen."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import BlockKind

KINDS = {
    BlockKind.HEADING: QT_TRANSLATE_NOOP("correcting", "标题"),
    BlockKind.PARAGRAPH: QT_TRANSLATE_NOOP("correcting", "正文"),
    BlockKind.LIST_ITEM: QT_TRANSLATE_NOOP("correcting", "列表项"),
    BlockKind.CAPTION: QT_TRANSLATE_NOOP("correcting", "图题"),
    BlockKind.LABEL: QT_TRANSLATE_NOOP("correcting", "标签"),
    BlockKind.PAGE_ARTIFACT: QT_TRANSLATE_NOOP("correcting", "页眉页脚"),
}
EVIDENCE = {
    Evidence.HEADING: QT_TRANSLATE_NOOP("correcting", "标题"),
    Evidence.LEAD: QT_TRANSLATE_NOOP("correcting", "段首"),
    Evidence.INFERRED: QT_TRANSLATE_NOOP("correcting", "推断"),
    Evidence.READER: QT_TRANSLATE_NOOP("correcting", "更正"),
}
# How a chip of each evidence is filled.
EVIDENCE_FILL = {
    Evidence.HEADING: "tint",
    Evidence.LEAD: "outline",
    Evidence.INFERRED: "warn_tint",
    Evidence.READER: "accent",
}
REPAIRS = {
    "joined_lines": QT_TRANSLATE_NOOP("correcting", "拼段"),
    "doubled_word": QT_TRANSLATE_NOOP("correcting", "去重复的词"),
    "stray_space": QT_TRANSLATE_NOOP("correcting", "去空格"),
    "bold_mark": QT_TRANSLATE_NOOP("correcting", "去粗体记号"),
    "list_mark": QT_TRANSLATE_NOOP("correcting", "去列表记号"),
    "heading_mark": QT_TRANSLATE_NOOP("correcting", "去标题记号"),
    "radical": QT_TRANSLATE_NOOP("correcting", "部首还原为字"),
    "set_aside": QT_TRANSLATE_NOOP("correcting", "不入正文"),
    "front_matter": QT_TRANSLATE_NOOP("correcting", "文首信息"),
}
DOUBTS = {
    "district": QT_TRANSLATE_NOOP("correcting", "区名"),
    "several_districts": QT_TRANSLATE_NOOP("correcting", "跨区段落"),
    "year": QT_TRANSLATE_NOOP("correcting", "年份"),
    "title": QT_TRANSLATE_NOOP("correcting", "题名"),
    "joined": QT_TRANSLATE_NOOP("correcting", "拼段"),
    "encoding": QT_TRANSLATE_NOOP("correcting", "编码"),
    "structure": QT_TRANSLATE_NOOP("correcting", "结构"),
}
FIELDS = {
    "title": QT_TRANSLATE_NOOP("correcting", "题名"),
    "year": QT_TRANSLATE_NOOP("correcting", "年份"),
    "edition": QT_TRANSLATE_NOOP("correcting", "版本"),
    "responsible": QT_TRANSLATE_NOOP("correcting", "责任者"),
    "publisher": QT_TRANSLATE_NOOP("correcting", "出版者"),
    "place": QT_TRANSLATE_NOOP("correcting", "出版地"),
    "issued": QT_TRANSLATE_NOOP("correcting", "出版年"),
    "url": QT_TRANSLATE_NOOP("correcting", "网址"),
    "note": QT_TRANSLATE_NOOP("correcting", "说明"),
}


def spoken(words: object) -> str:
    """One of these words in the reader's language."""
    return QCoreApplication.translate("correcting", str(words))
