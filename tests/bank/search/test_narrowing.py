"""Filters in a query, counts by facet, and what is said where nothing is found."""

import pytest

from tests.made_notes import a_draft, a_note, prompts, put
from viva.app import App
from viva.bank.model import Filter, QuestionStatus
from viva.bank.search.model import Correction, Hits, Relief
from viva.bank.search.service import ANY
from viva.notes.model import Level


def search(
    app: App, query: str, wanted: Filter = ANY, *, facets: bool = False, limit: int = 20, offset: int = 0
) -> Hits:
    with app.reader() as unit:
        return unit.search.find(query, wanted, facets=facets, limit=limit, offset=offset)


def found(app: App, query: str, wanted: Filter = ANY) -> list[str]:
    return [hit.question.prompt for hit in search(app, query, wanted).hits]


@pytest.fixture
def lists(app: App) -> App:
    put(
        app,
        a_note(
            a_draft("A list?", topics=("types",), level=Level.BEGINNER),
            a_draft("A linked list?", line=4, topics=("types", "algorithms"), tech=("go",), answer="Nodes."),
        ),
    )
    put(app, a_note(a_draft("List files", source="sh/files.md", language="de"), source="sh/files.md"))
    return app


def test_a_filter_of_the_query_and_one_of_the_caller_both_count(lists: App) -> None:
    assert found(lists, "list topic:types", Filter(tech="go")) == ["A linked list?"]


def test_any_of_several_values_is_enough(lists: App) -> None:
    assert found(lists, "list topic:algorithms,types") == ["A list?", "A linked list?"]


def test_an_excluded_value_must_not_be_there(lists: App) -> None:
    assert found(lists, "list -topic:algorithms,types") == ["List files"]


def test_a_source_is_known_by_its_name_or_the_end_of_it(lists: App) -> None:
    assert found(lists, "source:files.md") == found(lists, "source:sh/files.md") == ["List files"]


def test_what_sql_takes_for_a_pattern_is_only_a_name_of_a_source(app: App) -> None:
    for number, name in enumerate(("a/1_2%.md", "a/1x2y.md", "1_2%.md", "a/1?2.md"), start=1):
        put(app, a_note(a_draft(f"Question {number}", source=name), source=name))

    assert found(app, "source:1_2%.md") == ["Question 1", "Question 3"]
    assert found(app, "source:1?2.md") == ["Question 4"]
    assert found(app, "source:%") == found(app, "source:2%.md") == []


def test_a_status_is_that_of_today(lists: App) -> None:
    with lists.unit() as unit:
        unit.editing.change_status([1], QuestionStatus.RETIRED)

    assert found(lists, "list status:retired") == ["A list?"]
    assert search(lists, "list", facets=True).facets["status"] == {"ready": 2, "retired": 1}


def test_a_vanished_question_is_found_when_asked_for(lists: App) -> None:
    put(lists, a_note(a_draft("A list?", topics=("types",), level=Level.BEGINNER)))

    assert found(lists, "linked") == []
    assert found(lists, "linked is:vanished") == ["A linked list?"]


def test_facets_count_all_that_is_found_most_first(lists: App) -> None:
    facets = search(lists, "list", facets=True, limit=1).facets

    assert list(facets["topic"].items()) == [("types", 2), ("algorithms", 1)]
    assert facets["source"] == {"python.md": 2, "sh/files.md": 1}
    assert facets["is"] == {"unanswered": 2, "answered": 1}


def test_facets_are_counted_only_when_asked_for(lists: App) -> None:
    assert search(lists, "list").facets == {}


def test_pages_follow_one_another(lists: App) -> None:
    pages = [search(lists, "list", limit=1, offset=page) for page in range(4)]

    assert [hit.question.prompt for page in pages for hit in page.hits] == ["A list?", "List files", "A linked list?"]
    assert {page.total for page in pages} == {3}


def test_where_nothing_is_found_the_filters_to_blame_are_told(lists: App) -> None:
    assert search(lists, "list level:L1 tech:go").reliefs == (Relief("level:L1", 1), Relief("tech:go", 1))


def test_a_value_that_no_question_has_is_told_with_the_nearest(lists: App) -> None:
    assert search(lists, "topic:algoritms").unknown == (Correction("topic:algoritms", "topic:algorithms"),)
    assert search(lists, "source:file.md").unknown == (Correction("source:file.md", "source:files.md"),)


def test_only_what_must_not_be_there_is_a_query_too(lists: App) -> None:
    assert found(lists, "-linked") == ["A list?", "List files"]


def test_the_names_of_a_subject_find_it_in_the_other_language(app: App) -> None:
    put(app, a_note(*prompts("What is garbage collection?", "Что такое сборка мусора?")))

    assert found(app, "сборка мусора") == ["Что такое сборка мусора?", "What is garbage collection?"]
    assert found(app, "garbage collection") == ["What is garbage collection?", "Что такое сборка мусора?"]


def test_the_whole_query_in_the_prompt_comes_first_and_then_the_shorter_prompt(app: App) -> None:
    put(
        app,
        a_note(
            *prompts(
                "A loop with an event inside?", "How does one event loop differ from others?", "What is an event loop?"
            )
        ),
    )

    assert found(app, "event loop") == [
        "What is an event loop?",
        "How does one event loop differ from others?",
        "A loop with an event inside?",
    ]


def test_words_around_the_subject_need_not_be_there(app: App) -> None:
    put(app, a_note(*prompts("Explain the GIL", "What is the GIL?")))

    assert found(app, "what is the gil") == ["What is the GIL?", "Explain the GIL"]
    assert found(app, '"what is the gil"') == ["What is the GIL?"]


def test_an_unfinished_word_meets_stems(app: App) -> None:
    put(app, a_note(*prompts("Is it running?")))

    assert found(app, "runni") == ["Is it running?"]
