"""An export that is killed anywhere leaves the bank as it was or as it shall be."""

import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from tests.exchange.small_banks import a_bank, a_question
from tests.required import CHECKOUT
from viva.exchange.folder import is_bank
from viva.exchange.reading import read_bank
from viva.exchange.writing import plan_export


def export(folder: Path, answer: str, questions: int, *, killed_at: int) -> int:
    program = [sys.executable, "-m", "tests.exchange.exporter", str(folder), answer, str(questions), str(killed_at)]
    return subprocess.run(
        program, cwd=CHECKOUT, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, check=False
    ).returncode


def answers_in(folder: Path) -> list[str]:
    files = read_bank(folder)
    assert (files.new, files.edited, files.removed) == ((), (), ())
    return [question.content.answer for question in files.bank.questions]


every_or_some = pytest.mark.parametrize(
    "step", [pytest.param(5, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.torture)]
)


@every_or_some
def test_a_killed_export_is_done_or_not_done(tmp_path: Path, step: int) -> None:
    old, new = ["old"] * 3, ["new"] * 2
    seen: set[str] = set()
    for moment in count(1, step):
        folder = tmp_path / str(moment)
        plan_export(folder, a_bank(*(a_question(answer="old", key=f"{n:010}") for n in range(3)))).write()

        code = export(folder, "new", 2, killed_at=moment)
        found = answers_in(folder)
        seen.add(found[0])

        assert code in {0, -signal.SIGKILL}
        assert found in (old, new)
        assert found == new or code
        plan_export(folder, a_bank(*(a_question(answer="new", key=f"{n:010}") for n in range(2)))).write()
        assert answers_in(folder) == new
        assert not (folder / ".viva/pending").exists()
        if code == 0:
            break

    assert seen == {"old", "new"}


@every_or_some
def test_a_killed_first_export_is_done_or_can_be_done_again(tmp_path: Path, step: int) -> None:
    for moment in count(1, step):
        folder = tmp_path / str(moment)
        code = export(folder, "new", 1, killed_at=moment)

        if is_bank(folder):
            assert answers_in(folder) == ["new"]
        plan_export(folder, a_bank(a_question(answer="new", key=f"{0:010}"))).write()
        assert answers_in(folder) == ["new"]
        if code == 0:
            break
