"""The Python programs of a page: parsed snippets, with the source line of each place."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from viva.checks.page import Page
from viva.notes.model import Snippet

_PROMPT: Final = re.compile(r"\s*(?:>>>|\.\.\.)(?: |$)")
_LONGEST: Final = 20_000  # characters of a snippet that are looked at
_PYTHON: Final = frozenset({"python", "pycon"})


@dataclass(frozen=True)
class Program:
    """A snippet: its text without the prompts of an interpreter, and its tree, or why it has none."""

    page: Page
    snippet: Snippet
    text: str
    lines: tuple[int, ...]
    """The number of the snippet's line that each line of the text stands on, from 0."""
    tree: ast.Module | None
    error: SyntaxError | None
    other: dict[str, object] = field(default_factory=dict)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All parts of the tree."""
        return list(ast.walk(self.tree)) if self.tree else []

    def place(self, node: ast.AST) -> tuple[int, int]:
        """The source line and column of a part of the tree, from 1."""
        return self.at(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))

    def at(self, line: int, column: int) -> tuple[int, int]:
        """The source line and column of a line (from 1) and a column (from 0, in bytes) of the text."""
        index = min(max(line, 1), len(self.lines)) - 1
        text = self.text.split("\n")[index]
        characters = len(text.encode()[: max(column, 0)].decode("utf-8", "ignore"))
        number = self.snippet.span.first + self.lines[index]
        return number, self.page.column_in_code(number, characters, text)


def programs(page: Page) -> list[Program]:
    """The snippets of a page that are Python, or say they are."""
    return [_program(page, snippet) for snippet in page.snippets if snippet.lang in _PYTHON]


def _program(page: Page, snippet: Snippet) -> Program:
    kept = list(_code(snippet.text[:_LONGEST]))
    text = "\n".join(line for _number, line in kept)
    lines = tuple(number for number, _line in kept) or (0,)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a note is told by rules, not by the compiler
            return Program(page, snippet, text, lines, ast.parse(text), None)
    except SyntaxError as error:
        return Program(page, snippet, text, lines, None, error)
    except (ValueError, RecursionError, MemoryError):
        return Program(page, snippet, text, lines, None, None)


def _code(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a program; of a session at the prompt, what was typed."""
    lines = text.split("\n")
    if not any(line.lstrip().startswith(">>>") for line in lines):
        yield from enumerate(lines)
        return
    for number, line in enumerate(lines):
        if _PROMPT.match(line):
            yield number, _PROMPT.sub("", line, count=1)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an expression, or nothing when it is more than names."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""
