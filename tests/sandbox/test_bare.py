"""A program without namespaces, as its keeper sees it."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from viva.sandbox.linux.bare import BareBox, Scratches, remove
from viva.sandbox.linux.box import Run, State
from viva.sandbox.linux.launch import Shape, Tree
from viva.sandbox.linux.privileges import Place


class Hasty(BareBox):
    """Says that it is ready and that the program begins, and has ended by the time that anybody listens."""

    def _enter(self, ends: tuple[int, ...]) -> NoReturn:
        os.write(ends[3], b"RP")
        os._exit(3)


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[Hasty]:
    shape = Shape(Tree("root", (), "/usr/bin/python3"), ("main.py",), hash_seed=0, scratch_mb=1)
    scratches = Scratches()
    with closing(Hasty(Place(tmp_path, capped=False), shape, scratches)) as box:
        yield box
    remove(scratches.folder)


def test_a_program_that_ended_before_it_was_heard_to_begin_has_run(hasty: Hasty) -> None:
    run = Run(ticket=1, order={}, stdin=b"", timeout=5, memory_kb=1000, output=1000, kept=1000)
    hasty.give(run)
    child, wait_status, _usage = os.wait4(hasty.process, 0)

    hasty.ended_with(wait_status, peak_kb=1)

    assert child > 0
    assert hasty.state is State.ENDED
    assert run.began
    assert run.ended >= run.began
    assert run.wait_status is not None
    assert os.waitstatus_to_exitcode(run.wait_status) == 3
