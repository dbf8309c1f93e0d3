"""The twin of a runner for tests: it runs nothing, and answers what it is told to."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from viva.kernel.i18n import _
from viva.sandbox.errors import KitMissing
from viva.sandbox.model import Isolation, Kit, Language, Program, Result, Status

STOCK = Kit(name="stock", hash="echo", interpreters=dict.fromkeys(Language, "echo"))


class EchoRunner:
    """Gives the result that was set for the bytes of a main file; for any other it prints the file, and ends well.

    Limits of output hold for what it is told to print.
    """

    def __init__(self, results: Mapping[bytes, Result] | None = None, *, kits: Mapping[str, Kit] | None = None) -> None:
        self._results = dict(results or {})
        self._kits = dict(kits) if kits is not None else {STOCK.name: STOCK, "all": replace(STOCK, name="all")}
        self._lock = threading.Lock()
        self._closed = False
        self.programs: list[Program] = []
        """What it was asked to run, in order."""

    @property
    def isolation(self) -> Isolation:
        """It runs nothing."""
        return Isolation.NONE

    def run(self, program: Program) -> Result:
        """What was set for it, or its own text."""
        self.kit(program.kit)
        if self._closed:
            raise ValueError("the runner is closed")
        with self._lock:
            self.programs.append(program)
        source = program.files.get(program.main, b"")
        told = self._results.get(source) or Result(status=Status.EXIT, exit_code=0, stdout=source)
        return _limited(told, program)

    def kit(self, name: str) -> Kit:
        """A kit with nothing in it."""
        if name not in self._kits:
            raise KitMissing(_("There is no kit {name}.").format(name=name))
        return self._kits[name]

    def close(self) -> None:
        """Run nothing more."""
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _limited(told: Result, program: Program) -> Result:
    limits = program.limits
    out, err = told.stdout[: limits.kept], told.stderr[: limits.kept]
    result = replace(told, stdout=out, stderr=err, truncated=(out, err) != (told.stdout, told.stderr))
    if len(told.stdout) + len(told.stderr) > limits.output:
        return replace(result, status=Status.OUTPUT_LIMIT, exit_code=None)
    return result
