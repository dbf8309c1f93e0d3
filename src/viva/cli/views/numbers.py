"""The bank in numbers, for a person."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from viva.bank.model import Stats
from viva.cli.output import Part
from viva.kernel.i18n import _
from viva.notes.model import RelationKind, Role
from viva.telling import words

T = TypeVar("T")
Line = tuple[Part, ...]

HANG = 39
"""The column where remarks begin."""

_SHOWN = 8
"""How many values of a kind are named before the rest is only counted."""
_REASONS = 12

_PLACEHOLDER = re.compile(r"\{[^}]*\}")


def overview(stats: Stats) -> Iterator[Line]:
    """Questions, languages, topics, copies and twins, and the account of every line."""
    yield from _questions(stats)
    yield ()
    yield from account(stats.lines, stats.left_out)
    if stats.repairs:
        yield _row(_("repaired"), _number(stats.repairs), _("lines that had been decoded wrongly"))


def _questions(stats: Stats) -> Iterator[Line]:
    yield _heading(_("What was understood"))
    yield _row(_("notes"), _number(stats.sources), "")
    yield _row(_("questions"), _number(stats.questions), _share(stats.kinds, words.kind))
    yield _row(_("answered"), _number(stats.answered), "")
    yield _row(_("need work"), _number(stats.need_work), _share(stats.needs, words.need))
    for title, counts in (
        (_("languages"), stats.languages),
        (_("technologies"), stats.tech),
        (_("topics"), stats.topics),
    ):
        if counts:
            yield _row(title, _number(len(counts)), _share(counts, str))
    if stats.levels:
        yield _row(_("levels"), _number(len(stats.levels)), _share(stats.levels, lambda level: level.value))
    if stats.key_points:
        yield _row(_("key points"), _number(stats.key_points), "")
    if stats.missing_pictures:
        yield _row(_("missing pictures"), _number(stats.missing_pictures), "viva list --missing-pictures")
    for kind in RelationKind:
        if stats.relations.get(kind):
            yield _row(pairs(kind), _number(stats.relations[kind]), "")
    if stats.vanished:
        yield _row(_("vanished"), _number(stats.vanished), _("no longer in the notes"))


def pairs(kind: RelationKind) -> str:
    """What a count of such pairs of questions is called."""
    return {
        RelationKind.COPY: _("copies"),
        RelationKind.NEAR: _("near duplicates"),
        RelationKind.TWIN: _("twins in another language"),
        RelationKind.FOLLOW_UP: _("follow-ups"),
        RelationKind.CONTRADICTS: _("contradictions"),
    }[kind]


def account(lines: Mapping[Role, int], left_out: Mapping[str, int]) -> Iterator[Line]:
    """What became of every line, and for which reasons lines were left out."""
    total = sum(lines.values())
    yield _heading(_("Every line accounted for"))
    yield _row(_("lines"), _number(total), "")
    for role in Role:
        yield _row(words.role(role), _number(lines.get(role, 0)), _percent(lines.get(role, 0), total))
        if role is Role.LEFT_OUT:
            yield from _left_out(left_out)


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
    return ("  ", f"{title:<26}", (f"{number:>9}", "cyan"), "  " if remark else "", (remark, "dim"))


def _share(counts: Mapping[T, int], name: Callable[[T], str]) -> str:
    shown = [f"{name(value)} {_number(count)}" for value, count in list(counts.items())[:_SHOWN]]
    if len(counts) > _SHOWN:
        shown.append(_("and {count} more").format(count=_number(len(counts) - _SHOWN)))
    return words.listed(shown)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
