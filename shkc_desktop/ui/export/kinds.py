"""The formats as the reader chooses among them."""

from typing import NamedTuple

from shkc_desktop.export.formats import SUFFIXES


class Kind(NamedTuple):
    """A format: its name in `library.exporting`, what its tile says, its icon, the suffix of its files."""

    name: str
    words: str
    below: str
    icon: str
    suffix: str
    preview: str  # pages, scroll, table, text or summary


TILES = (
    Kind("docx", "Word", "docx", "document", ".docx", "pages"),
    Kind("markdown", "Markdown", "md", "note", ".md", "text"),
    Kind("html", "HTML", "html", "link", ".html", "scroll"),
    Kind("pdf", "PDF", "pdf", "page", ".pdf", "pages"),
    Kind("xlsx", "Excel", "xlsx", "table", ".xlsx", "table"),
    Kind("csv", "CSV", "csv", "table", ".csv", "table"),
    Kind("text", "纯文本", "自定模板", "document", ".txt", "text"),
    Kind("qdpx", "编码交换", "qdpx", "tag", ".qdpx", "summary"),
)
MORE = (
    Kind("jsonld", "Web Annotation", "jsonld", "annotation", ".jsonld", "text"),
    Kind("qdc", "编码本", "qdc", "codebook", ".qdc", "text"),
    Kind("bibtex", "参考文献 BibTeX", "bib", "quote", SUFFIXES["bibtex"], "text"),
    Kind("ris", "参考文献 RIS", "ris", "quote", SUFFIXES["ris"], "text"),
    Kind("csl-json", "参考文献 CSL-JSON", "json", "quote", SUFFIXES["csl-json"], "text"),
    Kind("shkc", "另成资料库，发送给同事", "shkc", "library", ".shkc", "summary"),
)
KINDS = {kind.name: kind for kind in (*TILES, *MORE)}

# What is laid out as a document: it is grouped, cited and copied with its looks.
LAID_OUT = ("docx", "markdown", "html", "pdf", "text")
TABLES = ("xlsx", "csv")
EXCHANGED = ("qdpx", "jsonld", "qdc", "shkc")
