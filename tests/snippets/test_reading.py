"""What a block of code is, by what stands in it."""

import pytest

from viva.notes.model import Span
from viva.snippets.model import Case, Sort
from viva.snippets.reading import Readable, read


def block(text: str, lang: str = "python", notation: str | None = None) -> Readable:
    return read(Case("note.md", Span(1, text.count("\n") + 1), lang, text, notation))


@pytest.mark.parametrize(
    ("text", "lang", "sort"),
    [
        ("print(1)", "python", Sort.PROGRAM),
        (">>> 1 + 1\n2", "python", Sort.SESSION),
        ("In [1]: 1 + 1\nOut[1]: 2", "text", Sort.SESSION),
        ("pip install flask", "python", Sort.SHELL),
        ("ls -l", "bash", Sort.SHELL),
        ('{"a": 1}', "json", Sort.DATA),
        ("SELECT 1;", "sql", Sort.PROGRAM),
        ("SELECT 1 AS one\n  INTO x;", "graphql", Sort.OTHER),
        ("Traceback (most recent call last):\n  File 'x'\nKeyError: 1", "python", Sort.OUTPUT),
        ("for each guest\nif old then greet\nelse repeat until done", "text", Sort.PSEUDO_CODE),
        ("5\n6", "text", Sort.OUTPUT),
    ],
)
def test_the_shape_says_what_a_block_is(text: str, lang: str, sort: Sort) -> None:
    assert block(text, lang).sort is sort


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("const a = 1;", "javascript"),
        ("<body onload='start()'>", "html"),
        ("<Basket size={1} />", "javascript"),
        ('"fruit": [\n  1\n]', "json"),
        ("declare var basket;", "typescript"),
        ("var basket: any;", "typescript"),
        ("enum Color {\n  Red\n}", "typescript"),
        ("label: for (;;) break label;", "javascript"),
    ],
)
def test_what_is_called_a_script_may_be_another_thing(text: str, lang: str) -> None:
    assert block(text, "javascript").lang == lang


def test_a_drawing_is_a_diagram_whatever_stands_in_it() -> None:
    assert block("print(1)", "text", "tree").sort is Sort.DIAGRAM


def test_a_session_is_read_entry_by_entry() -> None:
    read_ = block(">>> def f(n):\n...     return n\n...\n>>> f(2)\n2\n>>> print('a')\na\n")

    assert read_.session == ((1, "def f(n):\n    return n\n", ""), (4, "f(2)", "2"), (6, "print('a')", "a"))


def test_a_line_typed_without_dots_belongs_to_the_entry_that_is_open() -> None:
    read_ = block(">>> for n in range(2):\n        print(n)\n...\n0\n1\n")

    assert read_.session == ((1, "for n in range(2):\n        print(n)\n", "0\n1"),)


def test_await_outside_of_functions_is_known() -> None:
    assert block("import asyncio\nawait asyncio.sleep(0)\n").awaits


@pytest.mark.parametrize(
    "text", ["return 5", "if ready:\n    return None", "yield 1", "for n in a:\n    continue\nbreak"]
)
def test_a_piece_of_a_function_is_known(text: str) -> None:
    assert block(text).torn_off


@pytest.mark.parametrize("text", ["print 'old'", "print value", "raise ValueError, 'old'"])
def test_python_2_is_known(text: str) -> None:
    assert block(text).old


def test_what_is_left_out_is_known() -> None:
    assert block("def f(a, ...):\n    pass").unfinished


def test_a_program_that_python_refuses_has_its_error() -> None:
    read_ = block("class Torn:\n    def\n")

    assert read_.tree is None
    assert read_.error is not None


def test_output_in_the_same_block_is_taken_apart() -> None:
    read_ = block("print(5)\nprint(6)\n\nOutput:\n5\n6\n")

    assert (read_.code, read_.printed) == ("print(5)\nprint(6)\n\n", "5\n6")


def test_files_in_one_block_are_taken_apart_and_lines_keep_their_numbers() -> None:
    read_ = block("# prices.py\ntea = 90\n\n# main.py\nfrom prices import tea\nprint(tea)  # 90\n")

    assert read_.modules == (("prices", "tea = 90\n"),)
    assert read_.code.split("\n")[5] == "print(tea)  # 90"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "x = 1\0",
        "(" * 500,
        "\ud800",
        "a" * 100_000,
        "lambda: (yield)",
        "-" * 5000 + "1",
        "a" + ".b" * 5000,
        "a" + "[0]" * 900,
        "x = " + "not " * 10_000 + "1",
        ">>> " + "-" * 5000 + "1",
    ],
)
def test_hostile_text_is_read_to_an_end(text: str) -> None:
    block(text)
