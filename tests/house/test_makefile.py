"""What `make` promises."""

import re
import subprocess

import pytest

from tests.required import CHECKOUT

MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
PROMISED = {"help", "setup", "start", "check", "test", "bench", "torture", "lock", "clean"}


def make(*arguments: str) -> str:
    """What make prints, without running what it would run."""
    command = ["make", "--no-print-directory", *arguments]  # which make says of itself when it runs inside `make test`
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout


def test_make_alone_says_what_there_is() -> None:
    assert make() == make("help")


@pytest.mark.parametrize("target", sorted(PROMISED))
def test_help_tells_each_target_in_one_line(target: str) -> None:
    lines = [line for line in make("help").splitlines() if f"make {target} " in line]

    assert len(lines) == 1
    assert len(lines[0].split(maxsplit=2)[2]) > 10


def test_every_target_is_phony() -> None:
    phony = set(re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)[0].split())
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))

    assert targets == phony
    assert targets >= PROMISED


def test_start_takes_the_sample_or_the_notes_it_is_given() -> None:
    assert make("--dry-run", "start").splitlines()[-1].endswith("viva start")
    assert '"/home/ana/my notes"' in make("--dry-run", "start", "NOTES=/home/ana/my notes")


def test_start_installs_nothing_for_developers() -> None:
    assert "development" not in make("--dry-run", "--always-make", "start")


def test_ci_runs_make_test_and_nothing_else() -> None:
    lines = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not line.startswith("#")] == [
        "set -eu",
        'cd "$(dirname "$0")/.."',
        "exec make test",
    ]
