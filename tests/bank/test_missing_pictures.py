"""Which questions show pictures that are not there."""

from dataclasses import replace

import pytest

from tests.bank.editing import look
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.content import Content
from viva.notes.model import Image


def pictures(app: App) -> list[tuple[int, str]]:
    with app.reader() as unit:
        return [(each.question.id, each.target) for each in unit.bank.missing_pictures()]


@pytest.fixture
def question(app: App) -> int:
    images = (Image(2, "loop.png", "The loop"), Image(2, "gone.png", ""), Image(2, "https://example.org/x.png", ""))
    draft = a_draft("How does the loop run?", answer="![The loop](loop.png)", images=images)
    read = {"loop.png": b"\x89PNG"}
    return put(app, a_note(draft), pictures=read.get).question_ids[0]


def test_a_picture_without_a_file_is_told_and_one_that_is_elsewhere_is_not(app: App, question: int) -> None:
    assert pictures(app) == [(question, "gone.png")]


def test_what_a_person_wrote_counts_too(app: App) -> None:
    with app.unit() as unit:
        done = unit.editing.add(Content(prompt="Why?", answer="![a](mine.png)"))

    assert pictures(app) == [(done.question_ids[0], "mine.png")]


def test_it_is_told_no_longer_when_it_came_or_the_wording_changed(app: App, question: int) -> None:
    now = look(app, question)
    with app.unit() as unit:
        content = replace(now.content, answer="![a](gone.png) ![b](loop.png)")
        unit.editing.edit(question, content, seen=now.version, pictures={"gone.png": b"\x89PNG2"})

    assert pictures(app) == []
