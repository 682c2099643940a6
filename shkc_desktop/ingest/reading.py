"""A file becomes a SourceText: what it is, by its content first and its name second, and its text."""

import hashlib
import re
from pathlib import Path

from shkc_desktop.ingest.decoding import Decoded, decode
from shkc_desktop.ingest.docx_source import read_docx
from shkc_desktop.ingest.html_source import declared_charset, read_html
from shkc_desktop.ingest.markdown import front_matter
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.ingest.source_lines import SourceLines
from shkc_desktop.model.failure import NotReadable

# What the import takes, for file dialogs and for walking a folder.
SUFFIXES = (".txt", ".md", ".markdown", ".docx", ".html", ".htm", ".xhtml", ".pdf")

_LARGEST = 300 * 1024 * 1024  # bytes of a file, scanned page images included
_LARGEST_TEXT = 60 * 1024 * 1024
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
# Files that people take for texts: how they begin, and what to do instead.
_FOREIGN = (
    (b"\x89PNG", "是图片，没有可读的文字。"),
    (b"\xff\xd8\xff", "是图片，没有可读的文字。"),
    (b"GIF8", "是图片，没有可读的文字。"),
    (b"BM\x00", "是图片，没有可读的文字。"),
    (b"II*\x00", "是图片，没有可读的文字。"),
    (b"MM\x00*", "是图片，没有可读的文字。"),
    (b"{\\rtf", "是 RTF 文档，请在 Word 中另存为 .docx 后再导入。"),
    (b"\x1f\x8b", "是压缩文件，请解压后再导入。"),
    (b"Rar!", "是压缩文件，请解压后再导入。"),
    (b"7z\xbc\xaf", "是压缩文件，请解压后再导入。"),
    (b"SQLite format 3\x00", "是数据库文件，不是报告的文字。"),
    (b"\x7fELF", "是程序，没有可读的文字。"),
    (b"MZ\x90\x00", "是程序，没有可读的文字。"),
)


def read_source(path: Path) -> SourceText:
    """The text of a file. Raises NotReadable, in one Chinese sentence, where there is none to be had."""
    try:
        if path.is_dir():
            raise NotReadable(f"“{path.name}”是文件夹，不是文件。")
        if path.exists() and not path.is_file():
            raise NotReadable(f"“{path.name}”是设备或管道，不是普通的文件。")
        size = path.stat().st_size
        if size > _LARGEST:
            raise NotReadable(f"“{path.name}”超过 300 MB，不像一份报告，没有打开。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotReadable(f"找不到文件“{path.name}”。") from error
    except PermissionError as error:
        raise NotReadable(f"没有读取“{path.name}”的权限。") from error
    except (OSError, ValueError) as error:
        raise NotReadable(f"无法读取“{path.name}”。") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> SourceText:
    """The text of a file's bytes; `name` is the file's. Raises NotReadable as `read_source` does."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise NotReadable(f"“{name}”是空文件。")
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return _pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _zip(data, name, suffix)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise NotReadable(_about_ole(data, name))
    for start, message in _FOREIGN:
        if data.startswith(start):
            raise NotReadable(f"“{name}”{message}")
    if len(data) > _LARGEST_TEXT:
        raise NotReadable(f"“{name}”过大，不像一份报告，没有打开。")
    if suffix in (".html", ".htm", ".xhtml", ".shtml") or _HTML_START.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return _html(data, name)
    return _text(data, name, suffix)


def _text(data: bytes, name: str, suffix: str) -> SourceText:
    decoded = decode(data)
    _refuse_junk(decoded, name, suffix)
    # A head is read in .txt files too: people rename.
    keys, lines = front_matter(decoded.text)
    return SourceText(
        raw=decoded.text,
        name=name,
        sha256=_sha256(data),
        encoding=decoded.encoding,
        replaced_characters=decoded.replaced,
        encoding_doubtful=decoded.doubtful,
        media_type="text/markdown" if suffix in (".md", ".markdown") else "text/plain",
        front_matter=keys,
        front_matter_lines=lines,
    )


def _refuse_junk(decoded: Decoded, name: str, suffix: str) -> None:
    """Anything can be decoded somehow; what then still does not read like text is none."""
    text = decoded.text
    if not any(char.isalnum() for char in text):
        raise NotReadable(f"“{name}”里没有文字。")
    if decoded.replaced > 0.2 * len(text) or (decoded.quality < 0 and decoded.encoding != "utf-8"):
        if suffix in (".pdf", ".docx"):
            raise NotReadable(f"“{name}”已损坏，无法作为 {suffix[1:].upper()} 文档打开。")
        raise NotReadable(f"“{name}”不是文本文件，没有可读的文字。")


def _html(data: bytes, name: str) -> SourceText:
    decoded = decode(data, declared_charset(data))
    _refuse_junk(decoded, name, ".html")
    lines = read_html(decoded.text, name)
    if not lines.lines:
        raise NotReadable(f"“{name}”这个网页里没有文字。")
    return _of_lines(lines, data, name, "text/html", encoding=decoded.encoding, replaced=lines.raw.count("\ufffd"))


def _of_lines(
    lines: SourceLines, data: bytes, name: str, media_type: str, *, encoding: str = "utf-8", replaced: int = 0
) -> SourceText:
    return SourceText(
        raw=lines.raw,
        name=name,
        sha256=_sha256(data),
        encoding=encoding,
        replaced_characters=replaced + lines.removed,
        media_type=media_type,
        original=data if media_type == _DOCX else None,
        artifacts=frozenset(lines.artifacts),
        hints=lines.hints,
    )


def _zip(data: bytes, name: str, suffix: str) -> SourceText:
    if b"word/document" in data:
        lines = read_docx(data, name)
        if not lines.lines:
            raise NotReadable(f"“{name}”里没有文字。")
        return _of_lines(lines, data, name, _DOCX)
    if suffix == ".docx":
        raise NotReadable(f"“{name}”已损坏，无法作为 Word 文档打开。")
    raise NotReadable(f"“{name}”是压缩文件或其他办公文档，请另存为 .docx、.pdf 或 .txt 后再导入。")


def _about_ole(data: bytes, name: str) -> str:
    """The old Office container: it holds .doc files, and also .docx files locked with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"“{name}”有密码保护，请先在 Word 中取消密码再导入。"
    return f"“{name}”是旧版 Word 文档（.doc），请在 Word 中另存为 .docx 后再导入。"


def _pdf(data: bytes, name: str) -> SourceText:
    from shkc_desktop.ingest.pdf_source import read_pdf

    return read_pdf(data, name)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
