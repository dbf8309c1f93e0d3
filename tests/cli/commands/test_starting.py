from pathlib import Path

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


def test_the_sample_is_imported_and_shown(viva: Viva) -> None:
    ended = viva("start")

    assert ended.code == Exit.OK
    assert "What was understood" in ended.out
    assert "Every line accounted for" in ended.out


def test_it_ends_with_three_commands_that_work(viva: Viva) -> None:
    *_before, title, first, second, third = viva("start").out.splitlines()

    assert title == "Try next"
    for line in (first, second, third):
        command = line.split("  ")[1].removeprefix("viva ")
        ended = viva(*command.split())
        assert (ended.code, bool(ended.out)) == (Exit.OK, True), command


def test_ones_own_notes_are_imported(viva: Viva, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("# What is a monad?\n\nA monoid.\n", encoding="utf-8")

    ended = viva("start", tmp_path)

    assert "1 note read: 1 new question." in ended.out
    assert viva("search", "monad").out


def test_starting_again_shows_the_same_bank(viva: Viva) -> None:
    first = viva("start").out
    again = viva("start").out

    assert "nothing has changed" in again
    assert again.split("What was understood")[1] == first.split("What was understood")[1]


def test_it_speaks_russian(viva: Viva) -> None:
    assert "Попробуйте дальше" in viva("--lang", "ru", "start").out
