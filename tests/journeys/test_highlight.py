"""A reader marks a passage, tags it, writes a note, and finds all of it again the next day."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from shkc_desktop.library.excerpts import excerpts

CTRL = Qt.KeyboardModifier.ControlModifier


def marked(desk) -> list[tuple]:
    return [
        (e.text, e.annotation.colour, e.tags, e.annotation.note, e.source.year, e.districts)
        for e in excerpts(desk.workspace.library)
    ]


def first_words(desk, length: int = 8) -> str:
    row = next(r for r in reversed(desk.pane.page.rows) if r.kind == "paragraph")
    return desk.pane.page.sources[row.source].text[row.start + 4 : row.start + 4 + length]


def test_mark_tag_note_undo_redo_close_and_find_it_again(start: Callable) -> None:
    desk = start()
    desk.open("嘉定/2022")
    words = first_words(desk)
    desk.drag_over(words)
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_T)
    for tag in ("产业/汽车", "指标"):
        desk.type(tag)
        desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_N)
    desk.type("口径待核")
    desk.press(Qt.Key.Key_Escape)
    whole = [(words, 2, ("产业/汽车", "指标"), "口径待核", 2022, ("嘉定区",))]
    assert marked(desk) == whole
    desk.choose("undo")
    assert marked(desk)[0][3] == ""
    while desk.workspace.history.canUndo():
        desk.choose("undo")
    assert marked(desk) == []
    while desk.workspace.history.canRedo():
        desk.choose("redo")
    assert marked(desk) == whole
    desk.close()

    again = start()
    again.open("嘉定/2022")
    assert marked(again) == whole
    place, _ = again.place_of(words)
    (uuid,) = (e.annotation.uuid for e in excerpts(again.workspace.library))
    rect = again.pane.mark_rect(uuid)
    assert rect is not None
    assert rect.contains(again.pane.point_of(place))


def test_a_passage_is_marked_by_keyboard_alone(start: Callable) -> None:
    desk = start()
    desk.open("嘉定/2022")
    desk.press(Qt.Key.Key_Home, CTRL)
    desk.press(Qt.Key.Key_S)
    sentence = desk.pane.selected_text()
    assert sentence.endswith("。")
    desk.press(Qt.Key.Key_3)
    assert marked(desk)[0][:2] == (sentence, 3)


def test_two_letters_and_enter_are_a_tag(start: Callable) -> None:
    desk = start()
    desk.open("嘉定/2022")
    desk.drag_over(first_words(desk))
    desk.press(Qt.Key.Key_T)
    desk.type("成果转化")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.open("金山/2022")
    desk.drag_over(first_words(desk))
    desk.press(Qt.Key.Key_T)
    desk.type("cg")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    assert [(m[2], m[5]) for m in marked(desk)] == [(("成果转化",), ("嘉定区",)), (("成果转化",), ("金山区",))]


def test_the_last_tags_are_repeated_by_one_key(start: Callable) -> None:
    desk = start()
    desk.open("嘉定/2022")
    words = first_words(desk, 12)
    desk.drag_over(words[:4])
    desk.press(Qt.Key.Key_T)
    desk.type("指标")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.drag_over(words[6:10])
    desk.press(Qt.Key.Key_R)
    assert [(m[0], m[2]) for m in marked(desk)] == [(words[:4], ("指标",)), (words[6:10], ("指标",))]
