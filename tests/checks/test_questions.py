"""Rules about questions."""

from contextvars import copy_context
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checks.notes import check, codes
from viva.bank.content import Content, Point, parts_of
from viva.checks.cache import Cache
from viva.checks.formats import message
from viva.checks.model import Finding
from viva.checks.rulebook import chosen
from viva.checks.service import Checks, GivenNote, GivenQuestion
from viva.kernel.i18n import speak
from viva.notes.model import Group

ANSWERED = "# What is a {0}?\n\nSomething that is told here in a sentence about {0}.\n\n"


def said(language: str, finding: Finding) -> str:
    def say() -> str:
        speak(language)
        return message(finding)

    return copy_context().run(say)


def test_questions_of_several_notes_are_compared() -> None:
    one = (ANSWERED.format("generator") + ANSWERED.format("set")).encode()
    other = (ANSWERED.format("set") + ANSWERED.format("list")).encode()
    found = Checks(Cache(None)).check([GivenNote("one.md", one), GivenNote("other.md", other)], chosen(["Q"], ())).found

    assert [(one.path, one.finding.code, one.finding.values["other"]) for one in found] == [
        ("other.md", "Q105", "one.md:5")
    ]


@pytest.mark.parametrize(("language", "told"), [("en", "a copy of line 1: “"), ("ru", "копия (строка 1): «")])
def test_another_question_of_the_same_note_is_named_by_its_line(language: str, told: str) -> None:
    twice = (ANSWERED.format("set") + ANSWERED.format("set")).encode()
    (found,) = Checks(Cache(None)).check([GivenNote("one.md", twice)], chosen(["Q105"], ())).found

    assert said(language, found.finding).startswith(told)


@pytest.mark.parametrize(
    "prompt",
    ["What is a set? When is it used?", "Что такое множество и как его создать?", "Explain sets, and when to use them"],
)
def test_a_prompt_that_asks_several_things(prompt: str) -> None:
    assert codes(f"# {prompt}\n\nAn answer of its own.\n", "Q104") == ["Q104"]


def test_key_points_that_somebody_wrote_rate_each_half_of_an_answer() -> None:
    points = (Point("values are there once", Group.MUST), Point("made by braces", Group.SHOULD))
    content = Content(prompt="What is a set, and how is it made?", answer="It is.", key_points=points)
    given = [
        GivenQuestion(path, each, parts_of(each, {}))
        for path, each in (("1", content), ("2", replace(content, key_points=())))
    ]

    found = Checks(Cache(None)).check(given, chosen(["Q104"], ())).found

    assert [one.path for one in found] == ["2"]


def test_a_prompt_that_compares_asks_one_thing() -> None:
    assert codes("# What is the difference between lists and sets?\n\nSets have no duplicates.\n", "Q104") == []


def test_numbers_that_begin_anew_have_no_gap() -> None:
    note = "".join(f"{n}. What is part {n} of it?\n   It is told here.\n" for n in (1, 2, 3, 4)) * 2

    assert codes(note, "Q110") == []


def test_a_file_that_is_not_there_is_asked_for_on_every_run(tmp_path: Path) -> None:
    note = GivenNote("note.md", b"# A\n\nSee [the picture](pictures/a%20b.png) and ![](c.png).\n", tmp_path)
    checks = Checks(Cache(tmp_path / "cache"))
    wanted = chosen(["Q111"], ())

    assert [one.finding.values["file"] for one in checks.check([note], wanted).found] == ["pictures/a%20b.png", "c.png"]
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a b.png").touch()
    (tmp_path / "c.png").touch()
    assert checks.check([note], wanted).found == []


def test_an_answer_with_something_new_is_no_echo() -> None:
    assert codes("# What is the difference between a list and a tuple?\n\nTuples cannot change.\n", "Q103") == []


def test_a_link_only_answer_is_told_on_the_line_of_its_question() -> None:
    note = "# What is a set?\n\nhttps://docs.python.org/3/\n\n# What is a list?\n\nA sequence.\n"

    assert [(found.code, found.line) for found in check(note, "Q102")] == [("Q102", 1)]
