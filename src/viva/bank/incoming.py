"""Bringing a bank in: what is not here yet with all its history, and what somebody wrote to it since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.archive import Archive
from viva.bank.content import parts_of
from viva.bank.describing import Descriptions
from viva.bank.desk import Desk
from viva.bank.exported import ExportedBank, ExportedQuestion, ExportedRevision, ExportedSource
from viva.bank.mentions import Mentions
from viva.bank.model import MISSING_PICTURE, Origin, status_of
from viva.bank.outgoing import READING
from viva.bank.shelf import Shelf
from viva.bank.taking import Outcome, Taking, Written
from viva.bank.wording import Wording
from viva.kernel.clock import Clock
from viva.kernel.ids import new_key

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What bringing a bank in did, in numbers of questions."""

    change_id: int | None
    added: int = 0
    revised: int = 0
    relations: int = 0
    """How many relations are new."""
    keywords: int = 0
    """How many terms of keyword maps are new, or have something else said about them."""
    contested: tuple[str, ...] = ()
    """Keys of questions that were changed both here and there: they stay as they are here."""
    offered: int = 0
    """How many questions a person worded have another wording beside theirs now, of their publisher."""
    retired: int = 0
    """How many their publisher no longer asks."""


class Incoming:
    """Brings questions into one workspace, as one person."""

    def __init__(self, session: Session, person: Person, accounts: Accounts, clock: Clock) -> None:
        self._archive = Archive(session, person.workspace_id)
        self._desk = Desk(session, person.workspace_id)
        self._shelf = Shelf(session, person.workspace_id)
        self._descriptions = Descriptions(session, person.workspace_id)
        self._mentions = Mentions(session, person.workspace_id)
        self._person = person
        self._accounts = accounts
        self._clock = clock

    def receive(
        self,
        bank: ExportedBank,
        written: Sequence[Written] = (),
        removed: Collection[str] = (),
        *,
        keywords_edited: bool = False,
        published: Sequence[Written] = (),
    ) -> Received:
        """Take in what is not here yet, and what somebody wrote since it was exported, as one change.

        A question is known by its key; one without key, when it is in no note,
        by its prompt. What was changed both here and there since the export
        stays, and is named. Of what is new here, what was `removed` there is
        retired. What is `published`, each with its key, comes again and again:
        a person's own wording stays, and the publisher's newer one is offered.
        """
        self._accounts.hold(self._person.workspace_id)
        for sha256, content in bank.pictures.items():
            self._shelf.put_picture(sha256, content, self._clock.now())
        before = self._archive.ids()
        new = [question for question in bank.questions if question.key not in before]
        new += [self._first(each) for each in published if each.key not in before]
        self._add(new, self._add_sources(bank.sources), alone=not before)
        exported = {question.key: question for question in bank.questions}
        taking = Taking(self._desk, self._archive, exported, {"made_at": self._clock.now(), "made_by": self._person.id})
        taking.begin_with(new, removed)
        outcomes = taking.bring_back([question for question in bank.questions if question.key in before])
        outcomes += [taking.take(each) for each in written]
        outcomes += [taking.renew(each) for each in published if each.key in before]
        relations = taking.relate(bank.relations, {question.key for question in new})
        keywords = taking.say(bank.keywords, self._mentions.said(), over=keywords_edited)
        return Received(
            change_id=taking.finish(),
            added=len(new) + outcomes.count(Outcome.ADDED),
            revised=outcomes.count(Outcome.REVISED),
            relations=relations,
            keywords=keywords,
            contested=tuple(taking.contested),
            offered=outcomes.count(Outcome.OFFERED),
            retired=outcomes.count(Outcome.RETIRED),
        )

    def _first(self, written: Written) -> ExportedQuestion:
        """A published question that was never here: its wording is that of its source, and nobody's own."""
        parts = parts_of(written.content, written.pictures)
        now = self._clock.now()
        return ExportedQuestion(
            key=written.key or new_key(),
            status=written.status or status_of(parts),
            created_at=now,
            revision=1,
            noted=1,
            revisions=(
                ExportedRevision(
                    number=1,
                    origin=Origin.NOTES,
                    author=self._person.name,
                    made_at=now,
                    content=written.content,
                    parts=parts,
                ),
            ),
        )

    def _add_sources(self, sources: Iterable[ExportedSource]) -> dict[str, int]:
        """Add the notes that are not known here; gives the number of each by its location."""
        known = {row.location: row.id for row in self._shelf.sources()}
        new = [source for source in sources if source.location not in known]
        people = self._people({source.imported_by for source in new})
        for source in new:
            columns = {name: getattr(source, name) for name in _OF_A_SOURCE}
            reading = {name: source.reading.get(name, []) for name in READING}
            source_id = self._shelf.put_source(None, {**columns, "imported_by": people[source.imported_by]}, reading)
            missing = [{"line": line, "subject": target} for line, target in map(astuple, source.missing_pictures)]
            self._shelf.put_findings(source_id, MISSING_PICTURE, missing)
            known[source.location] = source_id
        return known

    def _add(self, new: Sequence[ExportedQuestion], sources: Mapping[str, int], *, alone: bool) -> None:
        """Add questions with all their wordings, in the order in which they were made.

        Where they are `alone`, how they hang together is known as far as it was.
        """
        ordered = sorted(new, key=lambda one: (one.created_at, one.source or "", one.position, one.key))
        ids = self._shelf.add_questions([_question_columns(question, sources, alone=alone) for question in ordered])
        people = self._people({wording.author for question in new for wording in question.revisions})
        self._archive.add_revisions(
            [
                {
                    **stored.columns,
                    "content_hash": stored.content_hash,
                    "question_id": question_id,
                    "number": wording.number,
                    "source_id": _number(sources, wording.source),
                    "origin": wording.origin,
                    "made_at": wording.made_at,
                    "made_by": people[wording.author],
                }
                for question_id, question in zip(ids, ordered, strict=True)
                for wording in question.revisions
                for stored in (Wording(wording.content, wording.parts),)
            ]
        )
        wordings = [Wording(question.content, question.parts) for question in ordered]
        self._descriptions.add(list(zip(ids, wordings, strict=True)))
        numbers = self._archive.ids()
        self._archive.merge(
            [
                (question_id, numbers[question.merged_into])
                for question_id, question in zip(ids, ordered, strict=True)
                if question.merged_into in numbers
            ]
        )

    def _people(self, names: set[str]) -> dict[str, int]:
        return {self._person.name: self._person.id} | self._accounts.authors(
            names - {self._person.name}, self._person.workspace_id
        )


_OF_A_SOURCE = (
    "location",
    "name",
    "sha256",
    "reader_version",
    "encoding",
    "format",
    "lines",
    "pictures",
    "repairs",
    "gone_at",
    "imported_at",
)


def _question_columns(question: ExportedQuestion, sources: Mapping[str, int], *, alone: bool) -> Columns:
    return {
        "key": question.key,
        "version": 1,
        "status": question.status,
        "revision": question.revision,
        "noted": question.noted,
        "offered": question.offered,
        "revisions": len(question.revisions),
        "created_at": question.created_at,
        "vanished_at": question.vanished_at,
        "withdrawn_at": question.withdrawn_at,
        "merged_into": None,
        "source_id": _number(sources, question.source),
        "position": question.position,
        "line": question.line,
        "place": question.place,
        "compared": question.revision if alone and question.compared else None,
    }


def _number(sources: Mapping[str, int], location: str | None) -> int | None:
    return None if location is None else sources.get(location)
