"""What an import asks of the bank: to keep notes, their questions, and how these hang together."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.model import MISSING_PICTURE, Kept, KnownQuestion, KnownSource, Pair, QuestionStatus, Slot
from viva.bank.shelf import Shelf
from viva.bank.tables import QuestionRow, RevisionRow, SourceRow
from viva.bank.wording import Columns, Wording, account_columns, draft_from, place_of, reason_columns, wording_of
from viva.kernel.clock import Clock
from viva.notes.model import Note

Pictures = Mapping[str, str | None]
"""The hash of each picture's bytes by its target; None where its file is missing."""


class Keeping:
    """Keeps notes in the bank of one workspace."""

    def __init__(self, session: Session, person: Person, clock: Clock) -> None:
        self._shelf = Shelf(session, person.workspace_id)
        self._person = person
        self._clock = clock

    def sources(self) -> list[KnownSource]:
        """All notes the bank holds."""
        return [_known_source(row) for row in self._shelf.sources()]

    def source_at(self, location: str) -> KnownSource | None:
        """The note that is at a location."""
        row = self._shelf.source_at(location)
        return _known_source(row) if row else None

    def sources_with(self, sha256: str) -> list[KnownSource]:
        """The notes that have this content, oldest first."""
        return [_known_source(row) for row in self._shelf.sources_with(sha256)]

    def questions(self, source_id: int | None = None) -> list[KnownQuestion]:
        """The questions of one note or of all, vanished ones too, in their order."""
        return [_known_question(*row) for row in self._shelf.questions(source_id)]

    def keep_picture(self, content: bytes) -> str:
        """Keep the bytes of a picture, once however many notes show it, and give their hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._shelf.put_picture(sha256, content, self._clock.now())
        return sha256

    def keep_source(
        self, known: KnownSource | None, note: Note, location: str, *, reader_version: int, pictures: Pictures
    ) -> int:
        """Keep what is to know of a note itself: its hash, its account, its repairs, the pictures it misses."""
        columns = {
            "location": location,
            "name": note.source,
            "sha256": note.sha256,
            "reader_version": reader_version,
            "encoding": note.text.encoding,
            "format": note.format,
            "lines": {role.name.lower(): count for role, count in note.account.counts().items()},
            "pictures": dict(pictures),
            "repairs": len(note.text.repairs),
            "gone_at": None,
            "related": not note.drafts,
            "imported_at": self._clock.now(),
            "imported_by": self._person.id,
        }
        reading = {
            "account": account_columns(note.account),
            "reasons": [reason_columns(reason) for reason in note.account.reasons],
            "repairs": list(note.text.repairs),
            "notices": [reason_columns(notice) for notice in note.text.notices],
        }
        source_id = self._shelf.put_source(known.id if known else None, columns, reading)
        shown = (image for draft in note.drafts for image in draft.images)
        missing = [{"line": image.line, "subject": image.target} for image in shown if _misses(pictures, image.target)]
        self._shelf.put_findings(source_id, MISSING_PICTURE, missing)
        return source_id

    def keep_questions(self, source_id: int, slots: Sequence[Slot], pictures: Pictures) -> Kept:
        """Keep the questions of a note, in the order of its drafts.

        A revision is made only where the content changed; where only lines
        did, the place is set.
        """
        placed = [
            _Placed(slot, source_id, position, wording_of(slot.draft, pictures)) for position, slot in enumerate(slots)
        ]
        new = [each for each in placed if each.slot.known is None]
        known = [(each, each.slot.known) for each in placed if each.slot.known]
        revised = [(each, old) for each, old in known if each.wording.content_hash != old.content_hash]
        returned = [old.id for _, old in known if old.vanished]
        added = iter(self._add(source_id, new))
        self._revise(source_id, revised)
        self._shelf.move([{"question_id": old.id, **each.columns()} for each, old in known if each.moved_from(old)])
        self._shelf.set_vanished(returned, None)
        return Kept(
            question_ids=tuple(each.slot.known.id if each.slot.known else next(added) for each in placed),
            added=len(new),
            revised=len(revised),
            returned=len(returned),
        )

    def mark_vanished(self, questions: Iterable[KnownQuestion]) -> None:
        """Mark questions as no longer in the notes."""
        self._shelf.set_vanished([question.id for question in questions], self._clock.now())

    def mark_gone(self, source: KnownSource) -> None:
        """Mark a note whose file was deleted; there is nothing to look at in it any more."""
        self._shelf.set_gone(source.id, self._clock.now())
        self._shelf.put_findings(source.id, MISSING_PICTURE, [])

    def waits_for_relations(self) -> bool:
        """Whether a note changed since its questions were compared with all others."""
        return self._shelf.has_unrelated()

    def relate(self, pairs: Iterable[Pair], *, among: Collection[int]) -> None:
        """Replace what was found about how the questions `among` hang together with each other."""
        self._shelf.mark_related(among)
        self._shelf.replace_relations(
            among,
            [
                {
                    "one_id": pair.one,
                    "other_id": pair.other,
                    "kind": pair.kind,
                    "score": pair.score,
                    "reason": reason_columns(pair.reason),
                }
                for pair in pairs
            ],
        )

    def _add(self, source_id: int, placed: Sequence["_Placed"]) -> list[int]:
        now = self._clock.now()
        same = {"version": 1, "revision": 1, "created_at": now}
        ids = self._shelf.add_questions([{**same, "status": _status(each), **each.columns()} for each in placed])
        wordings = [(question_id, 1, each.wording) for question_id, each in zip(ids, placed, strict=True)]
        self._shelf.add_revisions(wordings, self._made(source_id))
        return ids

    def _revise(self, source_id: int, revised: Sequence[tuple["_Placed", KnownQuestion]]) -> None:
        self._shelf.clear([old.id for _, old in revised])
        self._shelf.revise(
            [{"question_id": old.id, "revision": old.revision + 1, "status": _status(each)} for each, old in revised]
        )
        wordings = [(old.id, old.revision + 1, each.wording) for each, old in revised]
        self._shelf.add_revisions(wordings, self._made(source_id))

    def _made(self, source_id: int) -> Columns:
        return {"source_id": source_id, "made_at": self._clock.now(), "made_by": self._person.id}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A draft with the place it takes in its source, and what it says."""

    slot: Slot
    source_id: int
    position: int
    wording: Wording

    def columns(self) -> Columns:
        """Its place, as it is stored."""
        draft = self.slot.draft
        return {
            "source_id": self.source_id,
            "position": self.position,
            "line": draft.line,
            "place": place_of(draft),
        }

    def moved_from(self, old: KnownQuestion) -> bool:
        """Whether it stood elsewhere before."""
        draft = self.slot.draft
        return (
            (self.source_id, self.position, draft.line) != (old.source_id, old.position, old.draft.line)
            or old.vanished
            or place_of(draft) != place_of(old.draft)
        )


def _status(placed: _Placed) -> QuestionStatus:
    return QuestionStatus.DRAFT if placed.slot.draft.needs else QuestionStatus.READY


def _misses(pictures: Pictures, target: str) -> bool:
    return target in pictures and pictures[target] is None


def _known_source(row: SourceRow) -> KnownSource:
    return KnownSource(
        id=row.id,
        name=row.name,
        location=row.location,
        sha256=row.sha256,
        reader_version=row.reader_version,
        gone=row.gone_at is not None,
        pictures=row.pictures,
    )


def _known_question(question: QuestionRow, revision: RevisionRow, source: str) -> KnownQuestion:
    return KnownQuestion(
        id=question.id,
        source_id=question.source_id,
        position=question.position,
        revision=question.revision,
        content_hash=revision.content_hash,
        vanished=question.vanished_at is not None,
        draft=draft_from(question, revision, source),
    )
