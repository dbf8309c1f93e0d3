"""Words that are nowhere in the bank."""

import pytest

from tests.made_notes import a_draft, a_note, prompts, put
from viva.app import App
from viva.bank.search.model import Correction, Hits
from viva.bank.search.spelling import nearest, on_the_other_keyboard


def search(app: App, query: str) -> Hits:
    with app.reader() as unit:
        return unit.search.find(query)


@pytest.mark.parametrize(
    ("typed", "instead"),
    [("garbge", "garbage"), ("grabage", "garbage"), ("colector", "collector"), ("пшд", "gil"), ("gjnjr", "поток")],
)
def test_a_word_that_is_nowhere_is_taken_for_the_nearest_that_is(app: App, typed: str, instead: str) -> None:
    put(app, a_note(*prompts("What is the garbage collector?", "What is the GIL?", "Что такое поток?")))
    found = search(app, typed)

    assert found.corrections == (Correction(typed, instead),)
    assert found.total == search(app, instead).total > 0


def test_of_words_equally_near_the_more_frequent_one_is_meant(app: App) -> None:
    put(app, a_note(*prompts("Lock one", "Lock two", "Look three")))

    assert search(app, "lopk").corrections == (Correction("lopk", "lock"),)


def test_a_word_that_is_there_is_not_touched(app: App) -> None:
    put(app, a_note(*prompts("A cache", "A cash register")))

    assert search(app, "cash cache").corrections == ()


def test_words_in_quotes_are_meant_as_they_are(app: App) -> None:
    put(app, a_note(*prompts("What is garbage?")))

    assert search(app, '"garbge"').total == 0


def test_a_slip_of_the_notes_themselves_does_not_hide_the_word_that_was_meant(app: App) -> None:
    put(app, a_note(a_draft("What is garbge?"), *(a_draft(f"Garbage {n}?", line=9 + 3 * n) for n in range(15))))
    found = search(app, "garbge")

    assert (found.total, found.suggestion) == (1, "garbage")


@pytest.mark.parametrize(("typed", "meant"), [("ghbdtn", "привет"), ("пше", "git"), ("j,]trn", "объект")])
def test_the_same_keys_on_the_other_keyboard(typed: str, meant: str) -> None:
    assert meant in on_the_other_keyboard(typed)


def test_short_words_are_not_corrected_far() -> None:
    assert nearest("go", ["do", "to"]) == []
    assert [near.word for near in nearest("gli", ["gil", "cli", "sql"])] == ["gil", "cli"]
