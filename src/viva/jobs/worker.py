"""What a worker is, and the one for SQLite: threads that look for rows which are due."""

import threading
import time
from contextvars import copy_context
from typing import Generic, Protocol

from viva.jobs.queue import Bell
from viva.jobs.run import W
from viva.jobs.runner import Runner

_GLANCE = 0.05
"""Seconds between two looks at whether to end: a signal only sets a flag."""


class Worker(Protocol):
    """Runs jobs until it is told to stop."""

    def run(self, *, once: bool = False) -> None:
        """Run jobs as they come; `once` ends when none is due."""
        ...

    def stop(self) -> None:
        """Finish what is in hand, hand back the rest; safe in a signal handler and from other threads."""
        ...


class LeasedWorker(Generic[W]):
    """Takes rows that are due, and those whose worker was not heard of for too long.

    The threads end with the process, so that a job that outlasts the grace
    holds nothing up: what it had not kept is undone, and others take it over.
    """

    def __init__(self, runner: Runner[W], concurrency: int, bell: Bell) -> None:
        self._runner = runner
        self._bell = bell
        self._concurrency = concurrency
        self._trouble: BaseException | None = None

    def run(self, *, once: bool = False) -> None:
        """Work in as many threads as jobs may run at a time."""
        self._runner.add_scheduled()
        self._runner.start_pulse()
        threads = [
            threading.Thread(target=copy_context().run, args=(self._work, once), name=f"viva-job-{number}", daemon=True)
            for number in range(self._concurrency)
        ]
        for thread in threads:
            thread.start()
        try:
            self._wait_for(threads)
        finally:
            self._runner.stop()
            self._runner.end_pulse()
        if self._trouble:
            raise self._trouble

    def stop(self) -> None:
        """Let no further job begin."""
        self._runner.stop()
        self._bell.ring()

    def _wait_for(self, threads: list[threading.Thread]) -> None:
        deadline = float("inf")
        while time.monotonic() < deadline and any(thread.is_alive() for thread in threads):
            for thread in threads:
                thread.join(_GLANCE / len(threads))
            if self._runner.stopping and deadline == float("inf"):
                deadline = time.monotonic() + self._runner.pace.grace

    def _work(self, once: bool) -> None:  # noqa: FBT001 - a thread's argument
        try:
            self._take_turns(once=once)
        except BaseException as trouble:  # noqa: BLE001 - a thread would only print it: `run` raises it
            self._trouble = trouble
            self._runner.stop()

    def _take_turns(self, *, once: bool) -> None:
        """Only look while there is nothing to do, so that nobody's writing waits for it.

        The bell tells of jobs that this program adds; SQLite tells no other that something was written.
        """
        taken = None
        while taken or not self._runner.stopping:
            heard = self._bell.rung
            if taken is None and self._runner.has_due(lapsed=True):
                taken = self._runner.take()  # none if another was quicker
            if taken:
                taken = self._runner.run(taken, follow=True)
            elif once:
                return
            else:
                self._bell.wait(heard, self._runner.pace.poll)
