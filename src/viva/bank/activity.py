"""What was done to questions: reading the log, undoing a change of it, and doing it again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.changes import Change, Verb, question_ids, relations, terms, touched, turn
from viva.bank.desk import Desk
from viva.bank.keymap import Said, TermKey
from viva.bank.log import Log, Logged
from viva.bank.model import Decision, QuestionStatus, RelationKey, State, decision_of
from viva.bank.store import QuestionStore
from viva.bank.wording import state_from
from viva.kernel.clock import Clock
from viva.kernel.errors import Conflict, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS
from viva.notes.model import Group


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question as it was before a change, and as the change left it; what the change is not about is as it is now.

    `before` is None where the change made it.
    """

    before: State | None
    after: State


@dataclass(frozen=True, slots=True)
class ChangedRelation:
    """Two questions, and what was known of how they hang together; None: nothing."""

    relation: RelationKey
    before: Decision | None
    after: Decision | None


@dataclass(frozen=True, slots=True)
class ChangedTerm:
    """A term of a keyword map, and what people said of it; None: nothing."""

    term: TermKey
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInFull:
    """A change with all that is different by it."""

    change: Change
    questions: tuple[ChangedQuestion, ...]
    relations: tuple[ChangedRelation, ...]
    terms: tuple[ChangedTerm, ...]
    hindered_by: tuple[int, ...]
    """The changes that have to be undone (done again) before this one can be, the one to begin with first."""


class Activity:
    """What people did to the questions of one workspace, as one of them sees it and takes it back."""

    def __init__(self, session: Session, person: Person, accounts: Accounts, clock: Clock) -> None:
        self._desk = Desk(session, person.workspace_id)
        self._log = Log(session, person.workspace_id)
        self._store = QuestionStore(session, person.workspace_id)
        self._person = person
        self._accounts = accounts
        self._clock = clock

    @property
    def reworded(self) -> Collection[int]:
        """The questions that were given another wording so far."""
        return self._desk.reworded

    def changes(self, *, limit: int | None = 20, before: int | None = None) -> tuple[Change, ...]:
        """What was done to questions, newest first; with `before`, what was done before the change of that number."""
        return self._shown(self._log.changes(limit, before))

    def change(self, change_id: int) -> ChangeInFull:
        """One change with everything that it changed; NotFound when the workspace has none such."""
        row = self._row(change_id)
        steps = row.steps
        hindering = self._hindering(row, back=row.undone_at is None)
        return ChangeInFull(
            change=self._shown([row])[0],
            questions=tuple(self._questions([step for step in steps if "question" in step])),
            relations=tuple(
                ChangedRelation(key, _decision(step["before"]), _decision(step["after"]))
                for step, key in zip((step for step in steps if "relation" in step), relations(steps), strict=True)
            ),
            terms=tuple(
                ChangedTerm(TermKey(*step["term"]), _said(step["before"]), _said(step["after"]))
                for step in steps
                if "term" in step
            ),
            hindered_by=tuple(change.id for change in hindering),
        )

    def undo(self, change_id: int | None = None) -> Change:
        """Undo a change, the newest that is not undone unless another is named.

        Conflict when one of its questions, or what it says of a term, was changed since then.
        """
        self._accounts.hold(self._person.workspace_id)
        change = self._to_undo(change_id)
        self._turn(change, back=True)
        return self._shown([self._log.mark_undone(change, self._clock.now(), self._person.id)])[0]

    def redo(self, change_id: int | None = None) -> Change:
        """Do a change again, the one that was undone last unless another is named.

        What was done since then does not matter, unless it is about the same
        questions, terms or relations: that is a Conflict.
        """
        self._accounts.hold(self._person.workspace_id)
        change = self._to_redo(change_id)
        self._turn(change, back=False)
        return self._shown([self._log.mark_undone(change, None, None)])[0]

    def to_undo(self, change_id: int | None = None) -> Change:
        """The change that `undo` would undo."""
        return self._shown([self._to_undo(change_id)])[0]

    def to_redo(self, change_id: int | None = None) -> Change:
        """The change that `redo` would do again."""
        return self._shown([self._to_redo(change_id)])[0]

    def _turn(self, change: Logged, *, back: bool) -> None:
        hindering = self._hindering(change, back=back)
        if hindering:
            raise _hindered(change, hindering[0], back=back)
        turn(self._desk, change.steps, back=back, at=self._clock.now())
        self._desk.clear({"made_at": self._clock.now(), "made_by": self._person.id})

    def _hindering(self, change: Logged, *, back: bool) -> list[Logged]:
        """The changes that are to be undone or done again before this one, in this order."""
        later = list(reversed(self._log.done_since(change.id)))
        if not back:
            later += self._log.undone_before(change)
        about = touched(change.steps)
        return [other for other in later if not about.isdisjoint(touched(other.steps))]

    def _row(self, change_id: int) -> Logged:
        change = self._log.change(change_id) if change_id in IDS else None
        if change is None:
            raise NotFound(_("There is no change {id} in the bank.").format(id=change_id))
        return change

    def _to_undo(self, change_id: int | None) -> Logged:
        if change_id is not None:
            change = self._row(change_id)
            if change.undone_at is not None:
                raise NotFound(_("Change {id} is undone already.").format(id=change_id))
            return change
        last = self._log.last_done()
        if last is None:
            raise NotFound(_("There is nothing to undo."))
        return last

    def _to_redo(self, change_id: int | None) -> Logged:
        if change_id is not None:
            change = self._row(change_id)
            if change.undone_at is None:
                raise NotFound(_("Change {id} is not undone.").format(id=change_id))
            return change
        last = self._log.last_undone()
        if last is None:
            raise NotFound(_("There is nothing to do again."))
        return last

    def _questions(self, steps: Sequence[Mapping[str, Any]]) -> Iterable[ChangedQuestion]:
        ids = [step["question"] for step in steps]
        now = {row.id: state_from(row, row) for row in self._store.states(ids)}
        for step in steps:
            state = now[step["question"]]
            made = step["before"].get("withdrawn") is True
            before = None if made else self._at(state, step["before"])
            yield ChangedQuestion(before, self._at(state, step["after"]))

    def _at(self, state: State, was: Mapping[str, Any]) -> State:
        """A question with what a step says of it."""
        then = replace(
            state,
            status=QuestionStatus(was.get("status", state.status)),
            merged_into=was.get("merged_into", state.merged_into),
            offered=was["offered"] is not None if "offered" in was else state.offered,
            withdrawn=was.get("withdrawn", state.withdrawn),
        )
        return replace(then, content=self._desk.wording(state.id, was["revision"])[0]) if was.get("revision") else then

    def _shown(self, changes: Sequence[Logged]) -> tuple[Change, ...]:
        people = {person for change in changes for person in (change.made_by, change.undone_by) if person}
        names = self._accounts.names(people)
        return tuple(
            Change(
                id=change.id,
                verb=Verb(change.verb),
                made_at=change.made_at,
                made_by=names[change.made_by],
                question_ids=question_ids(change.steps),
                relations=relations(change.steps),
                terms=terms(change.steps),
                undone_at=change.undone_at,
                undone_by=names[change.undone_by] if change.undone_by else None,
            )
            for change in changes
        )


def _hindered(change: Logged, by: Logged, *, back: bool) -> Conflict:
    """Why a change cannot be undone or done again yet."""
    question = next((key for key in question_ids(change.steps) if key in question_ids(by.steps)), None)
    term = next((key.term for key in terms(change.steps) if key in terms(by.steps)), None)
    if back or by.id > change.id:
        if question is None:
            told = _("What is said of {term} was changed since then: undo the later changes first ({change}).")
        else:
            told = _("Question {id} was changed since then: undo the later changes first ({change}).")
    else:
        told = _("An earlier change of the same is undone too: do it again first ({change}).")
    return Conflict(told.format(id=question, term=term, change=by.id))


def _decision(columns: Mapping[str, Any] | None) -> Decision | None:
    return decision_of(denied=columns["denied"], by_person=columns["by_person"]) if columns else None


def _said(columns: Mapping[str, Any] | None) -> Said | None:
    if columns is None:
        return None
    names = {language: tuple(some) for language, some in columns["names"].items()}
    return Said(names=names, group=Group(columns["group"]) if columns["group"] else None, hidden=columns["hidden"])
