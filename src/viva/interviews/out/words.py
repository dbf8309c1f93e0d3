"""Results in the language that is spoken, for everything that is read."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from viva.interviews.conduct.model import Answered, Part
from viva.interviews.results.gating import rating_word
from viva.interviews.results.model import Judged, Leaning, Met, Total, Verdict, computed
from viva.interviews.results.report import Evidence, QuestionAgreement, Report, Submitted
from viva.interviews.scale import Scale
from viva.interviews.statistics.intervals import quantile
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import topic_title
from viva.kernel.clock import day
from viva.kernel.i18n import _, say, spoken
from viva.notes.model import Level


def met_word(met: Met) -> str:
    """What became of a gate."""
    return {Met.MET: _("met"), Met.FAILED: _("not met"), Met.OPEN: _("still open")}[met]


def leaning_word(leaning: Leaning | None) -> str:
    """A recommendation."""
    return {
        Leaning.STRONG_NO: _("strong no"),
        Leaning.NO: _("no"),
        Leaning.UNDECIDED: _("undecided"),
        Leaning.YES: _("yes"),
        Leaning.STRONG_YES: _("strong yes"),
        None: _("not submitted"),
    }[leaning]


def outcome_words(level: Level | None, verdicts: Sequence[Verdict]) -> str:
    """What the gates come to, and why, such as `L2 not met: Must questions 3 and 9 at Missed`."""
    found = computed(tuple(verdicts))
    if not verdicts:
        return _("The template has no gates: nothing is decided by arithmetic.")
    if found is Leaning.YES:
        return _("{level} met: all gates are met").format(level=level) if level else _("All gates are met")
    decisive = Met.FAILED if found is Leaning.NO else Met.OPEN
    why = "; ".join(say(each.reason.template, each.reason.values) for each in verdicts if each.met is decisive)
    if found is Leaning.NO:
        said = _("{level} not met: {why}") if level else _("Not met: {why}")
    else:
        said = _("{level} still open: {why}") if level else _("Still open: {why}")
    return said.format(level=level, why=why)


def answered_word(state: Answered) -> str:
    """What an interviewer says of a question."""
    return {
        Answered.NOT_ASKED: _("not asked"),
        Answered.NO_ANSWER: _("asked, no answer"),
        Answered.RATED: _("rated"),
        Answered.VOID: _("void"),
    }[state]


def part_word(part: Part) -> str:
    """What a seat does."""
    return {
        Part.LEAD: _("lead"),
        Part.PANEL: _("panel"),
        Part.SHADOW: _("shadow"),
        Part.CANDIDATE: _("candidate"),
    }[part]


def mean_words(total: Total) -> str:
    """A mean with its interval: `2.4 (1.9–2.9)`."""
    if total.mean is None:
        return "–"
    mean = figure(round(total.mean, 2))
    if total.interval is None:
        return mean
    return f"{mean} ({figure(round(total.interval.low, 1))}–{figure(round(total.interval.high, 1))})"


def total_words(total: Total) -> str:
    """A mean with its interval and the share of the scale: `2.4 (1.9–2.9), 60 %`."""
    return f"{mean_words(total)}, {round(100 * total.share)} %" if total.share is not None else mean_words(total)


def sure_words(total: Total) -> str:
    """How the interval of a mean came about, in figures; or why there is none."""
    if total.mean is None or total.error is None:
        return _("With fewer than two questions asked there is no interval.")
    t = quantile(total.asked - 1)
    return _(
        "{mean} ± {reach}: {asked} questions were asked, the standard error is {error}, and Student's t for {freedom} "
        "degrees of freedom is {t}; the interval ends with the scale."
    ).format(
        mean=figure(round(total.mean, 2)),
        reach=figure(round(t * total.error, 2)),
        asked=total.asked,
        error=figure(round(total.error, 2)),
        freedom=total.asked - 1,
        t=figure(round(t, 2)),
    )


def undefined_or(value: float | None) -> str:
    """A coefficient, or that it is undefined."""
    return _("undefined") if value is None else figure(round(value, 2))


def coverage_words(total: Total) -> str:
    """How many questions were asked."""
    return _("{asked} of {planned}").format(asked=total.asked, planned=total.planned)


def agreed_words(found: QuestionAgreement) -> str:
    """How far interviewers agree on one question: the share and alpha, never one without the other."""
    return _("{same} of {pairs} pairs the same ({share} %), alpha {alpha}, spread {spread}").format(
        same=found.same,
        pairs=found.pairs,
        share=round(100 * found.same / found.pairs),
        alpha=undefined_or(found.alpha),
        spread=figure(found.spread),
    )


def rated_words(judged: Judged, scale: Scale) -> str:
    """What a question was given by all together, or why it does not count."""
    if judged.rating is None:
        return _("void") if judged.void else _("not asked")
    return rating_word(judged.rating, scale)


def given_words(report: Report, judged: Judged) -> str:
    """What each interviewer gave, and the weight of the question where it is another than that of the rest."""
    scale = report.interview.scale
    given = [f"{report.names[seat]}: {rating_word(value, scale)}" for seat, value in judged.ratings.items()]
    return "; ".join([*given, *filter(None, [weight_words(judged)])])


def weight_words(judged: Judged) -> str:
    """How much a question weighs and why; empty where it weighs as much as the others."""
    if judged.weight == 1:
        return ""
    return _("weight {weight}: {reason}").format(weight=figure(judged.weight), reason=judged.weight_reason)


def evidence_words(found: Evidence) -> str:
    """What an interviewer noted."""
    flag = _("red flag: {flag}").format(flag=found.flag) if found.flag else ""
    void = _("void: {reason}").format(reason=found.void) if found.void else ""
    return "; ".join(filter(None, (found.note, flag, void)))


def agreement_by_question(report: Report) -> dict[int, str]:
    """How far interviewers agree, by the number of the question."""
    return {each.number: agreed_words(each) for each in report.agreement.questions}


def named(totals: Sequence[Total], title: Callable[[str], str]) -> list[Total]:
    """Totals under what people call them."""
    return [replace(each, name=title(each.name)) for each in totals]


def topic_word(topic: str) -> str:
    """What a topic is called in the language that is spoken."""
    return topic_title(topic, spoken())


def seal_words(card: Submitted) -> str:
    """The seal of a scorecard, or that it does not hold."""
    return card.seal if card.holds else _("does not hold: it was changed behind Viva's back")


def amended_words(card: Submitted) -> str:
    """When a scorecard was amended, and why."""
    return "; ".join(f"{day(at)}: {reason}" for at, reason in card.amendments)


def how_sure(scale: Scale) -> str:
    """What means are, and how their intervals are computed."""
    return _(
        "Means are on the scale from {low} to {high}, per cent is the share of it. In brackets: the 95 % interval of "
        "the mean over the questions (Student's t), with the spread of ratings taken for at least that of rounding to "
        "the steps of the scale. It says how much other questions might change the mean, and nothing about the "
        "interviewers."
    ).format(low=figure(scale.lowest), high=figure(scale.highest))


def how_agreed() -> str:
    """How agreement is computed."""
    return _(
        "Agreement: the share of pairs of ratings that are the same, Krippendorff's ordinal alpha over all questions, "
        "and Cohen's kappa with quadratic weights for each two interviewers: 1 is full agreement, 0 what chance gives. "
        "For one question alpha compares how far its ratings are apart with how far any two ratings of the interview "
        "are; the alphas of the questions, weighted by their ratings, come to that of all. Undefined where ratings do "
        "not vary."
    )
