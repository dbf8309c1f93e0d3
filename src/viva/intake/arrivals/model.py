"""Arrivals as plain values: notes that a person brought, from the moment they are here until they are in the bank."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from viva.intake.files import Skipped, left_out_by_name, printable
from viva.intake.model import Imported, Outcome, ReadPicture

_BY_PAGE = "upload:"

LONGEST_NAME = 240
"""Characters of a name: more than any file system takes."""

PICTURES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".tif", ".tiff"])


class ArrivalState(StrEnum):
    """How far an arrival is."""

    READING = "reading"
    REVIEW = "review"
    IMPORTING = "importing"
    DONE = "done"
    TAKEN_BACK = "taken back"
    """It was in the bank, and what was new of it is out again."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file that a person brings; its bytes are asked for once."""

    name: str
    read: Callable[[], bytes]

    @property
    def is_picture(self) -> bool:
        """Whether its name says that it is a picture for the notes beside it."""
        return posixpath.splitext(self.name)[1].lower() in PICTURES


class Ran(NamedTuple):
    """That code was run, with which kit, and what that found, as the cache of checks keeps it."""

    kit: str
    findings: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedFile:
    """A note of an arrival."""

    id: int
    position: int
    """Its number in the arrival, counted from 1."""
    name: str
    sha256: str
    size: int
    version: int
    """What to send back as `seen` when saying something about it."""
    read: bool
    problem: str | None
    """Why it cannot be read."""
    questions: int
    """That would come in."""
    judged: int
    """About how many something was said."""
    rejected: int
    known: int
    """How many hung together with questions of the bank when it was read."""
    ran: Ran | None
    """What running its code found; None when it was not run."""
    imported: Imported | None
    changes: tuple[int, ...]
    """What the import did to questions, by the numbers of the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Files that came together."""

    id: int
    state: ArrivalState
    made_at: datetime
    made_by: str
    finished_at: datetime | None
    job_id: int | None
    files: tuple[ArrivedFile, ...]
    pictures: tuple[str, ...]
    skipped: Mapping[str, int]
    """How many files of a folder were left out, by why."""

    @property
    def questions(self) -> int:
        """That would come in."""
        return sum(file.questions for file in self.files)

    @property
    def changes(self) -> tuple[int, ...]:
        """What the import did to questions, by the numbers of the log, oldest first."""
        return tuple(change for file in self.files for change in file.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalLine:
    """An arrival as a list shows it."""

    id: int
    state: ArrivalState
    made_at: datetime
    made_by: str
    names: tuple[str, ...]
    """Of its first notes."""
    notes: int
    questions: int


def clean_name(told: str) -> str:
    """The name of a file as it is kept: with slashes, inside of nothing else, printable, and not too long.

    Browsers give the path inside of a folder that was chosen; whatever else
    a name says of folders above it is nothing that we go by.
    """
    parts = [part.strip() for part in told.replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."}]
    name = printable(Path("/".join(kept))) if kept else "unnamed.md"
    if len(name) <= LONGEST_NAME:
        return name
    stem, ending = posixpath.splitext(name)
    return (
        stem[: LONGEST_NAME - len(ending) - 1] + "…" + ending
        if len(ending) < LONGEST_NAME // 2
        else name[:LONGEST_NAME]
    )


def chosen(files: Iterable[Arriving]) -> tuple[list[Arriving], dict[str, int]]:
    """What is taken of the files that a person chose, and how many were left out, by why.

    A file that was chosen itself is always taken; one that came with its
    folder (its name has a slash) where it is a note or a picture by its name.
    """
    taken: list[Arriving] = []
    skipped: Counter[str] = Counter()
    for file in files:
        path = clean_name(file.name)
        why = left_out_by_name(path) if "/" in path else None
        if why is Skipped.NO_NOTE and file.is_picture:
            why = None
        if why:
            skipped[why] += 1
        else:
            taken.append(file)
    return taken, dict(skipped)


def told_apart(names: Iterable[str]) -> list[str]:
    """The names with a number behind those that came before."""
    taken: set[str] = set()
    apart: list[str] = []
    for name in names:
        stem, ending = posixpath.splitext(name)
        other, number = name, 2
        while other in taken:
            other, number = f"{stem} ({number}){ending}", number + 1
        taken.add(other)
        apart.append(other)
    return apart


def place_of(name: str) -> Path:
    """Where a note that came through a page is for the bank: the same name again is the same note."""
    return Path(f"{_BY_PAGE}{name}")


def name_at(location: str) -> str | None:
    """The name of the note that came through a page and is there for the bank; None for the place of a file."""
    return location.removeprefix(_BY_PAGE) if location.startswith(_BY_PAGE) else None


def pictures_among(note: str, pictures: Mapping[str, Callable[[], bytes]]) -> ReadPicture:
    """A reader of the pictures that came with a note: by the path the note names, or by the file's name alone."""
    folder = posixpath.dirname(note)
    by_name: dict[str, list[str]] = {}
    for name in pictures:
        by_name.setdefault(posixpath.basename(name), []).append(name)

    def read(target: str) -> bytes | None:
        path = unquote(target.partition("#")[0].partition("?")[0]).replace("\\", "/")
        exact = posixpath.normpath(posixpath.join(folder, path))
        if exact in pictures:
            return pictures[exact]()
        alike = by_name.get(posixpath.basename(path), [])
        return pictures[alike[0]]() if len(alike) == 1 else None

    return read


def imported_as_kept(imported: Imported, changes: Sequence[int]) -> dict[str, Any]:
    """What the bank made of a note, as it is kept, with the changes of the log."""
    return {
        "changes": list(changes),
        "source": imported.source,
        "outcome": imported.outcome.value,
        "question_ids": list(imported.question_ids),
        "new_ids": list(imported.new_ids),
        "added": imported.added,
        "revised": imported.revised,
        "returned": imported.returned,
        "vanished": imported.vanished,
        "missing_pictures": list(imported.missing_pictures),
        "moved_from": imported.moved_from,
    }


def imported_from_kept(kept: Mapping[str, Any]) -> Imported:
    """What was kept of it."""
    lists = {name: tuple(kept[name]) for name in ("question_ids", "new_ids", "missing_pictures")}
    values: dict[str, Any] = {**kept, **lists, "outcome": Outcome(kept["outcome"])}
    del values["changes"]
    return Imported(**values)
