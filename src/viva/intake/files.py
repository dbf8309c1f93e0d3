"""Finding the notes in the files and folders a person names, and reading their bytes."""

import itertools
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from viva.intake.ignored import Ignored, patterns
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.refusals import reason
from viva.notes.text.binary import what_binary

LARGEST = 200 * 1024 * 1024
"""Bytes of the largest file that is read; a larger one is no note."""

_NOTE_SUFFIXES = frozenset(
    {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".rst", ".org", ".adoc", ".asciidoc"}
    | {".ipynb", ".html", ".htm", ".csv", ".tsv"}
)
# Texts without a suffix that nobody learns from.
_NO_NOTES = frozenset(
    {"license", "licence", "copying", "notice", "authors", "codeowners", "makefile", "dockerfile", "containerfile"}
    | {"jenkinsfile", "vagrantfile", "procfile", "gemfile", "rakefile", "brewfile", "podfile", "justfile", "caddyfile"}
)
_DEPENDENCIES = frozenset(["node_modules", "bower_components", "site-packages", "__pycache__", "__MACOSX"])
_SIGNS_OF_DEPENDENCIES = frozenset(["pyvenv.cfg", "CACHEDIR.TAG"])
BANK_FILE = "viva-bank.toml"
"""By which a folder says that it is a bank."""

EXPORTED = Path(".viva", "files.json")
"""By which a folder is known that `viva export` wrote: a bank, or a handbook to read."""

_SNIFFED_BYTES = 1024
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)

# Characters of a name that would end a line, move a terminal's cursor, or turn the direction of what stands around.
_UNPRINTABLE = {
    code: chr(code).encode("unicode_escape").decode()
    for code in [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
}


class Skipped(StrEnum):
    """Why something in a folder was not taken."""

    HIDDEN = "hidden"
    DEPENDENCIES = "dependencies and caches"
    IGNORED = "ignored by .gitignore"
    EXCLUDED = "excluded"
    EXPORTED = "written by viva export"
    NO_NOTE = "no note by its name"
    SEEN = "found before under another name"


class Problem(NamedTuple):
    """Something that could not be taken, and a sentence that names it and says why."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `source` is its name as the person would write it, printable and with slashes."""

    path: Path
    source: str

    @property
    def location(self) -> Path:
        """Where the file really is, by whatever way it was named."""
        return Path(os.path.realpath(self.path))

    def read(self) -> bytes:
        """The bytes of the file; whatever prevents that is InvalidInput with its name."""
        try:
            # Opening a named pipe would otherwise last until somebody writes to it.
            with os.fdopen(os.open(self.path, os.O_RDONLY | _WITHOUT_WAITING), "rb") as file:
                state = os.fstat(file.fileno())
                if stat.S_ISREG(state.st_mode) and state.st_size <= LARGEST:
                    return file.read()
        except OSError as error:
            raise InvalidInput(f"{self.source} {_why(self.path, error)}") from error
        if stat.S_ISREG(state.st_mode):
            raise InvalidInput(
                _("{file} is larger than {limit} MiB").format(file=self.source, limit=LARGEST // 1024**2)
            )
        raise InvalidInput(_("{file} is no file but {what}").format(file=self.source, what=_kind(state)))


def find_notes(paths: Sequence[Path], *, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> "Search":
    """Look for notes in files and folders.

    A file that is named is always taken. In folders, files with the suffixes
    of notes are, or those that `include` matches, but for what `exclude`
    matches, `.gitignore` ignores, or is hidden; both are patterns as in
    `.gitignore`, counted from the folder that was named. Of several paths
    those that do not exist are among the problems; where none exists, there
    is nothing to do.
    """
    if not any(map(os.path.lexists, paths)):
        raise InvalidInput("; ".join(map(_missing, paths)))
    return Search(paths, include, exclude)


def printable(path: Path) -> str:
    """The path with slashes, and with escapes where its characters would disturb an output."""
    readable = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return readable.translate(_UNPRINTABLE)


def has_note_name(name: str) -> bool:
    """Whether a file could be a note, by its name alone."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122
    return suffix in _NOTE_SUFFIXES if suffix else name.lower() not in _NO_NOTES


def left_out_by_name(path: str) -> Skipped | None:
    """What speaks against a file of a folder that somebody chose, by its path in that folder alone."""
    *folders, name = path.split("/")
    if name.startswith(".") or any(folder.startswith(".") for folder in folders):
        return Skipped.HIDDEN
    if not _DEPENDENCIES.isdisjoint(folders):
        return Skipped.DEPENDENCIES
    return None if has_note_name(name) else Skipped.NO_NOTE


def is_deleted(path: Path) -> bool:
    """Whether there certainly is no such file; where we may not look, there may be one."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


class Search(Iterator[Found]):
    """One walk through what a person named; `problems` and `skipped` tell what it has left out so far."""

    def __init__(self, paths: Sequence[Path], include: Sequence[str], exclude: Sequence[str]) -> None:
        self.problems: list[Problem] = []
        self.skipped: Counter[Skipped] = Counter()
        self._include = patterns(include) if include else None
        self._exclude = patterns(exclude)
        self._seen: set[tuple[int, int]] = set()
        self._found = itertools.chain.from_iterable(map(self._named, paths))

    def __next__(self) -> Found:
        return next(self._found)

    def _named(self, path: Path) -> Iterator[Found]:
        if not os.path.lexists(path):
            self.problems.append(Problem(path, _missing(path)))
            return
        state = self._meet(path)
        if state and stat.S_ISDIR(state.st_mode):
            yield from self._below(path)
        elif state:
            yield Found(path, printable(path))

    def _below(self, root: Path) -> Iterator[Found]:
        """The notes of a folder by their names; what it only links to comes last, so that real names win."""
        links: list[_Place] = []
        pending = self._inside(_Place(root, "", Ignored.above(root, self._complain)))[::-1]
        while pending or links:
            place = pending.pop() if pending else links.pop(0)
            if place.path.is_symlink() and not place.linked:
                links.append(replace(place, linked=True))
            elif place.linked and _leads_back(place.path):
                self._complain(place.path, _("is a link back to a folder it is in"))
            elif state := self._meet(place.path):
                if stat.S_ISDIR(state.st_mode):
                    pending += reversed(self._inside(place))
                elif self._is_taken(place.path, state):
                    yield Found(place.path, printable(place.path))

    def _inside(self, folder: "_Place") -> list["_Place"]:
        try:
            with os.scandir(folder.path) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            self._complain(folder.path, _why(folder.path, error))
            return []
        names = {entry.name for entry in entries}
        if folder.relative and not names.isdisjoint(_SIGNS_OF_DEPENDENCIES):
            self.skipped[Skipped.DEPENDENCIES] += 1
            return []
        if folder.relative and (BANK_FILE in names or (folder.path / EXPORTED).is_file()):
            self.skipped[Skipped.EXPORTED] += 1
            return []
        ignored = folder.ignored.inside(folder.relative, folder.path, names, self._complain)
        places: list[_Place] = []
        for entry in entries:
            relative = folder.relative + entry.name + ("/" if _leads_to_folder(entry) else "")
            reason = self._why_not(entry.name, relative, ignored)
            if reason:
                self.skipped[reason] += 1
            else:
                places.append(_Place(folder.path / entry.name, relative, ignored))
        return places

    def _why_not(self, name: str, relative: str, ignored: Ignored) -> Skipped | None:
        """What speaks against a file or folder, by its name alone."""
        if name.startswith("."):
            return Skipped.HIDDEN
        if name in _DEPENDENCIES:
            return Skipped.DEPENDENCIES
        if not relative.endswith("/") and not self._may_be_note(name, relative):
            return Skipped.NO_NOTE
        if self._exclude.match_file(relative):
            return Skipped.EXCLUDED
        return Skipped.IGNORED if ignored.ignores(relative) else None

    def _may_be_note(self, name: str, relative: str) -> bool:
        if self._include is not None:
            return self._include.match_file(relative)
        return has_note_name(name)

    def _is_taken(self, path: Path, state: os.stat_result) -> bool:
        """Whether something in a folder is a file, and one without a suffix holds text."""
        if not stat.S_ISREG(state.st_mode):
            self._complain(path, _("is no file but {what}").format(what=_kind(state)))
            return False
        if self._include is None and not path.suffix and not _starts_like_text(path):
            self.skipped[Skipped.NO_NOTE] += 1
            return False
        return True

    def _meet(self, path: Path) -> os.stat_result | None:
        """What a path leads to, unless that was met before under any name or cannot be reached."""
        try:
            state = path.stat()
        except OSError as error:
            self._complain(path, _why(path, error))
            return None
        identity = (state.st_dev, state.st_ino)
        if identity in self._seen:
            self.skipped[Skipped.SEEN] += 1
            return None
        self._seen.add(identity)
        return state

    def _complain(self, path: Path, message: str) -> None:
        self.problems.append(Problem(path, f"{printable(path)} {message}"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Something on the way: `relative` to where the walk began, folders with a slash behind."""

    path: Path
    relative: str
    ignored: Ignored
    linked: bool = False


def _missing(path: Path) -> str:
    return _("{file} does not exist").format(file=printable(path))


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to where we may not look
        return False


def _leads_back(link: Path) -> bool:
    # Unlike Path.resolve, realpath does not fail on a link to itself.
    return Path(os.path.realpath(link.parent)).is_relative_to(os.path.realpath(link))


def _starts_like_text(path: Path) -> bool:
    """Whether a file without a suffix is something to read; if it cannot be opened, reading will say so."""
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
    except OSError:
        return True
    return not start.startswith(b"#!") and what_binary(start) is None


def _kind(state: os.stat_result) -> str:
    kinds = {
        stat.S_IFDIR: _("a folder"),
        stat.S_IFIFO: _("a named pipe"),
        stat.S_IFSOCK: _("a socket"),
        stat.S_IFCHR: _("a device"),
        stat.S_IFBLK: _("a device"),
    }
    return kinds.get(stat.S_IFMT(state.st_mode), _("something special"))


def _why(path: Path, error: OSError) -> str:
    """Why something cannot be read, to follow its name."""
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return _("is a link to {target}, which does not exist").format(target=printable(path.readlink()))
        return _("has vanished")
    return _("cannot be read: {reason}").format(reason=reason(error))
