"""The bank in numbers, for a person."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from viva.bank.model import Stats
from viva.cli.output import Part
from viva.cli.views import words
from viva.kernel.i18n import _, ngettext
from viva.notes.model import RelationKind, Role

T = TypeVar("T")
Line = tuple[Part, ...]

_SHOWN = 8
"""How many values of a kind are named before the rest is only counted."""
_REASONS = 12

_PLACEHOLDER = re.compile(r"\{[^}]*\}")


def overview(stats: Stats) -> Iterator[Line]:
    """Questions, languages, topics, copies and twins, and the account of every line."""
    yield from _questions(stats)
    yield from _account(stats)


def _questions(stats: Stats) -> Iterator[Line]:
    yield _heading(_("Questions"))
    yield _row(_("in all"), _number(stats.questions), _share(stats.kinds, words.kind))
    yield _row(_("answered"), _number(stats.answered), "")
    yield _row(_("need work"), _number(stats.questions - stats.answered), _share(stats.needs, words.need))
    for title, counts in (
        (_("languages"), stats.languages),
        (_("technologies"), stats.tech),
        (_("topics"), stats.topics),
    ):
        yield _row(title, _number(len(counts)), _share(counts, str))
    yield _row(_("levels"), _number(len(stats.levels)), _share(stats.levels, lambda level: level.value))
    yield _row(_("key points"), _number(stats.key_points), "")
    for kind in RelationKind:
        if stats.relations.get(kind):
            yield _row(pairs(kind), _number(stats.relations[kind]), "")
    if stats.vanished:
        yield _row(_("vanished"), _number(stats.vanished), _("no longer in the notes"))


def pairs(kind: RelationKind) -> str:
    """What a count of such pairs of questions is called."""
    return {
        RelationKind.COPY: _("copies"),
        RelationKind.NEAR: _("nearly the same"),
        RelationKind.TWIN: _("twins in another language"),
        RelationKind.FOLLOW_UP: _("follow-ups"),
        RelationKind.CONTRADICTS: _("contradictions"),
    }[kind]


def _account(stats: Stats) -> Iterator[Line]:
    total = sum(stats.lines.values())
    notes = ngettext("{count} note", "{count} notes", stats.sources).format(count=_number(stats.sources))
    yield ()
    yield _heading(_("Every line accounted for"))
    yield _row(_("lines"), _number(total), notes)
    for role in Role:
        yield _row(words.role(role), _number(stats.lines.get(role, 0)), _percent(stats.lines.get(role, 0), total))
        if role is Role.LEFT_OUT:
            yield from _left_out(stats.left_out)
    if stats.repairs:
        yield _row(_("repaired"), _number(stats.repairs), _("lines that had been decoded wrongly"))


def _left_out(reasons: Mapping[str, int]) -> Iterator[Line]:
    named = list(reasons.items())
    for template, count in named[:_REASONS]:
        yield ("    ", (f"{_number(count):>9}", "dim"), "  ", (_without_values(template), "dim"))
    if len(named) > _REASONS:
        rest = sum(count for _template, count in named[_REASONS:])
        yield ("    ", (f"{_number(rest):>9}", "dim"), "  ", (_("for other reasons"), "dim"))


def _without_values(template: str) -> str:
    """A reason for many lines at once: what differs from line to line is not told."""
    return _PLACEHOLDER.sub("…", _(template))


def _heading(text: str) -> Line:
    return ((text, "bold"),)


def _row(title: str, number: str, remark: str) -> Line:
    return ("  ", f"{title:<24}", (f"{number:>9}", "cyan"), "  " if remark else "", (remark, "dim"))


def _share(counts: Mapping[T, int], name: Callable[[T], str]) -> str:
    shown = [f"{name(value)} {_number(count)}" for value, count in list(counts.items())[:_SHOWN]]
    if len(counts) > _SHOWN:
        shown.append(_("and {count} more").format(count=_number(len(counts) - _SHOWN)))
    return words.listed(shown)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
