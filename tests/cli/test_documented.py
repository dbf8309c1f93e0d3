"""docs/cli.md keeps up with the commands."""

import re

import pytest

from tests.cli.conftest import Viva
from tests.cli.test_help import COMMANDS
from tests.required import CHECKOUT

PAGE = (CHECKOUT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`viva {command}" in PAGE


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(viva: Viva, command: str) -> None:
    options = set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", viva(*command.split(), "--help").out, re.MULTILINE))

    assert "--lang" in options
    assert options - {"--version"} <= set(re.findall(r"--[a-z-]+", PAGE))


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"`viva ([a-z]+(?: (?:upgrade|backup|restore)|(?<=jobs) [a-z]+)?)", PAGE)))
)
def test_every_command_in_the_document_exists(command: str) -> None:
    assert command in COMMANDS
