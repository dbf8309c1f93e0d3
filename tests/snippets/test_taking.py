"""What running showed is written back into a question, which then says what is so."""

import pytest

from viva.bank.content import Content, parts_of
from viva.kernel.errors import InvalidInput
from viva.sandbox.model import Runner
from viva.snippets.cases import cases_of
from viva.snippets.checking import Checker
from viva.snippets.model import Checked, Verdict
from viva.snippets.taking import can_take, with_code, with_output


def question(answer: str, prompt: str = "What does it print?", language: str = "en") -> Content:
    return Content(prompt=prompt, answer=answer, language=language)


def first(runner: Runner, content: Content) -> Checked:
    """The verdict on the first code of a question."""
    cases = cases_of(1, content, parts_of(content, {}))
    return next(checked for _case, checked in Checker(runner, "stock").check(cases))


def taken(runner: Runner, content: Content) -> Content:
    checked = first(runner, content)
    assert can_take(checked), checked
    return with_output(content, parts_of(content, {}), 0, checked)


FENCED = """\
Look:

```python
{code}
```

{below}
And so on."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("print(2 + 3)  # 6", "print(2 + 3)  # 5"),
        ("print(2 + 3)  # -> 6 (six)", "print(2 + 3)  # -> 5 (six)"),
        ("x = len('pear')\nx  # 5", "x = len('pear')\nx  # 4"),
        ("print('a', 'b')\n# Output: c", "print('a', 'b')\n# Output: a b"),
        ("for x in range(3):\n    print(x)\n# Output:\n# 1\n# 3", None),
        ("int('x')  # TypeError: no", "int('x')  # ValueError: invalid literal for int() with base 10: 'x'"),
        (">>> 1 + 1\n3\n>>> 'a' * 2\n'aa'", ">>> 1 + 1\n2\n>>> 'a' * 2\n'aa'"),
        ("print('one\\ntwo')  # 3", None),
        ("print(7)\nprint(8)  # 9\nprint(9)  # 9", "print(7)\nprint(8)  # 8\nprint(9)  # 9"),
    ],
)
def test_a_claim_in_the_code_says_what_is_so(sandbox: Runner, code: str, wanted: str | None) -> None:
    content = question(FENCED.format(code=code, below=""))
    after = taken(sandbox, content)

    assert first(sandbox, after).verdict in {Verdict.MATCHES, Verdict.RAISES_AS_DOCUMENTED}
    if wanted is not None:
        assert after == question(FENCED.format(code=wanted, below=""))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("below", "wanted"),
    [
        ("Output: 6\n", "Output: 5\n"),
        ("**Output:** `6`\n", "**Output:** `5`\n"),
        ("```text\n5 pear\n```\n", "```text\n5 pears\n```\n"),
        ("Output:\n\n```\n6\n```\n", "Output:\n\n```\n5\n```\n"),
    ],
)
def test_a_claim_below_the_code_says_what_is_so(sandbox: Runner, below: str, wanted: str) -> None:
    code = "print(2 + 3, 'pears')" if "pear" in below else "print(2 + 3)"
    after = taken(sandbox, question(FENCED.format(code=code, below=below)))

    assert after == question(FENCED.format(code=code, below=wanted))
    assert first(sandbox, after).verdict is Verdict.MATCHES


@pytest.mark.slow
def test_a_claim_in_other_languages_says_what_is_so(sandbox: Runner) -> None:
    content = question("```js\nconst n = [1, 2];\nconsole.log(n.length); // 3\n```\n")
    cases = cases_of(1, content, parts_of(content, {}))
    ((_case, checked),) = Checker(sandbox, "javascript").check(cases)

    assert checked.verdict is Verdict.MISMATCH
    assert with_output(content, parts_of(content, {}), 0, checked).answer == content.answer.replace("3", "2")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru"])
def test_output_that_nobody_claimed_stands_below(sandbox: Runner, language: str) -> None:
    after = taken(sandbox, question(FENCED.format(code="print('a ``` b')\nprint(2)", below=""), language=language))

    assert "````text\na ``` b\n2\n````" in after.answer
    assert first(sandbox, after).verdict is Verdict.MATCHES


@pytest.mark.slow
def test_code_in_a_quotation_and_without_a_fence_keeps_its_margin(sandbox: Runner) -> None:
    after = taken(sandbox, question("> ```python\n> print(1)  # 2\n> ```\n\nDone."))

    assert after.answer == "> ```python\n> print(1)  # 1\n> ```\n\nDone."


def test_other_code_is_put_into_its_place() -> None:
    content = question(FENCED.format(code="print(1)", below=""))

    made = with_code(content, parts_of(content, {}), 0, "print('```')\r\nprint(2)\r\n")

    assert made.answer == "Look:\n\n````python\nprint('```')\nprint(2)\n````\n\n\nAnd so on."
    assert cases_of(1, made, parts_of(made, {}))[0].text == "print('```')\nprint(2)"


def test_no_code_is_refused_with_a_sentence() -> None:
    content = question(FENCED.format(code="print(1)", below=""))

    with pytest.raises(InvalidInput, match="There is no code"):
        with_code(content, parts_of(content, {}), 0, " \n")
    with pytest.raises(InvalidInput, match="not among the lines"):
        with_code(content, parts_of(content, {}), 7, "x")
