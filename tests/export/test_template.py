"""Plain text by a template: three that ship, and errors that name the line."""

import pytest

from shkc_desktop.export.formats import export
from shkc_desktop.export.options import ExportOptions
from shkc_desktop.export.text_template import checked, shipped
from shkc_desktop.model.failure import Failure


@pytest.fixture
def text(tmp_path, make):
    def write(template, **changes):
        export("text", [make(**changes)], ExportOptions(template=template), tmp_path / "a.txt")
        return (tmp_path / "a.txt").read_text(encoding="utf-8")

    return write


def test_three_templates_ship_and_all_show_words_and_note(text):
    assert len(shipped()) == 3 and len({template.name for template in shipped()}) == 3
    for template in shipped():
        shown = text(template.text, note="租价待比")
        assert "设备按小时出租。" in shown and "租价待比" in shown


def test_without_a_template_the_first_that_ships_is_used(text):
    assert text("") == text(shipped()[0].text)


def test_a_template_may_use_everything_known(text):
    own = "{{ e.year }}|{{ e.districts|join }}|{{ e.paragraph }}|{{ e.page }}|{{ e.mark }}"
    own = f"{{% for e in excerpts %}}{own}{{% endfor %}}"
    assert text(own, page="53") == "2022|嘉定区|12|53|[1]53"


def test_nothing_is_escaped_in_plain_text(text):
    assert text("{% for e in excerpts %}{{ e.note }}{% endfor %}", note="a<b & c") == "a<b & c"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("甲\n{{ 没有 }}", "模板第 2 行：没有名为“没有”的内容。"),
        ("{{ excerpts[0].nope }}", "模板第 1 行：没有名为“nope”的内容。"),
        ("甲\n{% for e in excerpts %}", "模板第 2 行：有一处没有写结束。"),
        ("\n\n{% foo %}", "模板第 3 行：不认识“foo”这个标记，或它放错了地方。"),
        ("{{ title|zzz }}", "模板第 1 行：没有名为“zzz”的过滤器。"),
        ("{{ title }", "模板第 1 行：多了“}”。"),
        ("\n{{ 1/0 }}", "模板第 2 行：除数为零。"),
    ],
)
def test_an_error_names_its_line(text, template, sentence):
    with pytest.raises(Failure) as caught:
        text(template)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "template",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ title.format.__globals__ }}",
        "{{ 'a' * 100000000 }}",
        "{{ 2 ** 99999999 }}",
        "{% for i in range(99999999) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ groups[0].entries.append(1) }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    ],
)
def test_a_strangers_template_can_do_nothing(text, template, tmp_path):
    with pytest.raises(Failure, match="模板"):
        text(template)
    assert list(tmp_path.iterdir()) == []


def test_a_template_can_be_checked_while_it_is_written():
    checked("{{ anything }}")
    with pytest.raises(Failure, match="第 1 行"):
        checked("{% if %}")
