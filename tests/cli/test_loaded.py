"""What a command does without is not loaded by it: loading is most of what a short command does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps import open_bank

SHOW = "print(*sys.modules, file=sys.stderr)"
RUN = f"""
import sys
from viva.cli.main import run
run(sys.argv[1:])
{SHOW}
"""
SERVE = f"""
import signal, sys
from viva.cli.main import run

class UntilTold:
    def write(self, text):
        if "http" in text:
            {SHOW}
            signal.raise_signal(signal.SIGINT)
        return len(text)
    def flush(self): pass
    def isatty(self): return False

sys.stdout = UntilTold()
run(sys.argv[1:])
"""

PAGES = {"fastapi", "uvicorn", "jinja2", "structlog", "pydantic", "starlette", "markdown_it", "prometheus_client"}
TERMINAL = {"rich", "textual", "pygments"}
SELDOM = {"alembic", "mako", "psycopg", "sqlalchemy.dialects.postgresql", "typst", "procrastinate", "httpx"}
READING = {"viva.notes.understand", "viva.notes.formats", "docutils", "nbformat", "yaml"}
CHECKS = {"viva.checks.findings", "viva.checks.service", "viva.checks.model"}
OTHERS = {"viva.cli.commands.queueing", "viva.cli.commands.beginning", "viva.cli.help"}
"""What belongs to the pages, to a terminal, to few calls at all, to reading notes, to checking them, and to commands
that were not called."""

WITHOUT = {
    "--version": PAGES
    | TERMINAL
    | SELDOM
    | READING
    | {"cyclopts", "sqlalchemy", "gettext", "re", "importlib.metadata"},
    "list": PAGES
    | TERMINAL
    | SELDOM
    | READING
    | OTHERS
    | {"viva.bank.search.service", "snowballstemmer", "viva.jobs", "viva.app", "sqlalchemy"},
    "search gil": PAGES
    | TERMINAL
    | SELDOM
    | READING
    | OTHERS
    | {"viva.jobs", *CHECKS, "viva.snippets", "viva.exchange", "viva.app", "sqlalchemy"},
    "stats": PAGES | TERMINAL | SELDOM | READING | OTHERS | {"viva.bank.search.service", *CHECKS, "viva.snippets"},
    "import --dry-run notes": PAGES | TERMINAL | SELDOM | {"viva.checks.facts", "viva.interviews.conduct"},
    "doctor": PAGES | TERMINAL | {"typst", "httpx"},
    "serve --port 0 --no-browser": (
        SELDOM
        | READING
        | {"jinja2", "markdown_it", "textual", "viva.web.pages.home", "viva.web.api.document", "viva.jobs.runner"}
        | {"viva.bank.search.service", *CHECKS, "viva.snippets", "viva.exchange", "viva.intake"}
    ),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bank, and a note beside it."""
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "notes").mkdir()
    (folder / "notes" / "python.md").write_text("# Python\n\n## What is the GIL?\n\nA lock.\n", encoding="utf-8")
    open_bank(folder)
    return folder


@pytest.mark.parametrize("words", WITHOUT)
def test_a_command_loads_nothing_that_it_does_without(data: Path, words: str) -> None:
    program = SERVE if words.startswith("serve") else RUN
    told = subprocess.run(
        [sys.executable, "-c", program, *words.split()],
        capture_output=True,
        text=True,
        check=True,
        cwd=data,
        env={**os.environ, "VIVA_DATA": str(data), "VIVA_LANG": "en"},
    )

    loaded = max(told.stderr.splitlines(), key=len).split()
    assert "viva.cli.main" in loaded
    assert sorted(WITHOUT[words].intersection(loaded)) == []
