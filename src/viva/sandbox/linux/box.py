"""One sandbox from its start to its end, as its keeper sees it."""

import marshal
import os
import resource
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import NoReturn

from viva.sandbox.linux import memory
from viva.sandbox.linux.allowance import STACK_OF_THREADS
from viva.sandbox.linux.launch import SCRATCH_FILES, Shape, command
from viva.sandbox.linux.privileges import Place, mount_scratch
from viva.sandbox.linux.wire import Outbox

LOOK = 0.02
"""Seconds between two looks at what runs."""
_CHUNK = 1 << 16
_LONGEST_COMPLAINT = 2000
OUT_OF_THE_WAY = 200
LAST_DESCRIPTOR = 4096


class State(Enum):
    """How far a sandbox is."""

    STARTING = "starting"
    READY = "ready"
    """Python waits in it for a program."""
    GIVEN = "given"
    """The program is on its way in."""
    RUNNING = "running"
    ENDED = "ended"
    """The program told nothing more; what it wrote may still be on its way."""


@dataclass(slots=True)
class Stream:
    """What comes out of a program, of which the beginning is kept."""

    end: int
    keep: int
    kept: bytearray = field(default_factory=bytearray)
    total: int = 0
    open: bool = True

    def read(self) -> None:
        """Take what is there; it is closed when nothing can come any more."""
        try:
            data = os.read(self.end, _CHUNK)
        except BlockingIOError:
            return
        if not data:
            self.close()
            return
        self.total += len(data)
        self.kept += data[: max(0, self.keep - len(self.kept))]

    def close(self) -> None:
        """Take nothing more."""
        if self.open:
            os.close(self.end)
            self.open = False


@dataclass(slots=True)
class Run:
    """One program in a sandbox: what it is given, and what is known of it."""

    ticket: int
    order: dict[str, object]
    """What process 1 is told; see `inside/sitecustomize.py`."""
    stdin: bytes
    timeout: float
    memory_kb: int
    output: int
    kept: int
    talk: int | None = None
    """A descriptor that the program gets besides."""
    streams: list[Stream] = field(default_factory=list)
    stdin_end: int | None = None
    began: float = 0.0
    ended: float = 0.0
    peak_kb: int = 0
    stopped: str = ""
    """Why the keeper ended it, if it did."""
    broken: str = ""
    """Why the sandbox failed, if it did."""
    wait_status: int | None = None

    @property
    def total(self) -> int:
        """Bytes that came out of it."""
        return sum(stream.total for stream in self.streams)

    @property
    def all_arrived(self) -> bool:
        """Whether nothing more can come out of it."""
        return not any(stream.open for stream in self.streams)

    def excess(self, now: float) -> str:
        """Which of its limits it is over, if any."""
        if self.total > self.output:
            return "output-limit"
        if self.peak_kb > self.memory_kb:
            return "memory-limit"
        return "timeout" if now - self.began > self.timeout else ""

    def connect(self) -> list[int]:
        """Make what it reads and writes, and give the ends that are the program's."""
        theirs, self.stdin_end = os.pipe()
        ends = [theirs]
        for _stream in range(2):
            end, theirs = os.pipe()
            os.set_blocking(end, False)
            self.streams.append(Stream(end, self.kept))
            ends.append(theirs)
        os.set_blocking(self.stdin_end, False)
        if self.talk is not None:
            ends.append(self.talk)
            self.talk = None
        return ends

    def feed(self) -> None:
        """Write what the program reads; it may not want it."""
        if self.stdin_end is None:
            return
        try:
            written = os.write(self.stdin_end, self.stdin[:_CHUNK]) if self.stdin else 0
        except BlockingIOError:
            return
        except BrokenPipeError:
            written = len(self.stdin)
        self.stdin = self.stdin[written:]
        if not self.stdin:
            os.close(self.stdin_end)
            self.stdin_end = None

    def close(self) -> None:
        """Give back its descriptors."""
        for stream in self.streams:
            stream.close()
        for end in (self.stdin_end, self.talk):
            if end is not None:
                os.close(end)
        self.stdin_end = self.talk = None


class Box:
    """A sandbox: bubblewrap, process 1 in it, and the run it has, if any."""

    direct = False
    """Whether the keeper itself is the parent of the program, and learns from the kernel how it ended."""

    def __init__(self, bubblewrap: str, place: Place, shape: Shape, filter_: bytes) -> None:
        self._bubblewrap = bubblewrap
        self._place = place
        self.shape = shape
        self.state = State.STARTING
        self.run: Run | None = None
        self.since = time.monotonic()
        self._first: int | None = None
        """Process 1, or the program itself, by its number outside."""
        self.silent = False
        """Whether nothing more comes over its control, although it has not ended."""
        self._looked = 0.0
        self._given: list[int] = []
        self.control, theirs = socket.socketpair()
        self.control.settimeout(0)
        self.outbox = Outbox(self.control)
        self._complaints, complaints_end = os.pipe()
        os.set_blocking(self._complaints, False)
        nowhere, void = os.pipe()
        ends = (nowhere, void, complaints_end, theirs.fileno(), _filled(filter_))
        self.process = os.fork()
        if self.process == 0:
            self._enter(ends)
        theirs.detach()
        for end in ends:
            os.close(end)

    def give(self, run: Run) -> None:
        """Let it run a program as soon as it can."""
        self.run = run
        if self.state is State.READY:
            self._begin(run)

    def _begin(self, run: Run) -> None:
        self._given = run.connect()
        data = marshal.dumps(run.order)
        self.outbox.put(len(data).to_bytes(8, "little") + data, self._given)
        self.state = State.GIVEN
        self.since = time.monotonic()

    def flush(self) -> bool:
        """Send on what it has not taken yet, and tell whether anything is left."""
        try:
            left = self.outbox.flush()
        except (BrokenPipeError, ConnectionResetError):  # it is gone, which its control tells as well
            left = False
        if not left:
            self._release()
        return left

    def _release(self) -> None:
        """Close our copies of what the program was given, so that only the program keeps them open."""
        for end in self._given:
            os.close(end)
        self._given = []

    def listen(self) -> None:
        """Hear what it says of its state; nothing more comes from one that has ended."""
        try:
            said = self.control.recv(256)
        except BlockingIOError:
            return
        except ConnectionResetError:
            said = b""
        if not said:
            self._set_ended()
        while said:
            said = self._hear(said[:1], said[1:])

    def _hear(self, word: bytes, rest: bytes) -> bytes:
        run = self.run
        if word == b"R":
            self.state = State.READY
            self._first = self._of_program()
            if run:
                self._begin(run)
        elif word == b"P" and run:
            self.state = State.RUNNING
            run.began = time.monotonic()
        elif word == b"E" and run:
            line, _newline, rest = rest.partition(b"\n")
            run.wait_status, peak, again = map(int, line.split())
            run.peak_kb = max(run.peak_kb, peak)
            run.ended = time.monotonic()
            self.state = State.READY if again else State.ENDED
        return rest

    def _of_program(self) -> int | None:
        """What is looked at, with all that descends from it."""
        return next(iter(memory.children(self.process)), None)

    def ended_with(self, wait_status: int, peak_kb: int) -> None:  # noqa: ARG002 - of interest where there is no process 1
        """The keeper has waited for our child."""
        self.process = 0

    def _set_ended(self) -> None:
        self.state = State.ENDED
        if self.run and not self.run.ended:
            self.run.ended = time.monotonic()

    def complaints_so_far(self) -> str:
        """What bubblewrap or process 1 said when it could not do its work."""
        said = b""
        streams = self.run.streams[1:] if self.run else []
        for end in (self._complaints, *(stream.end for stream in streams if stream.open)):
            with suppress(BlockingIOError):
                said += os.read(end, _LONGEST_COMPLAINT)
        return said.decode("utf-8", "replace").strip()

    def look(self, now: float) -> None:
        """See how much memory it holds, if that was not seen a moment ago."""
        if self.run and self._first and now - max(self._looked, self.run.began) >= LOOK:
            self._looked = now
            self.run.peak_kb = max(self.run.peak_kb, memory.held_kb(self._first))

    def stop(self, why: str) -> None:
        """End it, if there is a reason; what was written until then still arrives."""
        if self.run and why:
            self.run.stopped = why
            self.kill()
            self._set_ended()

    def kill(self) -> None:
        """Process 1 dies with bubblewrap, and everything in the sandbox with process 1."""
        if self.process:
            os.kill(self.process, signal.SIGKILL)  # our own child, which nobody has waited for yet

    def _enter(self, ends: tuple[int, ...]) -> NoReturn:
        """In the child: become what the sandbox is made of."""
        _become_bubblewrap(command(self._bubblewrap, self._place, self.shape), self._place, self.shape, ends)

    def close(self) -> None:
        """Give back its descriptors."""
        self._release()
        if self.run:
            self.run.close()
        self.control.close()
        os.close(self._complaints)


def _filled(data: bytes) -> int:
    """A pipe with this in it, and nothing more to come: a filter is far smaller than what a pipe holds."""
    end, ours = os.pipe()
    os.write(ours, data)
    os.close(ours)
    return end


def _become_bubblewrap(words: list[str], place: Place, shape: Shape, ends: tuple[int, ...]) -> NoReturn:
    """With five descriptors and no more."""
    try:
        for kind in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
            signal.signal(kind, signal.SIG_DFL)
        out_of_the_way = [os.dup2(end, OUT_OF_THE_WAY + number) for number, end in enumerate(ends)]
        for number, end in enumerate(out_of_the_way):
            os.dup2(end, number)
        os.closerange(len(ends), LAST_DESCRIPTOR)
        resource.setrlimit(resource.RLIMIT_STACK, (STACK_OF_THREADS, resource.getrlimit(resource.RLIMIT_STACK)[1]))
        if place.capped:
            mount_scratch(megabytes=shape.scratch_mb, files=SCRATCH_FILES)
        os.execve(words[0], words, {})  # noqa: S606 - there is no shell
    except OSError as error:
        os.write(2, f"{words[0]}: {error}".encode())
    finally:
        os._exit(127)
