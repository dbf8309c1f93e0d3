"""What stands before a snippet: which earlier ones give the names, modules and files that it leaves out."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from viva.snippets.model import Case, Checked, Place, Verdict

_WORKING = frozenset(
    {
        Verdict.RUNS, Verdict.MATCHES, Verdict.MISMATCH, Verdict.RAISES_AS_DOCUMENTED, Verdict.NEEDS_CONTEXT,
        Verdict.NEEDS_PACKAGE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Earlier:
    """A snippet that was checked before, with what it can give to others."""

    case: Case
    checked: Checked
    code: str
    given: frozenset[str]
    imported: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """Snippets to run before another, in order, and the names that they do not give."""

    before: tuple[Earlier, ...]
    lacking: frozenset[str]

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(one.case.place for one in self.before)

    @property
    def needs_package(self) -> bool:
        return any(one.checked.verdict is Verdict.NEEDS_PACKAGE for one in self.before)


def context_for(case: Case, wanted: AbstractSet[str], earlier: Sequence[Earlier]) -> Context:
    """The nearest working snippets that give the names: of the same question first, then of its sections inside out."""
    chosen: dict[Place, Earlier] = {}
    lacking: set[str] = set()
    for name in sorted(wanted):
        giver = next((one for one in _nearest(case, earlier) if name in one.given), None)
        if giver is None:
            lacking.add(name)
        else:
            chosen[giver.case.place] = giver
            chosen |= {one.case.place: one for one in earlier if one.case.place in giver.checked.context}
    return Context(tuple(one for one in earlier if one.case.place in chosen), frozenset(lacking))


def giver_of(case: Case, names: AbstractSet[str], earlier: Sequence[Earlier]) -> Earlier | None:
    """The nearest working snippet that gives all of the names."""
    return next((one for one in _nearest(case, earlier) if names and names <= one.given), None)


def _nearest(case: Case, earlier: Sequence[Earlier]) -> Iterator[Earlier]:
    working = [one for one in reversed(earlier) if one.checked.verdict in _WORKING]
    yield from (one for one in working if case.question is not None and one.case.question == case.question)
    for depth in range(len(case.section), 0, -1):
        yield from (one for one in working if one.case.section[:depth] == case.section[:depth])
    if not case.section:
        yield from (one for one in working if not one.case.section)


def asked_of(module: str, tree: ast.Module) -> frozenset[str]:
    """The names that a program takes from a module, by `from` or behind a dot."""
    asked: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "." * node.level + (node.module or "") == module:
            asked |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == module:
            asked.add(node.attr)
    return frozenset(asked)


def modules_of(imported: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Modules that are worked with, each once, none of a file beside."""
    return tuple(dict.fromkeys(name for names in imported for name in sorted(names) if not name.startswith(".")))
