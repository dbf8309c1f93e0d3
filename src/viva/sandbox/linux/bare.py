"""A program without namespaces: kept in by Landlock, the filter, limits and the watchdog, for who chose that.

It sees the numbers of other processes and the names of files of the machine,
but neither what is in them nor a way to reach them. `docs/sandbox.md` says
what this does not hold.
"""

import os
import platform
import resource
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from viva.sandbox.kits import interpreter
from viva.sandbox.linux import landlock, memory
from viva.sandbox.linux.allowance import STACK_OF_THREADS
from viva.sandbox.linux.box import LAST_DESCRIPTOR, OUT_OF_THE_WAY, Box, State
from viva.sandbox.linux.launch import ENVIRONMENT, SCRATCH_FILES, Shape, Tree
from viva.sandbox.linux.privileges import Place

_LOADERS: Final = {
    "x86_64": Path("/lib64/ld-linux-x86-64.so.2"),
    "aarch64": Path("/lib/ld-linux-aarch64.so.1"),
}
_FOLDERS_OF_LIBRARIES: Final = ("lib", "lib64", "usr/lib", "usr/lib64", "lib/*-linux-gnu", "usr/lib/*-linux-gnu")
_DEVICES: Final = {
    Path("/dev/null"): landlock.READ_FILE | landlock.WRITE_FILE,
    Path("/dev/zero"): landlock.READ_FILE | landlock.WRITE_FILE,
    Path("/dev/random"): landlock.READ_FILE,
    Path("/dev/urandom"): landlock.READ_FILE,
}
_LOOK_AT_FILES: Final = 0.1
"""Seconds between two looks at what a program has written."""


class BareBox(Box):
    """A program in a scratch folder of its own; there is no process 1, so the keeper waits for it."""

    direct = True

    def __init__(self, place: Place, shape: Shape, scratches: "Scratches") -> None:
        self._scratches = scratches
        self._folder = scratches.new()
        self._looked_at_files = 0.0
        self._words = _words(place.kits, shape)
        self._environment = _environment(place.kits, shape, self._folder)
        super().__init__("", place, shape, b"")

    def listen(self) -> None:
        """As any other; its control is closed as soon as the program begins."""
        if self.state is not State.RUNNING:
            super().listen()
        if self.state is State.RUNNING:
            self.silent = True

    def ended_with(self, wait_status: int, peak_kb: int) -> None:
        """The keeper has waited for it."""
        super().ended_with(wait_status, peak_kb)
        self.listen()  # a short program may have ended before it was heard that it began
        if self.run and not self.run.stopped:
            self.run.wait_status = wait_status
        if self.run:
            self.run.peak_kb = max(self.run.peak_kb, peak_kb)
        self._set_ended()

    def look(self, now: float) -> None:
        """Its memory, and what it has written: too much of that ends it, as too much output does."""
        super().look(now)
        if self.run and now - self._looked_at_files >= _LOOK_AT_FILES:
            self._looked_at_files = now
            if _too_much(self._folder, self.shape.scratch_mb << 20):
                self.stop("output-limit")

    def kill(self) -> None:
        """Those that it started first: what loses its parent is ended by the keeper."""
        if self.process:
            for process in reversed(list(memory.descent(self.process))):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    def close(self) -> None:
        """Leave its files to be removed."""
        super().close()
        self._scratches.leave(self._folder)

    def _of_program(self) -> int | None:
        return self.process

    def _enter(self, ends: tuple[int, ...]) -> NoReturn:
        """In the child: become Python, which waits for the program."""
        try:
            for kind in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
                signal.signal(kind, signal.SIG_DFL)
            out_of_the_way = [os.dup2(end, OUT_OF_THE_WAY + number) for number, end in enumerate(ends[:4])]
            for number, end in enumerate(out_of_the_way):
                os.dup2(end, number)
            os.closerange(len(out_of_the_way), LAST_DESCRIPTOR)
            resource.setrlimit(resource.RLIMIT_STACK, (STACK_OF_THREADS, resource.getrlimit(resource.RLIMIT_STACK)[1]))
            os.chdir(self._folder / "work")
            landlock.restrict(dict(self._allowed()))
            os.execve(self._words[0], self._words, self._environment)  # noqa: S606 - there is no shell
        except OSError as error:
            os.write(2, str(error).encode())
        finally:
            os._exit(127)

    def _allowed(self) -> Iterator[tuple[Path, int]]:
        tree = self.shape.tree
        for layer in (tree.root, *(layer for layer, _where in tree.layers)):
            yield self._place.kits / layer / "tree", landlock.READ
        yield self._folder, landlock.SCRATCH
        yield _LOADERS[platform.machine()], landlock.RUN_FILE
        yield from _DEVICES.items()


def outside(tree: Tree, kits: Path, path: str) -> str:
    """Where a file of the tree is on the machine."""
    for layer, where in tree.layers:
        if path.startswith(f"{where}/"):
            return str(kits / layer / "tree" / path.removeprefix(f"{where}/"))
    return str(kits / tree.root / "tree" / path.removeprefix("/"))


def _words(kits: Path, shape: Shape) -> list[str]:
    start = [outside(shape.tree, kits, word) if word.startswith("/") else word for word in shape.words]
    return [outside(shape.tree, kits, shape.tree.python), "-s", "-B", *start]


def _environment(kits: Path, shape: Shape, folder: Path) -> Mapping[str, str]:
    root = kits / shape.tree.root / "tree"
    beside = [str(kits / layer / "tree") for layer, where in shape.tree.layers if where != interpreter.NODE]
    libraries = [str(path) for pattern in _FOLDERS_OF_LIBRARIES for path in sorted(root.glob(pattern))]
    return {
        **ENVIRONMENT,
        "PATH": str(root / "usr/bin"),
        "HOME": str(folder / "work"),
        "TMPDIR": str(folder / "tmp"),
        "LD_LIBRARY_PATH": ":".join(libraries),
        "LOCPATH": str(root / "usr/lib/locale"),
        "PYTHONPATH": ":".join(beside),
        "PYTHONTZPATH": str(root / "usr/share/zoneinfo"),
        "PYTHONHASHSEED": str(shape.hash_seed),
        "OPENSSL_CONF": "/dev/null",
        "SANDBOX_DIRECT": "1",
    }


def _too_much(folder: Path, most: int) -> bool:
    """Whether there are more files or bytes than a program may write."""
    files = size = 0
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    files += 1
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if files > SCRATCH_FILES or size > most:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError:  # gone meanwhile, or closed by the program: then nothing more comes in
            continue
    return False


class Scratches:
    """The folder of a keeper with one for each program; what is left of a program is removed."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="viva-scratch-"))
        self._left: list[Path] = []

    def new(self) -> Path:
        """A folder with two empty ones: where a program works, and for what it needs for a while."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        for name in ("work", "tmp"):
            (folder / name).mkdir()
        return folder

    def leave(self, folder: Path) -> None:
        """Nobody works in it any more, as soon as all has ended."""
        self._left.append(folder)

    def tidy(self) -> None:
        """Remove what was left; what a program closed to everybody is opened first."""
        for folder in self._left:
            remove(folder)
        self._left.clear()


def remove(folder: Path) -> None:
    """Remove a folder with whatever a program made of it."""
    for words in (["rm", "-rf"], ["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
        if folder.exists():
            subprocess.run([*words, "--", str(folder)], check=False, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words


def _within(limits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The limits of a program: without a namespace, that of processes counts all that its user has."""
    already = _tasks_of(os.getuid())
    return [(kind, value + already if kind == resource.RLIMIT_NPROC else value) for kind, value in limits]


def _tasks_of(user: int) -> int:
    count = 0
    for process in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - before each program
        with suppress(OSError):
            if os.stat(f"/proc/{process}").st_uid == user:  # noqa: PTH116 - as above
                count += len(os.listdir(f"/proc/{process}/task"))  # noqa: PTH208 - as above
    return count


def runs_as(order: Mapping[str, object], tree: Tree, kits: Path) -> dict[str, object]:
    """What the process is told, with the places and the limits of this machine."""
    execute = order["execute"]
    assert isinstance(execute, list)  # noqa: S101 - as the runner sends it
    limits = order["limits"]
    assert isinstance(limits, list)  # noqa: S101 - as `allowance` makes it
    return {
        **order,
        "limits": _within(limits),
        "execute": [outside(tree, kits, execute[0]), *execute[1:]] if execute else [],
    }
