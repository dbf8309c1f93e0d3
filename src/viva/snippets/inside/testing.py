"""Runs the test functions of a snippet inside the sandbox: by pytest where the kit has it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import inspect
import io
import os
import sys
from pathlib import Path
from typing import Any


def run(trial: dict[str, Any], module: Any, teller: Any) -> None:
    """Run them and tell what became of each."""
    if importlib.util.find_spec("pytest"):
        _by_pytest(trial, teller)
        return
    for name in trial["tests"]:
        test = module.__dict__.get(name)
        if not callable(test) or inspect.signature(test).parameters:
            continue
        try:
            made = test()
            if asyncio.iscoroutine(made):
                asyncio.run(made)
        except BaseException as error:  # noqa: BLE001 - told
            teller.tell("test", name=name, outcome="failed", why=f"{type(error).__name__}: {error}"[:500])
        else:
            teller.tell("test", name=name, outcome="passed", why="")


class Recorder:
    """Hears what pytest finds out."""

    def __init__(self, teller: Any) -> None:
        self._teller = teller

    def pytest_runtest_logreport(self, report: Any) -> None:
        """One phase of one test."""
        if report.when == "call" or report.outcome != "passed":
            why = str(report.longrepr or "")[-1500:]
            self._teller.tell("test", name=report.nodeid, outcome=report.outcome, why=why)

    def pytest_collectreport(self, report: Any) -> None:
        """A file that cannot even be read."""
        if report.failed:
            self._teller.tell("test", name=report.nodeid, outcome="failed", why=str(report.longrepr)[-1500:])


def _by_pytest(trial: dict[str, Any], teller: Any) -> None:
    pytest = importlib.import_module("pytest")
    name = "test_snippet.py"
    before = [Path(part).read_text(encoding="utf-8") for part in trial["context"]]
    Path(name).write_text("\n\n".join([*before, Path("main.py").read_text(encoding="utf-8")]), encoding="utf-8")
    sys.modules.pop("test_snippet", None)
    words = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--rootdir", os.curdir, name]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        pytest.main(words, plugins=[Recorder(teller)])
