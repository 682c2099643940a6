"""What the import is not sure of, as questions to the reader."""

from collections.abc import Sequence

from shkc_desktop.ingest.districts.body import Body
from shkc_desktop.ingest.source import SourceText
from shkc_desktop.ingest.years import Dating
from shkc_desktop.model.attribution import Evidence
from shkc_desktop.model.block import Block, BlockKind
from shkc_desktop.model.report import Doubt

# Below this an attribution is shown as doubtful.
DOUBTFUL = 0.8


def doubts(
    source: SourceText, bodies: Sequence[Body], blocks: Sequence[Block], dating: Dating, title_proved: bool
) -> tuple[Doubt, ...]:
    """The doubts of a report: about its year and title first, then block by block."""
    found: list[Doubt] = []
    if dating.year is None:
        found.append(Doubt("year", "文中没有可以断定报告年份的依据，请填写。"))
    elif not dating.sure:
        found.append(Doubt("year", f"年份{dating.year}依据不足（{dating.evidence}），请核对。"))
    if not title_proved:
        found.append(Doubt("title", "文中没有报告的题名，所列题名为推定，请核对。"))
    if source.encoding_doubtful:
        found.append(Doubt("encoding", f"文件的编码不能确定，现按{source.encoding.upper()}读取，请核对文字。"))
    if source.replaced_characters:
        found.append(Doubt("encoding", f"有{source.replaced_characters}个字符无法辨认，已标出。"))
    for body, block in zip(bodies, blocks, strict=True):
        found += _of_block(body, block)
    return tuple(found)


def _of_block(body: Body, block: Block) -> list[Doubt]:
    found = []
    if body.passage.piece.guessed:
        found.append(
            Doubt("joined", f"第 {block.lines[0]} 行与第 {block.lines[-1]} 行是否同属一段，请核对。", block.index)
        )
    weak = [a for a in block.attributions if a.confidence < DOUBTFUL]
    if weak:
        names = "、".join(dict.fromkeys(a.district for a in weak))
        how = "由文中地名推断" if weak[0].evidence is Evidence.INFERRED else "依据不足"
        found.append(Doubt("district", f"这一段归入{names}，{how}，请核对。", block.index))
    elif len(block.districts) > 1 and block.kind is not BlockKind.HEADING:
        names = "、".join(block.districts)
        found.append(Doubt("several_districts", f"这一段依次写到{names}，请核对各句所属。", block.index))
    return found
