"""A REFI-QDA project (`.qdpx`), ours or another program's, as incoming annotations."""

import re
from collections import Counter
from hashlib import sha256
from xml.etree.ElementTree import Element

from shkc_desktop.interchange.incoming import MAX_OFFSET, Incoming, IncomingSource, TagShelf, named_uuid, plain_uuid
from shkc_desktop.interchange.refi.archive import Archive
from shkc_desktop.interchange.refi.codebook import ORIGIN, tags_of
from shkc_desktop.interchange.refi.markup import parsed
from shkc_desktop.interchange.refi.positions import counting, normalised
from shkc_desktop.interchange.refi.project_writer import COLOUR_LINE, DISTRICT, DISTRICT_LINE, GROUP_LINE, YEAR
from shkc_desktop.model.annotation import COLOURS, Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.selector import CONTEXT, Target, TextPositionSelector, TextQuoteSelector

_MEDIA = ("PictureSource", "AudioSource", "VideoSource")
_YEAR_NAMES = (YEAR, "year")
_DISTRICT_NAMES = (DISTRICT, "所属区", "district")
_LINE = re.compile(f"({COLOUR_LINE}|{DISTRICT_LINE}|{GROUP_LINE})(.*)", re.DOTALL)


def read(data: bytes) -> Incoming:
    """What a project holds. Raises Failure for an archive that is none or means harm."""
    archive = Archive(data)
    projects = [name for name in archive.names() if name.lower().endswith(".qde")]
    if len(projects) != 1:
        raise Failure("压缩包里应有一个 .qde 项目文件，" + ("却没有" if not projects else "却有多个") + "，没有导入。")
    root = parsed(archive.read(projects[0]) or b"", projects[0])
    if root.tag != "Project":
        raise Failure("文件不是 REFI-QDA 项目，没有导入。")
    return _Reading(root, archive).incoming()


class _Reading:
    """One project being read."""

    def __init__(self, root: Element, archive: Archive) -> None:
        self._root = root
        self._archive = archive
        self._ours = root.get("origin", "") == ORIGIN
        self._problems: list[str] = []
        self._skipped: Counter[str] = Counter()
        self._annotations: dict[str, Annotation] = {}
        self._merged: dict[tuple[str, int, int, str], str] = {}
        self._sources: dict[str, IncomingSource] = {}
        self._memos: dict[str, Memo] = {}
        self._users = {
            user: (element.get("name") or element.get("id") or "").strip()
            for element in root.iterfind("Users/User")
            if (user := plain_uuid(element.get("guid")))
        }
        self._variables = {
            key: element.get("name", "").strip().lower()
            for element in root.iterfind("Variables/Variable")
            if (key := plain_uuid(element.get("guid")))
        }
        self._notes = {key: note for note in root.iterfind("Notes/Note") if (key := plain_uuid(note.get("guid")))}
        self._told_notes: set[str] = set()
        tags, self._codes = tags_of(root.find("CodeBook/Codes"))
        self._shelf = TagShelf({tag.uuid: tag for tag in tags})

    def incoming(self) -> Incoming:
        """Everything in the project."""
        for element in self._root.find("Sources") or ():
            self._take_source(element)
        for tag, code in self._codes.items():
            self._take_memos(code, MemoSubject.TAG, tag)
        self._take_memos(self._root, MemoSubject.LIBRARY, "")
        self._take_description(self._root, MemoSubject.LIBRARY, "")
        for key in self._notes:
            if key not in self._told_notes:
                self._take_memo(key, MemoSubject.LIBRARY, "")
        told = [f"{count} 处{reason}" for reason, count in self._skipped.items()]
        return Incoming(
            tuple(self._annotations.values()),
            self._shelf.in_order(),
            tuple(self._memos.values()),
            tuple(self._sources.values()),
            (*self._problems, *told),
        )

    def _take_source(self, element: Element) -> None:
        if element.tag in _MEDIA:
            self._skipped["图片、音频或视频资料没有导入。"] += 1
            return
        inner = element.find("Representation") if element.tag == "PDFSource" else element
        key, name = plain_uuid(element.get("guid")), (element.get("name") or "").strip()
        if key is None or inner is None or element.tag not in ("TextSource", "PDFSource"):
            self._skipped["资料没有编号或没有文字，没有导入。"] += 1
            return
        if key in self._sources:
            raise Failure("项目里有两份资料用了同一个编号，没有导入。")
        raw = self._raw_text(inner, name)
        values = self._values(element)
        text = None if raw is None else normalised(raw)
        year = next((values[n] for n in _YEAR_NAMES if n in values), "").strip()
        districts = next((values[n] for n in _DISTRICT_NAMES if n in values), "")
        self._sources[key] = IncomingSource(
            key=key,
            title=name,
            text=text,
            sha256="" if text is None else sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            year=int(float(year)) if re.fullmatch(r"\d{4}(\.0*)?", year) else None,
            districts=tuple(part.strip() for part in re.split("[、,，;；]", districts) if part.strip()),
        )
        self._take_selections(inner, self._sources[key], raw)
        if element.find("Coding") is not None:
            self._skipped["对整份资料的编码没有导入（只导入对字句的编码）。"] += len(element.findall("Coding"))
        self._take_memos(element, MemoSubject.REPORT, key)
        self._take_description(element, MemoSubject.REPORT, key)

    def _raw_text(self, element: Element, name: str) -> str | None:
        """The words of a source or note, BOM and CR kept; None where the archive does not hold them."""
        content, path = element.findtext("PlainTextContent"), element.get("plainTextPath", "")
        if content is not None and path:
            self._problems.append(f"“{name}”的文字给出了两处，以写在项目里的为准。")
        if content is not None:
            return content
        found = re.fullmatch(r"internal://+(?:sources/)?([^/\\]+)", path.strip(), re.IGNORECASE)
        data = self._archive.read(found.group(1)) if found else None
        if data is None:
            why = "指向压缩包以外的文件" if path and not found else "在压缩包里找不到"
            self._problems.append(f"“{name}”的文字{why}，其上的编码没有导入。")
            return None
        try:
            return _decoded(data)
        except UnicodeError:
            self._problems.append(f"“{name}”的文字不是 UTF-8 编码，其上的编码没有导入。")
            return None

    def _take_selections(self, inner: Element, source: IncomingSource, raw: str | None) -> None:
        selections = inner.findall("PlainTextSelection")
        if raw is None or source.text is None:
            return
        spans = [(_offset(s.get("startPosition")), _offset(s.get("endPosition"))) for s in selections]
        named = zip(spans, selections, strict=True)
        way = counting(raw, [(a, b, s.get("name", "")) for (a, b), s in named if a is not None and b is not None])
        if way.told:
            self._problems.append(f"“{source.title}”的位置{way.told}，已据字句换算，请抽查几处。")
        for selection, (start, end) in zip(selections, spans, strict=True):
            span = way.span(start, end) if start is not None and end is not None else None
            if span is None:
                self._skipped["编码的位置不合理（起止颠倒、为空或超出原文），没有导入。"] += 1
                continue
            self._take_selection(selection, source, source.text, *span)

    def _take_selection(self, selection: Element, source: IncomingSource, text: str, start: int, end: int) -> None:
        uuid = plain_uuid(selection.get("guid")) or named_uuid("selection", source.key, str(start), str(end))
        if uuid in self._annotations:
            self._skipped["编码的编号与别处重复，没有导入。"] += 1
            return
        creator = self._user(selection)
        tags = self._tags(selection)
        own, remark = self._own_words(selection)
        notes = [
            remark,
            *self._note_texts(selection),
            *(t for c in selection.iter("Coding") for t in self._note_texts(c)),
        ]
        place = (source.key, start, end, creator)
        if not self._ours and place in self._merged:  # others write one selection for each code
            known = self._annotations[self._merged[place]]
            notes = [known.note, *notes]
            tags = tuple(dict.fromkeys((*known.tags, *tags)))
            uuid = known.uuid
        self._merged[place] = uuid
        quote = TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
        colour = int(own[COLOUR_LINE]) if own.get(COLOUR_LINE, "").isdecimal() else 0
        first = self._shelf.tags[tags[0]].colour if tags else 1
        self._annotations[uuid] = Annotation(
            uuid=uuid,
            target=Target(source.key, TextPositionSelector(start, end), quote, source.sha256),
            colour=colour if colour in COLOURS else first,
            tags=tags,
            note="\n\n".join(note for note in dict.fromkeys(notes) if note),
            creator=creator,
            created=selection.get("creationDateTime", ""),
            modified=selection.get("modifiedDateTime", ""),
            district=own.get(DISTRICT_LINE),
            group=own.get(GROUP_LINE),
        )

    def _tags(self, selection: Element) -> tuple[str, ...]:
        tags: list[str] = []
        for reference in selection.iterfind("Coding/CodeRef"):
            tag = plain_uuid(reference.get("targetGUID"))
            if tag in self._shelf.tags and tag is not None:
                tags.append(tag)
            else:
                self._skipped["编码指向编码本里没有的编码，只保留了字句。"] += 1
        return tuple(dict.fromkeys(tags))

    def _own_words(self, selection: Element) -> tuple[dict[str, str], str]:
        """What we wrote into a description ourselves, and what somebody else did."""
        text = selection.findtext("Description") or ""
        found = [_LINE.fullmatch(line) for line in text.split("\n")]
        if text and all(found):
            return {match.group(1): match.group(2) for match in found if match}, ""
        return {}, text

    def _note_texts(self, element: Element) -> list[str]:
        texts = []
        for reference in element.findall("NoteRef"):
            key = plain_uuid(reference.get("targetGUID"))
            if key in self._notes and key is not None:
                self._told_notes.add(key)
                texts.append(normalised(self._raw_text(self._notes[key], self._notes[key].get("name", "")) or ""))
        return texts

    def _take_memos(self, element: Element, subject: MemoSubject, about: str) -> None:
        for reference in element.findall("NoteRef"):
            key = plain_uuid(reference.get("targetGUID"))
            if key in self._notes and key is not None:
                self._take_memo(key, subject, about)

    def _take_memo(self, key: str, subject: MemoSubject, about: str) -> None:
        note = self._notes[key]
        self._told_notes.add(key)
        values = self._values(note)
        district = next((values[name] for name in _DISTRICT_NAMES if name in values), "")
        if subject is MemoSubject.LIBRARY and district:
            subject, about = MemoSubject.DISTRICT, district
        text = normalised(self._raw_text(note, note.get("name", "")) or "")
        moments = (note.get("creationDateTime", ""), note.get("modifiedDateTime", ""))
        self._memos[key] = Memo(key, subject, about, note.get("name", ""), text, False, self._user(note), *moments)

    def _take_description(self, element: Element, subject: MemoSubject, about: str) -> None:
        text = (element.findtext("Description") or "").strip()
        if text:
            key = named_uuid("description", about or self._root.get("name", ""), text)
            self._memos[key] = Memo(key, subject, about, "说明", text)

    def _values(self, element: Element) -> dict[str, str]:
        """Variable name, in lower case, to its value."""
        found: dict[str, str] = {}
        for value in element.findall("VariableValue"):
            reference = value.find("VariableRef")
            key = plain_uuid(reference.get("targetGUID")) if reference is not None else None
            texts = [part.text or "" for part in value if part.tag != "VariableRef"]
            if key in self._variables and key is not None and texts:
                found[self._variables[key]] = texts[0]
        return found

    def _user(self, element: Element) -> str:
        """Who made it; some programs name the user on the coding alone."""
        coding = element.find("Coding")
        for place in (element, coding):
            user = plain_uuid(place.get("creatingUser")) if place is not None else None
            if user in self._users and user is not None:
                return self._users[user]
        return ""


def _decoded(data: bytes) -> str:
    """UTF-8 as the standard wants it, or UTF-16 that says so; a BOM stays, offsets may count it. UnicodeError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "\ufeff" + data.decode("utf-16")
    return data.decode("utf-8")


def _offset(text: str | None) -> int | None:
    """A whole number that a text may have; None for anything absurd."""
    found = re.fullmatch(r"\s*(\d{1,12})\s*", text or "")
    return int(found.group(1)) if found and int(found.group(1)) <= MAX_OFFSET else None
