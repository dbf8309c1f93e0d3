"""Several programs that import into one bank at the same time."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.apps import settings_of
from tests.torture.importer import QUESTIONS, notes
from tests.torture.programs import finished, importer, program, sound, versions
from viva.app import App
from viva.bank.content import Content
from viva.settings import Settings

pytestmark = pytest.mark.slow


def test_two_programs_that_import_the_same_notes_bring_them_in_once(settings: Settings) -> None:
    with importer(settings, last=4, rounds=2) as one, importer(settings, last=4, rounds=2) as other:
        finished(one)
        finished(other)

    app = App(settings)
    with app.reader() as unit:
        stats = unit.bank.stats()
    assert (stats.sources, stats.questions, stats.vanished) == (4, 4 * QUESTIONS, 0)
    assert set(versions(app)) == {1, 2, 3, 4}
    sound(app, settings)
    app.close()


def test_two_programs_that_import_different_notes_lose_none(settings: Settings) -> None:
    with importer(settings, first=1, last=5) as one, importer(settings, first=6, last=10) as other:
        finished(one)
        finished(other)

    app = App(settings)
    assert versions(app) == dict(notes(1, 10, 3))
    sound(app, settings)
    app.close()


def test_programs_that_start_together_make_one_bank(folder_in_memory: Path) -> None:
    settings = settings_of(folder_in_memory / "new")
    with ExitStack() as programs:
        started = [
            programs.enter_context(importer(settings, first=number, last=number, rounds=1)) for number in range(1, 5)
        ]
        for one in started:
            finished(one)

    app = App(settings)
    assert versions(app) == {1: 1, 2: 1, 3: 1, 4: 1}
    sound(app, settings)
    app.close()


def test_two_programs_of_eight_threads_lose_no_update(settings: Settings) -> None:
    app = App(settings)
    with app.unit() as unit:
        (question,) = unit.editing.add(Content(prompt="How often?", answer="0")).question_ids
    arguments = (str(settings.data), settings.database_url, str(question), "5")
    with (
        program("tests.torture.counter", *arguments) as one,
        program("tests.torture.counter", *arguments) as other,
    ):
        told = [each.communicate() for each in (one, other)]
    with app.reader() as unit:
        answer = unit.bank.question(question).content.answer
        wordings = unit.bank.revisions(question)
    app.close()

    assert [errors for _output, errors in told] == ["", ""]
    made, refused = (sum(int(output.split()[place]) for output, _errors in told) for place in (0, 1))
    assert refused > 0
    assert (answer, len(wordings)) == (str(made), made + 1)
