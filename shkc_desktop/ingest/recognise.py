"""A source becomes a report: lines, kinds, words, districts, year and what is doubtful."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from shkc_desktop.ingest.artifacts import mark_artifacts
from shkc_desktop.ingest.composing import Composed, compose
from shkc_desktop.ingest.coverage import coverage
from shkc_desktop.ingest.districts.attributing import attribute
from shkc_desktop.ingest.districts.body import Body
from shkc_desktop.ingest.districts.closing import close_sections
from shkc_desktop.ingest.doubts import doubts
from shkc_desktop.ingest.gazetteer import Gazetteer, load_gazetteer
from shkc_desktop.ingest.joining import join_lines
from shkc_desktop.ingest.kinds import Passage, classify
from shkc_desktop.ingest.levels import set_levels
from shkc_desktop.ingest.lines import read_lines
from shkc_desktop.ingest.metadata import edition_of, note_of, publication_of
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.ingest.variants import reading_of
from shkc_desktop.ingest.years import date, title_of
from shkc_desktop.model.attribution import Attribution
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Repair, Report, Section, report_uuid


def recognise(source: SourceText, gazetteer: Gazetteer | None = None) -> Report:
    """The report in a source: structure, repairs, districts with evidence, title, year and doubts."""
    with _collector_at_rest():
        return _recognise(source, gazetteer or load_gazetteer())


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """The many small objects of one text would make the collector walk over the whole library again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _recognise(source: SourceText, gazetteer: Gazetteer) -> Report:
    reading = reading_of(source.raw)
    lines = read_lines(replace(source, raw=source.raw.translate(reading)) if reading else source)
    mark_artifacts(lines, gazetteer)
    passages = classify(join_lines(lines, gazetteer), gazetteer)
    set_levels(passages)
    composed = [compose(source.raw, passage.piece, gazetteer, reading) for passage in passages]
    words = [c.text.translate(reading) if reading else c.text for c in composed]
    bodies = attribute(passages, words, gazetteer)
    close_sections(bodies)
    blocks = _blocks(source, bodies, composed)
    text = "\n".join(c.text for c in composed)
    kinds = [(p.kind, said) for p, said in zip(passages, words, strict=True)]
    dating = date(source, kinds)
    title, proved = title_of(source, kinds, dating.year, gazetteer.city)
    if (at := "\n".join(words).find(title)) >= 0:
        title = text[at : at + len(title)]  # as the source writes it
    sections = _sections(passages, blocks, composed)
    return Report(
        uuid=report_uuid(source.raw),
        title=title,
        year=dating.year,
        year_evidence=dating.evidence,
        text=text,
        blocks=blocks,
        sections=sections,
        edition=edition_of(source),
        coverage=coverage(blocks, sections, gazetteer),
        publication=publication_of(source, title_proved=proved, year_proved=dating.sure),
        note=note_of(source),
        source_name=source.name,
        sha256=source.sha256,
        raw=source.raw,
        encoding=source.encoding,
        replaced_characters=source.replaced_characters,
        media_type=source.media_type,
        original=source.original,
        repairs=_repairs(source, passages, blocks, composed),
        doubts=doubts(source, bodies, blocks, dating, proved),
    )


def _blocks(source: SourceText, bodies: Sequence[Body], composed: Sequence[Composed]) -> tuple[Block, ...]:
    blocks, start = [], 0
    for index, (body, words) in enumerate(zip(bodies, composed, strict=True)):
        passage = body.passage
        end = start + len(words.text)
        numbers = tuple(line.number for line in passage.piece.lines)
        page = source.line_pages.get(numbers[0])
        attributions = tuple(
            Attribution(start + s.start, start + s.end, s.part[0], s.evidence, s.confidence, s.part[1])
            for s in body.spans
        )
        mentions = _mentions(body) if body.found else ()
        blocks.append(
            Block(
                index,
                passage.kind,
                start,
                end,
                level=passage.level or (1 if passage.kind is BlockKind.LIST_ITEM else 0),
                parent=passage.parent,
                order=index,
                lines=numbers,
                emphasis=tuple((start + a, start + b) for a, b in words.emphasis),
                page=page,
                printed_page=source.printed_pages.get(page) if page is not None else None,
                attributions=attributions,
                mentions=mentions,
            )
        )
        start = end + 1
    return tuple(blocks)


def _mentions(body: Body) -> tuple[str, ...]:
    """The districts that a block names without being dedicated to them."""
    own = {span.part[0] for span in body.spans}
    named = (o.place.district for o in body.found if o.place.territorial)
    return tuple(dict.fromkeys(district for district in named if district and district not in own))


def _sections(
    passages: Sequence[Passage], blocks: Sequence[Block], composed: Sequence[Composed]
) -> tuple[Section, ...]:
    sections = []
    for passage, block, words in zip(passages, blocks, composed, strict=True):
        if passage.is_heading:
            number = passage.piece.first.label if passage.piece.first.style else ""
            title = words.text[len(number) :].lstrip(" 　、.．:：") if words.text.startswith(number) else words.text
            sections.append(Section(number, title, passage.level, block.index))
    return tuple(sections)


def _repairs(
    source: SourceText, passages: Sequence[Passage], blocks: Sequence[Block], composed: Sequence[Composed]
) -> tuple[Repair, ...]:
    repairs = []
    if source.front_matter_lines:
        head = "\n".join(source.raw.split("\n")[: source.front_matter_lines])
        repairs.append(Repair("front_matter", None, (1, source.front_matter_lines), head, ""))
    for passage, block, words in zip(passages, blocks, composed, strict=True):
        if passage.is_set_aside:
            repairs.append(
                Repair("set_aside", block.index, (block.lines[0], block.lines[-1]), words.text, words.text, block.start)
            )
        repairs += [
            Repair(m.kind, block.index, m.lines, m.before, m.after, block.start + m.start) for m in words.mendings
        ]
    return tuple(repairs)
