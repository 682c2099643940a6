"""Take the pictures anew, the README's among them, of the program as it is, with the shipped digests open.

Under Xvfb:  QT_QPA_PLATFORM=xcb xvfb-run -a -s '-screen 0 1600x1000x24' .venv/bin/python resources/screenshots/take.py
"""

import os
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent

# Year, words of the digest, colour, tags, note.
MARKS = (
    (
        2016,
        "“一心两轴三区”的空间发展格局已基本成形",
        1,
        ("空间布局",),
        "下文说“已搭建起”，两处程度不同，引用时注明段号。",
    ),
    (2016, "对条块分割、资源分散的政府传统管理体制加以改革", 2, ("体制机制",), "2017 年以后不再单列，转到服务里去了？"),
    (
        2016,
        "以专项规划为引导，由院所实现创新突破，经企业转化应用",
        3,
        ("成果转化", "院地合作"),
        "与 2017 年的“自循环”对照。",
    ),
    (2016, "国内首台质子治疗装置", 4, ("产业/医疗器械",), ""),
    (2017, "科技成果转化的“自循环”系统", 3, ("成果转化",), "2016 年叫“闭环”。"),
    (2021, "首款专用于高端医学影像的“中国芯”发布", 4, ("产业/芯片", "产业/医疗器械"), ""),
    (2022, "为城市数字化转型赋能", 1, ("数字化转型",), ""),
    (2022, "上海智能汽车软件园开园", 2, ("产业/智能汽车",), ""),
    (2022, "把“大零号湾”打造成科技创新的功能策源区", 1, ("空间布局",), ""),
    (2022, "数智G60这一特色品牌打响", 3, ("数字化转型",), ""),
    (2024, "对科技成果转化政策和生物医药产业全链条发展政策进行编制或修订", 3, ("成果转化",), ""),
)
STATES = (("嘉定区", 2016, "已编码"), ("嘉定区", 2017, "已编码"), ("嘉定区", 2021, "在读"), ("松江区", 2022, "在读"))


def library_with_marks(folder: Path):  # type: ignore[no-untyped-def]  # the rooms are imported below, after the environment is set
    """A new library of the shipped digests with a few annotations."""
    from shkc_desktop.library import annotating, codebook, opening, overview, reporting, shipped

    library = opening.new_library(folder / "library.shkc")
    shipped.add_corpus(library)
    reports = {summary.year: summary.uuid for summary in reporting.list_reports(library)}
    for year, words, colour, tags, note in MARKS:
        text, _ = library.report_text(reports[year])
        start = text.index(words)
        uuids = [codebook.add_path(library, tag, colour)[1] for tag in tags]
        annotating.annotate(library, [(reports[year], start, start + len(words))], colour, uuids, note)
    for district, of_year, state in STATES:
        overview.set_reading_state(library, district, of_year, state)
    return library


def main() -> int:
    """Write the pictures beside this file."""
    home = tempfile.TemporaryDirectory(prefix="shkc-")
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = home.name
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCursor
    from PySide6.QtTest import QTest

    from shkc_desktop.model.page import Place
    from shkc_desktop.ui.preferences import Preferences
    from shkc_desktop.ui.starting import make_application
    from shkc_desktop.ui.wiring import Wiring
    from shkc_desktop.ui.workspace import Workspace

    make_application()
    wiring = Wiring(Workspace(library_with_marks(Path(home.name))), Preferences())
    navigation, look = wiring.navigation, wiring.look
    look.set_theme("light")
    wiring.start()
    wiring.window.resize(1440, 900)
    wiring.window.show()
    QCursor.setPos(QPoint(1599, 999))  # beside the window: nothing is hovered
    QTest.qWaitForWindowExposed(wiring.window)

    def take(name: str) -> None:
        QTest.qWait(1500)  # words, counts and cards arrive in the background
        wiring.window.grab().save(str(PICTURES / f"{name}.png"))

    take("overview")
    navigation.open_link("嘉定区")
    navigation.open_link("嘉定区/2016")
    take("main")
    for theme in ("sepia", "dark"):
        look.set_theme(theme)
        take(f"page_{theme}")
    look.set_theme("light")
    navigation.open_link("嘉定区")
    years = navigation.tab()
    later = next(row for row in years.page.rows if row.kind == "year" and years.page.sources[row.source].year == 2017)
    years.pane.go_to(Place(years.page.sources[later.source].report, later.start))
    take("years")
    navigation.open_link("嘉定区/2016")
    navigation.split()
    navigation.open_link("嘉定区/2022")
    take("split")
    wiring.workspace.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
