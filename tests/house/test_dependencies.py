"""What the package imports is what it says it needs, no more and no less."""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.checkout import imported, modules, parsed
from tests.required import CHECKOUT

PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]


THEIRS = {"pystemmer", "httptools", "uvloop", "python-multipart", "websockets"}
"""Used by what we import, when they are there: by snowballstemmer, uvicorn and Starlette."""


def names(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\[><=~!; ]", requirement)[0].lower() for requirement in requirements}


def declared() -> set[str]:
    extras = [requirement for group in PROJECT["optional-dependencies"].values() for requirement in group]
    return names([*PROJECT["dependencies"], *extras])


def for_development() -> set[str]:
    groups = PYPROJECT["dependency-groups"]
    return names(each for group in groups.values() for each in group if isinstance(each, str))


def used(modules: Iterable[Path], ours: set[str]) -> set[str]:
    """The packages that modules import; `ours` are those that are no packages but stand beside them."""
    imports = {name.partition(".")[0] for module in modules for name in imported(parsed(module))}
    packages = packages_distributions()
    others = imports - sys.stdlib_module_names - ours
    return {packages.get(name, [name])[0].lower().replace("_", "-") for name in others}


def test_every_package_that_is_imported_is_declared() -> None:
    beside_in_the_sandbox = {"ending"}
    assert used(modules(), {"viva", *beside_in_the_sandbox}) - declared() == set()


def test_every_package_that_is_declared_is_imported() -> None:
    assert declared() - used(modules(), {"viva", "ending"}) == THEIRS


def test_every_package_that_tests_import_is_declared() -> None:
    around = [*modules(CHECKOUT / "tests"), *modules(CHECKOUT / "bench"), *modules(CHECKOUT / "scripts")]
    ours = {"viva", "tests", "bench", "scripts", "hatch_build"}
    assert used(around, ours) - declared() - for_development() == set()
