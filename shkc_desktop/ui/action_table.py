# ruff: noqa: E501  A table is read in rows.
"""The table of all actions: menus, toolbar, shortcuts and help are made from it."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

# The menus from left to right; one without actions is not shown.
MENUS = (
    QT_TRANSLATE_NOOP("actions", "文件"),
    QT_TRANSLATE_NOOP("actions", "编辑"),
    QT_TRANSLATE_NOOP("actions", "阅读"),
    QT_TRANSLATE_NOOP("actions", "标注"),
    QT_TRANSLATE_NOOP("actions", "分析"),
    QT_TRANSLATE_NOOP("actions", "帮助"),
)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action.

    id: names it in code. text, help: what the reader sees, to be translated in context `actions`.
    menu: one of MENUS. group: actions of one group stand between two lines.
    keys: shortcuts, the first one is shown; `StandardKey` names are written out (Ctrl+Z).
    icon: of `resources/icons`, "" without. when: what must hold, as told to `Actions.set_states`.
    checkable: it is on or off. toolbar: its words in the toolbar, "" if it is not there.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...]
    help: str
    icon: str = ""
    when: str = ""
    group: int = 0
    checkable: bool = False
    toolbar: str = ""


def _row(
    identity: str,
    text: str,
    menu: str,
    keys: str,
    line: str,
    icon: str = "",
    when: str = "",
    group: int = 0,
    checkable: bool = False,
    toolbar: str = "",
) -> ActionRow:
    return ActionRow(identity, text, menu, tuple(keys.split(" ")), line, icon, when, group, checkable, toolbar)


# id, text, menu, keys, help, icon, when, group, checkable, toolbar
ACTIONS: tuple[ActionRow, ...] = (
    _row("library_new", "新建资料库…", "文件", "Ctrl+Shift+N", "另起一个空的资料库文件。", "new"),
    _row("library_open", "打开资料库…", "文件", "Ctrl+O", "打开另一个资料库文件。", "folder"),
    _row("library_save_as", "另存为…", "文件", "Ctrl+Shift+S", "把资料库存成另一个文件，并接着用它。", "save", "library"),
    _row("import_files", "导入报告…", "文件", "Ctrl+I",
         "导入 txt、md、docx、pdf、html；也可以把文件拖进窗口。", "import", "writable", 1),
    _row("report_delete", "删去这份报告", "文件", "Ctrl+Shift+Delete",
         "把正在读的报告连同它的标注移到回收站；可以撤销。", "trash", "report", 1),
    _row("report_restore", "还原删去的报告…", "文件", "Ctrl+Shift+R", "从回收站还原报告和它的标注。", "restore", "library", 1),
    _row("export", "导出摘录…", "文件", "Ctrl+E", "按条件、选定的标注或摘录篮导出，导出前就看到成品。", "export", "library", 2),
    _row("export_report", "导出整份报告…", "文件", "Ctrl+Shift+E", "把正在读的报告连同标注存成网页或 PDF。", "document", "page", 2),
    _row("send", "发送选中的标注…", "文件", "Ctrl+Alt+E", "把选中的标注另存成一个资料库，发给同事；私密备忘录不在其中。", "library", "library", 2),
    _row("annotations_import", "导入标注…", "文件", "Ctrl+Alt+I",
         "导入 Web Annotation、qdpx 或 qdc；先看引文样例再收下。", "import", "writable", 3),
    _row("merge", "合并另一个资料库…", "文件", "Ctrl+Alt+M", "并入同事的标注；不同之处并排列出，由您决定；一步即可撤销。", "merge", "writable", 3),
    _row("quit", "退出", "文件", "Ctrl+Q", "关闭程序；一切都已存好。", "", "", 9),
    _row("undo", "撤销", "编辑", "Ctrl+Z", "撤回上一步，直到程序这次打开时。", "undo", "undo"),
    _row("redo", "重做", "编辑", "Ctrl+Shift+Z Ctrl+Y", "把撤回的一步再做一次。", "redo", "redo"),
    _row("copy", "复制", "编辑", "Ctrl+C", "复制选中的原文。", "copy", "page", 1),
    _row("select_all", "全选", "编辑", "Ctrl+A", "选中这一页的全部文字。", "", "page", 1),
    _row("find", "搜索", "编辑", "Ctrl+F", "在全文、批注与标签里找；本页的命中处同时标出。", "search", "library", 2),
    _row("find_next", "下一处", "编辑", "F3", "跳到下一处命中。", "down", "hits", 2),
    _row("find_previous", "上一处", "编辑", "Shift+F3", "跳到上一处命中。", "up", "hits", 2),
    _row("correct_words", "校订…", "编辑", "Ctrl+K", "改正错字；原字留存，搜索两样都能找到，可以撤销。", "annotation", "correctable", 4),
    _row("correct_district", "更改所属区…", "编辑", "Ctrl+R", "由您指定这几段、或选中的句子属于哪个区。", "place", "correctable", 4),
    _row("correct_under", "移到标题之下…", "编辑", "Ctrl+U", "把选中的几段一次移到另一个标题之下。", "outline", "correctable", 4),
    _row("correct_heading", "改为标题", "编辑", "Ctrl+Alt+H", "把这几段改为标题。", "", "correctable", 5),
    _row("correct_paragraph", "改为正文", "编辑", "Ctrl+Alt+P", "把这几段改为正文。", "", "correctable", 5),
    _row("correct_item", "改为列表项", "编辑", "Ctrl+Alt+L", "把这几段改为列表项。", "", "correctable", 5),
    _row("correct_caption", "改为图题", "编辑", "Ctrl+Alt+G", "把这几段改为图题，不入正文。", "", "correctable", 5),
    _row("correct_label", "改为标签", "编辑", "Ctrl+Alt+B", "把这几段改为图上的标签，不入正文。", "", "correctable", 5),
    _row("correct_artifact", "改为页眉页脚", "编辑", "Ctrl+Alt+Y", "把这几段改为页眉页脚，不入正文。", "", "correctable", 5),
    _row("level_up", "升级", "编辑", "Ctrl+[", "标题或列表项升一级。", "", "correctable", 6),
    _row("level_down", "降级", "编辑", "Ctrl+]", "标题或列表项降一级。", "", "correctable", 6),
    _row("block_up", "上移", "编辑", "Alt+Up", "把选中的几段移到前一段之前。", "up", "correctable", 6),
    _row("block_down", "下移", "编辑", "Alt+Down", "把选中的几段移到后一段之后。", "down", "correctable", 6),
    _row("correct_join", "与下段合并", "编辑", "Ctrl+J", "把这一段和下一段，或选中的两段，合为一段。", "merge", "correctable", 7),
    _row("correct_split", "在此拆段", "编辑", "Ctrl+Shift+J", "在光标处把一段拆成两段。", "cut", "splittable", 7),
    _row("repairs", "自动修复…", "编辑", "Ctrl+Alt+R", "逐处查看导入时的修复，可以一处处撤销。", "repeat", "reviewable", 8),
    _row("report_structure", "结构与疑问…", "编辑", "Alt+6", "看认出的结构和存疑之处，成批更正。", "outline", "page", 8),
    _row("report_metadata", "报告信息…", "编辑", "Ctrl+Alt+X", "题名、年份、责任者等；标着待核实的请核实。", "info", "reviewable", 8),
    _row("report_update", "替换为新版…", "文件", "Ctrl+Shift+U", "用新的文件替换这份报告；标注随原文找回，您的更正保留。", "refresh", "report", 1),
    _row("search_tag", "给命中打标签…", "分析", "Ctrl+Alt+Shift+T", "给选中的命中、没有选中时给全部命中打标签；一次撤销。", "tag", "hits_writable", 8),
    _row("search_group", "命中按区与年排列", "分析", "Ctrl+Alt+Shift+G", "命中按区与年分组，再按一次回到按报告分组。", "sort-down", "searching", 8,
         checkable=True),
    _row("search_save", "保存这次搜索…", "分析", "Ctrl+Alt+Shift+S", "把词和条件存成一个名字。", "save", "searching", 8),
    _row("search_kept", "已存的搜索…", "分析", "Ctrl+Alt+Shift+F", "再做一次存过的搜索，或删去它。", "star", "library", 8),
    _row("search_export", "命中导出为表格…", "分析", "Ctrl+Alt+Shift+E", "把全部命中连同上下文、区、年、章节导出为 XLSX 或 CSV。", "table", "hits", 8),
    _row("search_traditional", "繁体也找", "分析", "Ctrl+Alt+Shift+Z", "输入繁体字也找到简体原文；装有 OpenCC 时可用。", "", "traditional", 8,
         checkable=True),
    _row("phrases", "词组…", "分析", "Ctrl+Alt+Shift+P", "把几种说法归在一个名称下，当作一个词来搜。", "merge", "writable", 9),
    _row("keywords", "关键词表…", "分析", "Ctrl+Alt+Shift+K", "列出要在正文里用细线标出的词，可开可关。", "eye", "writable", 9),
    _row("overview", "总览", "阅读", "Alt+Home", "区与年的总表：标注、阅读状态、标签、文字量。", "overview", "library", 0,
         checkable=True, toolbar="总览"),
    _row("back", "后退", "阅读", "Alt+Left", "回到刚才读的地方。", "back", "back"),
    _row("forward", "前进", "阅读", "Alt+Right", "再去后退之前的地方。", "forward", "forward"),
    _row("district_alone", "只看本区", "阅读", "Alt+1", "只显示这一区这一年的段落。", "filter", "district", 1),
    _row("district_in_place", "原位", "阅读", "Alt+2", "在整份报告里看这一区，其余变淡。", "page", "district", 1),
    _row("district_years", "历年", "阅读", "Alt+3", "把这一区各年的文字连起来读。", "years", "district", 1),
    _row("whole_report", "整份报告", "阅读", "Alt+4", "读这一页所在的整份报告。", "document", "page", 1),
    _row("original", "原件对照", "阅读", "Alt+5", "在旁边显示导入前的原文。", "original", "page", 1, checkable=True),
    _row("state_unread", "标为未读", "阅读", "Ctrl+Alt+1", "把这一区这一年记为未读。", "", "cell", 2),
    _row("state_reading", "标为在读", "阅读", "Ctrl+Alt+2", "把这一区这一年记为在读。", "", "cell", 2),
    _row("state_coded", "标为已编码", "阅读", "Ctrl+Alt+3", "把这一区这一年记为已编码。", "", "cell", 2),
    _row("library_panel", "左栏", "阅读", "Ctrl+B", "显示或收起左栏。", "sidebar", "library", 3, checkable=True),
    _row("outline", "目录", "阅读", "Ctrl+Shift+O", "在左栏显示这一页的目录，随读到的地方走。", "outline", "page", 3,
         checkable=True),
    _row("filter_tree", "筛选左栏", "阅读", "Ctrl+L", "把光标放进左栏的筛选框；jd 也能找到嘉定。", "filter", "library", 3),
    _row("split", "左右分屏", "阅读", "Ctrl+\\", "把窗口分成左右两半，各有页签。", "split", "library", 3, checkable=True),
    _row("tab_new", "新页签", "阅读", "Ctrl+T", "从最近读过的页里选一页，在新页签打开。", "plus", "library", 4),
    _row("tab_close", "关闭页签", "阅读", "Ctrl+W", "关闭当前页签；读到哪里会记住。", "close", "closable", 4),
    _row("tab_next", "下一页签", "阅读", "Ctrl+Tab Ctrl+PgDown", "转到右边的页签。", "", "library", 4),
    _row("tab_previous", "上一页签", "阅读", "Ctrl+Shift+Tab Ctrl+PgUp", "转到左边的页签。", "", "library", 4),
    _row("other_side", "另一半", "阅读", "F6", "分屏时转到另一半。", "", "split", 4),
    _row("zoom_in", "放大", "阅读", "Ctrl+= Ctrl++", "字放大一号；也可以按住 Ctrl 转滚轮。", "", "", 5),
    _row("zoom_out", "缩小", "阅读", "Ctrl+-", "字缩小一号。", "", "", 5),
    _row("zoom_reset", "原来的字号", "阅读", "Ctrl+0", "回到 20 像素。", "", "", 5),
    _row("reading_settings", "阅读设置", "阅读", "Ctrl+,", "字体、字号、行距、栏宽、主题，随改随见。", "reading", "", 5),
    _row("next_theme", "换主题", "阅读", "F9", "浅色、护眼、深色轮换。", "theme", "", 5),
    _row("plain_view", "无障碍阅读", "阅读", "F8", "用读屏软件能读的纯文字视图显示这一页。", "access", "page", 5),
    _row("annotations", "全部标注", "标注", "Ctrl+Shift+A", "全库标注的总表：筛选、分组、排序、成批改。", "annotation", "library", 7,
         toolbar="标注"),
    _row("codebook", "编码本", "标注", "Ctrl+Shift+B", "在左栏显示标签树，带定义和计数。", "codebook", "library", 7),
    _row("basket", "摘录篮", "标注", "Ctrl+Shift+K", "在左栏显示摘录篮：自己排次序，中间写自己的话，按此导出。", "basket", "library", 7,
         checkable=True, toolbar="摘录篮"),
    _row("placing", "待安放的标注", "标注", "Ctrl+Shift+P", "原文换版后失去位置或字句有变的标注：看候选、安放、认可。", "place", "library", 7),
    _row("memos", "备忘录", "标注", "Ctrl+M", "关于报告、区、标签或整个资料库的备忘录。", "memo", "library", 8),
    _row("memo_here", "写一篇备忘录", "标注", "Ctrl+Shift+M", "就正在读的区或报告写一篇备忘录。", "memo", "writable", 8),
    _row("bookmark", "加书签", "标注", "Ctrl+D", "记住正在读的地方。", "bookmark", "page", 8),
    _row("bookmarks", "书签…", "标注", "Ctrl+Alt+D", "转到一个书签，或去掉它。", "bookmark", "library", 8),
    _row("colour_names", "给颜色起名…", "标注", "Ctrl+Alt+N", "四种颜色各表示什么，由您来定。", "annotation", "writable", 9),
    _row("coder_name", "编码者姓名…", "标注", "Ctrl+Alt+U", "您的标注以什么名字署名。", "person", "writable", 9),
    _row("recycle_bin", "回收站", "编辑", "Ctrl+Shift+Backspace", "删去的报告、标注、标签和备忘录，可以还原。", "trash", "library", 3),
    _row("mark_1", "标为第 1 色", "标注", "1", "用第 1 色标注选中的文字；没有选中时改选定标注的颜色。", "", "markable"),
    _row("mark_2", "标为第 2 色", "标注", "2", "用第 2 色标注。", "", "markable"),
    _row("mark_3", "标为第 3 色", "标注", "3", "用第 3 色标注。", "", "markable"),
    _row("mark_4", "标为第 4 色", "标注", "4", "用第 4 色标注。", "", "markable"),
    _row("mark_tag", "标签…", "标注", "T", "给选中的文字或选定的标注打标签；两个拼音首字母加回车即可，可连打几个。", "tag", "markable", 1),
    _row("mark_repeat", "重复上次的标签", "标注", "R", "把上次打的标签再打一遍。", "repeat", "markable", 1),
    *(
        _row(f"mark_favourite_{digit}", f"常用标签 {digit}", "标注", f"Ctrl+{digit}",
             f"打上在编码本里设在数字键 {digit} 上的标签。", "", "markable", 2)
        for digit in range(1, 10)
    ),
    _row("mark_note", "批注…", "标注", "N", "给选中的文字或选定的标注写批注，随写随存。", "note", "markable", 1),
    _row("mark_copy", "连引文复制", "标注", "C", "复制文字和它的引文；贴进 Word 时格式也在。", "copy", "page", 1),
    _row("mark_basket", "放入摘录篮", "标注", "B", "把选中的文字或选定的标注放进摘录篮。", "basket", "markable", 1),
    _row("mark_sentence", "选中整句", "标注", "S", "选中光标所在的句子。", "", "page", 3),
    _row("mark_paragraph", "选中整段", "标注", "P", "选中光标所在的段落。", "", "page", 3),
    _row("mark_next", "下一条标注", "标注", "]", "转到本页的下一条标注。", "down", "page", 4),
    _row("mark_previous", "上一条标注", "标注", "[", "转到本页的上一条标注。", "up", "page", 4),
    _row("mark_start_back", "标注起点前移", "标注", "Ctrl+Alt+Left", "选定标注的起点向前移一字，批注和标签不变。", "", "chosen", 5),
    _row("mark_start_on", "标注起点后移", "标注", "Ctrl+Alt+Right", "选定标注的起点向后移一字。", "", "chosen", 5),
    _row("mark_end_back", "标注终点前移", "标注", "Ctrl+Alt+Shift+Left", "选定标注的终点向前移一字。", "", "chosen", 5),
    _row("mark_end_on", "标注终点后移", "标注", "Ctrl+Alt+Shift+Right", "选定标注的终点向后移一字。", "extend", "chosen", 5),
    _row("mark_link", "复制标注的链接", "标注", "Ctrl+Shift+L", "复制 shkc:// 链接，点开即回到这条标注。", "link", "chosen", 6),
    _row("mark_district", "改标注所属区…", "标注", "Ctrl+Shift+D", "由您指定这条标注属于哪个区。", "place", "chosen", 6),
    _row("mark_carry", "带到原文…", "标注", "Ctrl+Alt+O", "把提要上选定的标注带到同一年的原文：逐条选候选，提要上的还在。", "external", "chosen", 6),
    _row("mark_delete", "删去标注", "标注", "Del", "把选定的标注移到回收站；可以撤销。", "trash", "chosen", 6),
    _row("shortcuts", "快捷键一览", "帮助", "F1", "列出所有命令、按键和说明。", "help"),
)  # fmt: skip
