"""Editing that is killed at any moment leaves each change whole or not there, and all of them can be undone."""

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.apps import settings_of
from tests.postgres import Postgres
from tests.torture.editor import QUESTIONS
from tests.torture.programs import program, sound
from viva.app import App
from viva.bank.conditions import CURRENT
from viva.bank.tables import LabelRow, QuestionRow, RevisionRow
from viva.bank.wording import content_from, labels_of, parts_from
from viva.db.database import Database
from viva.kernel.errors import NotFound
from viva.settings import Settings

CHANGES = 60


def killed(settings: Settings, chance: random.Random) -> list[str]:
    """Start editing and kill it after a number of changes and a moment; give what it said."""
    arguments = (str(settings.data), settings.database_url, str(chance.randrange(10**6)), str(CHANGES))
    with program("tests.torture.editor", *arguments) as editor:
        assert editor.stdout
        heard = [editor.stdout.readline() for _ in range(chance.randint(1, CHANGES))]
        time.sleep(chance.random() * 0.02)
        editor.kill()
        return [line.strip() for line in (*heard, *editor.stdout) if line.endswith("\n")]


def consistent(settings: Settings) -> None:
    """Every question has all its wordings, and the labels of the one that counts."""
    database = Database(settings.database_url)
    with database.reader() as session:
        counts = dict(
            session.execute(select(RevisionRow.question_id, func.count()).group_by(RevisionRow.question_id)).all()
        )
        labels: dict[int, set[tuple[str, str]]] = {}
        for label in session.scalars(select(LabelRow)):
            labels.setdefault(label.question_id, set()).add((label.facet, label.value))
        for question, wording in session.execute(select(QuestionRow, RevisionRow).join(RevisionRow, CURRENT)):
            assert counts.pop(question.id) == question.revisions
            assert labels.get(question.id, set()) == set(labels_of(content_from(wording), parts_from(wording)))
    database.close()
    assert counts == {}


def as_acknowledged(app: App, said: list[str]) -> None:
    """What was said to be done or undone is so, but for the one change that nobody was told of any more."""
    told = dict(line.split() for line in said if line[:1].isdigit())
    with app.reader() as unit:
        kept = {str(one.id): "undone" if one.undone_at else "done" for one in unit.activity.changes(limit=None)}
    different = [change for change in {*told, *kept} if told.get(change) != kept.get(change)]
    assert len(different) <= 1
    assert told.keys() <= kept.keys()


def undo_everything(app: App) -> None:
    """Take back all changes, one after the other."""
    while True:
        try:
            with app.unit() as unit:
                unit.activity.undo()
        except NotFound:
            return


def survives(settings: Settings, chance: random.Random) -> None:
    """Kill the editor, look at the bank, and undo what it did."""
    said = killed(settings, chance)
    app = App(settings)
    sound(app, settings)
    consistent(settings)
    as_acknowledged(app, said)
    undo_everything(app)
    consistent(settings)
    with app.reader() as unit:
        lines = unit.bank.questions().questions
    app.close()
    assert {line.prompt for line in lines} == {f"What is thing{place}?" for place in range(QUESTIONS)}
    assert [line.tags for line in lines] == [()] * QUESTIONS


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_killed_editing_leaves_a_sound_bank(folder_in_memory: Path, seed: int) -> None:
    survives(settings_of(folder_in_memory), random.Random(seed))


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(2))
def test_killed_editing_leaves_postgres_sound(postgres_settings: Settings, seed: int) -> None:
    survives(postgres_settings, random.Random(seed))


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(150))
def test_editing_killed_very_often_leaves_a_sound_bank(tmp_path: Path, seed: int) -> None:
    survives(settings_of(tmp_path), random.Random(1000 + seed))


@pytest.mark.torture
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(50))
def test_editing_killed_very_often_leaves_postgres_sound(postgres: Postgres, tmp_path: Path, seed: int) -> None:
    with postgres.database() as address:
        survives(settings_of(tmp_path, address), random.Random(2000 + seed))
