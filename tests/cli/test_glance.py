"""`viva search` and `viva list` tell the same whether they take a glance at the bank or load the whole program."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Viva
from viva.cli.exits import Exit
from viva.settings import BANK_FILE

Both = Callable[..., tuple[Ended, Ended]]


@pytest.fixture
def both(stocked: Viva, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Both:
    """How a command ends at a glance and with the whole program, each on the folder as it is."""

    def run(*words: str) -> tuple[Ended, Ended]:
        kept = tmp_path / "kept"
        shutil.copytree(stocked.data, kept)
        seen = stocked(*words)
        shutil.rmtree(stocked.data, ignore_errors=True)
        shutil.copytree(kept, stocked.data)
        with monkeypatch.context() as address:  # one that says more than a file is nothing for a glance
            address.setenv("VIVA_DATABASE_URL", f"sqlite:///{stocked.data / BANK_FILE}?timeout=120")
            return seen, stocked(*words)

    return run


@pytest.mark.parametrize(
    "words",
    [
        ["search", "gil"],
        ["search", "gil", "--json"],
        ["search", "gil", "--facets", "--limit", "1"],
        ["search", "gil", "--offset", "1"],
        ["search", "gli"],
        ["search", "nowhere"],
        ["search", "gil", "topic:nowhere"],
        ["search", "level:L9"],
        ["search", "source:python.md", "--level", "L1"],
        ["search", "'"],
        ["list"],
        ["list", "--json"],
        ["list", "--limit", "1"],
        ["list", "--source", "python.md", "--language", "en"],
        ["list", "--topic", "nowhere"],
        ["list", "--missing-pictures"],
    ],
    ids=" ".join,
)
def test_a_command_ends_the_same(both: Both, words: list[str]) -> None:
    seen, whole = both(*words)

    assert seen == whole
    assert seen.out or seen.err


def become_empty(file: Path) -> None:
    file.write_bytes(b"")


def become_another_file(file: Path) -> None:
    file.write_bytes(b"no bank at all" * 1000)


def become_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def damage(file: Path) -> None:
    sound = file.read_bytes()
    file.write_bytes(sound[:4096] + b"\xff" * (len(sound) - 4096))


def as_of_the_future(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '29991231_future'")


def without_an_owner(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM members")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (Path.unlink, Exit.OK),
        (become_empty, Exit.OK),
        (become_another_file, Exit.FAILED),
        (become_a_folder, Exit.FAILED),
        (damage, Exit.FAILED),
        (as_of_the_future, Exit.FAILED),
        (without_an_owner, Exit.OK),
    ],
    ids=["none", "empty", "no bank", "a folder", "damaged", "of a newer Viva", "without an owner"],
)
@pytest.mark.parametrize("words", [["search", "gil"], ["list"]], ids=" ".join)
def test_on_an_unusual_bank_it_ends_the_same(
    both: Both, stocked: Viva, words: list[str], make: Callable[[Path], object], code: Exit
) -> None:
    make(stocked.data / BANK_FILE)

    seen, whole = both(*words)
    assert seen == whole
    assert (seen.code, seen.out) == (code, "")
    assert seen.err
