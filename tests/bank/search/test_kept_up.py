"""Whatever is done to questions, labels and index are at once what making them anew would give."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from tests.bank.editing import a_question, look, redo, says, undo
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.combining import Amendment
from viva.bank.content import Content, Necessity, Point, Remark, Task
from viva.bank.editing import Edit
from viva.bank.model import QuestionStatus
from viva.bank.wording import labels_of
from viva.db.database import Database
from viva.notes.model import Group, Kind, Level
from viva.settings import Settings

Two = tuple[int, int]


@pytest.fixture
def two(app: App) -> Two:
    answer = "A lock.\n\n```python\nasyncio.run(main())\n```\nIt is held by ReadLock."
    one = a_question(app, answer=answer, topics=("gil",), tech=("python",))
    return one, a_question(
        app, "Что такое кэш?", answer="Хранилище, см. lru_cache.", source="b.md", topics=("caching",)
    )


def edit(app: App, question: int, **changed: Any) -> None:
    now = look(app, question)
    with app.unit() as unit:
        unit.editing.edit(question, replace(now.content, **changed), seen=now.version)


def reread(app: App, answer: str, **more: Any) -> None:
    """Import the note of the second question again."""
    more = {"topics": ("caching",), **more}
    put(app, a_note(a_draft("Что такое кэш?", answer=answer, language="en", **more), source="b.md"))


def another_answer(app: App, two: Two) -> None:
    edit(app, two[0], answer="A mutex.\nHeld by one thread == one core.")


def a_longer_answer(app: App, two: Two) -> None:
    edit(app, two[0], answer=f"{says(app, two[0]).answer}\nOne more sentence on ThreadPools.")


def no_answer(app: App, two: Two) -> None:
    edit(app, two[0], answer="")


def another_prompt(app: App, two: Two) -> None:
    edit(app, two[1], prompt="What is functools.lru_cache?", language="en")


def another_language(app: App, two: Two) -> None:
    edit(app, two[0], language="ru")


def another_subject(app: App, two: Two) -> None:
    edit(app, two[0], topics=("memory",), tech=("java",), keywords=("heap", "GIL"))


def labels_alone(app: App, two: Two) -> None:
    groups = (Necessity(Level.ADVANCED, Group.MUST),)
    edit(app, two[0], tags=("hard",), groups=groups, level=Level.ADVANCED)


def a_choice(app: App, two: Two) -> None:
    edit(app, two[0], kind=Kind.MCQ, options=("a lock", "a core"), correct=(0,), explanations=("It locks.", ""))


def key_points(app: App, two: Two) -> None:
    points = (Point("A lock", Group.MUST), Point("per interpreter", Group.OKAY))
    edit(app, two[0], key_points=points)
    edit(app, two[0], experience=True)


def what_is_said_around(app: App, two: Two) -> None:
    edit(app, two[0], mistakes=(Remark("It is a queue."),), sources=("a book",), task=Task("Write f."))


def both_at_once(app: App, two: Two) -> None:
    edits = {one: Edit(content=replace(says(app, one), answer="Both.", tags=("both",))) for one in two}
    with app.unit() as unit:
        unit.editing.edit_several(edits, seen={})


def the_same_in_both(app: App, two: Two) -> None:
    with app.unit() as unit:
        unit.editing.amend(two, Amendment(add_topics=("memory",), add_keywords=("heap",), level=Level.BEGINNER))


def another_status(app: App, two: Two) -> None:
    with app.unit() as unit:
        unit.editing.change_status(two, QuestionStatus.RETIRED)


def a_merge(app: App, two: Two) -> None:
    with app.unit() as unit:
        unit.editing.merge(two[1], [two[0]])


def a_split(app: App, two: Two) -> None:
    now = look(app, two[0])
    parts = [replace(now.content, prompt=each) for each in ("What is it?", "Why is it so?")]
    with app.unit() as unit:
        unit.editing.split(two[0], parts, seen=now.version)


def a_question_by_hand(app: App, two: Two) -> None:
    with app.unit() as unit:
        unit.editing.follow_up(two[0], Content(prompt="And without the GIL?", answer="Threads run in parallel."))


def an_offer_that_is_taken(app: App, two: Two) -> None:
    edit(app, two[1], answer="Моё.", tags=("mine",))
    reread(app, "Theirs.", tech=("java",))
    with app.unit() as unit:
        unit.editing.settle(two[1], take=True, seen=look(app, two[1]).version)


def a_note_that_was_edited(app: App, two: Two) -> None:
    assert says(app, two[1]).answer != "A store."
    reread(app, "A store.", topics=("memory",))


def a_note_without_its_question(app: App, two: Two) -> None:  # noqa: ARG001 - it is the second one
    put(app, a_note(a_draft("What is a heap?", answer="A tree.", language="en"), source="b.md"))


def a_term_that_is_named(app: App, two: Two) -> None:
    with app.unit() as unit:
        unit.keywords.put("gil", "lock", names={"en": ("lock", "padlock"), "ru": ("замок",)})
    edit(app, two[0], answer="Nothing of the kind.")  # the name goes with the word it stands for
    edit(app, two[1], answer="A lock, a big one.")


VERBS = (
    another_answer,
    a_longer_answer,
    no_answer,
    another_prompt,
    another_language,
    another_subject,
    labels_alone,
    a_choice,
    key_points,
    what_is_said_around,
    both_at_once,
    the_same_in_both,
    another_status,
    a_merge,
    a_split,
    a_question_by_hand,
    an_offer_that_is_taken,
    a_note_that_was_edited,
    a_note_without_its_question,
    a_term_that_is_named,
)


@pytest.mark.parametrize("done", VERBS, ids=lambda verb: verb.__name__)
def test_what_was_done(app: App, settings: Settings, two: Two, done: Callable[[App, Two], None]) -> None:
    done(app, two)

    assert_as_made_anew(app, settings)


UNDOABLE = [verb for verb in VERBS if not verb.__name__.startswith("a_note")]


@pytest.mark.parametrize("done", UNDOABLE, ids=lambda verb: verb.__name__)
def test_what_was_done_and_undone_and_done_again(
    app: App, settings: Settings, two: Two, done: Callable[[App, Two], None]
) -> None:
    done(app, two)
    undo(app)
    assert_as_made_anew(app, settings)

    redo(app)
    assert_as_made_anew(app, settings)


PIECES = (
    "One more sentence.",
    "Ещё одно предложение о кэшах.",
    "```python\nx == y and readHTTPHeader(x)\n```",
    "- C++, C# and .NET",
    "see [docs](https://example.org/a_b) and ![a lock](lock.png)",
    "    return lru_cache",
    "线程 and naïve Ёлки",
    "What is the GIL?",
    "word " * 80,
    "",
)


@pytest.mark.parametrize("seed", range(3))
def test_many_edits_one_after_the_other(app: App, settings: Settings, two: Two, seed: int) -> None:
    chance = random.Random(seed)
    for _edit in range(25):
        question = chance.choice(two)
        lines = says(app, question).answer.split("\n")
        place = chance.randrange(len(lines) + 1)
        lines[place : place + chance.randrange(3)] = chance.sample(PIECES, chance.randrange(3))
        edit(
            app, question, **chance.choice([{"answer": "\n".join(lines)}, {"prompt": f"Why? {chance.choice(PIECES)}"}])
        )

    assert_as_made_anew(app, settings)


def assert_as_made_anew(app: App, settings: Settings) -> None:
    """Labels are those of the wordings that count, and all that making the index anew writes is there already."""
    labels = rows_of(settings, "labels", "question_id, facet, value")
    with app.reader() as unit:
        shown = [unit.bank.question(one) for one in sorted({question for question, _facet, _value in labels})]
    assert labels == sorted((each.id, *label) for each in shown for label in labels_of(each.content, each.parts))
    index, words = index_of(settings)
    assert_in_itself_sound(settings)
    app.reindex(lambda _prompt: None)
    assert (index, set()) == (index_of(settings)[0], index_of(settings)[1] - words)


def assert_in_itself_sound(settings: Settings) -> None:
    """SQLite looks whether what it finds words by is what it keeps of them."""
    database = Database(settings.database_url)
    if database.file:
        with database.writer() as session:
            session.execute(text("INSERT INTO question_search (question_search) VALUES ('integrity-check')"))
    database.close()


def index_of(settings: Settings) -> tuple[list[list[list[str]]], set[Any]]:
    """What the index holds of questions, line by line, for facets stand in any order; and the words that are known."""
    rows = rows_of(settings, "question_search") + rows_of(settings, "search_entries")
    return [[sorted(f"{cell}".split("\n")) for cell in row] for row in rows], set(rows_of(settings, "search_words"))


def rows_of(settings: Settings, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    database = Database(settings.database_url)
    with database.reader() as session:
        rows = session.execute(text(f"SELECT {columns} FROM {table}")).all()  # noqa: S608 - our own names
    database.close()
    return sorted((tuple(row) for row in rows), key=repr)
