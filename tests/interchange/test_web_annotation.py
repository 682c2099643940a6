"""Web Annotation JSON-LD comes back exactly, and other programs' files are understood."""

import json

import pytest

from shkc_desktop.interchange.web_annotation import to_json
from shkc_desktop.interchange.web_annotation_reader import read
from shkc_desktop.model.annotation import AnchorState, Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.selector import Target, TextPositionSelector, TextQuoteSelector
from shkc_desktop.model.tag import Tag, by_uuid, tag_path

REPORT = "7b7cf2d0-0000-5000-8000-000000000001"
CHIPS = Tag(
    "7b7cf2d0-0000-4000-8000-0000000000a2", "芯片", "7b7cf2d0-0000-4000-8000-0000000000a1", 3, definition="<b>义</b>"
)
INDUSTRY = Tag("7b7cf2d0-0000-4000-8000-0000000000a1", "产业", favourite=2)
TAGS = by_uuid([INDUSTRY, CHIPS])


def annotation(**changes):
    values = {
        "uuid": "7b7cf2d0-0000-4000-8000-00000000000f",
        "target": Target(
            REPORT,
            TextPositionSelector(3, 9),
            TextQuoteSelector("𠮷字与😀笑", "前", "后"),
            "ab" * 32,
            ("第八章", "嘉定区"),
        ),
        "colour": 3,
        "tags": (CHIPS.uuid,),
        "note": "一行\n<img src=x>",
        "creator": "林",
        "created": "2026-11-20T08:00:00+00:00",
        "modified": "2026-11-20T09:00:00.123456+00:00",
        "district": "嘉定区",
        "group": "7b7cf2d0-0000-4000-8000-00000000001f",
        "state": AnchorState.MOVED,
    }
    return Annotation(**(values | changes))


def incoming(value):
    return read(json.dumps(value).encode())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"tags": (), "note": "", "district": None, "group": None, "creator": ""},
        {"note": "  留白 \n\n 也留 ", "colour": 1, "created": "", "modified": ""},
        {"note": "孤\ud83d"},
    ],
)
def test_an_annotation_comes_back_exactly(changes):
    mine = annotation(**changes)
    back = read(to_json([mine], TAGS, {REPORT: "2022年报"}).encode())
    assert back.annotations == (mine,) and back.problems == ()
    assert back.sources[0].title == "2022年报"


def test_the_tags_come_along_with_those_above_them():
    assert read(to_json([annotation()], TAGS).encode()).tags == (INDUSTRY, CHIPS)


def test_the_file_speaks_the_words_of_the_standard():
    item = json.loads(to_json([annotation()], TAGS))["items"][0]
    assert item["@context"] == "http://www.w3.org/ns/anno.jsonld" and item["type"] == "Annotation"
    assert item["id"] == "urn:uuid:7b7cf2d0-0000-4000-8000-00000000000f"
    assert item["target"]["source"] == f"urn:uuid:{REPORT}"
    assert [selector["type"] for selector in item["target"]["selector"]] == [
        "TextQuoteSelector",
        "TextPositionSelector",
    ]
    assert {body["purpose"]: body["value"] for body in item["body"]} == {
        "tagging": "产业/芯片",
        "commenting": "一行\n<img src=x>",
    }


HYPOTHESIS = {
    "total": 1,
    "rows": [
        {
            "id": "kyGXzsXpEeqVx5sJ",
            "created": "2025-03-01T10:00:00.000000+00:00",
            "updated": "2025-03-02T10:00:00.000000+00:00",
            "user": "acct:lin@hypothes.is",
            "uri": "https://example.org/report",
            "text": "值得比较",
            "tags": ["产业/芯片", "人才"],
            "document": {"title": ["某市报告"]},
            "target": [
                {
                    "source": "https://example.org/report",
                    "selector": [
                        {"type": "RangeSelector", "startOffset": 1, "endOffset": 9},
                        {"type": "TextPositionSelector", "start": 120, "end": 124},
                        {"type": "TextQuoteSelector", "exact": "中试平台", "prefix": "建成", "suffix": "三座"},
                    ],
                }
            ],
        }
    ],
}


def test_what_hypothesis_exports_is_understood():
    back = incoming(HYPOTHESIS)
    (mark,), tags = back.annotations, by_uuid(back.tags)
    assert (mark.note, mark.creator, mark.target.quote.exact) == ("值得比较", "lin", "中试平台")
    assert [tag_path(tags[uuid], tags) for uuid in mark.tags] == ["产业/芯片", "人才"]
    assert back.sources[0].title == "某市报告" and mark.target.report == "https://example.org/report"
    assert mark.target.text_sha256 == "" and incoming(HYPOTHESIS).annotations == back.annotations


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: [one, {"type": "Person"}],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "total": 1, "first": {"type": "AnnotationPage", "items": [one]}},
        lambda one: {"@context": "x", "@graph": [one]},
    ],
)
def test_any_wrapping_is_opened(wrap):
    quote = {"type": "TextQuoteSelector", "exact": "字"}
    one = {"id": "urn:x", "body": "随便一句", "target": {"source": "urn:y", "selector": quote}}
    (mark,) = incoming(wrap(one)).annotations
    assert (mark.note, mark.target.quote.exact, mark.target.position) == ("随便一句", "字", TextPositionSelector(0, 0))


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (9, 3), (0, 10**30), (True, 4), ("0", "4"), (1.5, 2)])
def test_absurd_offsets_are_told_and_the_words_kept(start, end):
    selector = [
        {"type": "TextQuoteSelector", "exact": "字"},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    back = incoming({"id": "a", "target": {"source": "urn:y", "selector": selector}})
    assert back.annotations[0].target.quote.exact == "字"
    assert back.problems == ("第 1 条标注的位置不合理，改按原文的字句寻找。",)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ({"selector": []}, "没有说明属于哪份报告"),
        ({"source": "urn:y"}, "没有可用的原文或位置"),
        ("urn:y", "没有可用的原文或位置"),
    ],
)
def test_an_annotation_without_a_place_is_told(target, told):
    back = incoming({"target": target})
    assert back.annotations == () and told in back.problems[0]


def test_two_targets_become_one_group():
    place = {"source": "urn:y", "selector": {"type": "TextPositionSelector", "start": 1, "end": 2}}
    back = incoming({"id": "a", "target": [place, place]})
    first, second = back.annotations
    assert first.group == second.group is not None and first.uuid != second.uuid


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe\x00", b"[" * 200_000, b'{"a": 1}', b'"x"', b"9" * 10_000, b'{"id": "x", "body": []}'],
)
def test_what_is_no_annotation_file_is_one_sentence(data):
    with pytest.raises(Failure) as caught:
        read(data)
    assert str(caught.value).endswith("没有导入。")


def test_an_empty_page_and_a_byte_order_mark_are_fine():
    assert read(b"\xef\xbb\xbf" + to_json([], {}).encode()).annotations == ()


def test_tags_in_a_circle_and_wrong_values_do_no_harm():
    codebook = [
        {"id": f"urn:uuid:{CHIPS.uuid}", "name": "甲/乙", "parent": INDUSTRY.uuid, "colour": "red", "favourite": 77},
        {"id": f"urn:uuid:{INDUSTRY.uuid}", "name": "丙", "parent": CHIPS.uuid},
    ]
    back = incoming({"items": [], "urn:shkc:codebook": codebook})
    assert {(tag.name, tag.colour, tag.favourite) for tag in back.tags} == {("甲／乙", 1, None), ("丙", 1, None)}
    assert sum(tag.parent is None for tag in back.tags) == 1
