import shlex
from pathlib import Path

from tests.cli.conftest import Ended, Viva
from viva.cli.exits import Exit


def to_try(told: str) -> list[str]:
    """The commands at the end."""
    _before, _title, after = told.partition("Try next\n")
    return [line.strip() for line in after.splitlines()[1::2]]


def try_next(viva: Viva, told: str) -> list[Ended]:
    """How the commands at the end do."""
    return [viva(*shlex.split(command)[1:]) for command in to_try(told)]


def test_the_sample_is_imported_and_shown(viva: Viva) -> None:
    ended = viva("start", "--no-serve")

    assert ended.code == Exit.OK
    assert "What was understood" in ended.out
    assert "Every line accounted for" in ended.out


def test_it_ends_with_commands_that_work(viva: Viva) -> None:
    tried = try_next(viva, viva("start", "--no-serve").out)

    assert [(ended.code, bool(ended.out)) for ended in tried] == [(Exit.OK, True)] * 4


def test_the_commands_name_the_bank_that_was_filled(viva: Viva) -> None:
    assert all(f"viva --data {viva.data} " in command for command in to_try(viva("start", "--no-serve").out))


def test_notes_without_a_question_get_commands_that_work_too(viva: Viva, tmp_path: Path) -> None:
    notes = tmp_path / "to buy"
    notes.mkdir()
    (notes / "list.md").write_text("Bread and milk.\n", encoding="utf-8")

    tried = try_next(viva, viva("start", "--no-serve", notes).out)

    assert [ended.code for ended in tried] == [Exit.OK] * 4


def test_ones_own_notes_are_imported(viva: Viva, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("# What is a monad?\n\nA monoid.\n", encoding="utf-8")

    ended = viva("start", "--no-serve", tmp_path)

    assert "1 note read: 1 new question." in ended.out
    assert viva("search", "monad").out


def test_starting_again_shows_the_same_bank(viva: Viva) -> None:
    first = viva("start", "--no-serve").out
    again = viva("start", "--no-serve").out

    assert "nothing has changed" in again
    assert again.split("What was understood")[1] == first.split("What was understood")[1]


def test_it_speaks_russian(viva: Viva) -> None:
    assert "Попробуйте дальше" in viva("--lang", "ru", "start", "--no-serve").out
