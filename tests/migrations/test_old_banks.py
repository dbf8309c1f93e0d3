"""Banks that older programs made work as ever after the upgrade: all is found, shown, recognised and undone."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from tests.apps import settings_of
from tests.bank.editing import a_question, found, look, says, undo
from tests.made_notes import put
from tests.migrations.test_revisions import REVISIONS, downgrade
from viva.app import App
from viva.bank.changes import Verb
from viva.bank.content import Remark, Task, WrongSolution
from viva.bank.model import QuestionStatus
from viva.db.database import Database
from viva.intake.comparing import compare
from viva.kernel.i18n import speaking
from viva.notes.understand import understand
from viva.settings import Settings
from viva.telling.outcomes import said

BANKS = Path(__file__).parent.parent / "fixtures" / "banks"
OLD = sorted(path.name.removesuffix(".sqlite3.gz") for path in BANKS.glob("*.gz"))
WITH_CHANGES = [name for name in OLD if REVISIONS.index(name) >= REVISIONS.index("20261121_own_wordings")]


def day(revision: str) -> str:
    return revision.partition("_")[0]


def test_there_is_a_bank_of_the_last_revision_of_each_earlier_day() -> None:
    last = {day(each): each for each in REVISIONS}

    assert {each for each in last.values() if day(each) < day(REVISIONS[-1])} <= set(OLD)


def opened(name: str, folder: Path) -> App:
    """The program on a bank that an older one made."""
    settings = settings_of(folder)
    file = Database(settings.database_url).file
    assert file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.decompress((BANKS / f"{name}.sqlite3.gz").read_bytes()))
    return App(settings)


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, folder_in_memory: Path) -> App:
    return opened(request.param, folder_in_memory)


@pytest.fixture(params=WITH_CHANGES)
def changed(request: pytest.FixtureRequest, folder_in_memory: Path) -> App:
    return opened(request.param, folder_in_memory)


def test_what_is_in_it_is_found_in_all_its_forms(old: App) -> None:
    assert "What is the GIL?" in found(old, "locks")
    assert "Чем поток отличается от процесса?" in found(old, "блокировку")
    assert found(old, "lru_cache") == ["How does lru_cache decide what to forget?"]


def test_questions_are_shown_with_their_history_and_their_pictures(old: App) -> None:
    question = look(old, 1)
    with old.reader() as unit:
        answers = [each.content.answer for each in unit.bank.revisions(1)]
        (picture,) = question.parts.pictures
        assert picture.sha256
        content = unit.bank.picture(picture.sha256)

    assert "run Python bytecode" in question.content.answer
    assert ["Python" in answer for answer in answers[:2]] == [False, True]
    assert question.place
    assert question.place.location == "/srv/notes/python.md"
    assert content.startswith(b"\x89PNG")


def test_its_notes_are_recognised(old: App) -> None:
    note = understand("python.md", (BANKS / "python.md").read_bytes())
    imported = put(old, note, at=Path("/srv/notes/python.md"))

    assert (imported.added, imported.vanished, imported.question_ids) == (0, 0, (1, 2, 3))


def test_it_is_edited_and_that_is_undone(old: App) -> None:
    now = look(old, 1)
    with old.unit() as unit:
        unit.editing.edit(1, replace(now.content, answer="A mutex."), seen=now.version)
    assert found(old, "mutex") == ["What is the GIL?"]
    undo(old)

    assert (says(old, 1), found(old, "mutex")) == (now.content, [])


def test_its_questions_take_what_is_said_around_them(old: App) -> None:
    now = look(old, 1)
    task = Task("Write f.", "", "f() == 1", "def f(): return 1", (WrongSolution("is none", "pass"),))
    around = replace(now.content, follow_ups=(Remark("And a tollgate?", "It counts."),), task=task)
    with old.unit() as unit:
        unit.editing.edit(1, around, seen=now.version)
    assert (says(old, 1), found(old, "tollgate")) == (around, ["What is the GIL?"])
    undo(old)

    assert (says(old, 1), found(old, "tollgate")) == (now.content, [])


def test_its_questions_are_compared(old: App) -> None:
    with old.unit() as unit:
        before = unit.bank.stats().relations
    compare(old)

    with old.reader() as unit:
        assert not unit.intake.waits_for_relations()
        assert unit.bank.stats().relations == before


def test_what_people_did_is_undone_in_order(changed: App) -> None:
    with changed.reader() as unit:
        verbs = [each.verb for each in unit.activity.changes()]
    assert verbs == [Verb.MERGE, Verb.STATUS, Verb.AMEND, Verb.EDIT]
    assert (says(changed, 3).answer, look(changed, 4).merged_into) == ("Mine: the interpreter is locked.", 5)
    for _each in verbs:
        undo(changed)

    assert (says(changed, 3).answer, look(changed, 4).merged_into) == ("", None)
    assert (says(changed, 1).tags, look(changed, 2).status) == ((), QuestionStatus.READY)
    assert "Что такое GIL?" in found(changed, "глобальная")


@pytest.mark.parametrize("revision", REVISIONS[REVISIONS.index("20261121_own_wordings") : -1])
def test_a_bank_that_was_taken_back_comes_up_again_with_its_changes(
    app: App, settings: Settings, revision: str
) -> None:
    question = a_question(app)
    with app.unit() as unit:
        unit.editing.edit(question, replace(says(app, question), answer="A mutex."), seen=1)
    app.close()
    database = Database(settings.database_url)
    downgrade(database, revision)
    database.close()
    again = App(settings)
    assert found(again, "mutexes") == ["What is the GIL?"]
    undo(again)

    assert (says(again, question).answer, found(again, "locks")) == ("A lock.", ["What is the GIL?"])
    again.close()


def test_what_its_jobs_said_in_words_is_shown_as_it_is(folder_in_memory: Path) -> None:
    old = opened("20261129_verdicts", folder_in_memory)
    with old.reader() as unit:
        jobs = unit.jobs.newest().jobs

    with speaking("ru"):
        assert [said(job) for job in jobs] == ["1 snippet checked: runs 1", "sorting.md"]
