"""Which names a program gives, and which it leaves out."""

import ast

import pytest

from viva.snippets import names as looked_through
from viva.snippets.names import Names, missing_fixtures, names_in


def names(source: str) -> Names:
    return names_in(source, ast.parse(source))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("print(price)", {"price"}),
        ("price = 1\nprint(price)", set[str]()),
        ("def f():\n    return rate * 2", {"rate"}),
        ("def f(rate):\n    return rate * 2", set[str]()),
        ("def f():\n    def g():\n        return outer\n    outer = 1\n    return g", set[str]()),
        ("[n * k for n in (1, 2)]", {"k"}),
        ("class Ship(Base):\n    name = Column()", {"Base", "Column"}),
        ("def f():\n    global count\n    count = 1\nprint(count)", set[str]()),
        ("from shop import *\nprint(price)", set[str]()),
        ("import shop.till as till\ntill.open()", set[str]()),
        ("try:\n    go()\nexcept ValueError as error:\n    print(error)", {"go"}),
        ("if (n := len([])) > 1:\n    print(n)", set[str]()),
        ("match point:\n    case (x, y):\n        print(x, y)", {"point"}),
        ("total += 1", set[str]()),
        ("print(__name__, __file__)", set[str]()),
        ("basket.append(1)", {"basket"}),
        ("@app.get('/')\ndef root(): ...", {"app"}),
        ("lambda x: x + y", {"y"}),
    ],
)
def test_names_that_are_used_and_given_nowhere_are_wanted(source: str, wanted: set[str]) -> None:
    assert names(source).wanted == wanted


def test_a_program_gives_what_it_assigns_defines_and_imports_outside_of_functions() -> None:
    found = names("import os.path as p\nx = 1\ndef f():\n    inner = 2\nclass C: ...\nfor i in []: pass\n")

    assert found.given == {"p", "x", "f", "C", "i"}


def test_packages_are_those_that_are_not_part_of_python() -> None:
    found = names("import json, flask.views\nfrom numpy import array\nfrom . import near\n")

    assert found.packages == {"flask", "numpy"}


def test_an_import_whose_failure_is_caught_is_not_needed() -> None:
    assert names("try:\n    import ujson as json\nexcept ImportError:\n    import json\n").packages == set()


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("def test_a(client): ...", ["client"]),
        ("def test_a(tmp_path, capsys, monkeypatch): ...", []),
        ("import pytest\n@pytest.fixture\ndef client(): ...\ndef test_a(client): ...", []),
        ("@pytest.mark.parametrize('n', [1])\ndef test_a(n): ...", []),
        ("@patch('x.y')\ndef test_a(mocked): ...", []),
        ("def helper(client): ...", []),
        ("def test_a(size=3): ...", []),
    ],
)
def test_fixtures_that_nobody_gives_are_missing(source: str, missing: list[str]) -> None:
    assert missing_fixtures(ast.parse(source)) == missing


def test_tests_are_found_as_pytest_would_collect_them() -> None:
    source = (
        "def test_a(): ...\nasync def test_b(): ...\nclass TestC:\n    def test_d(self): ...\nclass D(TestCase): ...\n"
    )

    assert looked_through.tests_in(ast.parse(source)) == ["test_a", "test_b", "TestC", "D"]
