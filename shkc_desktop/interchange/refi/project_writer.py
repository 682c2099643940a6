"""A library as a REFI-QDA project (`.qdpx`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from shkc_desktop.interchange.incoming import IncomingSource, named_uuid
from shkc_desktop.interchange.refi.archive import packed
from shkc_desktop.interchange.refi.codebook import ORIGIN, add_codes
from shkc_desktop.interchange.refi.markup import child, guid, is_date_time, printable, to_bytes
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.tag import Tag

NAMESPACE = "urn:QDA-XML:project:1.0"
YEAR = "年份"
DISTRICT = "区"

# A selection has no place for what only we know; its description says it in words that are read back.
COLOUR_LINE = "颜色："
DISTRICT_LINE = "所属区："
GROUP_LINE = "同组："
NOTE_NAME = "批注"


@dataclass(frozen=True, slots=True)
class Project:
    """What goes out.

    sources: the reports with their text. districts: annotation uuid to the districts of its passage.
    Private memos are left out whatever the caller gives.
    """

    name: str
    sources: Sequence[IncomingSource]
    annotations: Sequence[Annotation]
    tags: Sequence[Tag] = ()
    memos: Sequence[Memo] = ()
    districts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    created: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The file, how many annotations it holds, and what could not go in, one Chinese sentence each."""

    data: bytes
    count: int
    problems: tuple[str, ...]


def to_qdpx(project: Project) -> Written:
    """The project as a `.qdpx` archive; annotations that lie nowhere in a text of it are told and left out."""
    writing = _Writing(project)
    root = writing.root()
    members = {"project.qde": to_bytes(root, NAMESPACE)}
    for source in project.sources:
        if source.text is not None:
            members[f"sources/{guid(source.key)}.txt"] = _source_bytes(source.text)
    problems = [f"{writing.left_out} 处没有着落的标注没有写入项目文件。"] if writing.left_out else []
    return Written(packed(members), writing.count, tuple(problems))


def _source_bytes(text: str) -> bytes:
    """UTF-8, LF, no BOM, not one character more or less than the text has."""
    if text.startswith("\ufeff"):
        text = "\u200b" + text[1:]
    return text.encode("utf-8", "replace") if text.isascii() else _without_surrogates(text).encode("utf-8")


def _without_surrogates(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


class _Writing:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._tags = {tag.uuid for tag in project.tags}
        self._users: dict[str, str] = {}
        self._notes: list[Element] = []
        self._memos = [memo for memo in project.memos if not memo.private]
        self._cases: dict[str, list[str]] = {}
        self.count = 0
        self.left_out = 0

    def root(self) -> Element:
        """The project; its parts stand in the order that the schema wants."""
        sources = self._sources()
        root = Element("Project", {"name": printable(self._project.name), "origin": ORIGIN})
        if is_date_time(self._project.created):
            root.set("creationDateTime", self._project.created)
        codebook = Element("CodeBook")
        if self._project.tags:  # an empty codebook is not valid
            add_codes(child(codebook, "Codes"), self._project.tags, self._add_tag_memos)
        library_notes = [self._memo(memo) for memo in self._about(MemoSubject.LIBRARY)]
        for memo in self._about(MemoSubject.DISTRICT):
            self._memo(memo)
        if self._users:
            users = child(root, "Users")
            for name, user in self._users.items():
                child(users, "User", guid=user, name=name)
        if self._project.tags:
            root.append(codebook)
        self._add_variables(root)
        self._add_cases(root)
        if len(sources):
            root.append(sources)
        if self._notes:
            child(root, "Notes").extend(self._notes)
        for note in library_notes:
            child(root, "NoteRef", targetGUID=note)
        return root

    def _sources(self) -> Element:
        on_report: dict[str, list[Annotation]] = {}
        for annotation in self._project.annotations:
            on_report.setdefault(annotation.target.report, []).append(annotation)
        sources = Element("Sources")
        for source in self._project.sources:
            here = on_report.pop(source.key, [])
            if source.text is None:
                self.left_out += len(here)
                continue
            key = guid(source.key)
            written = child(sources, "TextSource", guid=key, name=source.title, plainTextPath=f"internal://{key}.txt")
            for annotation in sorted(here, key=lambda a: (a.target.position.start, a.target.position.end, a.uuid)):
                self._add_selection(written, annotation, source.text)
            for memo in self._about(MemoSubject.REPORT, source.key):
                child(written, "NoteRef", targetGUID=self._memo(memo))
            self._add_values(written, source)
        self.left_out += sum(map(len, on_report.values()))
        return sources

    def _add_selection(self, source: Element, annotation: Annotation, text: str) -> None:
        start, end = annotation.target.position.start, annotation.target.position.end
        if not 0 <= start < end <= len(text) or text[start:end] != annotation.target.quote.exact:
            self.left_out += 1
            return
        self.count += 1
        own = guid(annotation.uuid)
        for district in self._project.districts.get(annotation.uuid, ()):
            self._cases.setdefault(district, []).append(own)
        by = self._authorship(annotation.creator, annotation.created, annotation.modified)
        words = " ".join(text[start:end].split())[:60]
        placed = {"startPosition": str(start), "endPosition": str(end)}
        selection = child(source, "PlainTextSelection", guid=own, name=words, **placed, **by)
        child(selection, "Description", "\n".join(_own_lines(annotation)))
        for tag in annotation.tags:
            if tag in self._tags:
                coding = child(selection, "Coding", guid=named_uuid("coding", own, tag), **_creating(by))
                child(coding, "CodeRef", targetGUID=guid(tag))
        if annotation.note:
            note = named_uuid("note", own)
            self._add_note(note, NOTE_NAME, annotation.note, by)
            child(selection, "NoteRef", targetGUID=note)

    def _authorship(self, creator: str, created: str, modified: str) -> dict[str, str]:
        by: dict[str, str] = {}
        if creator:
            by["creatingUser"] = self._users.setdefault(creator, named_uuid("user", creator))
        if is_date_time(created):
            by["creationDateTime"] = created
        if is_date_time(modified):
            by["modifiedDateTime"] = modified
        return by

    def _about(self, subject: MemoSubject, about: str | None = None) -> Iterable[Memo]:
        return (m for m in self._memos if m.subject is subject and (about is None or m.about == about))

    def _add_tag_memos(self, code: Element, tag: Tag) -> None:
        for memo in self._about(MemoSubject.TAG, tag.uuid):
            child(code, "NoteRef", targetGUID=self._memo(memo))

    def _memo(self, memo: Memo) -> str:
        key = guid(memo.uuid)
        note = self._add_note(key, memo.title, memo.text, self._authorship(memo.creator, memo.created, memo.modified))
        if memo.subject is MemoSubject.DISTRICT:
            _add_value(note, DISTRICT, "TextValue", memo.about)
        return key

    def _add_note(self, key: str, name: str, text: str, by: dict[str, str]) -> Element:
        note = Element("Note", {"guid": key, "name": printable(name), **{k: printable(v) for k, v in by.items()}})
        child(note, "PlainTextContent", text)
        self._notes.append(note)
        return note

    def _add_variables(self, root: Element) -> None:
        variables = child(root, "Variables")
        child(variables, "Variable", guid=_variable(YEAR), name=YEAR, typeOfVariable="Integer")
        child(variables, "Variable", guid=_variable(DISTRICT), name=DISTRICT, typeOfVariable="Text")

    def _add_values(self, written: Element, source: IncomingSource) -> None:
        if source.year is not None:
            _add_value(written, YEAR, "IntegerValue", str(source.year))
        if source.districts:
            _add_value(written, DISTRICT, "TextValue", "、".join(source.districts))

    def _add_cases(self, root: Element) -> None:
        """Each district is a case, so that other programs can compare districts."""
        if not self._cases:
            return
        cases = child(root, "Cases")
        for district, selections in self._cases.items():
            case = child(cases, "Case", guid=named_uuid("district", district), name=district)
            _add_value(case, DISTRICT, "TextValue", district)
            for selection in selections:
                child(case, "SelectionRef", targetGUID=selection)


def _own_lines(annotation: Annotation) -> Iterable[str]:
    yield f"{COLOUR_LINE}{annotation.colour}"
    if annotation.district is not None:
        yield f"{DISTRICT_LINE}{annotation.district}"
    if annotation.group is not None:
        yield f"{GROUP_LINE}{annotation.group}"


def _creating(by: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in by.items() if name != "modifiedDateTime"}


def _variable(name: str) -> str:
    return named_uuid("variable", name)


def _add_value(parent: Element, variable: str, kind: str, value: str) -> None:
    written = child(parent, "VariableValue")
    child(written, "VariableRef", targetGUID=_variable(variable))
    child(written, kind, value)
