"""Questions that ask what verified code prints."""

import pytest

from viva.bank.content import Content, parts_of
from viva.kernel.errors import InvalidInput
from viva.snippets.cases import cases_of
from viva.snippets.model import Case, Checked, Verdict
from viva.snippets.predicting import asks_about, can_ask, program_of, question_about

SEEN = Checked(verdict=Verdict.MATCHES, lang="python", output="5\n~~~", reproducible=True)


def case(code: str) -> Case:
    content = Content(prompt="x", answer=f"```python\n{code}\n```\n")
    return cases_of(1, content, parts_of(content, {}))[0]


@pytest.mark.parametrize(
    ("code", "program"),
    [
        ("# adds\nprint(2 + 3)  # 5", "# adds\nprint(2 + 3)"),
        ("print(1)\n# Output:\n# 1\nx = 1  # a count\nprint(x)", "print(1)\nx = 1  # a count\nprint(x)"),
        ("print('# 5')  # -> # 5", "print('# 5')"),
        ('print(1)\n"""\nOutput:\n1\n"""', "print(1)"),
        ("print(1)\n\nOutput:\n1", "print(1)"),
    ],
)
def test_the_program_does_not_say_what_it_prints(code: str, program: str) -> None:
    assert program_of(case(code)) == program


def test_what_it_printed_stands_in_a_fence_of_its_own() -> None:
    made = question_about(Content(prompt="x", language="ru", topics=("sums",)), case("print(5)  # 5"), SEEN)

    assert made.prompt == "Что выведет эта программа?\n\n```python\nprint(5)\n```"
    assert made.answer == "~~~~output\n5\n~~~\n~~~~"
    assert made.topics == ("sums",)
    assert asks_about(made, case("print(5)  # 5"))
    assert not asks_about(made, case("print(6)"))


@pytest.mark.parametrize(
    ("code", "checked"),
    [
        ("print(5)", Checked(verdict=Verdict.MISMATCH, lang="python", output="5", reproducible=True)),
        ("print(5)", Checked(verdict=Verdict.RUNS, lang="python", output="5", reproducible=False)),
        ("print(5)", Checked(verdict=Verdict.RUNS, lang="python", output="", reproducible=True)),
        ("5  # 5", SEEN),
    ],
)
def test_what_is_not_sure_to_be_printed_is_not_asked_for(code: str, checked: Checked) -> None:
    assert not can_ask(case(code), checked)
    with pytest.raises(InvalidInput):
        question_about(Content(prompt="x"), case(code), checked)
