"""What the documents show of Viva is what Viva shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.required import CHECKOUT

pytestmark = pytest.mark.slow

SESSION = re.compile(r"^```console\n\$ ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = [sys.executable, "-c", "from viva.cli.main import main; main()"]


class Sample(NamedTuple):
    """A command as a document shows it, and the lines it prints; `…` stands for lines left out."""

    document: str
    command: str
    lines: list[str]


def samples() -> list[Sample]:
    documents = [*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")]
    return [
        Sample(document.name, command, shown.splitlines())
        for document in sorted(documents)
        for command, shown in SESSION.findall(document.read_text(encoding="utf-8"))
    ]


def printed(command: str, data: Path) -> list[str]:
    done = subprocess.run(
        [*RUN, *shlex.split(command)[1:]],
        cwd=CHECKOUT,
        env={**os.environ, "VIVA_DATA": str(data), "VIVA_LANG": "en"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (1 if command.startswith("viva check") else 0), done.stderr  # 1: it found something
    return done.stdout.splitlines()


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: f"{sample.document}: {sample.command}")
def test_a_command_prints_what_a_document_shows(sample: Sample, folder_in_memory: Path) -> None:
    lines = printed(sample.command, folder_in_memory)

    assert [line for line in sample.lines if line != "…" and line not in lines] == []


def test_the_first_page_shows_what_viva_does() -> None:
    assert "README.md" in {sample.document for sample in samples()}
