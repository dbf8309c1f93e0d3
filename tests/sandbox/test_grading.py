"""Graders decide outside: what is expected never enters the sandbox, and cannot be forged from there."""

import pytest

from viva.kernel.errors import InvalidInput
from viva.sandbox.echo import EchoRunner
from viva.sandbox.grading import CallCase, Outcome, OutputCase, Rule, grade_function, grade_output
from viva.sandbox.linux.runner import LinuxRunner
from viva.sandbox.model import Limits, Program, Result, Status

SQUARE = "def f(x):\n    return x * x\n"
CASES = (CallCase(args=(2,), expected=4), CallCase(args=(-3,), expected=9, hidden=True))


def program(source: str, *, timeout: float = 20.0) -> Program:
    return Program(files={"main.py": source.encode()}, kit="stock", limits=Limits(timeout=timeout))


def outcomes(sandbox: LinuxRunner, source: str, *cases: CallCase, timeout: float = 20.0) -> list[str]:
    grade = grade_function(sandbox, program(source, timeout=timeout), "f", cases or CASES)
    assert grade.passed == all(case.outcome is Outcome.PASSED for case in grade.cases)
    return [case.outcome.value for case in grade.cases]


def test_a_right_function_passes(sandbox: LinuxRunner) -> None:
    assert outcomes(sandbox, SQUARE) == ["passed", "passed"]


def test_one_that_knows_the_visible_cases_only_is_found_out(sandbox: LinuxRunner) -> None:
    assert outcomes(sandbox, "def f(x):\n    return 4\n") == ["passed", "wrong"]


EVERYTHING = """
class E(int):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __repr__(self): return "4"
def f(x):
    return E(4)
"""

BY_ITSELF = """
import os
for number in range(3, 20):
    try:
        os.write(number, b'{"value": true}\\n' * 5)
    except OSError:
        pass
def f(x):
    return 0
"""

NO_JSON = """
import os
for number in range(3, 20):
    try:
        os.write(number, b"[" * 100_000 + b"\\n")
    except OSError:
        pass
def f(x):
    return 0
"""

LOOKS = """
import gc
def f(x):
    known = [d["expected"] for d in gc.get_objects() if type(d) is dict and "expected" in d]
    return known[0] if known else 0
"""

FORGERIES = {
    "ends early": "import os\nos._exit(0)\n",
    "says that it went well": 'print(\'passed\'); print(\'{"value": {"int": "0x4"}}\')\nraise SystemExit(0)\n',
    "equals everything": EVERYTHING,
    "patches what tells": "import json\njson.dumps = lambda *a, **k: '{\"value\": true}'\ndef f(x):\n    return 0\n",
    "answers by itself": BY_ITSELF,
    "answers with what is no JSON": NO_JSON,
    "looks for the answer": LOOKS,
    "never answers": "def f(x):\n    while True: pass\n",
    "says too much": "def f(x):\n    return 'x' * 5_000_000\n",
    "does not parse": "def f(x:\n",
    "has no such function": "g = 1\n",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_gains_nothing(sandbox: LinuxRunner, forgery: str) -> None:
    assert "passed" not in outcomes(sandbox, FORGERIES[forgery], timeout=3.0)


def test_an_exception_can_be_what_is_expected(sandbox: LinuxRunner) -> None:
    source = "def f(x):\n    return {}[x]\n"
    cases = [CallCase(args=("a",), raises=name) for name in ("KeyError", "LookupError", "ValueError")]

    assert outcomes(sandbox, source, *cases) == ["passed", "passed", "raised"]
    assert outcomes(sandbox, SQUARE, CallCase(args=(2,), raises="ValueError")) == ["wrong"]


@pytest.mark.parametrize(
    "value", [None, True, 0, -(10**30), 1.5, float("inf"), "я", b"\xff", [1, [2]], (1, 2), {1, 2}, {"a": (1,), 2: None}]
)
def test_values_keep_their_types_on_the_way(sandbox: LinuxRunner, value: object) -> None:
    source = f"inf = float('inf')\ndef f():\n    return {value!r}\n"

    assert outcomes(sandbox, source, CallCase(expected=value)) == ["passed"]


def test_types_and_last_digits_count_unless_the_rule_says_otherwise(sandbox: LinuxRunner) -> None:
    source = "def f(x):\n    return x\n"
    pairs = [(1, 1.0), (True, 1), (0.1 + 0.2, 0.3), ([1], [1.0])]

    exact = outcomes(sandbox, source, *(CallCase(args=(one,), expected=other) for one, other in pairs))
    close = outcomes(sandbox, source, *(CallCase(args=(one,), expected=other, rule=Rule.CLOSE) for one, other in pairs))

    assert exact == ["wrong"] * 4
    assert close == ["passed", "wrong", "passed", "passed"]


def test_an_infinite_answer_is_told_and_keyword_arguments_arrive(sandbox: LinuxRunner) -> None:
    source = "def f(*, a, b=2):\n    return a / b\n"

    assert outcomes(sandbox, source, CallCase(kwargs={"a": 1, "b": 4}, expected=0.25)) == ["passed"]


def test_what_a_case_cannot_ask_with_is_refused(sandbox: LinuxRunner) -> None:
    with pytest.raises(InvalidInput, match="numbers, texts, lists"):
        outcomes(sandbox, SQUARE, CallCase(args=({1, 2},)))


def test_nothing_to_pass_is_not_passed(sandbox: LinuxRunner) -> None:
    assert not grade_function(sandbox, program(SQUARE), "f", []).passed


def test_output_is_compared_for_each_input(sandbox: LinuxRunner) -> None:
    doubles = program("print(int(input()) * 2)")
    cases = [OutputCase(stdin=b"2", expected=b"4"), OutputCase(stdin=b"5", expected=b"11"), OutputCase(expected=b"")]

    assert [case.outcome.value for case in grade_output(sandbox, doubles, cases).cases] == ["passed", "wrong", "raised"]


@pytest.mark.parametrize(
    ("result", "rule", "outcome"),
    [
        (Result(status=Status.EXIT, exit_code=0, stdout=b"a \nb\n\n"), Rule.SPACING, Outcome.PASSED),
        (Result(status=Status.EXIT, exit_code=0, stdout=b"a \nb\n"), Rule.EXACT, Outcome.WRONG),
        (Result(status=Status.EXIT, exit_code=3, stdout=b"a\nb"), Rule.SPACING, Outcome.RAISED),
        (Result(status=Status.TIMEOUT, stdout=b"a\nb"), Rule.SPACING, Outcome.NO_ANSWER),
        (Result(status=Status.KILLED, signal=9, stdout=b"a\nb"), Rule.EXACT, Outcome.NO_ANSWER),
    ],
)
def test_only_a_program_that_ended_well_has_printed_its_answer(result: Result, rule: Rule, outcome: Outcome) -> None:
    echo = EchoRunner({b"x": result})

    grade = grade_output(echo, program("x"), [OutputCase(expected=b"a\nb", rule=rule)])

    assert [case.outcome for case in grade.cases] == [outcome]
