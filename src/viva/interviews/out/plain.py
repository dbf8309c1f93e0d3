"""A report as plain data: in Viva's own form, which docs/results.md tells, and as scorecards elsewhere."""

from collections.abc import Sequence
from typing import Any

from viva.interviews.conduct.model import Answered
from viva.interviews.out.words import outcome_words
from viva.interviews.results.gating import rating_word
from viva.interviews.results.model import Judged, Leaning, Total, Verdict
from viva.interviews.results.report import Report, Submitted
from viva.kernel.i18n import say

FORM = "viva-interview-report/1"


def report_data(report: Report) -> dict[str, Any]:
    """All that a report says."""
    interview = report.interview
    return {
        "form": FORM,
        "interview": {
            "id": interview.id,
            "key": interview.key,
            "candidate": interview.candidate.name,
            "title": interview.title,
            "language": interview.language,
            "level": interview.level,
            "state": interview.state.value,
            "reason": interview.reason,
            "planned_at": _moment(interview.planned_at),
            "started_at": _moment(interview.started_at),
            "ended_at": _moment(interview.ended_at),
            "extra_time_percent": interview.extra,
            "template": {"id": interview.template_id, "revision": interview.template_revision},
            "scale": [
                {"value": step.value, "label": step.label, "anchor": step.anchor, "tier": step.tier}
                for step in interview.scale.steps
            ],
        },
        "computed": report.computed.value,
        "outcome": outcome_words(interview.level, report.verdicts),
        "gates": [_gate(verdict) for verdict in report.verdicts],
        "overall": _total(report.overall),
        "sections": [_total(total) for total in report.sections],
        "topics": [_total(total) for total in report.topics],
        "groups": [_total(total) for total in report.groups],
        "coverage": {"asked": report.overall.asked, "planned": report.overall.planned},
        "agreement": _agreement(report),
        "questions": [_question(report, each) for each in report.judged],
        "scorecards": [_card(card) for card in report.cards],
        "missing": list(report.missing),
        "glass_broken": report.broken_glass,
    }


def _gate(verdict: Verdict) -> dict[str, Any]:
    return {
        "gate": str(verdict.gate),
        "result": verdict.met.value,
        "reason": say(verdict.reason.template, verdict.reason.values),
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "name": total.name,
        "mean": total.mean,
        "share": total.share,
        "standard_error": total.error,
        "interval_95": list(total.interval) if total.interval else None,
        "asked": total.asked,
        "planned": total.planned,
    }


def _agreement(report: Report) -> dict[str, Any]:
    found = report.agreement
    return {
        "same": found.same,
        "pairs": found.of,
        "share": found.same / found.of if found.of else None,
        "krippendorff_alpha_ordinal": found.alpha,
        "interviewers": [
            {
                "one": pair.one,
                "other": pair.other,
                "same": pair.same,
                "questions": pair.questions,
                "cohen_kappa_quadratic": pair.kappa,
            }
            for pair in found.pairs
        ],
        "questions": [
            {
                "number": each.number,
                "same": each.same,
                "pairs": each.pairs,
                "share": each.same / each.pairs,
                "alpha_ordinal_part": each.alpha,
                "spread": each.spread,
            }
            for each in found.questions
        ],
    }


def _question(report: Report, judged: Judged) -> dict[str, Any]:
    names = report.names
    return {
        "number": judged.number,
        "title": judged.title,
        "key": judged.key,
        "section": judged.section,
        "topics": list(judged.topics),
        "group": judged.group.value,
        "level": judged.level,
        "weight": judged.weight,
        "weight_reason": judged.weight_reason,
        "void": judged.void,
        "rating": judged.rating,
        "ratings": {names[seat]: value for seat, value in judged.ratings.items()},
        "evidence": [
            {"interviewer": each.name, "note": each.note, "red_flag": each.flag, "void": each.void}
            for each in report.evidence
            if each.line == judged.line
        ],
    }


def _card(card: Submitted) -> dict[str, Any]:
    return {
        "interviewer": card.name,
        "part": card.part.value,
        "recommendation": card.recommendation.value if card.recommendation else None,
        "computed": card.computed.value if card.computed else None,
        "reason": card.reason,
        "sealed_at": _moment(card.sealed_at),
        "seal": card.seal,
        "seal_holds": card.holds,
        "amendments": [{"at": _moment(at), "reason": reason} for at, reason in card.amendments],
        "entries": [
            {
                "line": entry.line,
                "state": entry.state.value,
                "rating": entry.rating,
                "ticked": list(entry.ticked),
                "note": entry.note,
                "red_flag": entry.flag,
                "reason": entry.reason,
            }
            for entry in card.entries
        ],
    }


_RECOMMENDATIONS = {
    Leaning.STRONG_NO: "definitely_not",
    Leaning.NO: "no",
    Leaning.UNDECIDED: "no_decision",
    Leaning.YES: "yes",
    Leaning.STRONG_YES: "strong_yes",
    None: "no_decision",
}
_RATINGS = ("definitely_not", "no", "mixed", "yes", "strong_yes")
"""Fifths of the scale."""


def scorecards_data(report: Report) -> list[dict[str, Any]]:
    """The scorecards as applicant systems take them: a recommendation, attributes with ratings, and questions."""
    return [_scorecard(report, card) for card in report.cards]


def _scorecard(report: Report, card: Submitted) -> dict[str, Any]:
    mine = {entry.line: entry for entry in card.entries}
    attributes = [
        {
            "name": name,
            "type": "Topics" if topics else "Sections",
            "note": "; ".join(mine[each.line].note for each in here if each.line in mine and mine[each.line].note),
            "rating": _rating(report, card, here),
        }
        for topics, names in ((False, report.sections), (True, report.topics))
        for name, here in ((total.name, _of(report, total.name, topics=topics)) for total in names)
    ]
    ratings: dict[str, list[str]] = {name: [] for name in _RATINGS}
    for attribute in attributes:
        if attribute["rating"] in ratings:
            ratings[str(attribute["rating"])].append(str(attribute["name"]))
    return {
        "interview": report.interview.title,
        "candidate": report.interview.candidate.name,
        "interviewer": {"name": card.name},
        "interviewed_at": _moment(report.interview.started_at),
        "submitted_at": _moment(card.sealed_at),
        "overall_recommendation": _RECOMMENDATIONS[card.recommendation],
        "attributes": attributes,
        "ratings": ratings,
        "questions": [
            {"id": each.key or f"line-{each.line}", "question": each.title, "answer": _answer(report, card, each)}
            for each in report.judged
        ],
    }


def _of(report: Report, name: str, *, topics: bool) -> list[Judged]:
    return [each for each in report.judged if (name in each.topics if topics else each.section == name)]


def _rating(report: Report, card: Submitted, here: Sequence[Judged]) -> str:
    given = [each.ratings[card.seat] for each in here if card.seat in each.ratings]
    if not given:
        return "no_decision"
    return _RATINGS[min(4, int(5 * report.interview.scale.share(sum(given) / len(given))))]


def _answer(report: Report, card: Submitted, judged: Judged) -> str:
    entry = next((entry for entry in card.entries if entry.line == judged.line), None)
    if entry is None or entry.state is Answered.NOT_ASKED:
        return ""
    said = rating_word(entry.rating, report.interview.scale) if entry.rating is not None else entry.state.value
    return ": ".join(each for each in (said, entry.note or entry.reason) if each)


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else None
