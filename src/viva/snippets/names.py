"""Which names a Python program gives, which it wants and does not give, and what it imports."""

import ast
import builtins
import symtable
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ALWAYS: Final = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__builtins__", "__annotations__"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one program, seen from its outermost level."""

    given: frozenset[str]
    """Names that are assigned, defined or imported."""
    wanted: frozenset[str]
    """Names that are used, here or in a function, and given nowhere."""
    imported: frozenset[str]
    """Modules by their full names."""
    guarded: frozenset[str]
    """Those of them whose lack the program expects: imported inside `try`, or for the type checker only."""
    starred: bool
    """Whether `from x import *` may give any name."""

    @property
    def packages(self) -> frozenset[str]:
        """The outermost packages that it cannot do without, those of Python itself aside."""
        tops = {name.partition(".")[0] for name in self.imported - self.guarded}
        return frozenset(tops - sys.stdlib_module_names - {""})


def names_in(source: str, tree: ast.Module) -> Names:
    """Look through all scopes of a program that Python can read; `tree` is the same, parsed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = symtable.symtable(source, "<snippet>", "exec")
    given = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
    }
    wanted: set[str] = set()
    for scope in _scopes(table):
        for symbol in scope.get_symbols():
            outer = scope is table or symbol.is_global()
            if outer and symbol.is_declared_global() and symbol.is_assigned():
                given.add(symbol.get_name())
            if outer and symbol.is_referenced():
                wanted.add(symbol.get_name())
    imports, guarded, starred = _imports(tree)
    missing = frozenset() if starred else frozenset(wanted - given - _ALWAYS)
    return Names(frozenset(given), missing, frozenset(imports), frozenset(guarded), starred)


def _scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    waiting = [table]
    while waiting:
        scope = waiting.pop()
        yield scope
        waiting += scope.get_children()


def _imports(tree: ast.Module) -> tuple[set[str], set[str], bool]:
    found: set[str] = set()
    guarded: set[str] = set()
    starred = False
    expected = {
        id(inner)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Try) and any(map(_catches_imports, node.handlers)))
        or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {"." * node.level + (node.module or "")}
            starred |= any(alias.name == "*" for alias in node.names)
        else:
            continue
        found |= names
        if id(node) in expected:
            guarded |= names
    return found, guarded, starred


def _catches_imports(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else "Exception"
    return any(name in caught for name in ("ImportError", "ModuleNotFoundError", "Exception"))


def missing_fixtures(tree: ast.Module) -> list[str]:
    """What test functions ask for that neither they, nor pytest, nor the program gives."""
    functions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    given = {node.name for node in functions if any("fixture" in ast.unparse(mark) for mark in node.decorator_list)}
    wanted: list[str] = []
    for node in functions:
        if not node.name.startswith("test"):
            continue
        marks = " ".join(ast.unparse(mark) for mark in node.decorator_list)
        patched = sum("patch" in ast.unparse(mark) for mark in node.decorator_list)
        asked = [argument.arg for argument in node.args.args[: len(node.args.args) - len(node.args.defaults)]]
        wanted += [
            name
            for name in asked[: len(asked) - patched]
            if name not in given | _FIXTURES and name not in marks and name != "self"
        ]
    return list(dict.fromkeys(wanted))


_FIXTURES: Final = frozenset(
    {
        "cache", "capfd", "capfdbinary", "caplog", "capsys", "capsysbinary", "doctest_namespace", "monkeypatch",
        "pytestconfig", "record_property", "record_testsuite_property", "record_xml_attribute", "recwarn", "request",
        "subtests", "tmp_path", "tmp_path_factory", "tmpdir", "tmpdir_factory",
    }
)  # fmt: skip


def tests_in(tree: ast.Module) -> list[str]:
    """Test functions, and classes of tests, as pytest would collect them."""
    return [name for node in tree.body if (name := _test(node))]


def _test(node: ast.stmt) -> str:
    """The name of a test, or nothing."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return node.name if node.name.startswith("test") else ""
    if not isinstance(node, ast.ClassDef):
        return ""
    cases = any("TestCase" in ast.unparse(base) for base in node.bases)
    named = node.name.startswith("Test") and any(isinstance(part, ast.FunctionDef) for part in node.body)
    return node.name if cases or named else ""
