"""Programs of one note share a sandbox, one after the other, and find nothing of each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.contract import Contract
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.linux.runner import LinuxRunner, NoteRunner
from viva.sandbox.model import Limits, OwnNote, Profile, Program, Runner, Status

NOTE = OwnNote(owner="ana", note="python.md")


class TestANote(Contract):
    @pytest.fixture
    def runner(self, kits: Path, bubblewrap: Path) -> Iterator[Runner]:  # noqa: ARG002 - it must be there
        with LinuxRunner(Shelf(kits)) as runner, runner.own_note(NOTE) as note:
            yield note


@pytest.fixture
def note(sandbox: LinuxRunner) -> Iterator[NoteRunner]:
    with sandbox.own_note(NOTE) as runner:
        yield runner


def python(source: str, profile: Profile = Profile.THREADS, *, timeout: float = 20.0, seed: int = 0) -> Program:
    files = {"main.py": source.encode()}
    return Program(files=files, kit="stock", profile=profile, limits=Limits(timeout=timeout), hash_seed=seed)


LOOK = "import os; print(sorted(os.listdir('/work')), os.listdir('/tmp'), os.listdir('/dev/shm'), os.getpid())"


def test_the_next_finds_nothing_that_the_last_wrote_or_imported(note: NoteRunner) -> None:
    writes = """
import os, sys, builtins
builtins.left = 1
os.makedirs("deep/er"); open("deep/er/file", "w").close(); os.symlink("/etc", "link")
open("/tmp/left", "w").close(); open("/dev/shm/left", "w").close()
os.chmod("deep", 0)
"""
    note.run(python(writes))

    assert (
        note.run(python("print('left' in dir(__builtins__), 'json' in __import__('sys').modules)")).stdout
        == b"False False\n"
    )
    assert note.run(python(LOOK)).stdout.startswith(b"['main.py'] [] [] ")


def test_it_is_one_sandbox_as_long_as_nothing_is_left(note: NoteRunner) -> None:
    pids = [int(note.run(python("import os; print(os.getpid())")).stdout) for _each in range(3)]

    assert pids == sorted(set(pids)), "the numbers of one sandbox only grow"


def test_what_is_left_running_ends_with_its_sandbox(note: NoteRunner) -> None:
    stays = (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    [os.close(n) for n in range(3)]\n    time.sleep(60)"
    )
    assert note.run(python(stays, Profile.PROCESSES)).status is Status.EXIT

    asks = "import os\ntry:\n    os.kill(-1, 0); print('somebody')\nexcept ProcessLookupError: print('nobody')"
    assert note.run(python(asks)).stdout == b"nobody\n"


def test_after_one_that_is_stopped_the_next_runs(note: NoteRunner) -> None:
    results = [note.run(python("while True: pass", timeout=0.2)), note.run(python("print(1)"))]

    assert [(result.status, result.stdout) for result in results] == [(Status.TIMEOUT, b""), (Status.EXIT, b"1\n")]


def test_two_seeds_are_two_sandboxes(note: NoteRunner) -> None:
    outputs = [note.run(python("print({'a', 'b', 'c', 'd', 'e', 'f'})", seed=seed)).stdout for seed in (0, 1, 0, 1)]

    assert outputs[0] == outputs[2] != outputs[1] == outputs[3]


def test_only_the_note_of_an_owner_can_be_asked_for(sandbox: LinuxRunner) -> None:
    with pytest.raises(TypeError):
        sandbox.own_note()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        OwnNote(note="python.md")  # type: ignore[call-arg]


ENDINGS = {
    "its last line": "print('said', end='')",
    "a number": "import sys; print(1); sys.exit(3)",
    "a word": "raise SystemExit('why')",
    "an exit that was caught": "try:\n    raise SystemExit(3)\nexcept SystemExit:\n    print('no')",
    "a traceback": "print(1); 1 / 0",
    "a mistake in it": "print(1",
    "what is registered": "import atexit; atexit.register(print, 'last'); print('first')",
    "what is registered, asked for before": (
        "import atexit; atexit.register(print, 'last'); atexit._run_exitfuncs(); print('on')"
    ),
    "an object that speaks": "class Ana:\n    def __del__(self): print('bye', __name__)\nana = Ana()",
    "one without a dictionary": "class Ana:\n    __slots__ = ()\n    def __del__(self): print('bye')\nana = Ana()",
    "one in a cycle": "class Ana:\n    def __del__(self): print('bye')\nana = Ana(); ana.me = ana; del ana",
    "a generator": (
        "def count():\n    try:\n        yield 1\n    finally:\n        print('bye')\none = count(); next(one)"
    ),
    "a coroutine nobody awaits": "async def ana(): pass\none = ana()",
    "a reference that is told": (
        "import weakref\nclass Ana: pass\nana = Ana(); told = weakref.ref(ana, lambda _ref: print('gone'))"
    ),
    "a thread": (
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.1), print('late'))).start()\nprint('soon')"
    ),
    "a thread that does not matter": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True).start(); print(1)"
    ),
    "a file that was not closed": "import sys\nout = open(1, 'w', closefd=False); out.write('kept'); print('first')",
    "streams of its own": (
        "import sys\nclass Loud:\n    def write(self, text): pass\n"
        "    def flush(self): sys.__stdout__.write('!')\nsys.stdout = Loud()"
    ),
    "a closed stream": "import sys; print(1); sys.stdout.close()",
    "a stream nobody reads": "import os; print(1); os.close(1)",
    "one that watches": (
        "import sys\nsys.addaudithook(lambda event, _values: print(event) if event.startswith('gc') else None)"
    ),
    "a metaclass that is told": (
        "class Meta(type):\n    def __getattribute__(cls, name): print(name); return type.__getattribute__(cls, name)\n"
        "class Ana(metaclass=Meta): pass\nana = Ana()"
    ),
    "another main": "import sys, types; sys.modules['__main__'] = types.ModuleType('x'); sys.exit(4)",
    "a name that is gone": "import sys; del __file__; sys.exit(4)",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_ends_as_in_a_sandbox_of_its_own(note: NoteRunner, sandbox: LinuxRunner, ending: str) -> None:
    program = python(ENDINGS[ending])
    alone, together = sandbox.run(program), note.run(program)

    assert (together.status, together.exit_code, together.stdout, together.stderr) == (
        alone.status,
        alone.exit_code,
        alone.stdout,
        alone.stderr,
    )
