"""Units of work: what is committed, what is undone, and by whom."""

import ast
import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from tests.made_notes import a_note, no_pictures, prompts, put
from tests.required import CHECKOUT
from viva.app import App
from viva.kernel.errors import VivaError
from viva.settings import Settings


def count(app: App) -> int:
    with app.reader() as unit:
        return unit.bank.questions().total


def test_a_unit_that_ends_well_is_kept(app: App) -> None:
    put(app, a_note(*prompts("1")))

    assert count(app) == 1


def test_a_unit_that_raises_is_undone(app: App) -> None:
    def fails() -> None:
        with app.unit() as unit:
            unit.intake.import_note(a_note(*prompts("1")), Path("/a.md"), no_pictures)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert count(app) == 0


def test_a_reader_cannot_write(app: App) -> None:
    with pytest.raises((DBAPIError, psycopg.Error, VivaError), match="read-only"), app.reader() as unit:
        unit.intake.import_note(a_note(*prompts("1")), Path("/a.md"), no_pictures)


def test_a_reader_sees_one_state(app: App) -> None:
    with app.reader() as unit:
        assert unit.bank.questions().total == 0
        put(app, a_note(*prompts("1")))
        assert unit.bank.questions().total == 0

    assert count(app) == 1


def test_readers_do_not_wait_for_a_writer(app: App) -> None:
    with app.unit() as unit:
        unit.intake.import_note(a_note(*prompts("1")), Path("/a.md"), no_pictures)
        assert count(app) == 0


def test_threads_take_turns_to_write(app: App) -> None:
    troubles: list[BaseException] = []

    def work(number: int) -> None:
        try:
            put(app, a_note(*prompts(f"{number}?", "2?", "3?"), source=f"{number}.md"))
        except BaseException as trouble:  # noqa: BLE001 - a thread would swallow it
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (troubles, count(app)) == ([], 24)


def test_everything_is_done_by_the_local_owner_unless_said_otherwise(app: App) -> None:
    with app.unit() as one, app.reader() as other:
        assert one.person == other.person
        assert one.person.name == "local"


def test_a_program_started_later_has_the_same_owner(app: App, settings: Settings) -> None:
    later = App(settings)
    with app.reader() as one, later.reader() as other:
        assert one.person == other.person
    later.close()


def test_only_the_app_commits() -> None:
    source = CHECKOUT / "src" / "viva"
    committing = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    }

    assert committing == {"app.py"}
