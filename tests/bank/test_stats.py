"""The bank in numbers."""

from dataclasses import asdict

from tests.made_notes import a_draft, a_note, prompts, put
from viva.app import App
from viva.bank.model import QuestionStatus, Stats
from viva.notes.model import Group, KeyPoint, Kind, Level, Need, Reason, Role


def stats(app: App) -> Stats:
    with app.reader() as unit:
        return unit.bank.stats()


def test_an_empty_bank_counts_nothing(app: App) -> None:
    counted = stats(app)

    assert (counted.questions, counted.sources, counted.kinds, counted.lines[Role.PROMPT]) == (0, 0, {}, 0)


def test_questions_are_counted_by_what_they_are(app: App) -> None:
    point = KeyPoint(2, "one lock", Group.MUST)
    put(
        app,
        a_note(
            a_draft(
                "1", answer="yes", language="en", tech=("python", "sql"), topics=("gil",), key_points=(point, point)
            ),
            a_draft("2", line=4, language="ru", tech=("python",), needs=(Need.ANSWER,), level=Level.BEGINNER),
            a_draft("3", line=7, language="ru", kind=Kind.TOPIC),
        ),
    )

    counted = stats(app)
    assert (counted.questions, counted.answered, counted.revisions, counted.key_points) == (3, 1, 3, 2)
    assert counted.statuses == {QuestionStatus.READY: 2, QuestionStatus.DRAFT: 1}
    assert counted.kinds == {Kind.QUESTION: 2, Kind.TOPIC: 1}
    assert counted.levels == {Level.BEGINNER: 1}
    assert list(counted.languages.items()) == [("ru", 2), ("en", 1)]
    assert list(counted.tech.items()) == [("python", 2), ("sql", 1)]
    assert (counted.topics, counted.needs, counted.groups) == ({"gil": 1}, {Need.ANSWER: 1}, {Group.MUST: 2})


def test_what_is_as_many_is_told_by_its_name(app: App) -> None:
    put(app, a_note(a_draft("1", tech=("sql", "go", "python")), a_draft("2", line=4, tech=("python",))))

    assert list(stats(app).tech) == ["python", "go", "sql"]


def test_a_question_with_two_needs_is_counted_once(app: App) -> None:
    put(
        app,
        a_note(
            a_draft("1", needs=(Need.ANSWER, Need.AUTHOR)),
            a_draft("2", line=4, needs=(Need.AUTHOR,)),
            a_draft("3", line=7),
        ),
    )

    assert (stats(app).need_work, stats(app).needs) == (2, {Need.AUTHOR: 2, Need.ANSWER: 1})


def test_a_vanished_question_needs_no_work(app: App) -> None:
    put(app, a_note(a_draft("1"), a_draft("2", line=4, needs=(Need.ANSWER,))))
    put(app, a_note(a_draft("1")))

    assert stats(app).need_work == 0


def test_lines_are_counted_over_all_notes(app: App) -> None:
    put(app, a_note(*prompts("1", "2"), left_out=Reason("nothing but dashes")))
    put(app, a_note(*prompts("3"), source="b.md", left_out=Reason("nothing but dashes")))

    counted = stats(app)
    assert (counted.lines[Role.PROMPT], counted.lines[Role.LEFT_OUT], counted.sources) == (3, 2, 2)
    assert counted.left_out == {"nothing but dashes": 2}


def test_a_vanished_question_is_counted_apart(app: App) -> None:
    put(app, a_note(*prompts("1", "2")))
    put(app, a_note(*prompts("1")))

    assert (stats(app).questions, stats(app).vanished) == (1, 1)


def test_the_few_numbers_of_the_first_page_are_those_of_all(app: App) -> None:
    point = KeyPoint(2, "one lock", Group.MUST)
    put(app, a_note(a_draft("1", answer="yes", key_points=(point, point)), a_draft("2", line=4, needs=(Need.ANSWER,))))

    with app.reader() as unit:
        few = asdict(unit.bank.figures())

    assert few == {"questions": 2, "answered": 1, "need_work": 1, "key_points": 2, "revisions": 2}
    assert few.items() <= asdict(stats(app)).items()
