"""Reading questions as a list shows them, in SQL."""

import pytest
from sqlalchemy import ColumnElement

from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank import conditions, fitting, lines
from viva.bank.model import QuestionStatus
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
        assert {row.id: lines.question_line(row) for row in rows} == unit.bank.lines(ids)
    assert {row.id: (row.answer, row.vanished_at is None) for row in rows} == {
        ids[0]: ("A wait.", True),
        ids[1]: ("", False),
    }
