"""The report of an interview: pure, over what was submitted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from viva.interviews.conduct.model import COUNTING, Entry, Interview, Line, Part
from viva.interviews.results.judging import judged, verdicts
from viva.interviews.results.model import Judged, Leaning, Total, Verdict, computed
from viva.interviews.results.totals import total, totals
from viva.interviews.scale import Scale
from viva.interviews.statistics.alpha import Metric, alpha, alphas
from viva.interviews.statistics.kappa import agreed, cohen
from viva.interviews.templates.choosing import GROUPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """One interviewer's scorecard as it is now, with its amendments."""

    seat: int
    name: str
    part: Part
    entries: tuple[Entry, ...]
    recommendation: Leaning | None
    """None: it was not submitted, and somebody broke the glass."""
    computed: Leaning | None
    reason: str
    sealed_at: datetime | None
    seal: str
    holds: bool
    """Whether it is as it was sealed."""
    amendments: tuple[tuple[datetime, str], ...] = ()
    """When and why."""


def unsealed(seat: int, name: str, part: Part, entries: Sequence[Entry]) -> Submitted:
    """What somebody has said so far and not submitted, for whoever breaks the glass."""
    return Submitted(
        seat=seat,
        name=name,
        part=part,
        entries=tuple(entries),
        recommendation=None,
        computed=None,
        reason="",
        sealed_at=None,
        seal="",
        holds=True,
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an interviewer noted of a question."""

    line: int
    name: str
    note: str
    flag: str
    void: str


@dataclass(frozen=True, slots=True)
class QuestionAgreement:
    """How far interviewers agree on one question."""

    number: int
    same: int
    pairs: int
    spread: float
    """From the lowest to the highest rating."""
    alpha: float | None
    """What the question contributes to alpha over all; None: undefined."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two interviewers agree; None: undefined."""

    one: str
    other: str
    same: int
    questions: int
    kappa: float | None
    """Cohen's, with weights by the distance of the ratings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far interviewers agree, question by question and in all; show the share and alpha together."""

    questions: tuple[QuestionAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    same: int
    of: int
    alpha: float | None
    """Krippendorff's, ordinal; None: undefined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What all scorecards of an interview say together."""

    interview: Interview
    cards: tuple[Submitted, ...]
    missing: tuple[str, ...]
    """Who has not submitted, and is not in it."""
    judged: tuple[Judged, ...]
    verdicts: tuple[Verdict, ...]
    computed: Leaning
    overall: Total
    sections: tuple[Total, ...]
    topics: tuple[Total, ...]
    groups: tuple[Total, ...]
    agreement: Agreement
    evidence: tuple[Evidence, ...]
    broken_glass: bool
    """Made before all had submitted."""

    @property
    def names(self) -> Mapping[int, str]:
        """What seats are called."""
        return {card.seat: card.name for card in self.cards}


def report(
    interview: Interview, lines: Sequence[Line], cards: Sequence[Submitted], *, missing: Sequence[str], glass: bool
) -> Report:
    """The report; shadows are listed and count nowhere."""
    cards = tuple(_named_apart(cards))
    counting = [card for card in cards if card.part in COUNTING]
    what = judged(interview, lines, {card.seat: card.entries for card in counting})
    evidence = tuple(
        Evidence(entry.line, card.name, entry.note, entry.flag, entry.reason)
        for card in counting
        for entry in card.entries
        if entry.note or entry.flag or entry.reason
    )
    places = {line.number: place for place, line in enumerate(lines)}
    decided = verdicts(interview, what, [each.flag for each in evidence if each.flag])
    scale = interview.scale
    by_group = {each.value: index for index, each in enumerate(GROUPS)}
    return Report(
        interview=interview,
        cards=cards,
        missing=tuple(missing),
        judged=what,
        verdicts=decided,
        computed=computed(decided),
        overall=total("", what, scale),
        sections=totals(what, scale, lambda each: (each.section,)),
        topics=totals(what, scale, lambda each: each.topics),
        groups=tuple(
            sorted(totals(what, scale, lambda each: (each.group.value,)), key=lambda each: by_group[each.name])
        ),
        agreement=agreement(what, {card.seat: card.name for card in counting}, scale),
        evidence=tuple(sorted(evidence, key=lambda each: places[each.line])),
        broken_glass=glass,
    )


def _named_apart(cards: Sequence[Submitted]) -> Iterator[Submitted]:
    """The scorecards, of which no two are of the same name: a second Ana is `Ana (2)`."""
    met = Counter[str]()
    for card in cards:
        met[card.name] += 1
        again = met[card.name]
        yield card if again == 1 else replace(card, name=f"{card.name} ({again})")


def agreement(what: Sequence[Judged], names: Mapping[int, str], scale: Scale) -> Agreement:
    """How far those agree who rated the same questions."""
    values = [step.value for step in scale.steps]
    shared = [each for each in what if len(each.ratings) > 1]
    units = [list(each.ratings.values()) for each in shared]
    same, of = agreed(units)
    apart = alphas(units, Metric.ORDINAL) if len(units) > 1 else [None] * len(units)  # one question says nothing
    pairs = []
    for one, other in combinations(names, 2):
        both = [(each.ratings[one], each.ratings[other]) for each in shared if {one, other} <= set(each.ratings)]
        equal = sum(mine == theirs for mine, theirs in both)
        kappa = (
            cohen(both, weights="quadratic", scale=values) if len(both) > 1 else None
        )  # of one question it says nothing
        pairs.append(PairAgreement(names[one], names[other], equal, len(both), kappa))
    return Agreement(
        questions=tuple(
            QuestionAgreement(each.number, *agreed([values]), max(values) - min(values), its)
            for each, values, its in zip(shared, units, apart, strict=True)
        ),
        pairs=tuple(pairs),
        same=same,
        of=of,
        alpha=alpha(units, Metric.ORDINAL) if len(units) > 1 else None,
    )
