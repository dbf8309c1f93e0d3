import json
from dataclasses import replace
from typing import Any

from tests.cli.made_notes import a_note, the_same_in_russian, what_is_the_gil, which_is_mutable
from viva.cli.views.understood import account, as_json, item
from viva.notes.model import Note, Reason, Relation, RelationKind

FIELDS = """source line prompt kind answered answer_span section level number status language tech topics snippets
    links images options correct same_as reason""".split()  # noqa: SIM905


def document(*notes: Note, relations: tuple[Relation, ...] = (), with_lines: bool = False) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("".join(as_json(notes, relations, with_lines=with_lines)))
    return read


def test_the_document_has_items_account_and_sources() -> None:
    assert list(document(a_note())) == ["items", "account", "sources"]


def test_nothing_understood_is_a_document_too() -> None:
    assert document() == {"items": [], "account": {}, "sources": []}


def test_an_item_has_every_field_that_other_programs_rely_on() -> None:
    for one in document(a_note())["items"]:
        assert list(one)[: len(FIELDS)] == FIELDS


def test_values_have_the_shapes_that_other_programs_rely_on() -> None:
    one = item(what_is_the_gil(), [])

    assert one["kind"] == "question"
    assert one["answer_span"] == [4, 5]
    assert one["section"] == ["Python"]
    assert (one["level"], one["number"], one["status"]) == ("L2", "1.2", None)
    assert one["snippets"] == [{"lines": [5, 5], "lang": "python"}]
    assert one["links"] == [{"line": 4, "url": "https://docs.python.org/"}]
    assert one["images"] == [{"line": 4, "target": "gil.png", "alt": "a lock"}]
    assert one["key_points"] == [{"line": 4, "text": "one lock for the whole interpreter", "group": "must"}]
    assert one["reason"] == "heading that asks"


def test_what_is_not_there_is_null_or_empty() -> None:
    one = item(the_same_in_russian(), [])

    assert one["answer_span"] is None
    assert one["level"] is None
    assert one["options"] == []
    assert one["needs"] == ["answer"]


def test_options_are_texts_and_right_ones_are_counted_from_zero() -> None:
    one = item(which_is_mutable(), [])

    assert (one["kind"], one["options"], one["correct"]) == ("mcq", ["tuple", "list"], [1])


def test_items_stand_in_the_order_of_sources_and_lines() -> None:
    items = document(a_note("b.md"), a_note("a.md"))["items"]

    assert [(one["source"], one["line"]) for one in items] == [("b.md", 3), ("b.md", 7), ("a.md", 3), ("a.md", 7)]


def test_the_same_knowledge_is_named_from_both_sides() -> None:
    twins = Relation(0, 1, RelationKind.TWIN, 0.9, Reason("same subject"))
    copies = Relation(0, 2, RelationKind.COPY, 1.0, Reason("same prompt"))
    items = document(a_note("a.md"), a_note("b.md"), relations=(copies, twins))["items"]

    assert items[0]["same_as"] == [{"source": "a.md", "line": 7}, {"source": "b.md", "line": 3}]
    assert items[1]["same_as"] == items[2]["same_as"] == [{"source": "a.md", "line": 3}]
    assert items[3]["same_as"] == []


def test_questions_that_only_follow_up_are_not_the_same() -> None:
    follow_up = Relation(0, 1, RelationKind.FOLLOW_UP, 1.0, Reason("stands below it"))

    assert all(not one["same_as"] for one in document(a_note(), relations=(follow_up,))["items"])


def test_the_account_adds_up_to_all_lines() -> None:
    counts = document(a_note())["account"]["notes/python.md"]
    left_out = counts.pop("left_out")

    assert left_out == {"link back inside the document": 1}
    assert sum(counts.values()) + sum(left_out.values()) == 8


def test_reasons_that_read_the_same_are_counted_together() -> None:
    note = a_note()
    reasons = (Reason("same {word}", {"word": "text"}), Reason("same text"))
    why = [0, 1, *[-1] * 6]
    roles = bytearray([4, 4, *[5] * 6])

    assert account(replace(note.account, roles=roles, why=why, reasons=reasons))["left_out"] == {"same text": 2}


def test_a_source_tells_how_it_was_read() -> None:
    [source] = document(a_note())["sources"]

    assert (source["path"], source["encoding"], source["format"]) == ("notes/python.md", "utf-8", "markdown")
    assert len(source["sha256"]) == 64
    assert source["repairs"] == [{"line": 7, "old": "## Р§С‚Рѕ С‚Р°РєРѕРµ GIL?", "new": "## Что такое GIL?"}]


def test_lines_are_told_when_asked_for() -> None:
    [source] = document(a_note(), with_lines=True)["sources"]

    assert source["lines"][2] == {"line": 3, "role": "prompt", "reason": None}
    assert source["lines"][5] == {"line": 6, "role": "left_out", "reason": "link back inside the document"}
