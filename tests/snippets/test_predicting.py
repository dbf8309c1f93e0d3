"""Questions that ask what verified code prints."""

import pytest

from viva.bank.content import Content, parts_of
from viva.kernel.errors import InvalidInput
from viva.snippets.cases import cases_of
from viva.snippets.model import Case, Checked, Verdict
from viva.snippets.predicting import asks_about, can_ask, program_of, question_about

SEEN = Checked(verdict=Verdict.MATCHES, lang="python", output="5\n~~~", reproducible=True)


def case(code: str, lang: str = "python") -> Case:
    content = Content(prompt="x", answer=f"```{lang}\n{code}\n```\n")
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


@pytest.mark.parametrize(
    ("lang", "code", "program"),
    [
        ("js", "// adds\nconsole.log(2 + 3); // 5", "// adds\nconsole.log(2 + 3);"),
        ("js", "console.log(1);\n// Output:\n// 1\n\nconsole.log('// 2');", "console.log(1);\n\nconsole.log('// 2');"),
        (
            "ts",
            "const n: number = 2; // a count\nconsole.log(n) // -> 2",
            "const n: number = 2; // a count\nconsole.log(n)",
        ),
        ("sql", "-- counts\nSELECT 1 + 1; -- 2", "-- counts\nSELECT 1 + 1;"),
        ("sql", "VALUES (1, 2);\n-- 1|2\nSELECT 3;", "VALUES (1, 2);\nSELECT 3;"),
    ],
)
def test_programs_in_other_languages_do_not_say_it_either(lang: str, code: str, program: str) -> None:
    assert program_of(case(code, lang)) == program


@pytest.mark.parametrize(
    ("lang", "code", "asks"),
    [
        ("js", "console.log(5)", True),
        ("js", "[1, 2].length // 2", False),
        ("ts", "const n: number = 5;\nconsole.log(n)", True),
        ("sql", "SELECT 5;", True),
    ],
)
def test_what_other_languages_print_is_asked_for_too(lang: str, code: str, asks: bool) -> None:
    names = {"js": "javascript", "ts": "typescript", "sql": "sql"}
    seen = Checked(verdict=Verdict.RUNS, lang=names[lang], output="5", reproducible=True)
    assert can_ask(case(code, lang), seen) is asks
    if asks:
        made = question_about(Content(prompt="x"), case(code, lang), seen)
        assert made.prompt.partition("```")[2].startswith(f"{names[lang]}\n")
        assert asks_about(made, case(code, lang))


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
