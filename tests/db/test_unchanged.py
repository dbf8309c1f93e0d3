"""What is worked out from the whole database is worked out again when anything in it changed, and only then."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.made_notes import a_note, prompts, put
from viva.app import App
from viva.bank.model import QuestionStatus
from viva.bank.search.model import Hits
from viva.db.database import Database
from viva.db.unchanged import while_unchanged
from viva.settings import Settings


@pytest.fixture
def database(app: App, settings: Settings) -> Iterator[Database]:
    """The database of an app, which is there, opened once more: another process would see it so."""
    put(app, a_note(*prompts("0"), source="other.md"))
    opened = Database(settings.database_url)
    yield opened
    opened.close()


def asked(session: Session, times: list[int]) -> int:
    """How often the answer has been worked out by now."""

    def once_more() -> int:
        times.append(1)
        return len(times)

    return while_unchanged(session, "how often", once_more)


def test_an_answer_is_worked_out_once_while_nothing_changes(database: Database) -> None:
    times: list[int] = []
    for _ in range(3):
        with database.reader() as session:
            assert asked(session, times) == 1


def test_a_change_of_somebody_else_makes_it_be_worked_out_again(app: App, database: Database) -> None:
    times: list[int] = []
    with database.reader() as session:
        asked(session, times)
    put(app, a_note(*prompts("1")))
    with database.reader() as session:
        assert asked(session, times) == 2


def test_who_writes_remembers_nothing(database: Database) -> None:
    times: list[int] = []
    with database.writer() as session:
        assert [asked(session, times), asked(session, times)] == [1, 2]


def test_facets_follow_every_change(app: App) -> None:
    def counted() -> Hits:
        with app.reader() as unit:
            return unit.search.browse("")

    put(app, a_note(*prompts("1", "2")))
    assert counted().facets["status"] == {"ready": 2}
    assert counted().facets["status"] == {"ready": 2}
    with app.unit() as unit:
        first = unit.bank.questions().questions[0].id
        unit.editing.change_status([first], QuestionStatus.DRAFT)
    assert counted().facets["status"] == {"draft": 1, "ready": 1}
    with app.unit() as unit:
        unit.activity.undo()
    assert counted().facets["status"] == {"ready": 2}
