"""Our own labelled snippets, run in the sandbox: each gets the verdict that a person gave it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from viva.notes.understand import understand
from viva.sandbox.model import Runner
from viva.snippets.cases import cases_in
from viva.snippets.checking import Checker
from viva.snippets.model import Case, Checked, Verdict

pytestmark = pytest.mark.slow

FIXTURES = Path(__file__).parents[1] / "fixtures" / "snippets"
NOTES = {path.stem: path for path in sorted(FIXTURES.iterdir()) if path.suffix != ".toml"}


def labels(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((FIXTURES / f"{name}.toml").read_text(encoding="utf-8"))["block"])


def judged(runner: Runner, text: str, kit: str = "stock") -> list[tuple[Case, Checked]]:
    return list(Checker(runner, kit).check(cases_in(understand("note.md", text.encode()))))


def verdict(runner: Runner, code: str, kit: str = "stock") -> Checked:
    ((_case, checked),) = judged(runner, f"# What does it do?\n\n```python\n{code}\n```\n", kit)
    return checked


@pytest.mark.parametrize(
    ("name", "kit"), [*((name, "stock") for name in NOTES), ("web", "all"), ("scripts", "javascript")]
)
def test_every_snippet_gets_the_verdict_that_a_person_gave_it(sandbox: Runner, name: str, kit: str) -> None:
    found = judged(sandbox, NOTES[name].read_text(encoding="utf-8"), kit)
    wanted = labels(name)
    named = "stock" if kit == "stock" else "verdict"

    assert [one.verdict.value for _case, one in found] == [label.get(named, label["verdict"]) for label in wanted]
    assert [one.documented for _case, one in found] == [_documented(label, kit) for label in wanted]


def _documented(label: dict[str, Any], kit: str) -> str | None:
    """What it claims; comments that are claims only if what runs speaks for them are none where it does not run."""
    claimed = label.get("documented")
    return (label.get("stock_documented", claimed) if kit == "stock" else claimed) or None


@pytest.mark.parametrize(
    ("name", "kit"),
    [("values", "stock"), ("russian", "stock"), ("sessions", "stock"), ("queries", "stock"), ("scripts", "javascript")],
)
def test_output_rules_and_warnings_are_as_labelled(sandbox: Runner, name: str, kit: str) -> None:
    found = judged(sandbox, NOTES[name].read_text(encoding="utf-8"), kit)

    for (case, one), label in zip(found, labels(name), strict=True):
        told = {
            "rule": one.rule.value if one.rule else None,
            "output": one.output,
            "reproducible": one.reproducible,
            "lang": one.lang,
            "deprecated": one.deprecated,
        }
        wanted = {key: value for key, value in label.items() if key in told}
        assert {key: told[key] for key in wanted} == wanted, case.span


def test_there_are_labels_enough() -> None:
    assert sum(len(labels(name)) for name in NOTES) >= 60


@pytest.mark.parametrize(
    ("code", "verdicts"),
    [
        ("import os\nos._exit(0)", {Verdict.RUNS}),
        ("import os\nos.close(2)\nprint(1)  # 1", {Verdict.RUNS, Verdict.BROKEN}),
        ("import sys\nsys.stdout = None", {Verdict.RUNS}),
        ("import sys\nsys.stderr.write('\\x1e0123456789abcdef{}\\x1e')", {Verdict.RUNS}),
        ("while True: print('x' * 1000)", {Verdict.RUNS}),
        ("x = 'a' * 10**10", {Verdict.BROKEN}),
        ("def f(): f()\nf()", {Verdict.BROKEN}),
        ("import sys\nsys.settrace(None)\ndel sys.modules['sys']", {Verdict.RUNS}),
        ("class R:\n    def __repr__(self): raise ValueError\nr = R()  # [1]", {Verdict.RUNS, Verdict.MISMATCH}),
        ("import signal, os\nos.kill(os.getpid(), signal.SIGSEGV)", {Verdict.BROKEN}),
        ("raise SystemExit('bye')", {Verdict.RUNS}),
        ("import os\nfor name in os.listdir('.'): os.unlink(name)", {Verdict.RUNS}),
        ("raise KeyboardInterrupt", {Verdict.BROKEN}),
        ("raise ExceptionGroup('both', [ValueError(1), TypeError(2)])", {Verdict.BROKEN}),
        ("print('\\ud800')", {Verdict.BROKEN}),
        ("print('\\0\\x1e')", {Verdict.RUNS}),
    ],
)
def test_hostile_and_odd_programs_get_a_verdict_too(sandbox: Runner, code: str, verdicts: set[Verdict]) -> None:
    assert verdict(sandbox, code).verdict in verdicts


def test_a_program_cannot_forge_what_a_line_gave(sandbox: Runner) -> None:
    forged = """\
import gc, sys
for thing in gc.get_objects():
    if type(thing).__name__ == "Teller":
        thing.tell("seen", line=None, out=5)
print(1)  # 2"""

    assert verdict(sandbox, forged).verdict in {Verdict.RUNS, Verdict.MISMATCH}


def test_what_was_removed_from_a_module_is_told(sandbox: Runner) -> None:
    found = verdict(sandbox, "from collections import Mapping")

    assert found.verdict is Verdict.BROKEN
    assert found.deprecated == "cannot import name 'Mapping' from 'collections'"


def test_a_verdict_says_what_it_was_run_with(sandbox: Runner) -> None:
    found = verdict(sandbox, "print(1)")

    assert (found.kit, found.isolation) == ("stock", "full")
    assert found.interpreter.startswith("CPython 3.")
    assert found.wall_ms > 0


def test_line_numbers_of_an_error_are_those_of_the_snippet(sandbox: Runner) -> None:
    found = verdict(sandbox, "x = 1  # [1]\n\n\nraise ValueError('four')  # ValueError: four")

    assert found.verdict is Verdict.MISMATCH  # of the first line
    assert "ValueError: four" in found.output
