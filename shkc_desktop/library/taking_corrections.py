"""Takes over another reader's corrections of districts, structure and characters, on the words they were made on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from shkc_desktop.anchoring.matching import FoldedText, match
from shkc_desktop.ingest.revising import Revised, correct_characters, reapply
from shkc_desktop.interchange.library_content import MadeCorrection
from shkc_desktop.library.correcting import revise
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import AnchorState
from shkc_desktop.model.correction import ReaderCorrection
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.report import Report
from shkc_desktop.store.changes import Change

# Joining and splitting hang on the blocks of one library's own import.
OFFERED = ("districts", "characters", "kind", "level", "metadata")


def offered(made: Iterable[MadeCorrection]) -> list[MadeCorrection]:
    """Those that make sense in another library."""
    return [one for one in made if one.correction.kind in OFFERED]


def spoken(made: MadeCorrection) -> str:
    """`校订　组织 and → 组织和`, for the reader."""
    correction, words = made.correction, made.target.quote.exact
    value = correction.value if isinstance(correction.value, dict) else {}
    match correction.kind:
        case "characters":
            return f"校订　{words} → {value.get('replacement', '')}"
        case "districts":
            names = "、".join(map(str, value.get("districts", ()))) or "不属任何区"
            return f"所属区　{_short(words)} → {names}"
        case "metadata":
            return f"报告信息　{value.get('field', '')} → {value.get('value', '')}"
        case _:
            return f"结构　{_short(words)}"


def _short(words: str) -> str:
    line = words.replace("\n", " ")
    return line if len(line) <= 24 else line[:23] + "…"


def take(library: Library, made: Sequence[MadeCorrection]) -> tuple[list[Change], int]:
    """Carry them out one after the other; returns the changes and how many fitted."""
    changes: list[Change] = []
    for one in offered(made):
        uuid = one.target.report
        text, _ = library.report_text(uuid)
        start, end = _place(one, text)
        if one.correction.kind != "metadata" and start >= end:
            continue
        record = replace(one.correction, start=start, end=end)
        try:
            change = revise(library, uuid, "接受校订", partial(_done, record), records=[record])
        except Failure:
            continue
        changes.append(change)
    return changes, len(changes)


def _place(made: MadeCorrection, text: str) -> tuple[int, int]:
    if made.correction.kind == "metadata":
        return 0, 0
    found = match(made.target, FoldedText(text))
    return (0, 0) if found.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN) else (found.start, found.end)


def _done(record: ReaderCorrection, report: Report) -> Report | Revised:
    if record.kind == "characters":
        return correct_characters(report, record.start, record.end, str(record.value["replacement"]))
    return reapply([record], report)
