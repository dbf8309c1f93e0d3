"""The files of the checkout that promises are made about."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.required import CHECKOUT

SOURCES = CHECKOUT / "src" / "viva"


def modules(folder: Path = SOURCES) -> list[Path]:
    """Every Python file below a folder, in order."""
    return sorted(folder.rglob("*.py"))


def parsed(module: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def named(module: Path) -> str:
    """How a failing test should call a module."""
    return module.relative_to(CHECKOUT).as_posix()


def imported(tree: ast.Module) -> Iterator[str]:
    """The names of all modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def called(tree: ast.Module) -> Iterator[str]:
    """The names under which a module calls functions: `commit` for `session.commit()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.func.id
