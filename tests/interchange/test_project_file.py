"""A project goes out as REFI-QDA, valid in every way we know, and comes back exactly."""

import re
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shkc_desktop.interchange.incoming import IncomingSource
from shkc_desktop.interchange.refi.project_reader import read
from shkc_desktop.interchange.refi.project_writer import Project, to_qdpx
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.memo import Memo, MemoSubject
from shkc_desktop.model.selector import CONTEXT, Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.model.tag import Tag

P = "{urn:QDA-XML:project:1.0}"


def uuid(number):
    return f"7b7cf2d0-0000-4000-8000-{number:012}"


REPORT, OTHER = uuid(1), uuid(2)
TEXT = "𠮷林与😀园区\n嘉定区建成三座中试平台，面向团队开放。\n第二段\t有<制表>&符号。"
INDUSTRY = Tag(uuid(11), "产业", None, 2, "指产业")
CHIPS = Tag(uuid(12), "芯片", uuid(11), 3)
TALENT = Tag(uuid(13), "人才", position=1)
TIME = {"created": "2026-11-20T08:00:00+00:00", "modified": "2026-11-20T09:30:00.250000+00:00"}


def mark(start, end, number, text=TEXT, **changes):
    quote = TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    digest = sha256(text.encode()).hexdigest()
    target = Target(changes.pop("report", REPORT), TextPositionSelector(start, end), quote, digest)
    return Annotation(uuid(number), target, **changes)


MARKS = (
    mark(0, 2, 101, colour=4),
    mark(3, 4, 102, tags=(CHIPS.uuid, TALENT.uuid), note="一行\n<b>两行</b>", creator="林", **TIME),
    mark(8, 15, 103, tags=(TALENT.uuid,), district="嘉定区", group=uuid(99), creator="陈"),
    mark(8, 15, 104, colour=2, creator="陈"),
    mark(27, len(TEXT), 105, note=" 留白 "),
)
MEMOS = (
    Memo(uuid(201), MemoSubject.LIBRARY, "", "总", "全库\n思路", False, "林", **TIME),
    Memo(uuid(202), MemoSubject.REPORT, REPORT, "报告", "", False),
    Memo(uuid(203), MemoSubject.TAG, CHIPS.uuid, "标签", "备忘", False),
    Memo(uuid(204), MemoSubject.DISTRICT, "嘉定区", "", "本区", False),
)
SOURCES = (
    IncomingSource(REPORT, "2022<年报>", text=TEXT, year=2022, districts=("嘉定区", "松江区")),
    IncomingSource(OTHER, "空", text=""),
)
SECRET = Memo(uuid(209), MemoSubject.LIBRARY, "", "私", "不外传", True)
PROJECT = Project(
    "测试",
    SOURCES,
    MARKS,
    (INDUSTRY, CHIPS, TALENT),
    (*MEMOS, SECRET),
    {uuid(103): ("嘉定区",), uuid(101): ("嘉定区", "松江区")},
    "2026-11-20T08:00:00+00:00",
)


def opened(data):
    archive = zipfile.ZipFile(BytesIO(data))
    return archive, archive.read("project.qde").decode("utf-8")


def test_everything_comes_back_exactly():
    back = read(to_qdpx(PROJECT).data)
    assert back.problems == ()
    assert {a.uuid: a for a in back.annotations} == {a.uuid: a for a in MARKS}
    assert back.tags == (INDUSTRY, CHIPS, TALENT)
    assert {m.uuid: m for m in back.memos} == {m.uuid: m for m in MEMOS}
    assert [(s.key, s.title, s.text, s.year, s.districts) for s in back.sources] == [
        (REPORT, "2022<年报>", TEXT, 2022, ("嘉定区", "松江区")),
        (OTHER, "空", "", None, ()),
    ]


@given(
    text=st.text(st.sampled_from("ab嘉定𠮷😀\n\t <>&\x0c\u2028"), min_size=1, max_size=40).filter(
        lambda t: t[0] != "\ufeff"
    ),
    ends=st.tuples(st.integers(0, 40), st.integers(1, 40)),
)
def test_any_passage_of_any_text_comes_back(text, ends):
    start = min(ends[0], len(text) - 1)
    wanted = mark(start, max(start + 1, min(ends[1], len(text))), 101, text)
    back = read(to_qdpx(Project("x", [IncomingSource(REPORT, "y", text=text)], [wanted])).data)
    assert back.annotations == (wanted,) and back.sources[0].text == text


def test_the_project_is_valid(refi_schema):
    schema = refi_schema("Project.xsd")
    for project in (PROJECT, Project("空", (), ()), replace(PROJECT, tags=()), replace(PROJECT, annotations=())):
        schema.validate(opened(to_qdpx(project).data)[1])


def test_the_project_holds_where_the_schema_is_silent():
    archive, xml = opened(to_qdpx(PROJECT).data)
    root = ElementTree.fromstring(xml)
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))
    targets = {element.get("targetGUID") for element in root.iter() if element.get("targetGUID")}
    users = {element.get("creatingUser") for element in root.iter() if element.get("creatingUser")}
    assert targets | users <= set(guids)
    for source in root.iter(f"{P}TextSource"):
        assert source.find(f"{P}PlainTextContent") is None
        raw = archive.read("sources/" + source.get("plainTextPath").removeprefix("internal://"))
        assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw
        size = len(raw.decode("utf-8"))
        for selection in source.iter(f"{P}PlainTextSelection"):
            assert 0 <= int(selection.get("startPosition")) < int(selection.get("endPosition")) <= size


def test_private_memos_stay_at_home():
    archive, xml = opened(to_qdpx(PROJECT).data)
    assert "不外传" not in xml and not any("不外传".encode() in archive.read(name) for name in archive.namelist())


def test_districts_are_cases_that_name_their_passages():
    root = ElementTree.fromstring(opened(to_qdpx(PROJECT).data)[1])
    cases = {c.get("name"): [r.get("targetGUID") for r in c.iter(f"{P}SelectionRef")] for c in root.iter(f"{P}Case")}
    assert cases == {"嘉定区": [uuid(101), uuid(103)], "松江区": [uuid(101)]}


def test_a_mark_without_a_place_is_told():
    lost = [mark(0, 2, 110, "别的文字"), mark(0, 2, 111, report=uuid(77)), replace(MARKS[0], uuid=uuid(112))]
    written = to_qdpx(replace(PROJECT, annotations=lost))
    assert (written.count, written.problems) == (1, ("2 处没有着落的标注没有写入项目文件。",))


def test_what_xml_forbids_is_taken_out():
    dirty = Project("a\x00", [IncomingSource(REPORT, "b\ud800", text="甲\ud800\x01乙")], [], [Tag(uuid(1), "c\x0b")])
    back = read(to_qdpx(dirty).data)
    assert (back.sources[0].title, back.sources[0].text, back.tags[0].name) == ("b", "甲\ufffd\x01乙", "c")


# What follows is written the way other programs write it.


def qdpx(project, files=None, name="project.qde"):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, project)
        for path, data in (files or {}).items():
            archive.writestr(path, data)
    return out.getvalue()


def foreign(selections, source='plainTextPath="internal://Interview.txt"', rest=""):
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Other 1.0" creationDateTime="2024-01-01T00:00:00">
<Users><User guid="{uuid(31)}" name="lin"/></Users>
<CodeBook><Codes><Code guid="{uuid(41)}" name="Themes" isCodable="false" color="#ff8800">
<Code guid="{uuid(42)}" name="平台" isCodable="true" color="#0072B2"><Description>备注</Description></Code></Code>
<Code guid="{uuid(43)}" name="人才" isCodable="true"/></Codes></CodeBook>
<Variables><Variable guid="{uuid(51)}" name="Year" typeOfVariable="Float"/></Variables>
<Sources><TextSource guid="{uuid(61)}" name="Interview" {source}>{selections}{rest}</TextSource></Sources>
</Project>"""


def selection(start, end, code=42, name="", guid=71, inner=""):
    return (
        f'<PlainTextSelection guid="{uuid(guid)}" startPosition="{start}" endPosition="{end}" name="{name}" '
        f'creatingUser="{uuid(31)}" creationDateTime="2024-01-02T00:00:00">{inner}'
        f'<Coding guid="{uuid(guid + 500)}" creatingUser="{uuid(31)}"><CodeRef targetGUID="{uuid(code)}"/></Coding>'
        "</PlainTextSelection>"
    )


def names(back, annotation):
    tags = {tag.uuid: tag.name for tag in back.tags}
    return [tags[tag] for tag in annotation.tags]


def test_a_file_as_qualcoder_writes_it_has_its_codes_at_the_right_words():
    text = "第一行\n嘉定𠮷建成平台😀\n末行"
    value = f'<VariableValue><VariableRef targetGUID="{uuid(51)}"/><FloatValue>2022.0</FloatValue></VariableValue>'
    project = foreign(selection(7, 11, name="建成平台") + selection(7, 11, 43, "建成平台", 72), rest=value)
    back = read(qdpx(project, {"Sources/Interview.txt": text.encode()}))
    (found,) = back.annotations
    assert found.target.quote.exact == "建成平台" and names(back, found) == ["平台", "人才"]
    assert (found.creator, found.created, found.colour) == ("lin", "2024-01-02T00:00:00", 2)
    assert [(tag.name, tag.definition, tag.colour) for tag in back.tags][1] == ("平台", "备注", 2)
    assert back.sources[0].year == 2022 and back.problems == ()


RAW = "第一行\r\n第二行𠮷有话\r\n第三行平台"
LF = RAW.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        (LF, LF.index),
        (RAW, RAW.index),
        (RAW, LF.index),
        ("\ufeff" + LF, LF.index),
        ("\ufeff" + RAW, RAW.index),
        ("\ufeff" + RAW, lambda words: RAW.index(words) + 1),
        (LF, lambda words: len(LF[: LF.index(words)].encode("utf-16-le")) // 2),
    ],
)
def test_offsets_are_translated_whatever_they_count(raw, count):
    written = [selection(count(w), count(w) + 2, name=w, guid=g) for g, w in ((71, "第一"), (72, "有话"), (73, "平台"))]
    back = read(qdpx(foreign("".join(written)), {"sources/Interview.txt": raw.encode()}))
    assert [a.target.quote.exact for a in back.annotations] == ["第一", "有话", "平台"]
    assert back.sources[0].text == LF


def test_without_names_the_offsets_count_what_the_file_holds():
    place = RAW.index("平台")
    back = read(qdpx(foreign(selection(place, place + 2)), {"sources/Interview.txt": RAW.encode()}))
    assert back.annotations[0].target.quote.exact == "平台"


def test_an_inclusive_end_shows_in_the_names():
    back = read(qdpx(foreign(selection(0, 1, name="第一")), {"sources/Interview.txt": LF.encode()}))
    assert back.annotations[0].target.quote.exact == "第一" and "末字计入" in back.problems[0]


def test_text_within_the_project_and_descriptions_are_read():
    inner = "<Description>值得看</Description>"
    project = foreign("<PlainTextContent>甲乙丙</PlainTextContent>" + selection(1, 2, inner=inner), "")
    project = project.replace("<PlainTextContent>", "<Description>访谈</Description><PlainTextContent>", 1)
    back = read(qdpx(project, name="Mein Projekt.QDE"))
    assert back.annotations[0].note == "值得看" and back.annotations[0].target.quote.exact == "乙"
    assert [(memo.subject, memo.about, memo.text) for memo in back.memos] == [(MemoSubject.REPORT, uuid(61), "访谈")]


@pytest.mark.parametrize(("start", "end"), [(3, 1), (2, 2), (-1, 2), (0, 10**6), (0, 10**30), ("x", 2)])
def test_absurd_offsets_are_told_and_the_rest_is_read(start, end):
    project = foreign(selection(start, end) + selection(0, 2, guid=72))
    back = read(qdpx(project, {"sources/Interview.txt": LF.encode()}))
    assert [a.uuid for a in back.annotations] == [uuid(72)]
    assert back.problems == ("1 处编码的位置不合理（起止颠倒、为空或超出原文），没有导入。",)


@pytest.mark.parametrize(
    ("source", "files", "told"),
    [
        ('plainTextPath="internal://Gone.txt"', {}, "在压缩包里找不到"),
        ('plainTextPath="absolute:///etc/passwd"', {}, "指向压缩包以外的文件"),
        ('plainTextPath="relative://../x.txt"', {"x.txt": b"a"}, "指向压缩包以外的文件"),
        ('plainTextPath="internal://../x.txt"', {"x.txt": b"a"}, "指向压缩包以外的文件"),
        ('plainTextPath="internal://Interview.txt"', {"sources/Interview.txt": b"\xff\x00\xff"}, "不是 UTF-8"),
    ],
)
def test_a_text_that_cannot_be_had_is_told(source, files, told):
    back = read(qdpx(foreign(selection(0, 2), source), files))
    assert back.annotations == () and told in back.problems[0] and back.sources[0].text is None


def test_unknown_codes_and_duplicate_selections_are_told():
    project = foreign(selection(0, 2, 49) + selection(3, 5, guid=71))
    back = read(qdpx(project, {"sources/Interview.txt": b"abcdef"}))
    assert len(back.annotations) == 1 and len(back.problems) == 2


def test_names_are_kept_letter_by_letter():
    evil = "&lt;img src=x onerror=alert(1)&gt;"
    project = foreign(selection(0, 2)).replace('name="平台"', f'name="{evil}"')
    back = read(qdpx(project, {"sources/Interview.txt": b"abc"}))
    assert back.tags[1].name == "<img src=x onerror=alert(1)>"


def bomb(members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


GOOD = ("project.qde", foreign(""))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (lambda: b"", "不是有效的 .qdpx"),
        (lambda: b"PK\x03\x04 nonsense", "不是有效的 .qdpx"),
        (lambda: bomb([("a.txt", "x")]), "却没有"),
        (lambda: bomb([GOOD, ("b.qde", GOOD[1])]), "却有多个"),
        (lambda: bomb([("project.qde", "<x/>")]), "不是 REFI-QDA 项目"),
        (lambda: bomb([("project.qde", '<!DOCTYPE a [<!ENTITY b "c">]>' + GOOD[1])]), "不是有效的 XML|DOCTYPE"),
        (lambda: bomb([("project.qde", '<!DOCTYPE a [<!ENTITY b "c">]><Project>&b;</Project>')]), "DOCTYPE"),
        (lambda: bomb([GOOD, ("../../evil.txt", "x")]), "指向包外"),
        (lambda: bomb([GOOD, ("/abs.txt", "x")]), "指向包外"),
        (lambda: bomb([GOOD, ("C:\\win.txt", "x")]), "指向包外"),
        (lambda: bomb([GOOD, ("a/" * 200 + "x", "x")]), "层次过深"),
        (lambda: bomb([GOOD, ("sources/Interview.txt", bytes(60_000_000))]), "压缩比异常"),
        (lambda: bomb([GOOD, ("sources/A.txt", "1"), ("Sources/a.TXT", "2")]), "两个同名的文件"),
        (lambda: bomb([GOOD, *((f"sources/{n}", "") for n in range(10_001))]), "超过 10000 个"),
    ],
)  # fmt: skip
def test_a_hostile_archive_is_refused_with_one_sentence(data, told):
    with pytest.raises(Exception, match=told) as caught:
        read(data())
    assert type(caught.value).__name__ == "Failure" and str(caught.value).endswith("没有导入。")


def test_a_size_that_lies_is_refused():
    honest = qdpx(foreign(""), {"sources/Interview.txt": b"0123456789" * 50})
    lying = re.sub(re.escape((500).to_bytes(4, "little")), (3).to_bytes(4, "little"), honest)
    with pytest.raises(Exception, match="已损坏") as caught:
        read(lying)
    assert type(caught.value).__name__ == "Failure"


def test_two_members_of_the_same_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = bomb([GOOD, GOOD])
    with pytest.raises(Exception, match="两个同名的文件"):
        read(data)
