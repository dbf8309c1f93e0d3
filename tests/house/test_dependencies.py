"""What the package imports is what it says it needs, no more and no less."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.house.checkout import imported, modules, parsed
from tests.required import CHECKOUT

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


THEIRS = {"pystemmer"}
"""Used by what we import: snowballstemmer stems with PyStemmer when it is there."""


def declared() -> set[str]:
    extras = [requirement for group in PROJECT["optional-dependencies"].values() for requirement in group]
    return {re.split(r"[\[><=~!; ]", requirement)[0].lower() for requirement in [*PROJECT["dependencies"], *extras]}


def used() -> set[str]:
    names = {name.partition(".")[0] for module in modules() for name in imported(parsed(module))}
    packages = packages_distributions()
    return {packages[name][0].lower() for name in names - sys.stdlib_module_names - {"viva"}}


def test_every_package_that_is_imported_is_declared() -> None:
    assert used() - declared() == set()


def test_every_package_that_is_declared_is_imported() -> None:
    assert declared() - used() == THEIRS
