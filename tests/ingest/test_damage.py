"""What pages, pictures and programs did to a text is mended, and nothing is joined that belongs apart."""

import pytest

from shkc_desktop.ingest.recognise import recognise
from shkc_desktop.ingest.source import LineHint, SourceText
from shkc_desktop.model.block import BlockKind
from shkc_desktop.model.report import Report


def report(raw: str) -> Report:
    """The report in a raw text."""
    return recognise(SourceText(raw))


def texts(raw: str) -> list[str]:
    """The words of its blocks."""
    return report(raw).text.split("\n")


# The paragraphs around the broken one, so that it shows how paragraphs end here.
BEFORE = "本段说明背景，各项任务有序展开，成效逐步显现，企业与居民的反映良好，下一步继续深化。\n\n"
AFTER = "\n\n另有若干项目处于前期研究阶段，待条件成熟后分批启动，具体安排另行公布，请各单位关注。"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("围绕检测认证、智能制造等方向推进一批“真\n\n如创新带”支撑项目落地，形成集聚。", "一批“真如创新带”支撑项目"),
        ("打通了“院所突破—企业转化—资金支持—政策\n\n配套”的工作链条，企业满意度提高。", "资金支持—政策配套”的工作链条"),
        (
            "园区引进检验检测机构，积极推进公共技术平台\n\n\n\n平台共享，一批设备对外开放。",
            "公共技术平台共享，一批设备",
        ),
        (
            "今年以来，企业研发投入保持较快增长，带动专利申请、\n\n成果登记等指标同步上升。",
            "专利申请、成果登记等指标",
        ),
        ("科研院所与龙头企业组建创新联合体，攻关任务进一步\n\n明确，首批五个课题立项。", "攻关任务进一步明确，首批"),
        (
            "测试里程持续增加，企业在开放道路上积极\n\n图2-3 测试道路分布\n\n开展夜间与雨天场景验证，数据全部上传。",
            "积极开展夜间与雨天场景验证",
        ),
        (
            "实验室与三家医院合作，建立全流程的样本管\n\n2018 上海科技进步报告 57\n\n理制度，共享率提高。",
            "样本管理制度",
        ),
    ],
)
def test_a_broken_paragraph_is_one_again(broken: str, mended: str) -> None:
    found = [text for text in texts(BEFORE + broken + AFTER) if mended in text]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "平台全年服务企业三百家，组织培训四十场，合同额超过两亿元。",
            "服务能力同步提升，用户评价良好，投诉减少。",
        ),
        ("发布加快机器人产业发展的若干措施，支持首台套应用", "嘉定区新增测试场地两处，开放给全市企业预约使用。"),
        ("推出科创贷等专属产品，试点跨区域授信，企业受益", "发行双创债券六期，募集资金投向硬科技企业"),
        ("加快集成电路设计企业集聚，营业收入创新高", "第五节 生物医药"),
    ],
)
def test_paragraphs_that_belong_apart_stay_apart(one: str, other: str) -> None:
    assert any(text.endswith(one[-8:]) for text in texts(f"{BEFORE}{one}\n\n{other}{AFTER}"))


def test_a_doubled_word_at_a_break_is_said_once_and_recorded() -> None:
    mended = report(BEFORE + "开发区着力完善企业全生命周期的各项公共服务\n\n\n服务体系，全年办件两万件。" + AFTER)
    repair = next(r for r in mended.repairs if r.kind == "doubled_word")
    assert (repair.before, repair.after) == ("服务\n服务", "服务")
    assert "公共服务体系" in mended.text
    assert "服务服务" not in mended.text


def test_bold_marks_become_emphasis() -> None:
    mended = report("**打造新高地**，新增企业**六百**家，平台**两个**。")
    block = mended.blocks[0]
    assert mended.text == "打造新高地，新增企业六百家，平台两个。"
    assert [mended.text[a:b] for a, b in block.emphasis] == ["打造新高地", "六百", "两个"]


@pytest.mark.parametrize(
    ("raw", "text", "kind"),
    [
        ("- >| 发布指数报告一份", "发布指数报告一份", BlockKind.LIST_ITEM),
        ("• 建成平台三个", "建成平台三个", BlockKind.LIST_ITEM),
        ("主题 ○ 共享: 城市与科技", "主题 共享:城市与科技", BlockKind.LIST_ITEM),
        ("构成 ○", "构成", BlockKind.LABEL),
        ("9月", "9月", BlockKind.LABEL),
        (">> 合作网络不断扩大", "合作网络不断扩大", BlockKind.HEADING),
        ("► 区域科技：各展所长 竞相创新", "区域科技：各展所长 竞相创新", BlockKind.HEADING),
        ("## ◆ 合作机制建立", "合作机制建立", BlockKind.HEADING),
        ("图3-2 各区研发投入", "图3-2 各区研发投入", BlockKind.CAPTION),
        ("资料来源：统计年报", "资料来源：统计年报", BlockKind.CAPTION),
        ("— 39 —", "— 39 —", BlockKind.PAGE_ARTIFACT),
        ("2018 上海科技进步报告 39", "2018 上海科技进步报告 39", BlockKind.PAGE_ARTIFACT),
    ],
)
def test_marks_become_structure(raw: str, text: str, kind: BlockKind) -> None:
    mended = report(f"{BEFORE}{raw}\n\n{AFTER}")
    block = mended.blocks[1]
    assert mended.block_text(block).removeprefix("— ") == text.removeprefix("— ")
    assert block.kind is kind


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("推动市 区联动, 形成合 力。", "推动市区联动,形成合力。"),
        ("以“智联未来 共创明天”为主题，举办 论坛。", "以“智联未来 共创明天”为主题，举办论坛。"),
        ("引进 AI Lab 等机构 12 家。", "引进 AI Lab 等机构 12 家。"),
        ("配置资源， 服务格局。", "配置资源，服务格局。"),
        ("⾼新技术企业⼀百家。", "高新技术企业一百家。"),
    ],
)
def test_stray_blanks_and_radicals_are_mended(raw: str, text: str) -> None:
    assert report(raw).text == text


def test_a_number_on_a_line_of_its_own_and_its_title_are_one_heading() -> None:
    block = report("\n8.1\n\n各区创新格局优化\n\n强化市区联动，形成合力。").blocks[0]
    assert (block.kind, block.level, block.lines) == (BlockKind.HEADING, 2, (2, 4))


def test_a_caption_at_a_picture_is_set_aside() -> None:
    mended = report("徐汇区\n\n启动“灯塔计划”，支持青年人才成长。\n\n灯塔计划五大行动\n\n\n\n长宁区\n\n航空企业集聚。")
    assert [b.kind for b in mended.blocks] == ["heading", "paragraph", "caption", "heading", "paragraph"]
    assert mended.blocks[2].districts == ("徐汇区",)


def test_a_short_paragraph_of_a_word_processor_may_be_a_heading() -> None:
    source = SourceText("嘉定区\n推出一项办法。", hints={1: LineHint("paragraph"), 2: LineHint("paragraph")})
    assert recognise(source).blocks[0].kind is BlockKind.HEADING


def test_front_matter_is_one_recorded_removal() -> None:
    raw = "---\ntitle: 试验报告\nyear: 2019\n---\n\n嘉定区推进示范。"
    read = recognise(SourceText(raw, front_matter={"title": "试验报告", "year": 2019}, front_matter_lines=4))
    assert (read.title, read.year, read.text) == ("试验报告", 2019, "嘉定区推进示范。")
    assert read.repairs[0].lines == (1, 4)


def test_traditional_characters_are_understood_and_kept() -> None:
    mended = report("2019上海科技進步報告\n\n嘉定區\n\n建設智能網聯汽車示範區。\n\n閔行區發佈專項辦法。")
    assert (mended.title, mended.year) == ("2019上海科技進步報告", 2019)
    assert mended.blocks[2].districts == ("嘉定区",)
    assert mended.blocks[3].districts == ("闵行区",)
    assert "智能網聯汽車" in mended.text
