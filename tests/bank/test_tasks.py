"""The tests of a task as people write them, and as a grader asks them."""

import pytest

from viva.bank.tasks import read_tests, shown_tests
from viva.sandbox.grading import CallCase, Rule


def case_of(line: str) -> CallCase:
    tests = read_tests(line)
    assert not tests.problems
    (case,) = tests.cases
    return case


def test_a_call_and_its_value() -> None:
    assert case_of("f([1, {'a': -2}], 'x', key=None) == {(1, 'b')}") == CallCase(
        args=([1, {"a": -2}], "x"), kwargs={"key": None}, expected={(1, "b")}
    )


def test_numbers_that_are_close() -> None:
    assert case_of("mean([0.1, 0.2]) ~= 0.15") == CallCase(args=([0.1, 0.2],), expected=0.15, rule=Rule.CLOSE)


def test_an_exception() -> None:
    assert case_of("chunks([1], 0)   raises ValueError") == CallCase(args=([1], 0), raises="ValueError")


def test_marks_in_texts_are_text() -> None:
    assert case_of("f('a == b ~= c') == 'it raises KeyError'") == CallCase(
        args=("a == b ~= c",), expected="it raises KeyError"
    )
    assert case_of("f(')') ~= [1.0, '~=']").expected == [1.0, "~="]


def test_what_stands_below_the_line_is_hidden() -> None:
    written = "f(1) == 1\n\n  Hidden :\nf(2) == 2\n"

    assert [case.hidden for case in read_tests(written).cases] == [False, True]
    assert shown_tests(written) == [("f(1) == 1", False), ("f(2) == 2", True)]
    assert read_tests(written).function == "f"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("f(1)", "a test is a call"),
        ("1 == f(1)", "a test is a call"),
        ("f(1) is 1", "a test is a call"),
        ("f.g(1) == 1", "a test is a call"),
        ("f(1) raises", "a test is a call"),
        ("f(*[1]) == 1", "no stars"),
        ("f(x) == 1", "written out"),
        ("f(1 + 1) == 2", "written out"),
        ("f((1, 2)) == 2", "arguments are"),
        ("f({1: 2}) == 2", "arguments are"),
        ("f(b'x') == 2", "arguments are"),
        ("f(1) == open('x')", "written out"),
        ("f(1) == ", "a value that Python can read"),
        ("f(" + "[" * 500 + "]" * 500 + ") == 1", "a test is a call"),
        ("f('\0') == 1", "a test is a call"),
    ],
)
def test_what_is_no_test_is_told_with_its_line(line: str, told: str) -> None:
    ((number, said),) = read_tests(f"\n{line}").problems

    assert number == 1
    assert told in said


def test_a_task_asks_for_one_function() -> None:
    tests = read_tests("f(1) == 1\ng(1) == 1")

    assert [number for number, _told in tests.problems] == [1]
