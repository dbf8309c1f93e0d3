"""Names that a snippet uses and nobody defines."""

import ast
import builtins
import re
import symtable
from collections.abc import Iterator, Sequence
from typing import Final

from viva.checks.code.programs import Program
from viva.checks.model import Finding

_ALWAYS: Final = frozenset(dir(builtins)) | {
    "__file__", "__name__", "__doc__", "__builtins__", "__path__", "__annotations__", "__spec__", "__loader__",
    "__package__", "_", "reveal_type", "unicode", "xrange", "raw_input", "basestring", "long", "unichr", "reduce",
    "cmp", "execfile",
}  # fmt: skip
"""Names that are there; those of Python 2 are told by another rule, or are meant."""
_STAR: Final = re.compile(r"^\s*from\s+\S+\s+import\s+\*", re.MULTILINE)
_PROGRAM: Final = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def undefined(programs: Sequence[Program]) -> Iterator[Finding]:
    """Names that neither the snippet nor an earlier one of the note defines.

    Only a snippet that imports or defines something is a program; a line or
    two in the middle of an explanation may speak of what it likes.
    """
    known: set[str] = set()
    anything = False
    for program in programs:
        if program.tree is None:
            continue
        anything = anything or bool(_STAR.search(program.text))
        used = _used(program)
        if not anything and any(isinstance(node, _PROGRAM) for node in program.tree.body):
            for name in sorted(used - known - _ALWAYS):
                node = next((n for n in program.nodes if isinstance(n, ast.Name) and n.id == name), None)
                if node is not None:
                    yield Finding("C201", *program.place(node), {"name": name})
        known |= _defined(program.tree)


def _used(program: Program) -> set[str]:
    """The names that a program looks for outside itself."""
    try:
        table = symtable.symtable(program.text, "<snippet>", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return set()
    defined = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    used: set[str] = set()
    pending = [table]
    while pending:
        scope = pending.pop()
        pending += scope.get_children()
        for symbol in scope.get_symbols():
            looked_up = symbol.is_referenced() and (scope is table or symbol.is_global())
            if looked_up and symbol.get_name() not in defined:
                used.add(symbol.get_name())
            if symbol.is_declared_global() and symbol.is_assigned():
                defined.add(symbol.get_name())
    return {name for name in used - defined if not name.startswith(".")}


def _defined(tree: ast.Module) -> set[str]:
    """The names that a snippet leaves behind."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.alias(name=name, asname=other):
                names.add(other or name.partition(".")[0])
            case _:
                pass
    return names
