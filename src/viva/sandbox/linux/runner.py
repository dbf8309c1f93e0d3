"""Runs programs in sandboxes of Linux."""

import itertools
import os
import socket
import threading
from dataclasses import asdict, dataclass, replace
from types import TracebackType
from typing import Any, Self

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _, marked, say
from viva.sandbox.kits import interpreter
from viva.sandbox.kits.shelf import Ready, Shelf
from viva.sandbox.linux.conversation import Talk
from viva.sandbox.linux.office import Answer, KeeperGone, Office, Terms
from viva.sandbox.linux.wire import Message
from viva.sandbox.model import Isolation, Kit, Language, OwnNote, Program, Result, Status

_NODE = f"{interpreter.NODE}/bin/node"
_STARTING = 30.0
"""Seconds in which a program that is asked must be there."""
_BROKEN = marked("The sandbox failed: {reason}")


class LinuxRunner:
    """Each program gets a sandbox of its own, used once.

    `pool` sandboxes wait for programs like those that were run last, so that
    most of the time to start one is over before it is needed. Without `caps`
    files in the scratch are not counted, as where a user may not mount. `reduced`
    keeps programs in without namespaces, for who chose that.
    """

    def __init__(
        self, shelf: Shelf, *, at_once: int | None = None, pool: int = 0, caps: bool = True, reduced: bool = False
    ) -> None:
        self._shelf = shelf
        processors = os.cpu_count() or 1
        self._terms = Terms(kits=shelf.folder, at_once=at_once or processors, pool=pool, caps=caps, bare=reduced)
        self._isolation = Isolation.REDUCED if reduced else Isolation.FULL
        self._kits: dict[str, Ready] = {}
        self._lock = threading.Lock()
        self._office: Office | None = None
        self._closed = False
        self._notes = itertools.count(1)

    @property
    def isolation(self) -> Isolation:
        """Namespaces, filter, limits and watchdog; `reduced` has no namespaces."""
        return self._isolation

    def run(self, program: Program) -> Result:
        """Run it in a sandbox of its own."""
        return self._run(program, None)

    def converse(self, program: Program, function: str) -> Talk:
        """Start a program, a module with a function that answers, and ask it."""
        ready = self._ready(program.kit)
        words = {
            **_words(program, ready),
            "start": [f"{interpreter.INSIDE}/answer.py"],
            "argv": [program.main, function],
            "note": None,
        }
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                answer = self._keeper().ask(words, _blobs(program), theirs)
        except KeeperGone:
            return Talk(ours, 0, lambda: self._failed(_("its keeper ended")))
        return Talk(ours, _STARTING + program.limits.timeout, lambda: self._awaited(answer))

    def own_note(self, note: OwnNote) -> "NoteRunner":
        """A runner for the programs of one note, asked for by its owner: they share a sandbox, one after the other."""
        return NoteRunner(self, note, next(self._notes))

    def kit(self, name: str) -> Kit:
        """What programs of this kit find installed."""
        return self._ready(name).kit

    def close(self) -> None:
        """End the keeper with all sandboxes."""
        with self._lock:
            self._closed = True
            office, self._office = self._office, None
        if office is not None:
            office.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self, name: str) -> Ready:
        """A kit, looked up once: it never changes."""
        if name not in self._kits:
            self._kits[name] = self._shelf.needed(name)
        return self._kits[name]

    def _run(self, program: Program, note: int | None) -> Result:
        words = {**_words(program, self._ready(program.kit)), "note": None if self._terms.bare else note}
        try:
            return self._awaited(self._keeper().ask(words, _blobs(program)))
        except KeeperGone:
            return self._failed(_("its keeper ended"))

    def _awaited(self, answer: Answer) -> Result:
        try:
            return replace(_result(answer.result()), isolation=self._isolation)
        except KeeperGone:
            return self._failed(_("its keeper ended"))

    def _failed(self, why: str) -> Result:
        return replace(_failed(why), isolation=self._isolation)

    def _forget(self, note: int) -> None:
        with self._lock:
            office = self._office
        if office is not None:
            office.forget(note)

    def _keeper(self) -> Office:
        with self._lock:
            if self._closed:
                raise ValueError("the runner is closed")
            if self._office is None or self._office.gone:
                if self._office is not None:
                    self._office.close()
                self._office = Office(self._terms)
            return self._office


class NoteRunner:
    """Runs the programs of one note in a sandbox that is kept from one to the next.

    Each is a process of its own, with an empty scratch; a sandbox in which
    anything was left running or written is not used again. It is several
    times as quick as a sandbox for each, and less apart: only for `OwnNote`.
    """

    def __init__(self, runner: LinuxRunner, note: OwnNote, number: int) -> None:
        self._runner = runner
        self._number = number
        self._closed = False
        self.note = note

    @property
    def isolation(self) -> Isolation:
        """That of its runner."""
        return self._runner.isolation

    def run(self, program: Program) -> Result:
        """Run it behind the others of its note."""
        if self._closed:
            raise ValueError("the runner is closed")
        return self._runner._run(program, self._number)  # noqa: SLF001 - a part of it

    def kit(self, name: str) -> Kit:
        """What programs of this kit find installed."""
        return self._runner.kit(name)

    def close(self) -> None:
        """End the sandbox of the note; the runner goes on."""
        self._closed = True
        self._runner._forget(self._number)  # noqa: SLF001 - a part of it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _blobs(program: Program) -> dict[str, bytes]:
    return {"stdin": program.stdin, **{f"/{name}": content for name, content in program.files.items()}}


def _words(program: Program, ready: Ready) -> dict[str, Any]:
    language = program.language
    if language not in ready.kit.interpreters:
        raise InvalidInput(
            _("The kit {kit} does not run {main}: name another with --kit, such as all.").format(
                kit=ready.kit.name, main=program.main
            )
        )
    commands = _commands(program, language)
    return {
        "tree": {"root": ready.root, "layers": ready.layers, "python": ready.python},
        **asdict(commands),
        "language": language,
        "profile": program.profile,
        "hash_seed": program.hash_seed,
        "timeout": program.limits.timeout,
        "memory_mb": program.limits.memory_mb,
        "scratch_mb": program.limits.scratch_mb,
        "output": program.limits.output,
        "kept": program.limits.kept,
    }


@dataclass(frozen=True, slots=True)
class _Commands:
    """How a program is started: Python first, in every language."""

    start: list[str]
    """What Python is started with; one that waits for its program cannot learn it later."""
    argv: list[str]
    execute: list[str]
    """What it becomes instead once the program is there."""


def _commands(program: Program, language: Language) -> _Commands:
    argv = list(program.argv)
    if program.module:
        return _Commands(["-m", program.module], argv, [])
    match language:
        case Language.PYTHON:
            return _Commands([program.main], argv, [])
        case Language.SQL:
            return _Commands([f"{interpreter.INSIDE}/query.py"], [program.main, *argv], [])
        case Language.JAVASCRIPT | Language.TYPESCRIPT:
            heap = f"--max-old-space-size={program.limits.memory_mb // 2}"
            return _Commands(["main.js"], argv, [_NODE, heap, program.main, *argv])


def _result(told: Message) -> Result:
    words = told.words
    if words["broken"]:
        return _failed(words["broken"])
    stopped, wait_status = words["stopped"], words["wait_status"]
    if not stopped and wait_status is None:
        return _failed(_("it ended before the program did"))
    result = Result(
        status=Status(stopped or Status.EXIT),
        stdout=told.blobs["stdout"],
        stderr=told.blobs["stderr"],
        truncated=words["truncated"],
        wall_ms=round(words["wall_ms"], 1),
        peak_mb=round(words["peak_kb"] / 1024, 1),
    )
    if stopped:
        return result
    if os.WIFSIGNALED(wait_status):
        return replace(result, status=Status.KILLED, signal=os.WTERMSIG(wait_status))
    return replace(result, exit_code=os.WEXITSTATUS(wait_status))


def _failed(why: str) -> Result:
    return Result(status=Status.SANDBOX_ERROR, reason=say(_BROKEN, {"reason": why}))
