"""The tests of a task: lines that people write, as cases that a grader asks."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from viva.kernel.i18n import _
from viva.sandbox.grading import CallCase, Rule, can_be_asked

_HIDDEN = re.compile(r"hidden\s*:", re.IGNORECASE)
_RAISES = re.compile(r"(?P<call>.*\S)\s+raises\s+(?P<error>[A-Za-z_]\w*)", re.DOTALL)
_CLOSE = "~="
_UNREADABLE = (SyntaxError, ValueError, TypeError, RecursionError, MemoryError)
"""What Python says of text that is no expression, or no literal."""


class TaskCase(NamedTuple):
    """One test as it is written, counted from 0 within the tests, and as it is asked."""

    line: int
    text: str
    function: str
    case: CallCase


@dataclass(frozen=True, slots=True)
class TaskTests:
    """All tests of a task; `problems` are lines, counted from 0, each with a sentence."""

    lines: tuple[TaskCase, ...]
    problems: tuple[tuple[int, str], ...]

    @property
    def function(self) -> str:
        """What is to be written; empty where there is no test."""
        return self.lines[0].function if self.lines else ""

    @property
    def cases(self) -> tuple[CallCase, ...]:
        """As a grader takes them."""
        return tuple(line.case for line in self.lines)


class _Unread(Exception):
    """Why a line is no test."""


def shown_tests(written: str) -> list[tuple[str, bool]]:
    """The tests of a task for who reads them, and whether each is hidden from who solves it."""
    return [shown for _number, shown in _numbered(written)]


def read_tests(written: str) -> TaskTests:
    """Read the tests of a task; what is no test is told, and the others are read."""
    lines: list[TaskCase] = []
    problems: list[tuple[int, str]] = []
    for number, (text, hidden) in _numbered(written):
        try:
            test = _test(number, text, hidden=hidden)
        except _Unread as unread:
            problems.append((number, str(unread)))
            continue
        if lines and lines[0].function != test.function:
            told = _("a task asks for one function: this calls `{other}`, and the first test `{function}`")
            problems.append((number, told.format(other=test.function, function=lines[0].function)))
        lines.append(test)
    return TaskTests(tuple(lines), tuple(problems))


def _numbered(written: str) -> Iterator[tuple[int, tuple[str, bool]]]:
    hidden = False
    for number, line in enumerate(written.split("\n")):
        text = line.strip()
        if _HIDDEN.fullmatch(text):
            hidden = True
        elif text:
            yield number, (text, hidden)


def _test(number: int, text: str, *, hidden: bool) -> TaskCase:
    raises = _RAISES.fullmatch(text)
    if raises and (call := _call(raises["call"])):
        function, args, kwargs = call
        case = CallCase(args=args, kwargs=kwargs, raises=raises["error"], hidden=hidden)
        return TaskCase(number, text, function, case)
    for asked, expected, rule in _compared(text):
        if call := _call(asked):
            function, args, kwargs = call
            case = CallCase(args=args, kwargs=kwargs, expected=_literal(expected), rule=rule, hidden=hidden)
            return TaskCase(number, text, function, case)
    told = _("a test is a call with `== value`, `~= number` or `raises Error` behind it: `mean([1, 2]) == 1.5`")
    raise _Unread(told)


def _compared(text: str) -> Iterator[tuple[str, str, Rule]]:
    """Where a test may be cut in two; the marks may stand in a text too."""
    for mark, rule in (("==", Rule.EXACT), (_CLOSE, Rule.CLOSE)):
        at = text.find(mark)
        while at >= 0:
            yield text[:at], text[at + len(mark) :], rule
            at = text.find(mark, at + 1)


def _call(text: str) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
    """The function that is called, and its arguments; None where it is no call."""
    node = _expression(text)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    if any(isinstance(arg, ast.Starred) for arg in node.args) or any(key.arg is None for key in node.keywords):
        raise _Unread(_("arguments are written out: no stars"))
    args = tuple(map(_asked, node.args))
    return node.func.id, args, {str(key.arg): _asked(key.value) for key in node.keywords}


def _asked(node: ast.expr) -> Any:
    value = _value(node)
    if not can_be_asked(value):
        raise _Unread(_("arguments are numbers, texts, lists and dictionaries of them, True, False and None"))
    return value


def _literal(text: str) -> Any:
    node = _expression(text)
    if node is None:
        raise _Unread(_("behind the call stands a value that Python can read"))
    return _value(node)


def _value(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except _UNREADABLE:
        raise _Unread(_("values are written out: numbers, texts, lists and so on, and nothing to work out")) from None


def _expression(text: str) -> ast.expr | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a backslash that means nothing
        try:
            return ast.parse(text.strip(), mode="eval").body
        except _UNREADABLE:
            return None
