"""A program to run, what became of it, and the role of who runs it: values that know no machine."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from types import TracebackType
from typing import Protocol, Self

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

DEFAULT_KIT = "all"
"""What snippets are checked with unless a kit is named."""

_LARGEST_PROGRAM = 8_000_000
_MOST_FILES = 500
_LONGEST_NAME = 255
_SEEDS = range(1 << 32)


class Language(StrEnum):
    """What a program is written in; the ending of its main file says it."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    SQL = "sql"


_ENDINGS = {
    ".py": Language.PYTHON,
    ".js": Language.JAVASCRIPT,
    ".mjs": Language.JAVASCRIPT,
    ".cjs": Language.JAVASCRIPT,
    ".ts": Language.TYPESCRIPT,
    ".mts": Language.TYPESCRIPT,
    ".cts": Language.TYPESCRIPT,
    ".sql": Language.SQL,
}


class Profile(StrEnum):
    """What a program may start: threads only, or a few processes too."""

    THREADS = "threads"
    PROCESSES = "processes"


class Status(StrEnum):
    """How a program ended, as the runner saw it; nothing that a program prints can change it."""

    EXIT = "exit"
    """By itself: there is an exit code."""
    TIMEOUT = "timeout"
    MEMORY_LIMIT = "memory-limit"
    OUTPUT_LIMIT = "output-limit"
    KILLED = "killed"
    """By a signal that the runner did not send."""
    SANDBOX_ERROR = "sandbox-error"
    """The sandbox did not come up, or broke: it says nothing about the program."""


class Isolation(StrEnum):
    """How well a program was kept in; every result says it."""

    FULL = "full"
    """Namespaces, a filter of system calls, limits, and a watchdog over memory."""
    REDUCED = "reduced"
    """No namespaces: for one's own notes, not for the programs of others."""
    NONE = "none"
    """Nothing was run: the result is made up, as a test wants it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run may use."""

    timeout: float = 5.0
    """Seconds on the wall."""
    memory_mb: int = 384
    """Of all its processes together."""
    output: int = 1_000_000
    """Bytes on standard output and standard error together, beyond which it is stopped."""
    kept: int = 65_536
    """Bytes of each that the result keeps."""
    scratch_mb: int = 16
    """For files in its working folder."""

    def __post_init__(self) -> None:
        if not 0 < self.timeout <= 600:  # noqa: PLR2004 - the sentence says it
            raise InvalidInput(_("A program may run for up to 600 seconds, not {given}.").format(given=self.timeout))
        if min(self.memory_mb, self.output, self.kept, self.scratch_mb) <= 0:
            raise InvalidInput(_("The limits of a program are numbers above zero."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Files and how to start them. Paths are relative to the working folder, with `/` between their parts."""

    files: Mapping[str, bytes]
    main: str = "main.py"
    """The file that is run, which tells the language; beside a module it is not run."""
    module: str = ""
    """A Python module that is run instead, such as `pytest`."""
    argv: tuple[str, ...] = ()
    stdin: bytes = b""
    kit: str = DEFAULT_KIT
    profile: Profile = Profile.THREADS
    limits: Limits = field(default_factory=Limits)
    hash_seed: int = 0

    def __post_init__(self) -> None:
        _check_names(self.files)
        if len(self.files) > _MOST_FILES or sum(map(len, self.files.values())) > _LARGEST_PROGRAM:
            raise InvalidInput(
                _("A program has up to {files} files and {size} MB.").format(
                    files=_MOST_FILES, size=_LARGEST_PROGRAM // 1_000_000
                )
            )
        if not self.module and self.main not in self.files:
            raise InvalidInput(_("The program has no file {name}.").format(name=self.main))
        if any("\0" in word for word in (self.module, *self.argv)):
            raise InvalidInput(_("A word on a command line cannot hold a zero byte."))
        if self.hash_seed not in _SEEDS:
            raise InvalidInput(_("A hash seed is a number from 0 to {last}.").format(last=_SEEDS[-1]))
        self.language  # noqa: B018 - refuses an unknown ending

    @property
    def language(self) -> Language:
        """What its main file is written in."""
        if self.module:
            return Language.PYTHON
        known = _ENDINGS.get(PurePosixPath(self.main).suffix)
        if known is None:
            raise InvalidInput(
                _("{name} cannot be run: its ending is none of {known}.").format(
                    name=self.main, known=" ".join(_ENDINGS)
                )
            )
        return known


def _check_names(names: Collection[str]) -> None:
    for name in names:
        folders = {parent.as_posix() for parent in PurePosixPath(name).parents}
        if not _is_plain(name) or not folders.isdisjoint(names):
            raise InvalidInput(_("{name} cannot be the name of a file of a program.").format(name=repr(name)))


def _is_plain(name: str) -> bool:
    """Whether it leads to a file below the working folder, by the shortest way."""
    try:
        parts = name.encode().split(b"/")
    except UnicodeEncodeError:  # half of a pair of surrogates
        return False
    return b"\0" not in name.encode() and all(
        part not in {b"", b".", b".."} and len(part) <= _LONGEST_NAME for part in parts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one run: facts that the runner owns."""

    status: Status
    exit_code: int | None = None
    """Only of a program that ended by itself."""
    signal: int | None = None
    """Only of one that was killed, and not by the runner."""
    stdout: bytes = b""
    stderr: bytes = b""
    truncated: bool = False
    """Whether there was more output than is kept."""
    wall_ms: float = 0.0
    peak_mb: float = 0.0
    """Of all its processes together, as far as looking now and then can tell."""
    isolation: Isolation = Isolation.NONE
    reason: str = ""
    """Why the sandbox failed, for a person; empty otherwise."""

    @property
    def ended_well(self) -> bool:
        """Whether it ended by itself, and says that all went well."""
        return self.status is Status.EXIT and self.exit_code == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What programs find installed: a tree that is built once and never changed."""

    name: str
    hash: str
    """Of everything in it, the interpreters too: with the same hash a program does the same."""
    interpreters: Mapping[Language, str]
    """What runs each language, such as `CPython 3.11.7`."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Versions by the names of Python packages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNote:
    """A note whose owner asks for its programs to be run; only these may share a sandbox.

    Make one only of a note that is the person's who waits for the result: never of
    what a candidate, a learner or a stranger wrote.
    """

    owner: str
    note: str


class Runner(Protocol):
    """Runs programs, several at once if asked from several threads; close it at the end, or use it as a context.

    A kit that is not there is KitMissing. What the program does, and also a
    sandbox that breaks, ends in a result and never in an exception.
    """

    @property
    def isolation(self) -> Isolation:
        """How well it keeps programs in."""
        ...

    def run(self, program: Program) -> Result:
        """Run a program to its end, alone and with nothing of any other run."""
        ...

    def kit(self, name: str) -> Kit:
        """What programs of this kit find installed."""
        ...

    def close(self) -> None:
        """Stop what runs, and give back what was taken; run nothing after it."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
