"""Tags what a search has found, all at once."""

import uuid as _uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from shkc_desktop.library.annotating import Span, target
from shkc_desktop.library.library import Library
from shkc_desktop.model.annotation import Annotation
from shkc_desktop.model.failure import Failure
from shkc_desktop.model.hit import Hit, Where
from shkc_desktop.store import annotations, searching
from shkc_desktop.store.changes import Change, Writer
from shkc_desktop.store.clock import now

# Passages between two looks at the stop flag.
_EVERY = 50


def spans_of(hits: Iterable[Hit]) -> list[Span]:
    """Where the hits in report texts lie, each place once; hits in notes, tags and memos have no such place."""
    found = [(hit.report, hit.start, hit.end) for hit in hits if hit.where is Where.TEXT and hit.report is not None]
    return list(dict.fromkeys(found))


def tag_spans(
    library: Library,
    spans: Sequence[Span],
    tag: str,
    colour: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[Change, list[str]]:
    """Give passages a tag: those that carry an annotation of just these words get it there, others a new one.

    Returns the change and the annotations that now carry it. Raises Failure when it was stopped; nothing is stored.
    """
    connection = library.file.connection
    present = {
        (record.report, record.start, record.end): record.uuid
        for record in searching.annotations(connection, reports={report for report, _, _ in spans})
        if record.placed
    }
    moment = now()
    made: list[Annotation] = []
    kept = [present[span] for span in spans if span in present]
    for at, span in enumerate(spans):
        if at % _EVERY == 0:
            if should_stop():
                raise Failure("已停下，没有打标签。")
            progress(at, len(spans))
        if span not in present:
            made.append(
                Annotation(
                    str(_uuid.uuid4()), target(library, *span), colour, (tag,), "", library.creator, moment, moment
                )
            )

    def work(writer: Writer) -> None:
        for uuid in kept:
            old = annotations.get(writer.connection, uuid)
            if old is not None and tag not in old.tags:
                annotations.put(writer, replace(old, tags=(*old.tags, tag), modified=moment), rev=old.rev)
        for annotation in made:
            annotations.put(writer, annotation)

    return library.change(f"给 {len(spans)} 处打标签", work), [*kept, *(annotation.uuid for annotation in made)]
