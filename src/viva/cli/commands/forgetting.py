"""`viva interview candidates|hold|erase`: what is known of candidates, and that it goes."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import at_most, natural
from viva.kernel.clock import day
from viva.kernel.i18n import _, ngettext
from viva.telling.plain import plain

CandidateId = Annotated[
    int, Parameter(name="ID", converter=natural, help=_("The number that `viva interview candidates` shows."))
]


def list_candidates(
    candidate_id: Annotated[
        int | None, Parameter(name="ID", converter=natural, help=_("With it: all that is known of this one, as JSON."))
    ] = None,
    /,
    *,
    text: Annotated[str, Parameter(metavar="TEXT", help=_("Only with this in the name or the contact."))] = "",
    limit: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many at most; 0 for all."))] = 100,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show candidates and until when they are kept, or all that is known of one."""
    from viva.cli.column import Column
    from viva.interviews.conduct.listing import WantedCandidates

    with context.app() as app, app.reader() as unit:
        if candidate_id is not None:
            context.output.json(unit.candidates.everything(candidate_id))
            return
        found = unit.candidates.candidates(WantedCandidates(text), limit=at_most(limit)).lines
    if json:
        context.output.json(plain(found))
        return
    columns = [
        Column(heading=_("No."), numbers=True),
        Column(heading=_("Candidate")),
        Column(heading=_("Interviews"), rank=2, numbers=True),
        Column(heading=_("Kept until"), rank=1),
        Column(heading=_("Held"), rank=3, widest=30),
    ]
    rows = [
        (
            str(each.candidate.id),
            each.candidate.name,
            str(each.interviews),
            _("erased") if each.candidate.erased_at else day(each.due_at),
            each.candidate.held,
        )
        for each in found
    ]
    context.output.table(columns, rows, main=1)
    if not found:
        context.output.remark(_("There are no such candidates."))


def keep_candidates(
    *,
    days: Annotated[
        int | None,
        Parameter(metavar="N", converter=natural, help=_("Erase candidates so long after their last interview.")),
    ] = None,
    least: Annotated[int | None, Parameter(metavar="N", converter=natural, help=_("Erase nobody earlier."))] = None,
    most: Annotated[int | None, Parameter(metavar="N", converter=natural, help=_("Keep nobody longer."))] = None,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Say for how long candidates are kept, or show it."""
    from dataclasses import replace

    told = {name: value for name, value in (("days", days), ("least", least), ("most", most)) if value is not None}
    with context.app() as app, app.unit() as unit:
        if told:
            unit.candidates.keep_for(replace(unit.candidates.retention(), **told))
        rule = unit.candidates.retention()
    if json:
        context.output.json(plain(rule))
    else:
        sentence = _("Candidates are kept for {days} days; the least is {least}, the most {most}.")
        context.output.line(sentence.format(days=rule.days, least=rule.least, most=rule.most))


def hold_candidate(
    candidate_id: CandidateId,
    /,
    *,
    reason: Annotated[str, Parameter(metavar="TEXT", help=_("Why nothing of them may be erased."))] = "",
    release: Annotated[bool, Parameter(help=_("Let the rule hold again."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Keep a candidate's data whatever the rule says, or release it."""
    with context.app() as app, app.unit() as unit:
        if release:
            unit.candidates.release(candidate_id)
        else:
            unit.candidates.hold(candidate_id, reason)
    context.output.line(_("Released.") if release else _("Held."))


def erase_candidate(
    candidate_id: CandidateId,
    /,
    *,
    yes: Annotated[bool, Parameter(help=_("Really do it: it cannot be undone."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Erase all that says something of a candidate; ratings stay, of a numbered placeholder."""
    from viva.kernel.errors import InvalidInput

    with context.app() as app:
        with app.reader() as unit:
            known = unit.candidates.candidate(candidate_id)
        for copy in app.copies():
            context.output.remark(_("A copy made before may still have it: {file}").format(file=copy))
        if not yes:
            told = ngettext(
                "This erases {name} for good, with all notes of {count} interview: say --yes to do it.",
                "This erases {name} for good, with all notes of {count} interviews: say --yes to do it.",
                known.interviews,
            )
            raise InvalidInput(told.format(name=known.candidate.name, count=known.interviews))
        app.erase_candidate(candidate_id)
    context.output.line(_("Erased: what remains is candidate {id} with ratings.").format(id=candidate_id))
