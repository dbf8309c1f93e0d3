"""A comparison of two candidates as Markdown."""

from collections.abc import Iterator

from viva.interviews.out.markdown import safe, titled
from viva.interviews.out.words import how_sure, leaning_word, mean_words
from viva.interviews.results.comparing import Comparison
from viva.interviews.results.gating import rating_word
from viva.kernel.i18n import _


def comparison_markdown(found: Comparison) -> str:
    """What can be said, and what cannot."""
    return "\n".join(_lines(found)) + "\n"


def verdict_words(found: Comparison) -> str:
    """Whether there is a difference; none is claimed that is not clear."""
    if not found.shared:
        return _("They were not asked a single question in common: nothing can be compared.")
    if not found.clear:
        return _("No clear difference.")
    one, other = found.total_one.mean or 0, found.total_other.mean or 0
    better = found.one if one > other else found.other
    return _("{name} was rated higher on what both were asked.").format(name=better.interview.candidate.name)


def _lines(found: Comparison) -> Iterator[str]:
    names = [safe(each.interview.candidate.name) for each in (found.one, found.other)]
    scale = found.one.interview.scale
    yield f"# {names[0]} – {names[1]}"
    yield ""
    yield f"**{safe(verdict_words(found))}**"
    yield ""
    shared = _("{shared} of {all} questions were asked of both.")
    yield shared.format(shared=len(found.shared), all=found.questions)
    yield ""
    yield f"| | {names[0]} | {names[1]} |"
    yield "|---|---|---|"
    mean, gates, twin = _("Mean of what both were asked"), _("By the gates"), _("twin")
    yield f"| {mean} | {mean_words(found.total_one)} | {mean_words(found.total_other)} |"
    yield f"| {gates} | {leaning_word(found.one.computed)} | {leaning_word(found.other.computed)} |"
    for each in found.shared:
        title = titled(each.title) + (f" ({twin})" if each.twin else "")
        yield f"| {title} | {rating_word(each.one, scale)} | {rating_word(each.other, scale)} |"
    for name, only in zip(names, (found.only_one, found.only_other), strict=True):
        if only:
            yield ""
            yield _("Only {name} was asked:").format(name=name)
            yield ""
            yield from (f"- {titled(title)}" for title in only)
    yield ""
    yield how_sure()
