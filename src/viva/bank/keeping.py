"""What an import asks of the bank: to keep notes, their questions, and how these hang together."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.combining import reworked
from viva.bank.content import Content, content_of, parts_of
from viva.bank.describing import Descriptions
from viva.bank.known import DraftNow, Kept, KnownQuestion, KnownSource, Pair, Rewording, Slot
from viva.bank.model import MISSING_PICTURE, Origin, relation_key, status_of
from viva.bank.noted import account_columns, draft_from, draft_now, reason_columns
from viva.bank.placed import Pictures, Placed, placed_in, reworded
from viva.bank.relations import Relations
from viva.bank.shelf import Shelf, Together
from viva.bank.tables import QuestionRow, RevisionRow, SourceRow
from viva.bank.wording import Columns, Wording, content_from, parts_from
from viva.kernel.clock import Clock
from viva.kernel.ids import new_key
from viva.notes.model import Note


class Keeping:
    """Keeps notes in the bank of one workspace."""

    def __init__(self, session: Session, person: Person, clock: Clock) -> None:
        self._shelf = Shelf(session, person.workspace_id)
        self._descriptions = Descriptions(session, person.workspace_id)
        self._relations = Relations(session, person.workspace_id)
        self._person = person
        self._clock = clock

    def sources(self) -> list[KnownSource]:
        """All notes the bank holds."""
        return [self._known_source(row) for row in self._shelf.sources()]

    def source_at(self, location: str) -> KnownSource | None:
        """The note that is at a location."""
        row = self._shelf.source_at(location)
        return self._known_source(row) if row else None

    def sources_with(self, sha256: str) -> list[KnownSource]:
        """The notes that have this content, oldest first."""
        return [self._known_source(row) for row in self._shelf.sources_with(sha256)]

    def questions(self, source_id: int) -> list[KnownQuestion]:
        """The questions of a note, vanished ones too, in their order."""
        own = {row.question_id: content_from(row) for row in self._shelf.own_wordings(source_id)}
        return [_known_question(*row, own=own) for row in self._shelf.questions(source_id)]

    def drafts_now(self) -> Iterator[DraftNow]:
        """Every question that is shown, as the draft it would be today."""
        rows = self._relations.questions_now()
        return (
            DraftNow(question.id, question.revision, draft_now(question, wording, source))
            for question, wording, source in rows
        )

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
        did, the place is set. Where a person's own text counts, it goes on
        counting, and the new one of the notes is offered beside it; a person's
        labels (level, groups, topics, tags …) stay on the new text.
        """
        placed = placed_in(slots, source_id, pictures)
        new = [each for each in placed if each.slot.known is None]
        known = [(each, each.slot.known) for each in placed if each.slot.known]
        revised = reworded(placed)
        returned = [old.id for _, old in known if old.vanished or old.withdrawn]
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

    def rewordings(self, slots: Sequence[Slot], pictures: Pictures) -> list[Rewording]:
        """Which of the known questions `keep_questions` would give a new wording; nothing is stored."""
        return [
            Rewording(each.slot.draft, old, offered=each.is_offered(old))
            for each, old in reworded(placed_in(slots, 0, pictures))
        ]

    def mark_vanished(self, questions: Iterable[KnownQuestion]) -> None:
        """Mark questions as no longer in the notes."""
        self._shelf.set_vanished([question.id for question in questions], self._clock.now())

    def mark_gone(self, source: KnownSource) -> None:
        """Mark a note whose file was deleted; there is nothing to look at in it any more."""
        self._shelf.set_gone(source.id, self._clock.now())
        self._shelf.put_findings(source.id, MISSING_PICTURE, [])

    def count(self) -> int:
        """How many questions are shown."""
        return self._relations.count()

    def waits_for_relations(self) -> bool:
        """Whether a question has a wording that was not compared with all others, or was hidden when others were."""
        return self._relations.has_uncompared()

    def relate(self, pairs: Iterable[Pair], *, among: Mapping[int, int]) -> None:
        """Replace what was found about how the questions `among` hang together with each other.

        The number of the wording that was compared stands beside each: one
        that was changed meanwhile goes on waiting.
        """
        self._relations.mark_compared(among)
        self._relations.replace_relations(
            among,
            [
                {
                    **dict(
                        zip(("one_id", "other_id", "kind"), relation_key(pair.one, pair.other, pair.kind), strict=True)
                    ),
                    "score": pair.score,
                    "reason": reason_columns(pair.reason),
                }
                for pair in pairs
            ],
        )

    def _known_source(self, row: SourceRow) -> KnownSource:
        return _known_source(row, withdrawn=self._withdrawn)

    @cached_property
    def _withdrawn(self) -> frozenset[int]:
        return self._shelf.withdrawn_sources()

    def _add(self, source_id: int, placed: Sequence[Placed]) -> list[int]:
        made = self._made(source_id)
        same = {"version": 1, "revision": 1, "noted": 1, "revisions": 1, "created_at": made["made_at"]}
        ids = self._shelf.add_questions(
            [{**same, "key": new_key(), "status": status_of(each.parts), **each.columns()} for each in placed]
        )
        wordings = [(question_id, each.wording) for question_id, each in zip(ids, placed, strict=True)]
        self._shelf.add_revisions([(question_id, 1, wording) for question_id, wording in wordings], made)
        self._descriptions.add(wordings)
        return ids

    def _revise(self, source_id: int, revised: Sequence[tuple[Placed, KnownQuestion]]) -> None:
        made = self._made(source_id)
        together = self._shelf.together([old.merged_into or old.id for _each, old in revised])
        noted: list[tuple[int, int, Wording]] = []
        labelled: list[tuple[int, int, Wording]] = []
        counting: list[tuple[int, Wording]] = []
        standings: list[Columns] = []
        for each, old in revised:
            new = old.revisions + 1
            noted.append((old.id, new, each.wording))
            same = {"question_id": old.id, "noted": new, "revisions": new}
            followed = each.followed(old)
            if followed is None:
                counts, offered = (new, None) if each.agrees(old) else (old.revision, new)
                standings.append({**same, "revision": counts, "offered": offered, "status": None})
                continue
            wording = Wording(followed, each.parts)
            if wording.content_hash != each.wording.content_hash:
                new += 1
                labelled.append((old.id, new, wording))
            counting.append((old.id, wording))
            status = None if old.judged else status_of(each.parts)
            standings.append({**same, "revisions": new, "revision": new, "offered": None, "status": status})
        self._shelf.revise(standings)
        self._shelf.add_revisions(noted, made)
        self._shelf.add_revisions(labelled, {**made, "origin": Origin.PERSON})
        self._descriptions.forget([question_id for question_id, _wording in counting])
        self._descriptions.add(counting)
        self._offer_together(together, revised, made)

    def _offer_together(
        self, together: Mapping[int, Together], revised: Iterable[tuple[Placed, KnownQuestion]], made: Columns
    ) -> None:
        """Offer each merged question what its note and those of its parts say by now, all in one wording."""
        offers: dict[int, tuple[Content, dict[str, str | None]]] = {}
        for each, old in revised:
            into = old.merged_into or old.id
            agrees = each.followed(old) is not None or each.agrees(old)
            if into not in together or (into == old.id and agrees):
                continue
            content, kept = offers.get(into) or (together[into].content, together[into].pictures)
            content = reworked(content, content_of(old.draft), content_of(each.slot.draft))
            offers[into] = (content, kept | {picture.target: picture.sha256 for picture in each.parts.pictures})
        for into, (content, kept) in offers.items():
            if content == together[into].counts:  # the notes say what they said before
                self._shelf.set_offered(into, None)
            elif content == together[into].content:
                self._shelf.set_offered(into, together[into].offered)
            else:
                self._shelf.offer(into, Wording(content, parts_of(content, kept)), made)

    def _made(self, source_id: int) -> Columns:
        same = {"origin": Origin.NOTES, "made_by": self._person.id}
        return {"source_id": source_id, "made_at": self._clock.now(), **same}


def _misses(pictures: Pictures, target: str) -> bool:
    return target in pictures and pictures[target] is None


def _known_source(row: SourceRow, *, withdrawn: Collection[int]) -> KnownSource:
    return KnownSource(
        id=row.id,
        name=row.name,
        location=row.location,
        sha256=row.sha256,
        reader_version=row.reader_version,
        gone=row.gone_at is not None,
        withdrawn=row.id in withdrawn,
        pictures=row.pictures,
    )


def _known_question(
    question: QuestionRow, revision: RevisionRow, source: str, own_hash: bytes, *, own: Mapping[int, Content]
) -> KnownQuestion:
    return KnownQuestion(
        id=question.id,
        position=question.position,
        revision=question.revision,
        noted=revision.number,
        revisions=question.revisions,
        content_hash=revision.content_hash,
        own_hash=own_hash,
        own_content=own.get(question.id),
        vanished=question.vanished_at is not None,
        withdrawn=question.withdrawn_at is not None,
        merged_into=question.merged_into,
        judged=question.status != status_of(parts_from(revision)),
        draft=draft_from(question, revision, source),
    )
