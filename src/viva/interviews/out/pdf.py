"""A report as one flat PDF, set by typst with the fonts that it brings along."""

import json
from importlib.resources import files
from typing import Any

from viva.bank.groups import group_title
from viva.interviews.conduct.progress import state_word
from viva.interviews.out.words import (
    agreement_by_question,
    amended_words,
    coverage_words,
    evidence_words,
    given_words,
    how_agreed,
    how_sure,
    leaning_word,
    met_word,
    named,
    outcome_words,
    part_word,
    rated_words,
    seal_words,
    sure_words,
    topic_word,
    total_words,
    undefined_or,
)
from viva.interviews.results.model import Total
from viva.interviews.results.report import Report
from viva.interviews.scale import Scale
from viva.interviews.templates.gates import in_words
from viva.kernel.clock import day
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _, say, spoken


def report_pdf(report: Report) -> bytes:
    """The report: summary, gates and means on the first page, questions with evidence behind it."""
    import typst

    source = (files("viva.interviews.out") / "report.typ").read_bytes()
    data = json.dumps(_data(report), ensure_ascii=False)
    try:
        made = typst.compile(source, format="pdf", sys_inputs={"data": data}, ignore_system_fonts=True)
    except typst.TypstError as trouble:
        raise Unavailable(_("The PDF could not be set: {trouble}").format(trouble=trouble)) from trouble
    return bytes(made)


def _data(report: Report) -> dict[str, Any]:
    interview, scale = report.interview, report.interview.scale
    when = interview.started_at or interview.planned_at or interview.made_at
    state = state_word(interview.state) + (f": {interview.reason}" if interview.reason else "")
    return {
        "title": f"{interview.candidate.name} – {interview.title}",
        "language": spoken(),
        "when": f"{day(when)} · {state}",
        "outcome": outcome_words(interview.level, report.verdicts),
        "warning": _("Made before all had submitted: the seal was broken.") if report.broken_glass else "",
        "summary": {
            "head": ["", _("Recommendation"), _("Why")],
            "rows": [
                [_("By the gates"), leaning_word(report.computed), ""],
                *(
                    [f"{card.name} ({part_word(card.part)})", leaning_word(card.recommendation), card.reason]
                    for card in report.cards
                ),
            ],
        },
        "facts": _facts(report),
        "gates": {
            "title": _("Gates"),
            "head": [_("Gate"), _("Result"), _("Reason")],
            "rows": [
                [in_words(each.gate), met_word(each.met), say(each.reason.template, each.reason.values)]
                for each in report.verdicts
            ],
        },
        "totals": [
            {"title": _("Groups"), "rows": [_total(each, scale) for each in named(report.groups, group_title)]},
            {"title": _("Sections"), "rows": [_total(each, scale) for each in report.sections]},
            {"title": _("Topics"), "rows": [_total(each, scale) for each in named(report.topics, topic_word)]},
        ],
        "sure": how_sure(scale),
        "questions": {
            "title": _("Questions"),
            "head": ["#", _("Question"), _("Group"), _("Rating"), _("Given")],
            "rows": _questions(report),
        },
        "notes": _notes(report),
        "agreement": {
            "title": _("Agreement"),
            "head": [_("Interviewers"), _("The same"), "κ / α"],
            "rows": _agreement(report),
        },
        "agreed": how_agreed(),
        "seals": {
            "title": _("Seals"),
            "head": [_("Interviewer"), _("Sealed"), "SHA-256", _("Amended")],
            "rows": [
                [card.name, f"{card.sealed_at:%Y-%m-%d %H:%M} UTC", seal_words(card), amended_words(card)]
                for card in report.cards
                if card.sealed_at is not None
            ],
        },
    }


def _facts(report: Report) -> list[str]:
    mean, asked, missing = _("Mean"), _("Asked"), _("Not submitted")
    facts = [
        f"{mean}: {total_words(report.overall)}",
        f"{asked}: {coverage_words(report.overall)}",
        sure_words(report.overall),
    ]
    return [*facts, *([f"{missing}: {', '.join(report.missing)}"] if report.missing else [])]


def _total(total: Total, scale: Scale) -> dict[str, Any]:
    return {
        "name": total.name,
        "share": total.share,
        "low": scale.share(total.interval.low) if total.interval else None,
        "high": scale.share(total.interval.high) if total.interval else None,
        "mean": total_words(total),
        "asked": coverage_words(total),
    }


def _questions(report: Report) -> list[list[str]]:
    agreed = agreement_by_question(report)
    return [
        [
            str(each.number),
            each.title,
            group_title(each.group),
            rated_words(each, report.interview.scale),
            "\n".join(filter(None, (given_words(report, each), agreed.get(each.number)))),
        ]
        for each in report.judged
    ]


def _notes(report: Report) -> list[dict[str, str]]:
    numbers = {each.line: each.number for each in report.judged}
    return [
        {"who": f"{numbers[each.line]} {each.name}", "text": evidence_words(each)}
        for each in report.evidence
        if each.line in numbers
    ]


def _agreement(report: Report) -> list[list[str]]:
    found = report.agreement
    if not found.pairs:
        return []
    rows = [
        [f"{pair.one} – {pair.other}", f"{pair.same}/{pair.questions}", f"κ {undefined_or(pair.kappa)}"]
        for pair in found.pairs
    ]
    return [*rows, [_("All"), f"{found.same}/{found.of}", f"α {undefined_or(found.alpha)}"]]
