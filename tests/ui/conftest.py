"""What tests of the window share: a theme to wear, a small library of our own writing, a window on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shkc_desktop.library import importing, opening
from shkc_desktop.library.library import Library
from shkc_desktop.ui import theme
from shkc_desktop.ui.preferences import Preferences
from shkc_desktop.ui.wiring import Wiring
from shkc_desktop.ui.workspace import Workspace

# Two small years: 嘉定区 in both, 杨浦区 in one, a passage of no district.
TEXTS = {
    "2021 年区域科技小报.md": """# 2021 年区域科技小报

## 8.1 各区进展

### 嘉定区

嘉定区在这一年开出两条试车线路，邀请三家车队上路，沿线居民试乘一千余次。

试车线路的调度室设在旧厂房里，夜间也有人值守。

### 杨浦区

杨浦区把老厂房改成共享实验室，面向学生团队开放夜间时段。

## 8.2 全市概览

全市共有四十个共享实验室对外开放，预约系统一年接到三万次预约。
""",
    "2022 年区域科技小报.md": """# 2022 年区域科技小报

## 8.1 各区进展

### 嘉定区

嘉定区的试车线路增加到五条，😀与𠮷先生的车队一起通过了雨天测试。

### 宝山区

宝山区的码头开始试用无人叉车，搬运时间缩短一半。
""",
}


@pytest.fixture
def worn(qapp: object) -> Iterator[Callable[[str], theme.Tokens]]:
    """A function that dresses the program in a theme; afterwards it is light again."""
    yield theme.wear
    theme.wear("light")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with two small reports of our own writing."""
    made = opening.new_library(tmp_path / "小库.shkc")
    for name, text in TEXTS.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        importing.add(made, importing.recognise_file(path))
    yield made
    made.close()


@pytest.fixture
def wiring(qtbot: QtBot, library: Library, tmp_path: Path) -> Iterator[Wiring]:
    """A window on that library, shown at 1440 × 900."""
    made = Wiring(Workspace(library), Preferences(tmp_path / "settings.ini"))
    qtbot.addWidget(made.window)
    made.start()
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    made.workspace.close()
