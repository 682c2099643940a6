"""Reports of invented wording for benchmarks: the same seed gives the same texts."""

import random
from collections.abc import Iterator
from pathlib import Path

from shkc_desktop.model.attribution import Attribution, Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Report, report_uuid

_VOCABULARY: dict[str, list[str]] = {}
for _line in Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8").splitlines():
    _name_of, _words = _line.split(":")
    _VOCABULARY.setdefault(_name_of, []).extend(_words.split())
DISTRICTS = tuple(_VOCABULARY["districts"])
CHAPTERS = tuple(_VOCABULARY["chapters"])


def generated_texts(number: int, seed: int = 1, characters: int = 7000) -> Iterator[str]:
    """`number` raw texts of about `characters` characters (7,000 are 20 KB), as a reader would import them."""
    for report in generated_reports(number, seed, characters):
        yield _raw(report)


def generated_reports(number: int, seed: int = 1, characters: int = 7000) -> Iterator[Report]:
    """`number` reports of about `characters` characters, with chapters, sixteen districts and list items."""
    rng = random.Random(seed)
    for at in range(number):
        year = 2000 + at % 26
        title = f"{year}年某市科技工作年鉴（第{at + 1}册）"
        drafts = list(_drafts(rng, title, characters))
        blocks: list[Block] = []
        offset = 0
        above: list[tuple[int, int]] = []  # level and index of the headings that stand open
        for index, (kind, level, text, district) in enumerate(drafts):
            heading = kind is BlockKind.HEADING
            while heading and above and above[-1][0] >= level:
                above.pop()
            parent = above[-1][1] if above else None
            end = offset + len(text)
            spans = (Attribution(offset, end, district, Evidence.HEADING, 1.0),) if district else ()
            blocks.append(Block(index, kind, offset, end, level, parent, lines=(index + 1,), attributions=spans))
            if heading:
                above.append((level, index))
            offset = end + 1
        text = "\n".join(draft[2] for draft in drafts)
        yield Report(report_uuid(text), title, year, text, tuple(blocks), source_name=f"{at + 1}.txt", raw=text)


def _drafts(rng: random.Random, title: str, characters: int) -> Iterator[tuple[BlockKind, int, str, str]]:
    yield BlockKind.HEADING, 1, title, ""
    each = characters // (len(CHAPTERS) + len(DISTRICTS) - 1)
    debt = 0  # what the sections before have had too much
    for number, chapter in enumerate(CHAPTERS, 1):
        yield BlockKind.HEADING, 2, f"第{'一二三四五六七八九十'[number - 1]}章 {chapter}", ""
        for district in DISTRICTS if chapter == "各区进展" else [""]:
            if district:
                yield BlockKind.HEADING, 3, district, district
            room = each - debt
            while room > 0:
                item = rng.random() < 0.15
                text = _item(rng) if item else "".join(_sentence(rng) for _ in range(rng.randint(1, 3)))
                yield (BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH), int(item), text, district
                room -= len(text)
            debt = -room


def _any(rng: random.Random, what: str) -> str:
    return rng.choice(_VOCABULARY[what])


def _item(rng: random.Random) -> str:
    return f"{_any(rng, 'verbs')}{_any(rng, 'kinds')}{_any(rng, 'things')}{rng.randint(2, 90)}项"


def _sentence(rng: random.Random) -> str:
    parts = [f"{_any(rng, 'times')}，{_any(rng, 'subjects')}"]
    for turn in range(rng.randint(1, 3)):
        if turn:
            parts.append(_any(rng, "links"))
        parts.append(f"{_any(rng, 'verbs')}{_any(rng, 'kinds')}的{_any(rng, 'things')}")
        chance = rng.random()
        if chance < 0.3:
            parts.append(f"，新增{_name(rng)}等{rng.randint(2, 300)}家")
        elif chance < 0.5:
            parts.append(f"，同比增长{rng.randint(1, 60)}.{rng.randint(0, 99):02}%")
        elif chance < 0.6:
            parts.append(f"，发布《{_any(rng, 'kinds')}{_any(rng, 'titles')}（{rng.randint(2000, 2025)}版）》")
        elif chance < 0.7:
            parts.append(f"，形成“{_name(rng)}—{_any(rng, 'things')}”的做法")
    return "".join(parts) + "。"


def _name(rng: random.Random) -> str:
    """An invented name of two or three common characters: so rare strings are in the texts, too."""
    return "".join(
        chr(rng.randrange(0x4E00, 0x9FA6)) if rng.random() < 0.1 else rng.choice(_NAME)
        for _ in range(rng.randint(2, 3))
    )


_NAME = "海明华东安康瑞丰德信中天和云启元博达通联合盛宇泽光辰星科源润成恒新远航嘉景朗拓青山川原禾木林森"


def _raw(report: Report) -> str:
    marks = {1: "# ", 2: "## ", 3: "### "}
    lines = []
    for block in report.blocks:
        text = report.block_text(block)
        if block.kind is BlockKind.HEADING:
            text = marks[block.level] + text
        elif block.kind is BlockKind.LIST_ITEM:
            text = "- " + text
        lines.append(text)
    return "\n\n".join(lines) + "\n"
