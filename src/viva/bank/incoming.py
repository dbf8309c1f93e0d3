"""Bringing a bank in: what is not here yet with all its history, and what somebody wrote to it since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.archive import Archive
from viva.bank.changes import Recorder, Verb, names_in
from viva.bank.choosing import choose
from viva.bank.content import Content, parts_of
from viva.bank.desk import Desk, Standing
from viva.bank.exported import ExportedBank, ExportedKeyword, ExportedQuestion, ExportedRelation, ExportedSource
from viva.bank.keymap import GENERAL, Said, TermKey
from viva.bank.keywords import clean_name, clean_names
from viva.bank.mentions import Mentions
from viva.bank.model import MISSING_PICTURE, QuestionStatus, relation_key, status_of
from viva.bank.outgoing import READING
from viva.bank.shelf import Shelf
from viva.bank.wording import Wording, reason_columns
from viva.kernel.clock import Clock
from viva.kernel.ids import new_key

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A question as somebody wrote it outside of the bank."""

    content: Content
    key: str | None = None
    status: QuestionStatus | None = None
    """None: as the wording deserves."""
    pictures: Mapping[str, str | None] = field(default_factory=dict)
    """The hash of each picture's bytes by its target."""


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


class _Outcome(StrEnum):
    ADDED = "added"
    REVISED = "revised"
    SAME = "same"
    CONTESTED = "contested"


class Incoming:
    """Brings questions into one workspace, as one person."""

    def __init__(self, session: Session, person: Person, accounts: Accounts, clock: Clock) -> None:
        self._archive = Archive(session, person.workspace_id)
        self._desk = Desk(session, person.workspace_id)
        self._shelf = Shelf(session, person.workspace_id)
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
    ) -> Received:
        """Take in what is not here yet, and what somebody wrote since it was exported, as one change.

        A question is known by its key; one without key, when it is in no note,
        by its prompt. What was changed both here and there since the export
        stays, and is named. Of what is new here, what was `removed` there is
        retired.
        """
        self._accounts.hold(self._person.workspace_id)
        for sha256, content in bank.pictures.items():
            self._shelf.put_picture(sha256, content, self._clock.now())
        before = self._archive.ids()
        new = [question for question in bank.questions if question.key not in before]
        self._add(new, self._add_sources(bank.sources), alone=not before)
        exported = {question.key: question for question in bank.questions}
        taking = _Taking(
            self._desk, self._archive, exported, {"made_at": self._clock.now(), "made_by": self._person.id}
        )
        taking.begin_with(new, removed)
        outcomes = taking.bring_back([question for question in bank.questions if question.key in before])
        outcomes += [taking.take(each) for each in written]
        relations = taking.relate(bank.relations, {question.key for question in new})
        keywords = taking.say(bank.keywords, self._mentions.said(), over=keywords_edited)
        return Received(
            change_id=taking.finish(),
            added=len(new) + outcomes.count(_Outcome.ADDED),
            revised=outcomes.count(_Outcome.REVISED),
            relations=relations,
            keywords=keywords,
            contested=tuple(taking.contested),
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
        self._shelf.describe(list(zip(ids, wordings, strict=True)))
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


class _Taking:
    """Takes over what was written elsewhere, question by question."""

    def __init__(self, desk: Desk, archive: Archive, exported: Mapping[str, ExportedQuestion], made: Columns) -> None:
        self._desk = desk
        self._archive = archive
        self._exported = exported
        self._made = made
        self._by_prompt = archive.by_prompt()
        self.recorder = Recorder(desk)
        self._ids = archive.ids()
        self.contested: list[str] = []

    def begin_with(self, new: Sequence[ExportedQuestion], removed: Collection[str]) -> None:
        """Remember which questions are new; those that were `removed` are retired."""
        questions = self._desk.questions([self._ids[question.key] for question in new])
        self.recorder.watch(questions.values(), new=True)
        for question in new:
            if question.in_bank and question.key in removed:
                questions[self._ids[question.key]].status = QuestionStatus.RETIRED

    def bring_back(self, questions: Sequence[ExportedQuestion]) -> list[_Outcome]:
        """Take up again what was taken back here: somebody undid the change that brought it in."""
        self._desk.questions([self._ids[question.key] for question in questions])  # all of them at once
        return list(map(self._bring_back, questions))

    def _bring_back(self, question: ExportedQuestion) -> _Outcome:
        row = self._standing(question.key)
        if row.withdrawn_at is None or question.withdrawn_at is not None:
            return _Outcome.SAME
        self.recorder.watch([row])
        row.withdrawn_at = row.compared = None
        return _Outcome.ADDED

    def take(self, written: Written) -> _Outcome:
        """Take over what somebody wrote."""
        key = written.key or self._with_prompt(written.content.prompt)
        if key not in self._ids:
            return self._add(written)
        row = self._standing(key)
        exported = self._exported.get(key)
        self.recorder.watch([row])
        if row.withdrawn_at is not None:
            row.withdrawn_at = row.compared = None
        became = self._take_wording(row, written, exported.content if exported else None)
        if became is _Outcome.CONTESTED:
            self.contested.append(key)
        if became is not _Outcome.CONTESTED and self._take_status(row, written, exported, became):
            became = _Outcome.REVISED
        return became

    def _take_wording(self, row: Standing, written: Written, base: Content | None) -> _Outcome:
        if row.merged_into is not None:
            return _Outcome.CONTESTED
        past = [self._desk.wording(row.id, number)[0] for number in range(1, row.revisions + 1)]
        now = past[row.revision - 1]
        if written.content in {now, base}:
            return _Outcome.SAME
        if base is None or now != base:
            if written.content in past:
                return _Outcome.SAME
            if base is not None:
                return _Outcome.CONTESTED
        for number in (row.noted, row.offered):
            if number and past[number - 1] == written.content:
                choose(self._desk, row, number)
                return _Outcome.REVISED
        kept = {**self._desk.pictures(row.id), **{name: one for name, one in written.pictures.items() if one}}
        self._desk.write(row, written.content, parts_of(written.content, kept))
        return _Outcome.REVISED

    def _take_status(
        self, row: Standing, written: Written, exported: ExportedQuestion | None, became: _Outcome
    ) -> bool:
        """Take over the status if somebody changed it there."""
        wanted = written.status
        if exported is None and became is _Outcome.SAME:
            return False
        if exported is not None:
            usual = status_of(exported.parts)
            if (wanted or usual) is exported.status:
                return False
            wanted = wanted or status_of(self._desk.wording(row.id, row.revision)[1])
        if wanted is None or wanted == row.status:
            return False
        row.status = wanted
        return True

    def _add(self, written: Written) -> _Outcome:
        key = written.key or new_key()
        parts = parts_of(written.content, written.pictures)
        status = written.status or status_of(parts)
        row = self._desk.add({"key": key, "status": status, "created_at": self._made["made_at"]})
        self._desk.write(row, written.content, parts)
        row.status = status
        self.recorder.watch([row], new=True)
        self._ids[key] = row.id
        return _Outcome.ADDED

    def _standing(self, key: str) -> Standing:
        return self._desk.questions([self._ids[key]])[self._ids[key]]

    def _with_prompt(self, prompt: str) -> str:
        found = self._by_prompt.get(prompt)
        return found.pop(0) if found else ""

    def relate(self, relations: Iterable[ExportedRelation], new: Collection[str]) -> int:
        """Say how questions hang together of which that is not known here; gives how many these are."""
        ids = self._ids
        among = [relation for relation in relations if relation.one in ids and relation.other in ids]
        rows = {relation_key(ids[one.one], ids[one.other], one.kind): _relation_columns(one) for one in among}
        known = self._archive.related({one for one, _other, _kind in rows})
        fresh = {ids[key] for key in new}
        bulk = {key: columns for key, columns in rows.items() if key not in known and not fresh.isdisjoint(key[:2])}
        self._archive.add_relations(
            [
                {"one_id": one, "other_id": other, "kind": kind, **columns}
                for (one, other, kind), columns in bulk.items()
            ]
        )
        said = {
            key: columns
            for key, columns in rows.items()
            if key not in bulk and not (known.get(key, False) or (key in known and not columns["by_person"]))
        }
        for key, columns in said.items():
            self.recorder.relate(key, columns)
        return len(bulk) + len(said)

    def say(self, keywords: Iterable[ExportedKeyword], known: Mapping[TermKey, Said], *, over: bool) -> int:
        """Say about terms what is said there, `over` what is said here too; gives how many these are."""
        made = {"made_at": self._made["made_at"].isoformat(), "made_by": self._made["made_by"]}
        count = 0
        for keyword in keywords:
            key = TermKey(keyword.topic, keyword.tech or GENERAL, clean_name(keyword.term))
            said = Said(names=clean_names(keyword.names), group=keyword.group, hidden=keyword.hidden)
            if key not in known or (over and known[key] != said):
                names = {language: list(each) for language, each in said.names.items()}
                self.recorder.say(key, {"names": names, "group": said.group, "hidden": said.hidden, **made})
                count += 1
        return count

    def finish(self) -> int | None:
        """Write the change down; gives its number, None when nothing is different."""
        steps = self.recorder.steps()
        self._desk.clear(self._made)
        self._desk.index_mentioning(names_in(steps))
        return self._desk.add_change({"verb": Verb.LOAD, "steps": steps, **self._made}) if steps else None


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


def _relation_columns(relation: ExportedRelation) -> Columns:
    return {
        "score": relation.score,
        "reason": reason_columns(relation.reason),
        "by_person": relation.by_person,
        "denied": relation.denied,
    }


def _number(sources: Mapping[str, int], location: str | None) -> int | None:
    return None if location is None else sources.get(location)
