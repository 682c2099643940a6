"""XML of REFI-QDA files: written without anything XML forbids, read without trusting anything."""

import re
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from shkc_desktop.interchange.incoming import named_uuid, plain_uuid
from shkc_desktop.model.failure import Failure

MAX_XML_BYTES = 100_000_000
MAX_DEPTH = 64
MAX_ELEMENTS = 3_000_000

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# xsd:dateTime; without T or with less than seconds it is not valid.
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?")


def printable(text: str) -> str:
    """The text as XML can carry it, LF line ends."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def guid(name: str) -> str:
    """A GUID: the name itself where it is one, else the same one for the same name each time."""
    return plain_uuid(name) or named_uuid("guid", name)


def is_date_time(text: str) -> bool:
    """Whether the text is an xsd:dateTime."""
    return _DATE_TIME.fullmatch(text) is not None


def child(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    """A new last child, its text and attributes printable."""
    made = Element(tag, {key: printable(value) for key, value in attributes.items()})
    if text is not None:
        made.text = printable(text)
    parent.append(made)
    return made


def to_bytes(root: Element, namespace: str) -> bytes:
    """The document, UTF-8 without BOM, every element in `namespace`."""
    root.set("xmlns", namespace)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def parsed(data: bytes, file: str) -> Element:
    """The root of a document, names without their namespace. Raises Failure for whatever is no honest XML."""
    if len(data) > MAX_XML_BYTES:
        raise Failure(f"“{file}”超过 100 MB，没有导入。")
    depth = count = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                continue
            depth, count = depth + 1, count + 1
            if depth > MAX_DEPTH or count > MAX_ELEMENTS:
                raise Failure(f"“{file}”的结构过深或过大，没有导入。")
            element.tag = element.tag.rpartition("}")[2]
            root = element if root is None else root
    except DefusedXmlException:
        raise Failure(f"“{file}”含有 DOCTYPE 或实体定义，可能有害，没有导入。") from None
    except (ParseError, ValueError, LookupError):
        raise Failure(f"“{file}”不是有效的 XML，没有导入。") from None
    if root is None:
        raise Failure(f"“{file}”不是有效的 XML，没有导入。")
    return root
