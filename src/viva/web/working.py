"""The worker beside the site, in a thread of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from viva.app import App

if TYPE_CHECKING:
    from viva.jobs.worker import Worker

T = TypeVar("T")

HEAD_START = 2.0
"""Seconds that the first page has for itself: loading what jobs need would take turns with it."""


class Working:
    """Runs jobs once it is told to begin; what they and the first page need is loaded while the site answers."""

    def __init__(self, app: App, failed: Callable[[], None], *, head_start: float = HEAD_START) -> None:
        self._app = app
        self._failed = failed
        self._head_start = head_start
        self._ending = threading.Event()
        self._worker: Future[Worker | None] = Future()
        self._ended: Future[None] = Future()
        self._thread = threading.Thread(target=copy_context().run, args=(self._work,), name="viva-worker")

    def begin(self) -> None:
        """Look for jobs, now that the site answers."""
        self._thread.start()

    def end(self) -> None:
        """Finish what is in hand, or hand it back, and raise what went wrong; if it ever began."""
        self._ending.set()
        if self._thread.ident is not None:
            worker = self._worker.result()
            if worker:
                worker.stop()
            self._ended.result()

    def _work(self) -> None:
        """Whatever breaks it is kept for who ends it: a thread would only print it."""
        _settle(self._worker, self._made)
        _settle(self._ended, self._run)
        if self._ended.exception():
            self._failed()

    def _made(self) -> "Worker | None":
        """The worker; none if the end comes first."""
        _load_first_page()
        return None if self._ending.wait(self._head_start) else self._app.worker()

    def _run(self) -> None:
        worker = self._worker.result()
        if worker:
            worker.run()


def _load_first_page() -> None:
    from viva.web.pages import home  # late: the site answers before
    from viva.web.templating import load

    load(home.PAGE)


def _settle(future: Future[T], made: Callable[[], T]) -> None:
    try:
        future.set_result(made())
    except BaseException as trouble:  # noqa: BLE001 - raised again by `result`
        future.set_exception(trouble)
