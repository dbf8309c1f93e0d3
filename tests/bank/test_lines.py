"""Reading questions as a list shows them, in SQL."""

import pytest
from sqlalchemy import ColumnElement

from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank import conditions, fitting, lines
from viva.bank.combining import Amendment
from viva.bank.content import Content
from viva.bank.model import QuestionLine, QuestionStatus
from viva.db.database import Database
from viva.db.direct import SessionReader
from viva.settings import Settings


@pytest.mark.parametrize(
    ("sql", "condition"),
    [
        (fitting.IN_BANK, conditions.IN_BANK),
        (fitting.SHOWN, conditions.SHOWN),
        (fitting.CURRENT, conditions.CURRENT),
    ],
)
def test_what_counts_is_the_same_in_sql_and_in_queries(sql: str, condition: ColumnElement[bool]) -> None:
    assert sql == str(condition)


def test_a_line_read_in_sql_is_the_one_that_queries_read(app: App, settings: Settings) -> None:
    ids = put(app, a_note(a_draft("What is a lock?", answer="A wait."), a_draft("What is a GIL?", line=9))).question_ids
    with app.unit() as unit:
        unit.editing.change_status(ids[:1], QuestionStatus.RETIRED)
        workspace = unit.person.workspace_id
    put(app, a_note(a_draft("What is a lock?", answer="A wait.")))  # the other one is no longer in it

    database = Database(settings.database_url)
    with database.reader() as session:
        rows = list(lines.Lines(SessionReader(session), workspace).with_answers(ids))
    database.close()
    with app.reader() as unit:
        assert {row.question.id: row.question for row in rows} == unit.bank.lines(ids)
    assert {row.question.id: (row.answer, row.question.vanished_at is None) for row in rows} == {
        ids[0]: ("A wait.", True),
        ids[1]: ("", False),
    }


def test_a_line_is_what_is_stored_now_whatever_it_was_before(app: App) -> None:
    (question,) = put(app, a_note(a_draft("What is a lock?", answer="A wait."))).question_ids
    before = listed_by_search(app)
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_tags=("door",)))
        unit.editing.change_status([question], QuestionStatus.RETIRED)
    after = listed_by_search(app)

    assert (before.tags, before.status) == ((), QuestionStatus.READY)
    assert (after.tags, after.status) == (("door",), QuestionStatus.RETIRED)


@pytest.mark.parametrize("program", ["print(1)", "print(1)\n" * 1_000], ids=["short", "long"])
def test_code_in_an_answer_is_known_however_long_it_is(app: App, program: str) -> None:
    with app.unit() as unit:
        unit.editing.add(Content(prompt="What is a lock?", answer=f"Wait:\n\n```python\n{program.strip()}\n```\n"))

    for _look in range(2):
        with app.reader() as unit:
            (found,) = unit.search.find("print").hits
        assert found.answer is not None
        assert found.answer.text.startswith("print(1)")


def listed_by_search(app: App) -> QuestionLine:
    with app.reader() as unit:
        (found,) = unit.search.find("lock").hits
    return found.question
