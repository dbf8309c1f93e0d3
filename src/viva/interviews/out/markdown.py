"""A report as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence

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
from viva.interviews.templates.gates import in_words
from viva.kernel.clock import day
from viva.kernel.i18n import _, say

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def report_markdown(report: Report) -> str:
    """The report, its summary first."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    interview = report.interview
    yield f"# {safe(interview.candidate.name)} – {safe(interview.title)}"
    yield ""
    when = day(interview.started_at or interview.planned_at or interview.made_at)
    yield f"{when} · {state_word(interview.state)}" + (f": {safe(interview.reason)}" if interview.reason else "")
    yield ""
    if report.broken_glass:
        warning = _("Made before all had submitted: the seal was broken.")
        yield f"**{warning}**"
        yield ""
    gates, mean, asked = _("By the gates"), _("Mean"), _("Asked")
    yield f"**{safe(outcome_words(interview.level, report.verdicts))}**"
    yield ""
    yield f"- {gates}: **{leaning_word(report.computed)}**"
    for card in report.cards:
        told = f"- {safe(card.name)} ({part_word(card.part)}): **{leaning_word(card.recommendation)}**"
        yield told + (f" – {safe(card.reason)}" if card.reason else "")
    yield f"- {mean}: **{total_words(report.overall)}** · {asked}: {coverage_words(report.overall)}"
    yield f"- {sure_words(report.overall)}"
    if report.missing:
        missing = _("Not submitted")
        yield f"- {missing}: {safe(', '.join(report.missing))}"
    yield from _gates(report)
    for title, totals in (
        (_("Sections"), report.sections),
        (_("Groups"), named(report.groups, group_title)),
        (_("Topics"), named(report.topics, topic_word)),
    ):
        yield from _totals(title, totals)
    yield ""
    yield how_sure(interview.scale)
    yield from _questions(report)
    yield from _agreement(report)
    yield from _seals(report)


def _gates(report: Report) -> Iterator[str]:
    if report.verdicts:
        yield from _table(
            _("Gates"),
            (_("Gate"), _("Result"), _("Reason")),
            (
                map(safe, (in_words(each.gate), met_word(each.met), say(each.reason.template, each.reason.values)))
                for each in report.verdicts
            ),
        )


def _totals(title: str, totals: Sequence[Total]) -> Iterator[str]:
    if totals:
        rows = (map(safe, (each.name, total_words(each), coverage_words(each))) for each in totals)
        yield from _table(title, (title, _("Mean"), _("Asked")), rows)


def _questions(report: Report) -> Iterator[str]:
    agreed = agreement_by_question(report)
    rows = (
        (
            str(each.number),
            titled(each.title),
            group_title(each.group),
            safe(rated_words(each, report.interview.scale)),
            safe(given_words(report, each)),
            safe(agreed.get(each.number, "")),
        )
        for each in report.judged
    )
    head = ("#", _("Question"), _("Group"), _("Rating"), _("Given"), _("Agreement"))
    yield from _table(_("Questions"), head, rows)
    numbers = {each.line: each.number for each in report.judged}
    for each in report.evidence:
        if each.line in numbers:
            yield ""
            yield f"> {numbers[each.line]} · {safe(each.name)}: {safe(evidence_words(each))}"


def _agreement(report: Report) -> Iterator[str]:
    found = report.agreement
    if len(report.cards) < 2:  # noqa: PLR2004 - nobody to agree with
        return
    rows = [
        (safe(f"{pair.one} – {pair.other}"), f"{pair.same}/{pair.questions}", undefined_or(pair.kappa))
        for pair in found.pairs
    ]
    rows.append((_("All"), f"{found.same}/{found.of}", f"α {undefined_or(found.alpha)}"))
    yield from _table(_("Agreement"), (_("Interviewers"), _("The same"), "κ"), rows)
    yield ""
    yield how_agreed()


def _seals(report: Report) -> Iterator[str]:
    rows = []
    for card in report.cards:
        if card.sealed_at is not None:
            sealed = card.sealed_at.strftime("%Y-%m-%d %H:%M UTC")
            rows.append((safe(card.name), sealed, seal_words(card), safe(amended_words(card))))
    yield from _table(_("Seals"), (_("Interviewer"), _("Sealed"), "SHA-256", _("Amended")), rows)


def _table(title: str, headings: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table; its cells are Markdown already."""
    yield ""
    yield f"## {title}"
    yield ""
    yield "| " + " | ".join(headings) + " |"
    yield "|" + "---|" * len(headings)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def titled(text: str) -> str:
    """The title of a question, in which what stands between backticks is code."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0 or not all(parts[1::2]):
        return safe(text)
    return "".join(f"`{part}`".replace("|", "\\|") if place % 2 else _plain(part) for place, part in enumerate(parts))


def safe(text: str) -> str:
    """A text that means nothing in Markdown, on one line."""
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
