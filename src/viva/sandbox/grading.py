"""Graders: what a learner's program is asked, and whether its answers are right.

Everything that decides stays outside of the sandbox: expected values and
hidden cases are data of the host, inputs go in one at a time, and the next one
only after the answer to the last. A program that ends early, prints what a
grader would print, or returns something that equals everything gains nothing.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.sandbox.model import Program, Result, Runner, Status
from viva.sandbox.opening import only_full

_CLOSE = 1e-9
_INPUTS = (bool, int, float, str)


class Rule(StrEnum):
    """How an answer is compared with what is expected."""

    EXACT = "exact"
    """The same bytes; the same value of the same type."""
    SPACING = "spacing"
    """Of texts: spaces at the ends of lines and lines at the end do not count."""
    CLOSE = "close"
    """Of values: numbers may differ in the ninth digit, and 1 and 1.0 are the same."""


class Outcome(StrEnum):
    """What became of one case."""

    PASSED = "passed"
    WRONG = "wrong"
    RAISED = "raised"
    """The function raised, and was not expected to."""
    NO_ANSWER = "no-answer"
    """The program ended, or was ended, before it answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputCase:
    """Input for a program, and what it should print."""

    expected: bytes
    stdin: bytes = b""
    argv: tuple[str, ...] = ()
    rule: Rule = Rule.SPACING
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCase:
    """Arguments for a function, and what it should return or raise."""

    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    expected: Any = None
    raises: str = ""
    """The name of an exception; a child of it is right too."""
    rule: Rule = Rule.EXACT
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One case with its outcome; `given` is what a person may be shown of it."""

    outcome: Outcome
    hidden: bool
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """All cases in their order, and the runs they were asked in."""

    cases: tuple[Graded, ...]
    results: tuple[Result, ...]

    @property
    def passed(self) -> bool:
        """Whether there is a case, and every one passed."""
        return bool(self.cases) and all(case.outcome is Outcome.PASSED for case in self.cases)


class Conversation(Protocol):
    """A program that answers questions."""

    def ask(self, question: bytes) -> bytes | None:
        """Its answer, a line; None if there is none."""
        ...

    def end(self) -> Result:
        """Ask nothing more, and tell what became of it."""
        ...


class Asker(Runner, Protocol):
    """A runner whose programs can be asked."""

    def converse(self, program: Program, function: str) -> Conversation:
        """Start a program whose function answers."""
        ...


def grade_output(runner: Runner, program: Program, cases: Sequence[OutputCase]) -> Grade:
    """Run a program once for each case, alone, and compare what it prints."""
    only_full(runner)
    graded, results = [], []
    for case in cases:
        result = runner.run(replace(program, stdin=case.stdin, argv=case.argv))
        results.append(result)
        graded.append(Graded(outcome=_of_output(result, case), hidden=case.hidden, given=_text(result.stdout)))
    return Grade(cases=tuple(graded), results=tuple(results))


def grade_function(runner: Asker, program: Program, function: str, cases: Sequence[CallCase]) -> Grade:
    """Ask a function one case after the other, in one sandbox."""
    only_full(runner)
    questions = [_question(case) for case in cases]
    conversation = runner.converse(program, function)
    graded = []
    try:
        for case, question in zip(cases, questions, strict=True):
            graded.append(_of_answer(conversation.ask(question), case))
    finally:
        result = conversation.end()
    return Grade(cases=tuple(graded), results=(result,))


def _of_output(result: Result, case: OutputCase) -> Outcome:
    if result.status is not Status.EXIT or result.truncated:
        return Outcome.NO_ANSWER
    if result.exit_code != 0:
        return Outcome.RAISED
    given, expected = result.stdout, case.expected
    if case.rule is not Rule.EXACT:
        given, expected = _without_spaces(given), _without_spaces(expected)
    return Outcome.PASSED if given == expected else Outcome.WRONG


def _without_spaces(text: bytes) -> bytes:
    return b"\n".join(line.rstrip() for line in text.rstrip().splitlines())


def _question(case: CallCase) -> bytes:
    if not (can_be_asked(list(case.args)) and can_be_asked(dict(case.kwargs))):
        raise InvalidInput(_("A case asks with numbers, texts, lists and dictionaries of them."))
    return json.dumps({"args": case.args, "kwargs": list(case.kwargs.items())}).encode()


def can_be_asked(value: object) -> bool:
    """Whether a value can be an argument: it arrives in the program as it is here."""
    if isinstance(value, list):
        return all(map(can_be_asked, value))
    if isinstance(value, dict):
        return all(isinstance(name, str) and can_be_asked(kept) for name, kept in value.items())
    return value is None or type(value) in _INPUTS


def _of_answer(line: bytes | None, case: CallCase) -> Graded:
    try:
        answer = json.loads(line or b"")
        if "raised" in answer:
            return _of_exception(answer, case)
        value = _read(answer["value"])
        right = not case.raises and _equal(value, case.expected, close=case.rule is Rule.CLOSE)
        given = repr(value)[:500]
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        # no answer at all, or none that a program gives which does as it is told
        return Graded(outcome=Outcome.NO_ANSWER, hidden=case.hidden)
    return Graded(outcome=Outcome.PASSED if right else Outcome.WRONG, hidden=case.hidden, given=given)


def _of_exception(answer: Mapping[str, Any], case: CallCase) -> Graded:
    kinds = [str(kind) for kind in answer["raised"]]
    right = bool(case.raises) and case.raises in kinds
    given = f"{kinds[0]}: {answer['message']}"[:500]
    return Graded(outcome=Outcome.PASSED if right else Outcome.RAISED, hidden=case.hidden, given=given)


@dataclass(frozen=True, slots=True)
class _Other:
    """A value of a type that means nothing here; it equals nothing."""

    told: str

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return hash(self.told)

    def __repr__(self) -> str:
        return self.told


def _read(told: Any) -> Any:
    """A value as `inside/answer.py` tells it; what does not fit is a ValueError."""
    if told is None or isinstance(told, bool | str):
        return told
    ((kind, content),) = dict(told).items()
    match kind:
        case "int":
            return int(content, 16)
        case "float":
            return float.fromhex(content)
        case "bytes":
            return bytes.fromhex(content)
        case "list":
            return [_read(one) for one in content]
        case "tuple":
            return tuple(_read(one) for one in content)
        case "set":
            return {_read(one) for one in content}
        case "frozenset":
            return frozenset(_read(one) for one in content)
        case "dict":
            return {_read(name): _read(kept) for name, kept in content}
        case _:
            return _Other(str(content)[:500])


def _equal(given: Any, expected: Any, *, close: bool) -> bool:
    if close and _is_number(given) and _is_number(expected):
        return math.isclose(given, expected, rel_tol=_CLOSE, abs_tol=_CLOSE)
    if type(given) is not type(expected):
        return False
    if isinstance(expected, list | tuple):
        return len(given) == len(expected) and all(
            _equal(one, other, close=close) for one, other in zip(given, expected, strict=True)
        )
    if isinstance(expected, dict):
        return given.keys() == expected.keys() and all(
            _equal(given[name], kept, close=close) for name, kept in expected.items()
        )
    if isinstance(expected, set | frozenset):
        return given == expected and {type(one) for one in given} == {type(one) for one in expected}
    return bool(given == expected) or (isinstance(given, float) and math.isnan(given) and math.isnan(expected))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")[:2000]
