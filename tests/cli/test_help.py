import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit
from viva.cli.program import build

COMMANDS = [
    *(name for name in build().resolved_commands() if not name.startswith("-")),
    *(f"db {name}" for name in build()["db"].resolved_commands() if not name.startswith("-")),
    *(f"kit {name}" for name in build()["kit"].resolved_commands() if not name.startswith("-")),
    *(f"starter {name}" for name in build()["starter"].resolved_commands() if not name.startswith("-")),
    *(f"interview {name}" for name in build()["interview"].resolved_commands() if not name.startswith("-")),
    *(
        f"interview template {name}"
        for name in build()["interview"]["template"].resolved_commands()
        if not name.startswith("-")
    ),
    *(f"jobs {name}" for name in build()["jobs"].resolved_commands() if not name.startswith("-")),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples_that_call_it(viva: Viva, command: str) -> None:
    ended = viva(*command.split(), "--help")

    usage, _blank, *rest = ended.out.split("\n")
    assert ended.code == Exit.OK
    assert usage.startswith(f"Usage: viva {command}")
    _before, examples = "\n".join(rest).split("\nExamples\n")
    assert f"    viva {command}" in examples or f" {command}" in examples


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_russian_from_beginning_to_end(viva: Viva, command: str) -> None:
    shown = viva("--lang", "ru", *command.split(), "--help").out

    for english in ("Usage", "Commands", "Arguments", "Options", "Examples", "usually", "Show", "Only"):
        assert english not in shown


def test_every_line_of_help_fits_the_terminal(viva: Viva, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")

    described, _examples = viva("--lang", "ru", "list", "--help").out.split("\nПримеры\n")
    assert max(map(len, described.split("\n"))) <= 50


def test_help_has_no_blanks_at_the_ends_of_lines(viva: Viva) -> None:
    lines = viva("import", "--help").out.split("\n")

    assert lines == [line.rstrip() for line in lines]
