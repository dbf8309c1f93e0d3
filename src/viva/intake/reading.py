"""Reading notes: from the files and folders a person names to understood notes, and on into the bank."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from viva.intake.comparing import Units, compare
from viva.intake.files import Found, Skipped, find_notes, printable
from viva.intake.model import Foreseen, Imported, Lost, Outcome
from viva.intake.pictures import pictures_beside
from viva.intake.progress import Progress, unwatched
from viva.intake.service import foresee_first
from viva.kernel.errors import InvalidInput, Unavailable
from viva.kernel.i18n import _, ngettext
from viva.notes.model import Account, Draft, Note, Reason, Relation
from viva.notes.relations import relate
from viva.notes.understand import understand

EMPTY = Reason("the file is empty")


class Remark(NamedTuple):
    """Something to know about a file that was read."""

    source: str
    what: Reason


class Stored(NamedTuple):
    """What the bank made of a note, and what became of its lines if they were read."""

    imported: Imported
    account: Account | None


class Unfinished(Unavailable):
    """An import that had to stop; `stored` is what was done before."""

    def __init__(self, why: str, stored: Sequence[Stored]) -> None:
        super().__init__(why)
        self.stored = stored


@dataclass(frozen=True, slots=True)
class Reading:
    """The notes that were found; what cannot be read is kept as sentences for the end."""

    found: Sequence[Found]
    folders: Sequence[Path]
    """What was searched."""
    skipped: Mapping[Skipped, int]
    unread: list[str]
    odd: list[Remark]
    """What is to know about files that were read."""
    progress: Progress

    @classmethod
    def of(
        cls,
        paths: Sequence[Path],
        *,
        folder: Path | None = None,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        progress: Progress = unwatched,
    ) -> "Reading":
        """Find the notes in files and folders, named as they are in the working folder or in `folder`."""
        paths = [folder / path for path in paths] if folder else paths
        search = find_notes(paths, include=include, exclude=exclude)
        found = [_seen_from(folder, one) for one in search] if folder else list(search)
        problems = [problem.message for problem in search.problems]
        if not found and not problems:
            raise InvalidInput(_("There are no notes in {paths}.").format(paths=", ".join(map(str, paths))))
        folders = [Path(os.path.realpath(path)) for path in paths if path.is_dir()]
        return cls(found, folders, search.skipped, problems, [], progress)

    def understand(self) -> Iterator[Note]:
        """Each note that can be read, in the order found."""
        with self.progress(_("Reading"), len(self.found)) as advance:
            for one in self.found:
                advance(one.source)
                note = self._read(one)
                if note:
                    yield note

    def relations(self, notes: Sequence[Note]) -> list[Relation]:
        """How the questions of all notes hang together."""
        return self._compare([draft for note in notes for draft in note.drafts])

    def foresee(self, notes: Sequence[Note], units: Units | None) -> list[Foreseen]:
        """What `store` would do with these notes, which were understood, to the bank (None: it is not there yet)."""
        if units is None:
            return list(map(foresee_first, notes))
        places = {one.source: one for one in self.found}
        there = [one.location for one in self.found]
        with units.reader() as unit, self.progress(_("Comparing"), len(notes)) as advance:
            lost = unit.intake.lost(self.folders, there)
            foreseen: list[Foreseen] = []
            for note in notes:
                advance(note.source)
                place = places[note.source]
                foreseen.append(unit.intake.foresee(note, place.location, pictures_beside(place.path), lost=lost))
            return foreseen + unit.intake.foresee_deleted(self.folders, there)

    def store(self, units: Units, *, comparing: Progress | None = None) -> list[Stored]:
        """Bring each note into the bank in a transaction of its own.

        Then mark those that were deleted, and say how all questions hang
        together, which `comparing` may watch instead. Unfinished tells what
        was done where the bank cannot be written any more.
        """
        stored: list[Stored] = []
        try:
            self._store(units, stored)
            compare(units, comparing or self.progress)
        except Unavailable as trouble:
            if not stored:
                raise
            raise Unfinished(str(trouble), stored) from trouble
        return stored

    def _store(self, units: Units, stored: list[Stored]) -> None:
        unchanged = self._unchanged(units)
        lost = self._lost(units)
        with self.progress(_("Importing"), len(self.found)) as advance:
            for one in self.found:
                advance(one.source)
                if one.source in unchanged:
                    nothing = Imported(source=one.source, outcome=Outcome.UNCHANGED, question_ids=())
                    stored.append(Stored(nothing, None))
                elif note := self._read(one):
                    with units.unit() as unit:
                        imported = unit.intake.import_note(note, one.location, pictures_beside(one.path), lost=lost)
                    stored.append(Stored(imported, note.account))
        stored += self._mark_deleted(units)

    def _read(self, one: Found) -> Note | None:
        """The note, or None when it cannot be read, which is then known."""
        try:
            content = one.read()
        except InvalidInput as problem:
            self.unread.append(str(problem))
            return None
        try:
            note = understand(one.source, content)
        except InvalidInput as problem:  # worded to follow the name of the file
            self.unread.append(f"{one.source} {problem}")
            return None
        self.odd.extend(Remark(one.source, notice) for notice in note.text.notices)
        if not content:
            self.odd.append(Remark(one.source, EMPTY))
        return note

    def _unchanged(self, units: Units) -> set[str]:
        """The notes that the bank holds as they are; one look at the bank serves for all of them."""
        same: set[str] = set()
        with units.reader() as unit:
            for one in self.found:
                try:
                    content = sha256(one.read()).hexdigest()
                except InvalidInput:  # read again, and told, when its turn comes
                    continue
                if unit.intake.unchanged(one.location, content, pictures_beside(one.path)):
                    same.add(one.source)
        return same

    def _lost(self, units: Units) -> Sequence[Lost]:
        if not self.folders:
            return []
        with units.reader() as unit:
            return unit.intake.lost(self.folders, [one.location for one in self.found])

    def _mark_deleted(self, units: Units) -> list[Stored]:
        """Mark notes whose files are not in the folders any more; files that moved have been recognised before."""
        if not self.folders:
            return []
        there = [one.location for one in self.found]
        with units.reader() as unit:
            if not unit.intake.deleted(self.folders, there):
                return []
        with units.unit() as unit:
            return [Stored(gone, None) for gone in unit.intake.mark_deleted(self.folders, there)]

    def _compare(self, drafts: Sequence[Draft]) -> list[Relation]:
        with self.progress(_("Comparing"), 1) as advance:
            advance(ngettext("{count} question", "{count} questions", len(drafts)).format(count=len(drafts)))
            return relate(drafts)


def _seen_from(folder: Path, one: Found) -> Found:
    """A note by the name it has for somebody in a folder."""
    return replace(one, source=printable(one.path.relative_to(folder))) if one.path.is_relative_to(folder) else one
