"""Storing what was understood of notes."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.keeping import Keeping
from viva.bank.model import KnownQuestion, KnownSource, Pair, Slot
from viva.db.base import storable
from viva.intake.files import is_deleted
from viva.intake.matching import match, words_of
from viva.intake.model import Imported, Lost, Outcome, ReadPicture
from viva.notes.model import Draft, Note

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
"""How a target begins that is no file beside the note: https:, data:, …; one letter is a Windows drive."""

_FEW_ALIKE = 2
"""Questions that a note must share with a lost one, at least, to be the same note edited."""


class Intake:
    """Brings notes into the bank of one workspace."""

    def __init__(self, keeping: Keeping, accounts: Accounts, person: Person, *, reader_version: int) -> None:
        self._keeping = keeping
        self._accounts = accounts
        self._person = person
        self._reader_version = reader_version

    def unchanged(self, location: Path, sha256: str, pictures: ReadPicture) -> bool:
        """Whether the bank already holds exactly this file as this program reads it; cheap, asked before understanding.

        `location` is where the file really is; `pictures` is only asked
        when the note shows pictures.
        """
        known = self._sources.get(str(location))
        return known is not None and self._same(known, sha256, pictures)

    def import_note(self, note: Note, location: Path, pictures: ReadPicture, *, lost: Sequence[Lost] = ()) -> Imported:
        """Store one note, in the transaction of this unit.

        Questions are recognised: the same ones get a new revision when their
        content changed, those no longer there are marked as vanished, and
        those that come back are taken up again. A file that moved with the
        same content is the same source, and so is one of the `lost` most of
        whose questions are in this note.
        """
        self._accounts.hold(self._person.workspace_id)
        here = self._keeping.source_at(str(location))
        known = here or self._moved(note, lost)
        questions = self._keeping.questions(known.id) if known else []
        if here and self._same(here, note.sha256, pictures):
            return _nothing_done(note, questions)
        kept = self._keep_pictures(note, pictures)
        source_id = self._keeping.keep_source(
            known, note, str(location), reader_version=self._reader_version, pictures=kept
        )
        slots = list(map(Slot, note.drafts, match(note.drafts, questions)))
        done = self._keeping.keep_questions(source_id, slots, kept)
        still_there = set(done.question_ids)
        vanished = [each for each in questions if not each.vanished and each.id not in still_there]
        self._keeping.mark_vanished(vanished)
        return Imported(
            source=note.source,
            outcome=_outcome(here, known),
            question_ids=done.question_ids,
            added=done.added,
            revised=done.revised,
            returned=done.returned,
            vanished=len(vanished),
            missing_pictures=tuple(target for target, sha256 in kept.items() if sha256 is None),
            moved_from=known.name if known and not here else None,
        )

    def deleted(self, folders: Sequence[Path], found: Iterable[Path]) -> list[KnownSource]:
        """The notes in `folders` whose files were deleted since their import; `found` are those that are there."""
        there = {storable(str(location)) for location in found}
        return [
            source
            for location, source in self._sources.items()
            if not source.gone and location not in there and _is_below(folders, location) and is_deleted(Path(location))
        ]

    def lost(self, folders: Sequence[Path], found: Iterable[Path]) -> list[Lost]:
        """The notes that are `deleted`, with what they ask: to be known before notes are imported."""
        return [
            Lost(source, frozenset(words_of(each.draft.prompt) for each in questions if not each.vanished))
            for source in self.deleted(folders, found)
            if (questions := self._keeping.questions(source.id))
        ]

    def mark_deleted(self, folders: Sequence[Path], found: Iterable[Path]) -> list[Imported]:
        """Mark the notes that are `deleted`, and their questions as vanished; all return with the file."""
        self._accounts.hold(self._person.workspace_id)
        return list(map(self._mark_gone, self.deleted(folders, found)))

    def known_drafts(self) -> Iterator[tuple[int, Draft]]:
        """Every question of the bank as the draft it would be today, with its id: what all are compared with."""
        return self._keeping.drafts_now()

    def waits_for_relations(self) -> bool:
        """Whether questions came in that were not compared with all others yet, perhaps by an import that was ended."""
        return self._keeping.waits_for_relations()

    def relate(self, pairs: Iterable[Pair], *, among: Collection[int]) -> None:
        """Replace what was found about how the questions `among` hang together with each other."""
        self._accounts.hold(self._person.workspace_id)
        self._keeping.relate(pairs, among=among)

    @cached_property
    def _sources(self) -> dict[str, KnownSource]:
        return {source.location: source for source in self._keeping.sources()}

    def _same(self, known: KnownSource, sha256: str, pictures: ReadPicture) -> bool:
        as_before = (known.sha256, known.reader_version) == (sha256, self._reader_version) and not known.gone
        return as_before and all(kept == _hash(pictures(target)) for target, kept in known.pictures.items())

    def _mark_gone(self, source: KnownSource) -> Imported:
        vanished = [question for question in self._keeping.questions(source.id) if not question.vanished]
        self._keeping.mark_vanished(vanished)
        self._keeping.mark_gone(source)
        return Imported(source=source.name, outcome=Outcome.GONE, question_ids=(), vanished=len(vanished))

    def _moved(self, note: Note, lost: Sequence[Lost]) -> KnownSource | None:
        """The source that had this content where no file is any more, or else the lost one that asks the most of it."""
        candidates = self._keeping.sources_with(note.sha256)
        same = next((source for source in candidates if is_deleted(Path(source.location))), None)
        asked = {words_of(draft.prompt) for draft in note.drafts}
        alike = [
            (len(prompts & asked), source)
            for source, prompts in lost
            if len(prompts & asked) >= max(_FEW_ALIKE, len(prompts) / 2) and self._keeping.source_at(source.location)
        ]
        return same or max(alike, key=itemgetter(0), default=(0, None))[1]

    def _keep_pictures(self, note: Note, pictures: ReadPicture) -> dict[str, str | None]:
        targets = {image.target for draft in note.drafts for image in draft.images}
        contents = {target: pictures(target) for target in sorted(targets) if not _ADDRESS.match(target)}
        return {
            target: None if content is None else self._keeping.keep_picture(content)
            for target, content in contents.items()
        }


def _is_below(folders: Iterable[Path], location: str) -> bool:
    return any(Path(location).is_relative_to(folder) for folder in folders)


def _hash(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _outcome(here: KnownSource | None, known: KnownSource | None) -> Outcome:
    if known is None:
        return Outcome.NEW
    return Outcome.CHANGED if here else Outcome.MOVED


def _nothing_done(note: Note, questions: Sequence[KnownQuestion]) -> Imported:
    """Unchanged content, read by the same reader: its drafts are the questions that are there, in their order."""
    ids = tuple(question.id for question in questions if not question.vanished)
    return Imported(source=note.source, outcome=Outcome.UNCHANGED, question_ids=ids)
