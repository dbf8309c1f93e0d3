"""Storing what was understood of notes."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.content import content_of, is_address
from viva.bank.keeping import Keeping
from viva.bank.known import DraftNow, KnownQuestion, KnownSource, Pair, Rewording, Slot
from viva.db.text import storable
from viva.intake.files import is_deleted
from viva.intake.matching import match, words_of
from viva.intake.model import Foreseen, Imported, Lost, Outcome, ReadPicture, Reworded, Titled
from viva.notes.model import Note

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

    def import_note(
        self,
        note: Note,
        location: Path,
        pictures: ReadPicture,
        *,
        lost: Sequence[Lost] = (),
        anew: bool = False,
        beside: Collection[Path] = (),
    ) -> Imported:
        """Store one note, in the transaction of this unit.

        Questions are recognised: the same ones get a new revision when their
        content changed, those no longer there are marked as vanished, and
        those that come back are taken up again. A file that moved with the
        same content is the same source, and so is one of the `lost` most of
        whose questions are in this note. `anew` stores a note with the same
        bytes again: a person has corrected what was understood of them.
        `beside` are the places of notes that come in together with it: none
        of them is where it was before.
        """
        self._accounts.hold(self._person.workspace_id)
        plan = self._plan(note, location, pictures, lost, anew=anew, beside=beside)
        if plan.outcome is Outcome.UNCHANGED:
            return _nothing_done(note, plan.questions)
        kept = self._keep_pictures(note, pictures)
        source_id = self._keeping.keep_source(
            plan.known, note, str(location), reader_version=self._reader_version, pictures=kept
        )
        done = self._keeping.keep_questions(source_id, plan.slots, kept)
        vanished = plan.vanished()
        self._keeping.mark_vanished(vanished)
        return Imported(
            source=note.source,
            outcome=plan.outcome,
            question_ids=done.question_ids,
            new_ids=tuple(each for each, slot in zip(done.question_ids, plan.slots, strict=True) if slot.known is None),
            added=done.added,
            revised=done.revised,
            returned=done.returned,
            vanished=len(vanished),
            missing_pictures=tuple(target for target, sha256 in kept.items() if sha256 is None),
            moved_from=plan.moved_from,
        )

    def foresee(
        self,
        note: Note,
        location: Path,
        pictures: ReadPicture,
        *,
        lost: Sequence[Lost] = (),
        anew: bool = False,
        beside: Collection[Path] = (),
    ) -> Foreseen:
        """What `import_note` would do, were the notes before it imported; nothing is stored.

        Notes are asked for in the order of their import: a source that one of
        them has taken over is not there for the next.
        """
        plan = self._plan(note, location, pictures, lost, anew=anew, beside=beside)
        if plan.known and plan.moved_from is not None:
            self._taken_over.add(plan.known.id)
        if plan.outcome is Outcome.UNCHANGED:
            return Foreseen(source=note.source, outcome=plan.outcome)
        shown = {target: _hash(content) for target, content in _pictures_of(note, pictures).items()}
        known = [slot.known for slot in plan.slots if slot.known]
        return Foreseen(
            source=note.source,
            outcome=plan.outcome,
            moved_from=plan.moved_from,
            added=tuple(content_of(slot.draft) for slot in plan.slots if not slot.known),
            reworded=tuple(map(_reworded, self._keeping.rewordings(plan.slots, shown))),
            returned=tuple(_titled(question) for question in known if question.vanished),
            vanished=tuple(map(_titled, plan.vanished())),
        )

    def foresee_deleted(self, folders: Sequence[Path], found: Iterable[Path]) -> list[Foreseen]:
        """What `mark_deleted` would do, when all notes have been foreseen."""
        gone = [source for source in self.deleted(folders, found) if source.id not in self._taken_over]
        return [
            Foreseen(
                source=source.name,
                outcome=Outcome.GONE,
                vanished=tuple(_titled(each) for each in self._keeping.questions(source.id) if not each.vanished),
            )
            for source in gone
        ]

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

    def known_drafts(self) -> Iterator[DraftNow]:
        """Every question of the bank as the draft it would be today: what all are compared with."""
        return self._keeping.drafts_now()

    def count(self) -> int:
        """How many questions the bank shows."""
        return self._keeping.count()

    def waits_for_relations(self) -> bool:
        """Whether questions came in, or were changed, that were not compared with all others yet."""
        return self._keeping.waits_for_relations()

    def relate(self, pairs: Iterable[Pair], *, among: Mapping[int, int]) -> None:
        """Replace what was found about how the questions `among`, in these wordings, hang together with each other."""
        self._accounts.hold(self._person.workspace_id)
        self._keeping.relate(pairs, among=among)

    @cached_property
    def _sources(self) -> dict[str, KnownSource]:
        return {source.location: source for source in self._keeping.sources()}

    @cached_property
    def _taken_over(self) -> set[int]:
        """The sources that notes would take over, of those that were foreseen in this unit."""
        return set()

    def _plan(
        self,
        note: Note,
        location: Path,
        pictures: ReadPicture,
        lost: Sequence[Lost],
        *,
        anew: bool,
        beside: Collection[Path],
    ) -> "_Plan":
        here = self._keeping.source_at(str(location))
        known = here or self._moved(note, lost, beside)
        questions = self._keeping.questions(known.id) if known else []
        if here and not anew and self._same(here, note.sha256, pictures):
            return _Plan(known, questions, [], Outcome.UNCHANGED)
        slots = list(map(Slot, note.drafts, match(note.drafts, questions)))
        return _Plan(known, questions, slots, _outcome(here, known))

    def _same(self, known: KnownSource, sha256: str, pictures: ReadPicture) -> bool:
        as_before = (known.sha256, known.reader_version) == (sha256, self._reader_version) and not (
            known.gone or known.withdrawn
        )
        return as_before and all(kept == _hash(pictures(target)) for target, kept in known.pictures.items())

    def _mark_gone(self, source: KnownSource) -> Imported:
        vanished = [question for question in self._keeping.questions(source.id) if not question.vanished]
        self._keeping.mark_vanished(vanished)
        self._keeping.mark_gone(source)
        return Imported(source=source.name, outcome=Outcome.GONE, question_ids=(), vanished=len(vanished))

    def _moved(self, note: Note, lost: Sequence[Lost], beside: Collection[Path]) -> KnownSource | None:
        """The source that had this content where no file is any more, or else the lost one that asks the most of it."""
        there = {storable(str(location)) for location in beside}
        candidates = [
            each
            for each in self._keeping.sources_with(note.sha256)
            if each.id not in self._taken_over and each.location not in there
        ]
        same = next((source for source in candidates if is_deleted(Path(source.location))), None)
        asked = {words_of(draft.prompt) for draft in note.drafts}
        alike = [
            (len(prompts & asked), source)
            for source, prompts in lost
            if source.id not in self._taken_over
            and len(prompts & asked) >= max(_FEW_ALIKE, len(prompts) / 2)
            and self._keeping.source_at(source.location)
        ]
        return same or max(alike, key=itemgetter(0), default=(0, None))[1]

    def _keep_pictures(self, note: Note, pictures: ReadPicture) -> dict[str, str | None]:
        return {
            target: None if content is None else self._keeping.keep_picture(content)
            for target, content in _pictures_of(note, pictures).items()
        }


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the bank knows of a note, and which of its questions each draft is."""

    known: KnownSource | None
    questions: Sequence[KnownQuestion]
    slots: Sequence[Slot]
    outcome: Outcome

    @property
    def moved_from(self) -> str | None:
        """The name of the source that the note takes over from another place."""
        return self.known.name if self.known and self.outcome is Outcome.MOVED else None

    def vanished(self) -> list[KnownQuestion]:
        """The questions that are no longer in the note."""
        still_there = {slot.known.id for slot in self.slots if slot.known}
        return [each for each in self.questions if not each.vanished and each.id not in still_there]


def foresee_first(note: Note) -> Foreseen:
    """What an import of a note would do to a bank that is not there yet."""
    return Foreseen(source=note.source, outcome=Outcome.NEW, added=tuple(map(content_of, note.drafts)))


def _pictures_of(note: Note, pictures: ReadPicture) -> dict[str, bytes | None]:
    """The bytes of the pictures that a note shows; None where the file is missing."""
    targets = {image.target for draft in note.drafts for image in draft.images}
    return {target: pictures(target) for target in sorted(targets) if not is_address(target)}


def _reworded(rewording: Rewording) -> Reworded:
    return Reworded(
        id=rewording.known.id,
        before=content_of(rewording.known.draft),
        after=content_of(rewording.draft),
        offered=rewording.offered,
    )


def _titled(question: KnownQuestion) -> Titled:
    return Titled(question.id, question.draft.prompt)


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
