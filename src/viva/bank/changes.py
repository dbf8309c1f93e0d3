"""The log of what people did to questions, by which all of it can be undone, in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from viva.bank.desk import Desk, Standing
from viva.bank.keymap import TermKey
from viva.bank.model import RelationKey
from viva.bank.offering import offer_noted, offer_together
from viva.bank.tables import KeywordRow
from viva.notes.subject import keymaps

State = dict[str, Any]

FIELDS = ("status", "revision", "offered", "merged_into")
"""What a change can change of a question, and whether it is withdrawn; wordings are only added."""


class Verb(StrEnum):
    """What somebody did."""

    ADD = "add"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    STATUS = "status"
    AMEND = "amend"
    LINK = "link"
    UNLINK = "unlink"
    SETTLE = "settle"
    LOAD = "load"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that somebody did to questions."""

    id: int
    verb: Verb
    made_at: datetime
    made_by: str
    question_ids: tuple[int, ...]
    relations: tuple[RelationKey, ...]
    """Between which questions something was said."""
    terms: tuple[TermKey, ...]
    """Those of keyword maps about which something was said."""
    undone_at: datetime | None
    undone_by: str | None


class Recorder:
    """Notes how questions, relations and terms of keyword maps were before a change, and how they are after it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._before: dict[int, tuple[Standing, State]] = {}
        self._relations: list[dict[str, Any]] = []
        self._terms: list[dict[str, Any]] = []

    def watch(self, questions: Iterable[Standing], *, new: bool = False) -> None:
        """Remember questions as they are; a `new` one was not there before."""
        for question in questions:
            self._before.setdefault(question.id, (question, {**_state(question), "withdrawn": new}))

    def relate(self, key: RelationKey, columns: State | None) -> None:
        """Say how two questions hang together."""
        row = self._desk.relation(*key)
        before = {name: getattr(row, name) for name in ("score", "reason", "by_person", "denied")} if row else None
        if before != columns:
            self._desk.put_relation(key, columns)
            self._relations.append({"relation": list(key), "before": before, "after": columns})

    def say(self, key: TermKey, said: State | None) -> None:
        """Say something else about a term of a keyword map; None: nothing any more."""
        self._terms.append({"term": list(key), "before": _said(self._desk.said(key)), "after": said})
        self._desk.put_said(key, said)

    def steps(self) -> list[dict[str, Any]]:
        """What is different now."""
        steps: list[dict[str, Any]] = []
        for question_id, (question, before) in self._before.items():
            after = _state(question)
            names = [name for name in after if before[name] != after[name]]
            if names:
                was, now = ({name: state[name] for name in names} for state in (before, after))
                steps.append({"question": question_id, "before": was, "after": now})
        return [*steps, *self._relations, *self._terms]


def turn(desk: Desk, made: Sequence[Mapping[str, Any]], *, back: bool, at: datetime) -> None:
    """Undo the steps of a change (`back`), or do them again.

    Nobody may have changed the same since then; notes that were imported
    since then are no hindrance: what they brought is offered.
    """
    steps = list(reversed(made)) if back else made
    come_from, go_to = ("after", "before") if back else ("before", "after")
    questions = desk.questions(question_ids(made))
    for step in steps:
        if "question" in step:
            _set(questions[step["question"]], step[come_from], step[go_to], at)
        elif "term" in step:
            desk.put_said(TermKey(*step["term"]), step[go_to])
        else:
            desk.put_relation(_key(step), step[go_to])
    offer_together(desk, merged_by(made), questions)
    for question in questions.values():
        _agree(desk, question)
    desk.index_mentioning(names_in(steps))


def question_ids(steps: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """The questions that a change touched."""
    return tuple(dict.fromkeys(_touched(steps)))


def merged_by(steps: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """The questions that a change merged others into, or took others out of."""
    into = (step[when].get("merged_into") for step in steps if "question" in step for when in ("before", "after"))
    return tuple(dict.fromkeys(one for one in into if one is not None))


def relations(steps: Iterable[Mapping[str, Any]]) -> tuple[RelationKey, ...]:
    """The relations that a change is about."""
    return tuple(_key(step) for step in steps if "relation" in step)


def touched(steps: Iterable[Mapping[str, Any]]) -> set[tuple[Any, ...]]:
    """All that a change is about, each by what it is known by: changes that share nothing can be undone apart."""
    return {
        (name, *step[name]) if name != "question" else (name, step[name])
        for step in steps
        for name in ("question", "relation", "term")
        if name in step
    }


def terms(steps: Iterable[Mapping[str, Any]]) -> tuple[TermKey, ...]:
    """The terms that a change is about."""
    return tuple(dict.fromkeys(TermKey(*step["term"]) for step in steps if "term" in step))


def names_in(steps: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The names that a change is about: questions that mention them are found by others before it and after it."""
    names: dict[str, None] = {}
    for step in steps:
        if "term" in step:
            states = [state["names"] for state in (step["before"], step["after"]) if state]
            names.update(dict.fromkeys(keymaps.names(step["term"][2])))
            names.update((name, None) for each in states for some in each.values() for name in some)
    return tuple(names)


def _touched(steps: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    for step in steps:
        if "question" in step:
            yield step["question"]
        elif "relation" in step:
            yield from step["relation"][:2]


def _key(step: Mapping[str, Any]) -> RelationKey:
    one, other, kind = step["relation"]
    return one, other, kind


def _state(question: Standing) -> State:
    return {**{name: getattr(question, name) for name in FIELDS}, "withdrawn": question.withdrawn_at is not None}


def _set(question: Standing, expected: State, wanted: State, at: datetime) -> None:
    now = _state(question)
    for name, value in wanted.items():
        if name == "withdrawn":
            question.withdrawn_at = at if value else None
        else:
            setattr(question, name, value)
    if ("withdrawn" in wanted and not wanted["withdrawn"]) or ("merged_into" in wanted and not wanted["merged_into"]):
        question.compared = None  # others may have come while it was hidden
    if any(now[name] != value for name, value in expected.items()):  # by notes, since nobody else did
        offer_noted(question)


def _agree(desk: Desk, question: Standing) -> None:
    """Follow notes that came to say what counts again: there is nothing to decide."""
    noted = question.noted
    if noted is None or noted != question.offered:
        return
    if desk.wording(question.id, noted)[0] == desk.wording(question.id, question.revision)[0]:
        question.revision, question.offered = noted, None


def _said(row: KeywordRow | None) -> State | None:
    """What somebody said about a term, as JSON can hold it."""
    if row is None:
        return None
    names = ("names", "group", "hidden", "made_by")
    return {**{name: getattr(row, name) for name in names}, "made_at": row.made_at.isoformat()}
