"""Changing many files of a folder so that a program that is ended in between leaves the old state or the new one.

New contents are written aside first. Once all of them are there, a list of
what is to be put where is; from then on the new state counts. Whoever reads
the folder meanwhile sees through the list, and whoever writes it next puts
the rest in place first. What counts is on the disk before the list says so,
and the list is taken away only when the disk has what it tells.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from viva.kernel.durable import make_durable
from viva.kernel.errors import InvalidInput, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

_ASIDE = Path(".viva", "pending")
_LIST = "list.json"


class Replacement(NamedTuple):
    """A file that gets this content, or none: then it is removed."""

    path: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Pending:
    """What was decided and perhaps not done yet: where the content of each file is now, None where it has none."""

    places: dict[str, Path | None]


def pending(folder: Path) -> Pending:
    """What a reader has to see in place of the files that are there."""
    aside = folder / _ASIDE
    places: dict[str, Path | None] = {}
    for path, _old, staged in _listed(aside):
        if staged is None:
            places[path] = None
        elif (aside / staged).exists():
            places[path] = aside / staged
    return Pending(places)


def replace_files(folder: Path, replacements: Iterable[Replacement]) -> None:
    """Put all the contents in place, or none of them."""
    aside = folder / _ASIDE
    try:
        finish(folder)
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        entries: list[tuple[str, str | None, str | None]] = []
        written: list[Path] = []
        for number, (path, content) in enumerate(replacements):
            staged = None if content is None else str(number)
            if content is not None:
                (aside / str(number)).write_bytes(content)
                written.append(aside / str(number))
            entries.append((path, _hash(folder / path), staged))
        make_durable(written)
        _write_list(aside, entries)
        finish(folder)
    except OSError as problem:
        told = _("Cannot write {file}: {problem}.")
        raise Unavailable(told.format(file=problem.filename or folder, problem=reason(problem))) from problem


def finish(folder: Path) -> None:
    """Put in place what was decided and not done; a file that somebody changed since then stays as it is."""
    aside = folder / _ASIDE
    changed: set[Path] = set()
    for path, old, staged in _listed(aside):
        place = folder / path
        if staged is not None and not (aside / staged).exists():
            continue
        if _hash(place) != old:
            continue
        if staged is None:
            place.unlink(missing_ok=True)
            _remove_empty(place.parent, folder)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            (aside / staged).replace(place)
        changed.add(place.parent)
    make_durable(one for one in changed if one.is_dir())
    (aside / _LIST).unlink(missing_ok=True)
    shutil.rmtree(aside, ignore_errors=True)


def _write_list(aside: Path, entries: list[tuple[str, str | None, str | None]]) -> None:
    """From the moment the list has its name, all of it counts."""
    written = aside / f"{_LIST}.new"
    with written.open("w", encoding="utf-8") as file:
        json.dump(entries, file)
        file.flush()
        os.fsync(file.fileno())
    written.replace(aside / _LIST)
    make_durable([aside])


def _listed(aside: Path) -> Iterator[tuple[str, str | None, str | None]]:
    try:
        entries = json.loads((aside / _LIST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return
    except ValueError as error:
        raise InvalidInput(_("{file} was not written by Viva: remove it.").format(file=aside / _LIST)) from error
    for path, old, staged in entries:
        if not is_inside(path) or not (staged is None or staged.isdecimal()):
            raise InvalidInput(_("{file} was not written by Viva: remove it.").format(file=aside / _LIST))
        yield path, old, staged


def is_inside(path: str) -> bool:
    """Whether a path leads to something in the folder it is counted from."""
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def _hash(place: Path) -> str | None:
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
