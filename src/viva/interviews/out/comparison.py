"""A comparison of candidates as Markdown, as plain data, and as a table."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from viva.interviews.out.markdown import safe, titled
from viva.interviews.out.sheets import written
from viva.interviews.out.words import how_sure, leaning_word, mean_words, total_words
from viva.interviews.results.comparing import Comparison
from viva.interviews.results.gating import rating_word
from viva.interviews.results.report import Report
from viva.interviews.results.several import Comparisons
from viva.interviews.templates.phrases import figure
from viva.kernel.i18n import _, ngettext

FORM = "viva-interview-comparison/1"


def names_of(reports: Sequence[Report]) -> list[str]:
    """What candidates are called beside each other; those of one name are told apart by their interviews."""
    names = [report.interview.candidate.name for report in reports]
    return [
        _("{name} (interview {id})").format(name=name, id=report.interview.id) if names.count(name) > 1 else name
        for name, report in zip(names, reports, strict=True)
    ]


def verdict_words(found: Comparison) -> str:
    """Whether there is a difference; none is claimed that is not clear."""
    if not found.shared:
        return _("They were not asked a single question in common: nothing can be compared.")
    intervals = [each.interval for each in (found.total_one, found.total_other)]
    spans = [f"{figure(round(each.low, 2))}–{figure(round(each.high, 2))}" for each in intervals if each]
    if not spans:
        return _("No clear difference: a single question in common says nothing of others.")
    if not found.clear:
        return _("No clear difference: the intervals {one} and {other} overlap.").format(one=spans[0], other=spans[1])
    names = names_of((found.one, found.other))
    return _("{name} was rated higher on what both were asked: the intervals {one} and {other} do not overlap.").format(
        name=names[higher(found) is found.other], one=spans[0], other=spans[1]
    )


def higher(found: Comparison) -> Report:
    """Who has the higher mean; it is for those to ask who know that the difference is clear."""
    return found.one if (found.total_one.mean or 0) > (found.total_other.mean or 0) else found.other


def overlap_words(found: Comparison) -> str:
    """On how many questions a comparison stands."""
    return _("{shared} of {all} questions were asked of both.").format(shared=len(found.shared), all=found.questions)


def at_once_words(found: Comparisons) -> str:
    """What many comparisons at once mean for each of them."""
    return ngettext(
        "{count} pair is compared.",
        "{count} pairs are compared at once: the more there are, the more likely one of them looks clear by chance.",
        len(found.pairs),
    ).format(count=len(found.pairs))


def comparison_markdown(found: Comparisons) -> str:
    """What can be said, and what cannot."""
    pair, *more = found.pairs
    lines = _several(found) if more else _pair(pair)
    return "\n".join(lines) + "\n"


def _pair(found: Comparison) -> Iterator[str]:
    names = list(map(safe, names_of((found.one, found.other))))
    scale = found.one.interview.scale
    yield f"# {names[0]} – {names[1]}"
    yield ""
    yield f"**{safe(verdict_words(found))}**"
    yield ""
    yield overlap_words(found)
    yield ""
    yield f"| | {names[0]} | {names[1]} |"
    yield "|---|---|---|"
    mean, gates, twin = _("Mean of what both were asked"), _("By the gates"), _("twin")
    yield f"| {mean} | {total_words(found.total_one)} | {total_words(found.total_other)} |"
    yield f"| {gates} | {leaning_word(found.one.computed)} | {leaning_word(found.other.computed)} |"
    for each in found.shared:
        title = titled(each.title) + (f" ({twin})" if each.twin else "")
        one, other = (safe(rating_word(rating, scale)) for rating in (each.one, each.other))
        yield f"| {title} | {one} | {other} |"
    for name, only in zip(names, (found.only_one, found.only_other), strict=True):
        if only:
            yield ""
            yield _("Only {name} was asked:").format(name=name)
            yield ""
            yield from (f"- {titled(title)}" for title in only)
    yield ""
    yield how_sure(scale)


def _several(found: Comparisons) -> Iterator[str]:
    names = list(map(safe, names_of(found.reports)))
    scale = found.reports[0].interview.scale
    heading = _("Comparison of {count} candidates").format(count=len(names))
    yield f"# {heading}"
    yield ""
    yield at_once_words(found)
    yield ""
    pair, means, asked, result = _("Pair"), _("Means of what both were asked"), _("Asked of both"), _("Result")
    yield f"| {pair} | {means} | {asked} | {result} |"
    yield "|---|---|---|---|"
    for each, both in zip(found.pairs, combinations(names, 2), strict=True):
        numbers = " – ".join(mean_words(total) for total in (each.total_one, each.total_other))
        yield f"| {' – '.join(both)} | {numbers} | {len(each.shared)}/{each.questions} | {safe(verdict_words(each))} |"
    yield ""
    question, gates, twin = _("Question"), _("By the gates"), _("twin")
    yield f"| {question} | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    yield f"| {gates} | {' | '.join(leaning_word(each.computed) for each in found.reports)} |"
    for row in found.questions:
        title = titled(row.title) + (f" ({twin})" if row.twins else "")
        ratings = ("" if rating is None else safe(rating_word(rating, scale)) for rating in row.ratings)
        yield f"| {title} | {' | '.join(ratings)} |"
    yield ""
    yield how_sure(scale)


def comparison_data(found: Comparisons) -> dict[str, Any]:
    """The same for other programs; docs/results.md tells the form."""
    return {
        "form": FORM,
        "candidates": [
            {
                "interview": each.interview.id,
                "candidate": each.interview.candidate.name,
                "title": each.interview.title,
                "computed": each.computed.value,
            }
            for each in found.reports
        ],
        "pairs": [_pair_data(each) for each in found.pairs],
        "questions": [
            {"title": row.title, "twins": row.twins, "ratings": list(row.ratings)} for row in found.questions
        ],
    }


def _pair_data(found: Comparison) -> dict[str, Any]:
    totals = (found.total_one, found.total_other)
    return {
        "interviews": [found.one.interview.id, found.other.interview.id],
        "questions": found.questions,
        "shared": [
            {"title": each.title, "ratings": [each.one, each.other], "twin": each.twin} for each in found.shared
        ],
        "means": [total.mean for total in totals],
        "intervals_95": [list(total.interval) if total.interval else None for total in totals],
        "clear_difference": found.clear,
        "higher": higher(found).interview.id if found.clear else None,
        "only": [list(found.only_one), list(found.only_other)],
    }


def comparison_sheet(found: Comparisons) -> str:
    """A row for each question, a column for each candidate; empty: was not asked."""
    columns = (
        "question",
        "asked",
        *(f"{each.interview.candidate.name} ({each.interview.id})" for each in found.reports),
    )
    rows = (
        [row.title, str(row.shared), *("" if rating is None else figure(round(rating, 2)) for rating in row.ratings)]
        for row in found.questions
    )
    return written(columns, rows)
