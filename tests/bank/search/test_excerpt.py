"""What is shown of a question that was found."""

from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.search.excerpt import Marker
from viva.bank.search.expression import Pattern
from viva.bank.search.model import Excerpt
from viva.bank.search.query import parsed
from viva.bank.search.ranking import sought
from viva.notes.model import Snippet, Span


def marker(query: str) -> Marker:
    return Marker(sought(parsed(query), lambda _beginning: ()).terms)


def marked(excerpt: Excerpt | None) -> list[str]:
    assert excerpt is not None
    return [excerpt.text[mark.start : mark.end] for mark in excerpt.marks]


def test_all_forms_are_marked() -> None:
    assert marked(marker("thread ").whole("Threads, a thread and multi-threading")) == [
        "Threads",
        "thread",
        "multi-threading",
    ]


def test_a_phrase_is_marked_only_where_it_stands() -> None:
    assert marked(marker('"event loop"').whole("An event in a loop, and the event loops.")) == ["event loops"]


def test_an_unfinished_word_is_marked_whole() -> None:
    assert marked(marker("gener").whole("A generator")) == ["generator"]


def test_an_identifier_is_marked_whole_by_any_of_its_parts() -> None:
    assert marked(marker("cache ").whole("see lru_cache here")) == ["lru_cache"]
    assert marked(marker("lru_cache").whole("see lru_cache, or the LRU cache")) == ["lru_cache", "LRU cache"]


def test_the_piece_with_most_different_words_is_shown() -> None:
    text = f"lock {'x ' * 300} a lock for each thread {'y ' * 300}"

    assert marked(marker("lock thread ").excerpt(text, (), 100)) == ["lock", "thread"]


def test_nothing_is_cut_in_the_middle_of_a_word() -> None:
    text = " ".join(f"word{number}" for number in range(100))
    piece = marker("word50 ").excerpt(text, (), 60)

    assert piece is not None
    assert set(piece.text.strip("…").split()) <= set(text.split())


def test_code_is_shown_in_whole_lines_as_it_is() -> None:
    code = "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1)"
    piece = marker("fib ").excerpt(f"Some words.\n\n```python\n{code}\n```\nMore.", (code,), 60)

    assert piece is not None
    assert piece.text.split("\n") == code.split("\n")[: len(piece.text.split("\n"))]


def test_prose_beside_code_ends_where_the_code_begins() -> None:
    piece = marker("words ").excerpt("Some words.\n\n```python\nprint(1)\n```", ("print(1)",), 200)

    assert piece is not None
    assert piece.text == "Some words."


def test_bold_words_are_shown_without_their_marks() -> None:
    piece = marker("collection ").excerpt("- **Garbage collection**: takes **kwargs, 2**3 and **opts.", (), 200)

    assert piece is not None
    assert piece.text == "- Garbage collection: takes **kwargs, 2**3 and **opts."
    assert marked(piece) == ["collection"]


def test_terms_without_a_match_give_nothing() -> None:
    assert Marker([[Pattern(("absent",))]]).excerpt("text", (), 100) is None


def test_the_service_knows_which_part_is_code(app: App) -> None:
    code = "for x in y:\n    pass"
    draft = a_draft("How?", answer=f"So:\n\n```\n{code}\n```", snippets=(Snippet(Span(2, 3), "python", code),))
    put(app, a_note(draft))

    with app.reader() as unit:
        (hit,) = unit.search.find("pass ").hits
    assert hit.answer is not None
    assert hit.answer.text == code
