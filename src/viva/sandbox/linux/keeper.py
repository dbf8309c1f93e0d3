"""The keeper: a small process without rights that starts sandboxes, watches over them, and tells what became of them.

It has one thread, because a sandbox dies with the thread that started it. It
ends with its runner, whose end of the socket closes however the runner dies,
and every sandbox ends with it.
"""

import os
import platform
import select
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viva.sandbox.linux import bare, landlock, launch, policy, privileges
from viva.sandbox.linux.allowance import Wanted, allowance
from viva.sandbox.linux.box import LOOK, Box, Run, State
from viva.sandbox.linux.boxes import Boxes, Request, end_children
from viva.sandbox.linux.launch import Shape, Tree
from viva.sandbox.linux.policy import Stage
from viva.sandbox.linux.privileges import Place
from viva.sandbox.linux.wire import Inbox, Message, Outbox, packed
from viva.sandbox.model import Language, Profile

_REST = 1.0


@dataclass(frozen=True, slots=True)
class Means:
    """What sandboxes are made with: bubblewrap, or nothing but the kernel."""

    place: Place
    bubblewrap: str = ""
    scratches: bare.Scratches | None = None
    """Only without bubblewrap."""

    @property
    def bare(self) -> bool:
        """Whether there are no namespaces."""
        return self.scratches is not None

    def start(self, shape: Shape) -> Box:
        """A sandbox that waits for a program."""
        if self.scratches is not None:
            return bare.BareBox(self.place, shape, self.scratches)
        machine = policy.machine(platform.machine())
        return Box(self.bubblewrap, self.place, shape, policy.compiled(machine, Stage.PREPARING))

    def tidy(self) -> None:
        """Remove what programs left."""
        if self.scratches is not None:
            self.scratches.tidy()


Wish = tuple[int, Callable[[], None]]
"""What to wait for on a descriptor, and what to do then."""


class Keeper:
    """Reads and writes whatever is ready; `Boxes` decides what follows from it."""

    def __init__(self, end: socket.socket, start: Means, *, at_once: int, pool: int) -> None:
        machine = policy.machine(platform.machine())
        end.settimeout(0)
        self._end = end
        self._inbox, self._outbox = Inbox(end), Outbox(end)
        self._filters = {
            profile: policy.compiled(machine, Stage.of(profile), sockets=not start.bare) for profile in Profile
        }
        self._means = start
        self._boxes = Boxes(
            start=start.start,
            answer=self._answer,
            tidy=start.tidy,
            at_once=at_once,
            pool=pool,
        )
        self._outbox.put(packed({"ready": True, "capped": start.place.capped}))

    def serve(self) -> None:
        """Work until the runner is gone."""
        try:
            while True:
                self._wait()
                self._boxes.advance()
        except (EOFError, BrokenPipeError):
            return
        finally:
            self._boxes.close()
            end_children()

    def _wait(self) -> None:
        """Ask anew each time: a number of a descriptor that was closed soon means another one."""
        wishes = self._wishes()
        poll = select.poll()
        for descriptor, (events, _act) in wishes.items():
            poll.register(descriptor, events)
        for descriptor, _event in poll.poll(1000 * (LOOK if self._boxes.busy else _REST)):
            wishes[descriptor][1]()

    def _wishes(self) -> dict[int, Wish]:
        read, write = select.POLLIN, select.POLLOUT
        wishes: dict[int, Wish] = {self._end.fileno(): (read | write * self._outbox.flush(), self._receive)}
        for box in self._boxes.boxes:
            if box.state is not State.ENDED and not box.silent:
                wishes[box.control.fileno()] = (read | write * box.flush(), box.listen)
            if box.run:
                wishes.update((stream.end, (read, stream.read)) for stream in box.run.streams if stream.open)
                if box.run.stdin_end is not None and box.state is State.RUNNING:
                    wishes[box.run.stdin_end] = (write, box.run.feed)
        return wishes

    def _receive(self) -> None:
        try:
            messages = self._inbox.receive()
        except BlockingIOError:  # it was only ready to be written
            return
        for message in messages:
            if message.words["do"] == "run":
                self._boxes.waiting.append(self._request(message))
            else:
                self._boxes.forget(message.words["note"])

    def _request(self, message: Message) -> Request:
        words, blobs = message.words, message.blobs
        profile = Profile(words["profile"])
        limits = Wanted(profile, Language(words["language"]), words["timeout"], words["memory_mb"], words["scratch_mb"])
        order: dict[str, Any] = {
            "files": {name.removeprefix("/"): data for name, data in blobs.items() if name.startswith("/")},
            "argv": words["argv"],
            "execute": words["execute"],
            "limits": allowance(limits),
            "filter": self._filters[profile],
            "again": words["note"] is not None,
        }
        tree = Tree.read(words["tree"])
        if self._means.bare:
            order = bare.runs_as(order, tree, self._means.place.kits)
        run = Run(
            ticket=words["ticket"],
            order=order,
            stdin=blobs["stdin"],
            timeout=words["timeout"],
            memory_kb=words["memory_mb"] * 1024,
            output=words["output"],
            kept=words["kept"],
            talk=next(iter(message.descriptors), None),
        )
        shape = Shape(tree, tuple(words["start"]), words["hash_seed"], words["scratch_mb"])
        return Request(shape, run, words["note"])

    def _answer(self, run: Run) -> None:
        out, err = (bytes(stream.kept) for stream in run.streams) if run.streams else (b"", b"")
        words = {
            "ticket": run.ticket,
            "stopped": run.stopped,
            "broken": run.broken,
            "wait_status": run.wait_status,
            "wall_ms": 1000 * max(0.0, run.ended - run.began) if run.began else 0.0,
            "peak_kb": run.peak_kb,
            "truncated": run.total > len(out) + len(err),
        }
        self._outbox.put(packed(words, {"stdout": out, "stderr": err}))


def guarded(end: socket.socket, means: Means) -> None:
    """Go on in a child, and wait for it here: a sandbox that was being started when it was killed must not stay.

    bubblewrap tells the kernel that its child is to die with it, but not before the child has begun to wait for it.
    """
    privileges.adopt_orphans()
    keeper = os.fork()
    if keeper == 0:
        privileges.adopt_orphans()
        privileges.die_with_parent()
        return
    end.close()
    os.waitpid(keeper, 0)
    end_children()
    if means.scratches is not None:
        bare.remove(means.scratches.folder)
    os._exit(0)


def _means(kits: Path, path: str, *, caps: bool) -> Means:
    bubblewrap = launch.found(path)
    if bubblewrap is None:
        raise FileNotFoundError("bubblewrap is not installed")
    return Means(privileges.settle(kits, caps=caps), bubblewrap)


def _bare_means(kits: Path) -> Means:
    landlock.check(landlock.version())
    place = privileges.settle_alone(kits)
    if not os.access(place.kits, os.R_OK | os.X_OK):
        raise PermissionError(
            f"{place.kits} cannot be read without the rights of root: name another folder in VIVA_KITS"
        )
    return Means(place, scratches=bare.Scratches())


def main(words: list[str]) -> None:
    """Give away all rights, and serve the runner at the other end of a socket."""
    descriptor, kits, path, at_once, pool, way = words
    end = socket.socket(fileno=int(descriptor))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the runner, with which we end
    try:
        policy.listed_calls()  # root may read it, and nobody perhaps not
        privileges.be_the_first_to_go()
        means = _bare_means(Path(kits)) if way == "bare" else _means(Path(kits), path, caps=way == "caps")
        os.chdir("/")
        guarded(end, means)
        keeper = Keeper(end, means, at_once=int(at_once), pool=int(pool))
    except OSError as failure:
        end.settimeout(None)
        end.sendall(packed({"ready": False, "reason": str(failure)}))
        return
    keeper.serve()
