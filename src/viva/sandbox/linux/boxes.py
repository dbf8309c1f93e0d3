"""All sandboxes of a keeper: who gets which, which wait for a program, and how each of them ends."""

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from viva.sandbox.linux import memory
from viva.sandbox.linux.box import Box, Run, State
from viva.sandbox.linux.launch import Shape

_STARTING = 30.0
"""Seconds in which a sandbox must be up; a busy machine takes some."""
_ENDING = 5.0
"""Seconds in which the last output of a program that has ended must have arrived."""
_IDLE = 60.0
"""Seconds that a sandbox waits for a program of its shape."""
_SHAPES = 2
"""Of this many shapes sandboxes wait: programs are often run under two hash seeds in turn."""


@dataclass(frozen=True, slots=True)
class Request:
    """A program that waits for its turn."""

    shape: Shape
    run: Run
    note: int | None
    """The note of one owner in whose sandbox it runs, one program after the other."""


@dataclass(slots=True)
class Boxes:
    """Decides what follows from what the sandboxes said; `advance` is called after each time they were heard."""

    start: Callable[[Shape], Box]
    answer: Callable[[Run], None]
    at_once: int
    pool: int
    tidy: Callable[[], None] = lambda: None
    """Is called when all that was ended is gone."""
    boxes: list[Box] = field(default_factory=list)
    waiting: deque[Request] = field(default_factory=deque)
    notes: dict[tuple[int, Shape], Box] = field(default_factory=dict)
    shapes: deque[Shape] = field(default_factory=lambda: deque(maxlen=_SHAPES))
    """Those that were asked for last."""
    _ending: bool = False
    """Whether something was ended that we have not waited for yet."""

    @property
    def busy(self) -> bool:
        """Whether something must be looked at soon."""
        return self._ending or any(box.run is not None or box.state is State.STARTING for box in self.boxes)

    def advance(self) -> None:
        """Judge what runs, wait for what has ended, and let the next begin."""
        now = time.monotonic()
        for box in list(self.boxes):
            self._judge(box, now)
        self._reap()
        self._take_turns()
        if not self.waiting:
            self._fill_pool()

    def forget(self, note: int) -> None:
        """End the sandboxes of a note."""
        for (kept, _shape), box in list(self.notes.items()):
            if kept == note:
                self._discard(box)

    def close(self) -> None:
        """End them all."""
        for box in list(self.boxes):
            self._discard(box)

    def _judge(self, box: Box, now: float) -> None:
        run = box.run
        if box.state is State.ENDED:
            self._ending = True
        if run is None:
            if box.state is State.ENDED or (box not in self._of_notes() and now - box.since > _IDLE):
                self._discard(box)
            return
        if box.state in {State.STARTING, State.GIVEN} and now - box.since > _STARTING:
            self._end(box, run, broken="it did not start in time")
        elif box.state is State.ENDED and not run.began:
            self._end(box, run, broken="it ended before the program began")
        elif box.state is State.RUNNING:
            box.look(now)
            box.stop(run.excess(now))
        elif run.began and (run.all_arrived or now - run.ended > _ENDING):
            self._end(box, run)

    def _end(self, box: Box, run: Run, *, broken: str = "") -> None:
        if broken:
            run.broken = f"{broken}: {box.complaints_so_far()}"
        if run.total > run.output and not run.stopped:
            run.stopped = "output-limit"
        self.answer(run)
        run.close()
        box.run = None
        box.since = time.monotonic()
        if box.state is not State.READY or box not in self._of_notes():
            self._discard(box)

    def _take_turns(self) -> None:
        later: deque[Request] = deque()
        while self.waiting and sum(box.run is not None for box in self.boxes) < self.at_once:
            request = self.waiting.popleft()
            box = self._of_note(request) if request.note is not None else self._one_shot(request.shape)
            if box.run is not None:
                later.append(request)
            else:
                box.give(request.run)
        self.waiting.extendleft(reversed(later))

    def _of_note(self, request: Request) -> Box:
        key = (request.note or 0, request.shape)
        if key not in self.notes:
            self.notes[key] = self._start(request.shape)
        return self.notes[key]

    def _one_shot(self, shape: Shape) -> Box:
        if shape not in self.shapes:
            self.shapes.append(shape)
        idle = sorted(self._idle(shape), key=lambda box: box.state is not State.READY)
        return idle[0] if idle else self._start(shape)

    def _fill_pool(self) -> None:
        for shape in self.shapes:
            for _missing in range(self.pool - sum(1 for _box in self._idle(shape))):
                self._start(shape)

    def _idle(self, shape: Shape) -> Iterator[Box]:
        of_notes = self._of_notes()
        return (box for box in self.boxes if box.run is None and box.shape == shape and box not in of_notes)

    def _of_notes(self) -> list[Box]:
        return list(self.notes.values())

    def _start(self, shape: Shape) -> Box:
        box = self.start(shape)
        self.boxes.append(box)
        return box

    def _discard(self, box: Box) -> None:
        """End a sandbox, whatever it is at; `_reap` waits for it."""
        self._ending = True
        box.kill()
        box.close()
        self.boxes.remove(box)
        self.notes = {key: kept for key, kept in self.notes.items() if kept is not box}

    def _reap(self) -> None:
        """Wait for children that have ended; what lost its parent to us is of a sandbox that is gone, and goes too."""
        direct = any(box.direct for box in self.boxes)
        while (self._ending or direct) and (ended := _ended_child()):
            for box in self.boxes:
                if box.process == ended[0]:
                    box.ended_with(*ended[1:])
        if self._ending or direct:
            ours = {box.process for box in self.boxes}
            left = [child for child in memory.children(os.getpid()) if child not in ours]
            for child in left:
                os.kill(child, signal.SIGKILL)  # our own child, which nobody else waits for
            self._ending = bool(left)
            if not left:
                self.tidy()


def end_children() -> None:
    """End what is left of ours, and wait for it; what loses its parent by that comes to us, and is next."""
    while left := memory.children(os.getpid()):
        for child in left:
            os.kill(child, signal.SIGKILL)  # our own child, which nobody has waited for yet
        for _each in left:
            os.waitpid(-1, 0)


def _ended_child() -> tuple[int, int, int] | None:
    """A child that has ended, with how it did and the most memory it held, in kilobytes."""
    try:
        child, wait_status, usage = os.wait4(-1, os.WNOHANG)
    except ChildProcessError:
        return None
    return (child, wait_status, usage.ru_maxrss) if child else None
