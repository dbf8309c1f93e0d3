"""What every module of Viva keeps to."""

import ast
import sys
from pathlib import Path

import pytest

from tests.house.checkout import SOURCES, called, imported, modules, named, parsed

LONGEST = 400
every_module = pytest.mark.parametrize("module", modules(), ids=named)


@every_module
def test_a_module_says_in_one_line_what_is_in_it(module: Path) -> None:
    first_line = (ast.get_docstring(parsed(module)) or "").partition("\n")[0]

    assert first_line.endswith((".", ":", "?")), f"{named(module)} opens with {first_line!r}"


@every_module
def test_a_module_is_short_enough_to_read(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@every_module
def test_modules_have_names_that_say_something(module: Path) -> None:
    assert module.stem not in {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


@pytest.mark.parametrize("module", modules(SOURCES / "kernel"), ids=named)
def test_the_kernel_needs_nothing_but_python_and_itself(module: Path) -> None:
    for name in imported(parsed(module)):
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or name.startswith("viva.kernel"), f"it imports {name}"


@pytest.mark.parametrize("module", [module for module in modules() if module.stem == "service"], ids=named)
def test_a_service_neither_commits_nor_selects(module: Path) -> None:
    assert not {"commit", "rollback", "select", "execute"} & set(called(parsed(module)))


@pytest.mark.parametrize("module", [module for module in modules() if module.stem == "model"], ids=named)
def test_rules_know_no_clock(module: Path) -> None:
    assert not {"now", "utcnow", "today"} & set(called(parsed(module)))
