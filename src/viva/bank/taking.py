"""Taking over, question by question, what somebody wrote outside of the bank."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from viva.bank.archive import Archive
from viva.bank.changes import Recorder, Verb, names_in
from viva.bank.choosing import choose
from viva.bank.combining import following
from viva.bank.content import Content, parts_of
from viva.bank.desk import Desk, Standing
from viva.bank.exported import ExportedKeyword, ExportedQuestion, ExportedRelation
from viva.bank.keymap import GENERAL, Said, TermKey
from viva.bank.keywords import clean_name, clean_names
from viva.bank.model import QuestionStatus, relation_key, status_of
from viva.bank.noted import reason_columns
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


class Outcome(StrEnum):
    """What became of a question that was taken over."""

    ADDED = "added"
    REVISED = "revised"
    SAME = "same"
    CONTESTED = "contested"
    OFFERED = "offered"
    RETIRED = "retired"


class Taking:
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

    def bring_back(self, questions: Sequence[ExportedQuestion]) -> list[Outcome]:
        """Take up again what was taken back here: somebody undid the change that brought it in."""
        self._desk.questions([self._ids[question.key] for question in questions])  # all of them at once
        return list(map(self._bring_back, questions))

    def _bring_back(self, question: ExportedQuestion) -> Outcome:
        row = self._standing(question.key)
        if row.withdrawn_at is None or question.withdrawn_at is not None:
            return Outcome.SAME
        self.recorder.watch([row])
        row.withdrawn_at = row.compared = None
        return Outcome.ADDED

    def take(self, written: Written) -> Outcome:
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
        if became is Outcome.CONTESTED:
            self.contested.append(key)
        if became is not Outcome.CONTESTED and self._take_status(row, written, exported, became):
            became = Outcome.REVISED
        return became

    def renew(self, written: Written) -> Outcome:
        """Take over what the publisher of a question says by now, of one that is here already.

        A person's own wording goes on counting, and the new one is offered
        beside it; what they said about the question (level, topics, tags …)
        stays on a new text. What was taken back here comes back.
        """
        row = self._standing(written.key or "")
        self.recorder.watch([row])
        became = Outcome.SAME
        if row.withdrawn_at is not None:
            row.withdrawn_at = row.compared = None
            became = Outcome.ADDED
        if row.merged_into is not None:
            return became
        reworded = self._renew_wording(row, written)
        if written.status is QuestionStatus.RETIRED and row.revision == row.noted and row.status != written.status:
            row.status = written.status
            return Outcome.RETIRED
        return reworded if became is Outcome.SAME else became

    def _renew_wording(self, row: Standing, written: Written) -> Outcome:
        now = self._desk.wording(row.id, row.revision)[0]
        base = self._desk.wording(row.id, row.noted)[0] if row.noted else None
        if base == written.content:
            if row.revision != row.noted and row.noted and self._desk.is_of_a_source(row.id, row.revision):
                choose(self._desk, row, row.noted)  # somebody undid that it came, and wants it after all
                return Outcome.REVISED
            return Outcome.SAME
        parts = parts_of(written.content, written.pictures)
        if row.revision == row.noted or now == written.content:
            self._desk.note(row, written.content, parts, counts=True)
            return Outcome.REVISED if now != written.content else Outcome.SAME
        followed = following(base, now, written.content) if base else None
        self._desk.note(row, written.content, parts, counts=False)
        if followed is None:
            return Outcome.OFFERED
        self._desk.write(row, followed, parts)
        row.offered = None
        return Outcome.REVISED

    def _take_wording(self, row: Standing, written: Written, base: Content | None) -> Outcome:
        if row.merged_into is not None:
            return Outcome.CONTESTED
        past = [self._desk.wording(row.id, number)[0] for number in range(1, row.revisions + 1)]
        now = past[row.revision - 1]
        if written.content in {now, base}:
            return Outcome.SAME
        if base is None or now != base:
            if written.content in past:
                return Outcome.SAME
            if base is not None:
                return Outcome.CONTESTED
        for number in (row.noted, row.offered):
            if number and past[number - 1] == written.content:
                choose(self._desk, row, number)
                return Outcome.REVISED
        kept = {**self._desk.pictures(row.id), **{name: one for name, one in written.pictures.items() if one}}
        self._desk.write(row, written.content, parts_of(written.content, kept))
        return Outcome.REVISED

    def _take_status(self, row: Standing, written: Written, exported: ExportedQuestion | None, became: Outcome) -> bool:
        """Take over the status if somebody changed it there."""
        wanted = written.status
        if exported is None and became is Outcome.SAME:
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

    def _add(self, written: Written) -> Outcome:
        key = written.key or new_key()
        parts = parts_of(written.content, written.pictures)
        status = written.status or status_of(parts)
        row = self._desk.add({"key": key, "status": status, "created_at": self._made["made_at"]})
        self._desk.write(row, written.content, parts)
        row.status = status
        self.recorder.watch([row], new=True)
        self._ids[key] = row.id
        return Outcome.ADDED

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


def _relation_columns(relation: ExportedRelation) -> Columns:
    return {
        "score": relation.score,
        "reason": reason_columns(relation.reason),
        "by_person": relation.by_person,
        "denied": relation.denied,
    }
