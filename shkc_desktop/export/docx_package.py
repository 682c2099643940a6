"""A Word file to be filled: styles for Chinese text, body and footnotes as XML."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from shkc_desktop.export.html import STROKES

SERIF, SANS, LATIN = "宋体", "黑体", "Times New Roman"
EXCERPT_STYLES = ("ShkcExcerpt1", "ShkcExcerpt2", "ShkcExcerpt3", "ShkcExcerpt4")

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = f'xmlns:w="{_W}"'
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# In settings.xml the schema wants footnotePr before these.
_AFTER_FOOTNOTES = ("endnotePr", "compat", "docVars", "rsids", "themeFontLang", "clrSchemeMapping", "decimalSymbol")


def run(text: str, style: str = "") -> str:
    """Text as one run, line ends and tabs kept, in a character style if one is named."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    content = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    if "\n" in content:
        content = content.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in content:
        content = content.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:r>{look}{content}</w:r>"


def escaped_attribute(text: str) -> str:
    """Text for between double quotes."""
    return escape(text, {'"': "&quot;"})


class Package:
    """One document on its way to a file."""

    def __init__(self, title: str) -> None:
        import docx  # 70 ms that only a Word file needs

        self._document: Any = docx.Document()
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = title[:255], "", ""
        self._set_page()
        self._set_styles()

    def set_body(self, paragraphs: Sequence[str]) -> None:
        """Put the paragraphs (`w:p` elements) before the section's end."""
        from docx.oxml import parse_xml

        body = self._document.element.body
        filled = parse_xml(f"<w:body {_NAMESPACES}>{''.join(paragraphs)}</w:body>")
        end = body.sectPr
        for paragraph in list(filled):
            end.addprevious(paragraph)

    def set_footnotes(self, notes: Sequence[str]) -> None:
        """Add the part that holds the footnotes; the first has the number 1."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        main = self._document.part
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, _footnotes(notes).encode(), main.package)
        main.relate_to(part, _FOOTNOTES_RELATION)
        self._name_separators()

    def save(self, path: Path) -> None:
        """Write the file."""
        with path.open("wb") as out:
            self._document.save(out)

    def _name_separators(self) -> None:
        from docx.oxml import parse_xml

        settings = self._document.settings.element
        named = parse_xml(f'<w:footnotePr {_NAMESPACES}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
        later = next((child for child in settings if child.tag.rpartition("}")[2] in _AFTER_FOOTNOTES), None)
        if later is None:
            settings.append(named)
        else:
            later.addprevious(named)

    def _set_page(self) -> None:
        from docx.shared import Mm

        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(30)
        section.top_margin = section.bottom_margin = Mm(25)

    def _set_styles(self) -> None:
        styles = self._document.styles
        _set_language(styles.element)
        _set_fonts(styles["Normal"], SERIF, 10.5)
        styles["Normal"].paragraph_format.line_spacing = 1.5
        for name, size in (("Title", 20), ("Subtitle", 10), ("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 11)):
            _set_fonts(styles[name], SANS, size)
        _plain_title(styles["Title"])
        for style in _OWN_STYLES:
            _add(styles.element, style)


def _set_fonts(style: Any, chinese: str, size: float) -> None:
    """Fonts of a style; without `w:eastAsia`, Word would set Chinese in a font of its own choice."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = LATIN
    style.font.size = Pt(size)
    style.font.italic = False
    style.font.color.rgb = RGBColor(0x24, 0x1F, 0x1B)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), value)


def _set_language(styles: Any) -> None:
    """Chinese as the language of East Asian text, for line breaking and proofing."""
    from docx.oxml.ns import qn

    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for fonts in styles.find(qn("w:docDefaults")).iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", SERIF)):
            fonts.set(qn(f"w:{name}"), value)


def _plain_title(style: Any) -> None:
    """Without the rule that the default template draws below titles."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _add(styles: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    styles.append(parse_xml(xml.replace("<w:style ", f"<w:style {_NAMESPACES} ", 1)))


def _footnotes(notes: Sequence[str]) -> str:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{mark}{run(" " + note)}</w:p>'
        "</w:footnote>"
        for number, note in enumerate(notes, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:footnotes {_NAMESPACES}>{separators}{written}</w:footnotes>"


def _paragraph_style(key: str, name: str, layout: str, look: str = "", *, custom: bool = True) -> str:
    own = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>'
    )


def _character_style(key: str, name: str, look: str, *, custom: bool = True) -> str:
    own = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="character"{own} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{look}</w:rPr></w:style>'
    )


_SMALL = '<w:color w:val="574F47"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
_BLACK_TYPE = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{SANS}"/>'

_OWN_STYLES = (
    *(
        _paragraph_style(
            key,
            f"摘录{number}",
            f'<w:keepNext/><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{stroke}"/></w:pBdr>'
            '<w:spacing w:before="200" w:after="0"/><w:ind w:left="210"/>',
        )
        for number, (key, stroke) in enumerate(zip(EXCERPT_STYLES, STROKES, strict=True), 1)
    ),
    _paragraph_style("ShkcAttribution", "摘录出处", '<w:spacing w:after="0"/><w:ind w:left="420"/>', _SMALL),
    _paragraph_style("ShkcDetail", "摘录说明", '<w:spacing w:after="0"/><w:ind w:left="420"/>', _SMALL),
    _paragraph_style("ShkcOwn", "自己的话", '<w:spacing w:before="120" w:after="120"/><w:ind w:firstLineChars="200"/>'),
    _paragraph_style(
        "ShkcReference",
        "参考文献条目",
        '<w:tabs><w:tab w:val="left" w:pos="480"/></w:tabs><w:spacing w:after="40"/>'
        '<w:ind w:left="480" w:hanging="480"/>',
        '<w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    _paragraph_style(
        "FootnoteText",
        "footnote text",
        '<w:snapToGrid w:val="0"/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="18"/><w:szCs w:val="18"/>',
        custom=False,
    ),
    _character_style("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>', custom=False),
    _character_style("Hyperlink", "Hyperlink", '<w:color w:val="2C5268"/><w:u w:val="single"/>', custom=False),
    _character_style("ShkcMark", "引文标记", '<w:vertAlign w:val="superscript"/>'),
    _character_style("ShkcContext", "上下文", '<w:color w:val="6A6257"/>'),
    _character_style("ShkcLabel", "说明标签", f'{_BLACK_TYPE}<w:color w:val="241F1B"/>'),
)
