"""What a change did to questions, and the changes that were made so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from viva.bank.activity import ChangeInFull
from viva.bank.changes import Change, Verb
from viva.bank.model import Decision, State
from viva.cli.column import Column
from viva.cli.output import Output, Part
from viva.cli.views.difference import changed
from viva.kernel.clock import minute
from viva.kernel.i18n import _, ngettext
from viva.notes.model import RelationKind
from viva.telling import words
from viva.telling.changes import decision, facts, sentence
from viva.telling.plain import plain

Line = tuple[Part, ...]

HANG = 10
"""The column where the words of a difference go on below."""

_STYLES = {"+": "green", "-": "red", "~": "yellow"}

_SHOWN = 50
"""How many questions a terminal shows one by one."""

_LISTED = 8
"""How many questions of a change the log names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a change did, or would do."""

    change_id: int | None
    """None: there was nothing to do."""
    dry_run: bool
    before: Mapping[int, State]
    """The questions as they were; one that the change made is missing."""
    after: Mapping[int, State]
    relation: tuple[int, str, int] | None = None
    """Two questions between which a relation was made or denied."""
    linked: bool = False
    lines: Sequence[Line] = field(default=())
    """What else is different, below the first question."""
    nothing: str | None = None
    """What is told when there was nothing to do, where that means more than that all is so already."""


def show(output: Output, report: Report) -> None:
    """Each question with what is different, and in the end how to take it back."""
    if report.change_id is None:
        output.remark(report.nothing or _("Nothing to do: all is so already."))
        return
    show_questions(output, report)
    output.remark(_sum(len(report.after), dry_run=report.dry_run))


def show_questions(output: Output, report: Report) -> None:
    """Each question with what is different; a terminal shows no more than a person reads."""
    states = list(report.after.values())
    shown = states[:_SHOWN] if output.on_terminal else states
    for number, state in enumerate(shown):
        output.line(*_headline(state, on_terminal=output.on_terminal))
        output.lines(difference(report.before.get(state.id), state), hang=HANG)
        if number == 0:
            output.lines(report.lines, hang=HANG)
    if len(shown) < len(states):
        rest = len(states) - len(shown)
        output.remark(
            ngettext("… and {count} more question.", "… and {count} more questions.", rest).format(count=rest)
        )


def as_json(report: Report) -> dict[str, Any]:
    """The same for another program; in a dry run the change has no number."""
    told: dict[str, Any] = {
        "change": None if report.dry_run else report.change_id,
        "dry_run": report.dry_run,
        "questions": [_as_json(report.before.get(state.id), state) for state in report.after.values()]
        if report.change_id is not None
        else [],
    }
    if report.relation:
        one, kind, other = report.relation
        told["relation"] = {"one": one, "kind": kind, "other": other, "linked": report.linked}
    return told


def link_line(sign: str, kind: RelationKind, other: State) -> Line:
    """How a question hangs together with another from now on (+), or no longer does (-); ~ when nobody says so."""
    told = f"{words.relation(kind)}: {other.id}  {' '.join(other.content.prompt.split())}"
    if sign == "~":
        told = f"{told} ({decision(Decision.OPEN)})"
    return ("        ", (f"{sign} {told}", _STYLES[sign]))


def with_links(report: Report, change: ChangeInFull) -> Report:
    """A report of a change that was taken back, or done again, with what is said of links by now."""
    if change.change.verb not in {Verb.LINK, Verb.UNLINK}:
        return report
    lines, first = [], None
    for link in change.relations:
        one, other, kind = link.relation
        now = link.before if change.change.undone_at else link.after
        sign = {Decision.CONFIRMED: "+", Decision.OPEN: "~"}.get(now or Decision.DENIED, "-")
        lines.append(link_line(sign, RelationKind(kind), report.after[other]))
        first = first or ((one, kind, other), now is Decision.CONFIRMED)
    return replace(report, lines=lines, relation=first[0], linked=first[1]) if first else report


def difference(before: State | None, after: State) -> Iterator[Line]:
    """What is different about a question, as lines with - and +."""
    yield from (("        ", (f"{sign} {told}", _STYLES[sign])) for sign, told in facts(before, after))
    if before is not None:
        yield from (("        ", *line) for line in changed(before.content, after.content))


def show_log(output: Output, changes: Sequence[Change]) -> None:
    """A row for each change."""
    columns = [
        Column(heading=_("No."), numbers=True),
        Column(heading=_("When")),
        Column(heading=_("Who"), rank=3, widest=20),
        Column(heading=_("What")),
        Column(heading=_("Questions"), rank=2, widest=24),
        Column(heading=_("Undone"), rank=1),
    ]
    output.table(columns, [_row(change, short=output.on_terminal) for change in changes], main=3)


def _row(change: Change, *, short: bool) -> list[str]:
    ids = [str(question_id) for question_id in sorted(change.question_ids)]
    undone = minute(change.undone_at) if change.undone_at else ""
    what = sentence(change)
    if short:
        ids = [*ids[:_LISTED], "…"] if len(ids) > _LISTED else ids
        what = _("{what} (undone)").format(what=what) if undone else what
    return [
        str(change.id),
        minute(change.made_at),
        change.made_by,
        what,
        words.listed(ids),
        "" if short else undone,
    ]


def _headline(state: State, *, on_terminal: bool) -> Line:
    prompt = " ".join(state.content.prompt.split())
    return ((f"{state.id:>6}  ", "cyan"), (prompt, "bold")) if on_terminal else (f"{state.id}\t{prompt}",)


def _sum(count: int, *, dry_run: bool) -> str:
    if dry_run:
        told = ngettext(
            "{count} question would change; nothing was done.",
            "{count} questions would change; nothing was done.",
            count,
        )
    else:
        told = ngettext(
            "{count} question changed; `viva undo` takes it back.",
            "{count} questions changed; `viva undo` takes it back.",
            count,
        )
    return told.format(count=count)


def _as_json(before: State | None, after: State) -> dict[str, Any]:
    now = _flat(after)
    if before is None:
        return {"id": after.id, "before": None, "after": now}
    was = _flat(before)
    names = [name for name in now if now[name] != was[name]]
    return {"id": after.id, "before": {name: was[name] for name in names}, "after": {name: now[name] for name in names}}


def _flat(state: State) -> dict[str, Any]:
    """What a state says, without what is only for the machinery."""
    own = {each.name: plain(getattr(state, each.name)) for each in fields(state)}
    rest = {name: value for name, value in own.items() if name not in {"id", "version", "content"}}
    return {**rest, **own["content"]}
