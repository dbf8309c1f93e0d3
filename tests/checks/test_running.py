"""Rules about code that need it to be run, in the sandbox."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.checks.notes import EVERYTHING
from tests.sandbox.conftest import bubblewrap, kits, sandbox
from tests.snippets.twin import CountingRunner
from viva.bank.content import Content, parts_of
from viva.checks.cache import Cache
from viva.checks.code.verdicts import RULES, findings_of
from viva.checks.model import Finding, Rule
from viva.checks.rulebook import all_rules
from viva.checks.running import Running
from viva.checks.service import Checks, GivenNote, GivenQuestion
from viva.notes.model import Reason
from viva.sandbox.model import Result, Runner, Status
from viva.snippets.cases import cases_of
from viva.snippets.model import Checked, Verdict

__all__ = ["bubblewrap", "kits", "sandbox"]

OURS = [rule for rule in all_rules().values() if rule.needs_run]
NOTE = "# What does it print?\n\n```python\nprint(round(2.5))  # 3\n```\n"


def found(runner: Runner, text: str, *, kit: str = "stock") -> list[Finding]:
    running = Running(runner, Cache(None), kit=kit)
    done = Checks(Cache(None), running=running).check([GivenNote("note.md", text.encode())], RULES)
    assert done.problems == []
    return [one.finding for one in done.found]


def mended(runner: Runner, text: str, *, unsafe: bool = True, kit: str = "stock") -> str:
    checks = Checks(Cache(None), running=Running(runner, Cache(None), kit=kit))
    return checks.mend(GivenNote("note.md", text.encode()), EVERYTHING, unsafe=unsafe)[0].decode()


def snippet(code: str, below: str = "", lang: str = "python") -> str:
    return f"# What does it print?\n\n```{lang}\n{code}\n```\n\n{below}"


def test_there_is_a_rule_for_each_code() -> None:
    assert {rule.code for rule in OURS} == RULES


@pytest.mark.slow
@pytest.mark.parametrize("rule", OURS, ids=[rule.code for rule in OURS])
def test_a_rule_finds_its_bad_example_and_leaves_its_good_one_alone(sandbox: Runner, rule: Rule) -> None:
    assert rule.code in [finding.code for finding in found(sandbox, rule.bad.lstrip("\n"))]
    assert found(sandbox, rule.good.lstrip("\n")) == []


@pytest.mark.slow
def test_a_finding_stands_where_it_is_about(sandbox: Runner) -> None:
    text = snippet("\n\nx = 1\n  \nprint(x)  # 1\nprint(x + 1)  # 3\n1 / 0")

    (finding,) = found(sandbox, text)
    assert (finding.code, finding.line) == ("C401", 10)

    (finding,) = found(sandbox, text.replace("1 / 0", ""))
    assert (finding.code, finding.line, finding.col) == ("C402", 9, 17)
    assert finding.values == {"claimed": "3", "real": "2"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (snippet("print(2 + 3)  # 6"), snippet("print(2 + 3)  # 5")),
        (snippet("print(6, 2)  # 6 3 (not 6 4)"), snippet("print(6, 2)  # 6 2 (not 6 4)")),
        (snippet("print(2 + 3)\n# -> 6"), snippet("print(2 + 3)\n# -> 5")),
        (snippet("x = [1, 2]\nx[0] + 4  # 6"), snippet("x = [1, 2]\nx[0] + 4  # 5")),
        (
            snippet("for n in range(3):\n    print(n)\n# Output:\n# 1\n# 3"),
            snippet("for n in range(3):\n    print(n)\n# Output:\n# 0\n# 1\n# 2"),
        ),
        (snippet("print(5)", "Output: `6`\n"), snippet("print(5)", "Output: `5`\n")),
        (snippet("print(5)", "~~~output\n6\n7\n8\n~~~\n"), snippet("print(5)", "~~~output\n5\n~~~\n")),
        (snippet("print(5)\nprint(6)", "~~~output\n4\n~~~\n"), snippet("print(5)\nprint(6)", "~~~output\n5\n6\n~~~\n")),
        (
            "- What?\n\n  ```python\n  print(5)\n  print(6)\n  ```\n\n  ~~~output\n  4\n  ~~~\n",
            "- What?\n\n  ```python\n  print(5)\n  print(6)\n  ```\n\n  ~~~output\n  5\n  6\n  ~~~\n",
        ),
        (snippet(">>> 1 + 1\n3\n>>> 5\n5"), snippet(">>> 1 + 1\n2\n>>> 5\n5")),
        (snippet("SELECT 1 + 1; -- 3", lang="sql"), snippet("SELECT 1 + 1; -- 2", lang="sql")),
    ],
)
def test_the_real_output_is_taken_in_where_the_claim_stands(sandbox: Runner, wrong: str, right: str) -> None:
    assert [finding.code for finding in found(sandbox, wrong)] == ["C402"]
    assert mended(sandbox, wrong, unsafe=False) == wrong
    assert mended(sandbox, wrong) == right
    assert mended(sandbox, wrong.replace("\n", "\r\n")) == right.replace("\n", "\r\n")


@pytest.mark.slow
def test_scripts_are_checked_and_mended_too(sandbox: Runner) -> None:
    wrong = snippet('console.log("5" + 2); // 7\nmissing();', lang="js")

    assert [
        finding.code for finding in found(sandbox, wrong, kit="javascript")
    ] == []  # a fragment: nobody says what it is
    wrong = wrong.replace("\nmissing();", "")
    assert mended(sandbox, wrong, kit="javascript") == wrong.replace("// 7", "// 52")


@pytest.mark.slow
def test_an_error_that_the_answer_names_is_no_finding(sandbox: Runner) -> None:
    assert found(sandbox, snippet("{}['pear']", "- A: `None`\n- B: `KeyError`\n")) == []
    assert [one.code for one in found(sandbox, snippet("{}['pear']", "- A: `None`\n- B: `pear`\n"))] == ["C401"]


@pytest.mark.slow
def test_what_became_of_an_api_is_told_once(sandbox: Runner) -> None:
    note = snippet("import logging\nlogging.warn('x')")
    checks = Checks(Cache(None), running=Running(sandbox, Cache(None), kit="stock"))

    done = checks.check([GivenNote("note.md", note.encode())], {"C302", *RULES})

    assert [one.finding.code for one in done.found] == ["C302"]
    assert [finding.code for finding in found(sandbox, note)] == ["C406"]


@pytest.mark.slow
def test_code_of_the_bank_knows_the_code_before_it_in_its_note(sandbox: Runner) -> None:
    def question(number: int, code: str, source: str) -> GivenQuestion:
        content = Content(prompt="What is it?", answer=f"Look:\n\n```python\n{code}\n```", section=("Fruit",))
        return GivenQuestion(f"bank/{number}", content, parts_of(content, {}), number=number, source=source)

    given = [
        question(1, "price = 3", "a.md"),
        question(2, "print(price)  # 4", "a.md"),
        question(3, "print(price)  # 4", "b.md"),
    ]
    running = Running(sandbox, Cache(None), kit="stock")

    done = Checks(Cache(None), running=running).check(given, RULES)

    assert [(one.path, one.finding.code, one.finding.line) for one in done.found] == [("bank/2", "C402", 6)]


def told_of(code: str, error: str, below: str = "") -> list[str]:
    """What is told of a snippet that ends with an error."""
    content = Content(prompt="What is it?", answer=f"```js\n{code}\n```\n\n{below}")
    (case,) = cases_of(1, content, parts_of(content, {}))
    reason = Reason("It ends with {error}.", {"error": error})
    checked = Checked(verdict=Verdict.BROKEN, lang="javascript", reason=reason, isolation="full")
    return [finding.code for finding in findings_of(case, checked, content.answer.split("\n"))]


@pytest.mark.parametrize(
    ("code", "error", "below"),
    [
        ("throw new Error('ripe')", "Error: ripe", ""),
        ("try { f() } catch (e) { throw e } // TypeError", "TypeError: f is not a function", ""),
        ("const else = 1 // Uncaught SyntaxError", "SyntaxError: Unexpected token 'else'", ""),
        ("pick()", "TypeError: pick is not a function", "- 1: ripe\n- 2: pick is not a function"),
        ("pick()", "TypeError: pick is not a function", "It fails, as a name `is not a function` by itself."),
        (
            "a.b.c",
            "TypeError: Cannot read properties of undefined (reading 'c')",
            "Hence, cannot read properties of undefined.",
        ),
        ("pick()", "TypeError: pick is not a function", "- A: `ripe`\n- B: Error\n"),
        ("pick()", "TypeError: pick is not a function", "- [ ] ripe\n- [ ] an exception\n"),
        ("pick()", "TypeError: pick is not a function", "1. спелая\n2. Ошибка\n"),
    ],
)
def test_an_error_that_is_spoken_of_is_no_finding(code: str, error: str, below: str) -> None:
    assert told_of(code, error, below) == []
    assert told_of("pick()", error, "It is ripe.") == ["C401"]


@dataclass
class Told:
    """What progress was told."""

    totals: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @contextmanager
    def __call__(self, total: int) -> Generator[Callable[[str], None]]:
        self.totals.append(total)
        yield self.names.append


def test_what_did_not_change_is_not_run_again(tmp_path: Path) -> None:
    runner, told = CountingRunner(), Told()
    note, other = GivenNote("note.md", NOTE.encode()), GivenNote("other.md", NOTE.replace("3", "4").encode())

    for _time in range(2):
        running = Running(runner, Cache(tmp_path), kit="stock", progress=told)
        Checks(Cache(tmp_path), running=running).check([note, other], RULES)

    assert told.totals == [2]
    assert told.names == ["note.md", "other.md"]


def test_of_a_note_that_changed_only_what_changed_is_run(tmp_path: Path) -> None:
    runner = CountingRunner()
    for text in (NOTE, NOTE + "\nAnd this?\n\n```python\nlen('pear')  # 4\n```\n"):
        running = Running(runner, Cache(tmp_path), kit="stock")
        Checks(Cache(tmp_path), running=running).check([GivenNote("note.md", text.encode())], RULES)

    assert [code for code in runner.codes if "round" in code] == ["print(round(2.5))  # 3\n"] * 2  # with two hash seeds
    assert any("pear" in code for code in runner.codes)


def test_a_sandbox_that_breaks_is_a_problem_and_stops_no_other_rule() -> None:
    class Broken(CountingRunner):
        def run(self, program: object) -> Result:  # noqa: ARG002 - nothing is run
            return Result(status=Status.SANDBOX_ERROR, reason="it does not work today")

    checks = Checks(Cache(None), running=Running(Broken(), Cache(None), kit="stock"))
    done = checks.check([GivenNote("note.md", b"# What is it?\n\n```python\nprint(1)\n```\n\nTODO\n")], EVERYTHING)

    assert [one.finding.code for one in done.found] == ["N105"]
    assert done.problems == ["The sandbox does not work: it does not work today"]


def test_nothing_is_run_where_no_rule_needs_it() -> None:
    runner = CountingRunner()

    Checks(Cache(None), running=Running(runner, Cache(None), kit="stock")).check(
        [GivenNote("note.md", NOTE.encode())], EVERYTHING - RULES
    )

    assert runner.codes == []


def test_verdicts_of_another_kit_are_not_remembered(tmp_path: Path) -> None:
    runner = CountingRunner()
    for kit in ("stock", "all"):
        Checks(Cache(tmp_path), running=Running(runner, Cache(tmp_path), kit=kit)).check(
            [GivenNote("note.md", NOTE.encode())], RULES
        )

    assert len(runner.codes) == 2 * len(set(runner.codes)) * 2
