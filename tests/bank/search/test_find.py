"""Searching the bank."""

import pytest

from tests.made_notes import a_draft, a_note, prompts, put
from viva.app import App
from viva.bank.model import Filter
from viva.bank.search.entry import LONGEST
from viva.bank.search.model import Excerpt
from viva.bank.search.service import ANY
from viva.kernel.errors import InvalidInput
from viva.notes.model import Draft, Kind, Option


def found(app: App, query: str, wanted: Filter = ANY) -> list[str]:
    with app.reader() as unit:
        return [hit.question.prompt for hit in unit.search.find(query, wanted).hits]


def excerpt(app: App, query: str) -> Excerpt | None:
    with app.reader() as unit:
        (hit,) = unit.search.find(query).hits
        return hit.answer


def keep(app: App, *drafts: Draft) -> None:
    put(app, a_note(*drafts))


def test_any_inflection_finds_the_question(app: App) -> None:
    keep(app, *prompts("How are threads scheduled?", "Как устроены потоки?", "What is a list?"))

    assert found(app, "thread scheduling") == ["How are threads scheduled?"]
    assert found(app, "потоков")[0] == "Как устроены потоки?"


def test_all_words_must_be_there(app: App) -> None:
    keep(app, *prompts("What is a list?", "What is a linked list?"))

    assert found(app, "linked list") == ["What is a linked list?"]


def test_a_match_in_the_prompt_comes_before_one_in_the_answer(app: App) -> None:
    keep(
        app,
        a_draft("What is a deadlock?", answer="Mutex, mutex, mutex, mutex."),
        a_draft("What is a mutex, among all the many ways to keep threads apart that there are?", line=4),
    )

    assert found(app, "mutex")[0].startswith("What is a mutex")


def test_the_last_word_may_be_unfinished(app: App) -> None:
    keep(app, *prompts("What is a generator?"))

    assert found(app, "what gener") == ["What is a generator?"]


def test_a_word_before_the_last_must_be_finished(app: App) -> None:
    keep(app, *prompts("What is a generator?"))

    assert found(app, "gener what") == []


def test_an_identifier_is_found_by_its_parts_and_whole(app: App) -> None:
    keep(app, a_draft("Which call?", answer="Use `asyncio.create_task(coro)`."))

    assert found(app, "create task") == found(app, "createtask") == found(app, "create_task") == ["Which call?"]


def test_options_of_a_multiple_choice_are_found(app: App) -> None:
    keep(app, a_draft("Which one?", kind=Kind.MCQ, options=(Option(2, "quicksort"), Option(3, "heap")), correct=(0,)))

    assert found(app, "quicksort") == ["Which one?"]


def test_a_search_can_be_narrowed(app: App) -> None:
    keep(app, *prompts("What is a list?"), a_draft("What is a list in Go?", line=9, tech=("go",)))

    assert found(app, "list", Filter(tech="go")) == ["What is a list in Go?"]


def test_a_vanished_question_is_not_found(app: App) -> None:
    keep(app, *prompts("What is a list?", "What is a set?"))
    keep(app, *prompts("What is a list?"))

    assert found(app, "set") == []


def test_only_the_newest_wording_is_found(app: App) -> None:
    keep(app, a_draft("What is a list?", answer="An array."))
    keep(app, a_draft("What is a list?", answer="A sequence."))

    assert (found(app, "array"), found(app, "sequence")) == ([], ["What is a list?"])


def test_it_tells_how_many_there_are_in_all(app: App) -> None:
    keep(app, *prompts("What is a list?", "What is a linked list?"))

    with app.reader() as unit:
        hits = unit.search.find("list", limit=1)
    assert (len(hits.hits), hits.total) == (1, 2)


@pytest.mark.parametrize("query", ["", "   ", "?!", '"', "___"])
def test_a_query_without_a_word_is_refused(app: App, query: str) -> None:
    with pytest.raises(InvalidInput, match="no word"):
        found(app, query)


@pytest.mark.parametrize("query", ['"list', "list OR", "NEAR(list", "list & !", "list:*", "prompt : list", "C++"])
def test_marks_that_a_database_would_understand_mean_nothing(app: App, query: str) -> None:
    keep(app, *prompts("What is a near list or prompt in C++?"))

    assert found(app, query) == ["What is a near list or prompt in C++?"]


def test_too_many_words_are_refused(app: App) -> None:
    with pytest.raises(InvalidInput, match="at most 50 words"):
        found(app, "word " * 51)


def test_as_many_words_as_allowed_are_looked_for(app: App) -> None:
    keep(app, *prompts(" ".join(f"word{number}" for number in range(50))))

    assert len(found(app, " ".join(f"word{number}" for number in range(50)))) == 1


def test_a_word_without_end_is_found_by_its_beginning(app: App) -> None:
    keep(app, *prompts("x" * 5_000))

    assert found(app, "x" * 4_000) == ["x" * 5_000]


def test_the_excerpt_is_around_the_match(app: App) -> None:
    keep(app, a_draft("Why?", answer=f"{'before ' * 40}The mutex is here. {'after ' * 60}"))

    piece = excerpt(app, "mutex")
    assert piece is not None
    assert [piece.text[mark.start : mark.end] for mark in piece.marks] == ["mutex"]
    assert (piece.text[0], piece.text[-1]) == ("…", "…")


def test_a_match_in_the_prompt_alone_has_no_excerpt_of_the_answer(app: App) -> None:
    keep(app, a_draft("What is a mutex?", answer="A lock."))

    assert excerpt(app, "mutex") is None


def test_an_answer_that_is_too_long_is_indexed_as_far_as_possible(app: App) -> None:
    keep(app, a_draft("Long?", answer="needle " + "".join(f"слово{number} " for number in range(LONGEST // 5))))

    assert found(app, "needle") == ["Long?"]
