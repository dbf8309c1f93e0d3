"""Duplicates and twins: two questions that seem to hang together, beside each other, decided with one key."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from viva.app import Unit
from viva.bank.attention import UNDECIDED as KINDS
from viva.bank.beside import Side, beside
from viva.bank.content import Content
from viva.bank.differences import TEXTS, Difference, differences
from viva.bank.model import Question, RelatedPair
from viva.kernel.errors import Conflict, InvalidInput, VivaError
from viva.notes.model import RelationKind
from viva.web.addresses import telling_of
from viva.web.asking import Asked, Change, Here
from viva.web.failures import Failure, failure_of
from viva.web.overtaken import changed_since
from viva.web.templating import query

routes = APIRouter()

_PLACE = 100
"""Characters of a place in the list at most."""


class Verdict(StrEnum):
    """What a person can decide about a pair."""

    MERGE = "merge"
    MERGE_OTHER = "merge-other"
    """Into the second of the two."""
    KEEP = "keep"
    """They belong together, and both stay."""
    CONTRADICT = "contradict"
    APART = "apart"
    """They do not hang together."""


class VerdictForm(Change):
    """A decision about two questions as they were seen."""

    verdict: Verdict
    one: int
    other: int
    found: RelationKind
    one_seen: int
    other_seen: int
    one_wording: int = 0
    other_wording: int = 0
    kind: RelationKind | None = None
    """What the list is narrowed to."""
    topic: str = ""
    place: str = ""
    """Of the pair before: skipped ones stay skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A question of a pair, with what differs from the other marked in its texts."""

    question: Question
    prompt: Side
    answer: Side


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision that came too late."""

    form: VerdictForm
    failure: Failure
    meanwhile: tuple[tuple[int, tuple[Difference, ...]], ...]
    """What is different about each of the two by now."""


@routes.get("/twins")
def show_pair(
    here: Here,
    kind: Annotated[str, Query(max_length=20)] = "",
    topic: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=_PLACE)] = "",
) -> Response:
    """The pair to decide about next, of those that nobody has said anything of."""
    return _page(here, next((each for each in KINDS if each == kind), None), topic, after)


def _page(here: Asked, only: RelationKind | None, topic: str, after: str, refused: Refused | None = None) -> Response:
    with here.reading() as unit:
        found = unit.bank.pairs(KINDS, topic=topic or None, limit=1)
        counts, total = found.kinds, found.total
        if only or after:
            found = unit.bank.pairs([only] if only else KINDS, topic=topic or None, limit=1, after=after or None)
        pair = next(iter(found.pairs), None)
        shown = _shown(unit, pair) if pair else None
        topics = unit.attention.coverage().topics
        told = here.told(unit)
    return here.page(
        "twins/page.html",
        status=refused.failure.status if refused else HTTPStatus.OK,
        refused=refused,
        pair=pair,
        shown=shown,
        differing=_values(shown[0].question.content, shown[1].question.content) if shown else (),
        kinds=KINDS,
        counts=counts,
        total=total,
        left=found.total,
        kind=only,
        topic=topic,
        after=after,
        topics=topics,
        told=told,
    )


@routes.post("/twins")
def decide_pair(here: Here, form: Annotated[VerdictForm, Form()]) -> Response:
    """Do what was decided, and go on to the next pair."""

    def carry_out(unit: Unit) -> str:
        following = query(kind=form.kind, topic=form.topic, after=form.place)
        return telling_of(f"/twins?{following}" if following else "/twins", _decide(unit, form))

    try:
        return here.change(form, carry_out)
    except (Conflict, InvalidInput) as refusal:
        return _page(here, form.kind, form.topic, form.place, _refused(here, form, refusal))


def _refused(here: Asked, form: VerdictForm, refusal: VivaError) -> Refused:
    wordings = {form.one: form.one_wording, form.other: form.other_wording}
    with here.reading() as unit:
        now = [unit.bank.question(each) for each in wordings]
        meanwhile = tuple((each.id, changed_since(unit, each, wordings[each.id])) for each in now)
    return Refused(form, failure_of(refusal), tuple(each for each in meanwhile if each[1]))


def _decide(unit: Unit, form: VerdictForm) -> int | None:
    """The change that it made; None when all was so already."""
    seen = {form.one: form.one_seen, form.other: form.other_seen}
    if form.verdict is Verdict.MERGE:
        return unit.editing.merge(form.one, [form.other], seen=seen).change_id
    if form.verdict is Verdict.MERGE_OTHER:
        return unit.editing.merge(form.other, [form.one], seen=seen).change_id
    means = {Verdict.KEEP: _kept_as(unit, form), Verdict.CONTRADICT: RelationKind.CONTRADICTS}.get(form.verdict)
    return unit.editing.decide(form.one, form.other, form.found, means=means, seen=seen).change_id


def _kept_as(unit: Unit, form: VerdictForm) -> RelationKind:
    """What two are that belong together: in two languages twins, else as they were found, or nearly the same."""
    states = unit.bank.states([form.one, form.other])
    if len({state.content.language for state in states.values()}) > 1:
        return RelationKind.TWIN
    return RelationKind.NEAR if form.found is RelationKind.CONTRADICTS else form.found


def _shown(unit: Unit, pair: RelatedPair) -> tuple[Shown, Shown]:
    one, other = unit.bank.question(pair.one.id), unit.bank.question(pair.other.id)
    prompts = beside(one.content.prompt, other.content.prompt)
    answers = beside(one.content.answer, other.content.answer)
    return (
        Shown(question=one, prompt=prompts[0], answer=answers[0]),
        Shown(question=other, prompt=prompts[1], answer=answers[1]),
    )


def _values(one: Content, other: Content) -> tuple[Difference, ...]:
    return tuple(each for each in differences(one, other) if each.name not in TEXTS)
