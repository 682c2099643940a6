"""Small PDFs written by hand: text where a test wants it, drawn in the order it wants."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Words with their left end and base line, in points from the top left corner; Han characters are `size` wide."""

    x: float
    y: float
    text: str
    size: float = 10.5
    bold: bool = False


def pdf_of(
    *pages: list[Words],
    size: tuple[float, float] = (595, 842),
    rotate: int = 0,
    meant_as: dict[str, str] | None = None,
    picture: bool = False,
) -> bytes:
    """A PDF with one page for each list of words; `meant_as`: characters that copy out as others (radicals)."""
    width, height = size
    objects: list[bytes] = [b"", b""]  # catalogue and page tree, filled in at the end
    objects += _font("STSong-Light", meant_as or {})
    objects += _font("STHeiti-Bold", meant_as or {})
    song, hei = 3, 3 + len(_font("x", {}))
    pixel = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    objects.append(pixel + b"\nstream\nA\nendstream")
    image = len(objects)
    kids = []
    for words in pages:
        drawn = b"".join(_show(one, width, height, rotate) for one in words)
        if picture:
            drawn += b"q 500 0 0 700 40 40 cm /P Do Q\n"
        objects.append(b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"endstream")
        box = f"{width} {height}" if rotate % 180 == 0 else f"{height} {width}"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box}] /Rotate {rotate} /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /S {song} 0 R /H {hei} 0 R >> /XObject << /P {image} 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(objects)


def _font(name: str, meant_as: dict[str, str]) -> list[bytes]:
    """A font that need not be embedded, for which a code is the character's own; three objects."""
    first = 3 if name != "STHeiti-Bold" else 6
    mapped = "\n".join(f"<{ord(shown):04X}> <{ord(copied):04X}>" for shown, copied in meant_as.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(meant_as)} beginbfchar\n{mapped}\nendbfchar\nendcmap end end"
    ).encode()
    to_unicode = f"/ToUnicode {first + 2} 0 R " if meant_as else ""
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /UniGB-UCS2-H {to_unicode}"
        f"/DescendantFonts [{first + 1} 0 R] >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /DW 1000 /W [1 95 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        f"/FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 6 /ItalicAngle 0 /Ascent 880 "
        "/Descent -120 /CapHeight 880 /StemV 80 /FontBBox [-25 -254 1000 880] >> >>".encode(),
        b"<< /Length %d >>\nstream\n" % len(table) + table + b"\nendstream",
    ]


def _show(words: Words, width: float, height: float, rotate: int) -> bytes:
    face = "H" if words.bold else "S"
    code = words.text.encode("utf-16-be").hex()
    matrix = {
        0: f"1 0 0 1 {words.x} {height - words.y}",
        90: f"0 1 -1 0 {words.y} {words.x}",
    }[rotate]
    return f"BT /{face} {words.size} Tf {matrix} Tm <{code}> Tj ET\n".encode()


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def column(
    text: str, x: float, y: float, width: int, size: float = 10.5, pitch: float = 1.6, indent: bool = True
) -> list[Words]:
    """A paragraph set in lines of `width` characters, its first line indented by two."""
    lines = []
    start = 2 if indent else 0
    rest = text
    while rest:
        room = width - (start if not lines else 0)
        lines.append(Words(x + (start * size if not lines else 0), y + len(lines) * pitch * size, rest[:room], size))
        rest = rest[room:]
    return lines
