"""`viva interview new|list|fill`: making interviews, finding them, and bringing in one that was held on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import at_most, natural
from viva.cli.place import place
from viva.kernel.clock import minute
from viva.kernel.i18n import _, ngettext
from viva.telling.plain import plain

if TYPE_CHECKING:
    from viva.app import App
    from viva.interviews.conduct.listing import InterviewLine


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Seats:
    """Who sits in it."""

    lead: Annotated[str | None, Parameter(metavar="NAME", help=_("Who leads it; their link is printed."))] = None
    panel: Annotated[tuple[str, ...], Parameter(metavar="NAME", help=_("Who rates beside the lead; may repeat."))] = ()
    shadow: Annotated[tuple[str, ...], Parameter(metavar="NAME", help=_("Who rates for practice; may repeat."))] = ()
    candidate_link: Annotated[
        bool, Parameter(help=_("A link for the candidate too: they see what is opened, and the shared text."))
    ] = False


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class More:
    """What else there is to say of it."""

    contact: Annotated[str, Parameter(metavar="TEXT", help=_("How to reach them."))] = ""
    at: Annotated[
        datetime | None, Parameter(metavar="TIME", help=_("When, such as 2026-03-02T14:00, by this machine's clock."))
    ] = None
    language: Annotated[
        str | None, Parameter(metavar="LANG", help=_("Of the talk; that of the template, if none is named."))
    ] = None
    extra: Annotated[
        int, Parameter(metavar="N", converter=natural, help=_("Extra time, in per cent of what is planned."))
    ] = 0


NOBODY, NOTHING = Seats(), More()


def new_interview(
    template_id: Annotated[
        int,
        Parameter(name="TEMPLATE", converter=natural, help=_("The number that `viva interview template list` shows.")),
    ],
    /,
    *,
    candidate: Annotated[str, Parameter(metavar="NAME", help=_("Who is interviewed."))],
    more: More = NOTHING,
    seated: Seats = NOBODY,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Make an interview and give out its seats."""
    from viva.interviews.conduct.model import Part
    from viva.interviews.conduct.planning import Plan

    seats = [(Part.LEAD, seated.lead)] if seated.lead else []
    seats += [*((Part.PANEL, name) for name in seated.panel), *((Part.SHADOW, name) for name in seated.shadow)]
    seats += [(Part.CANDIDATE, candidate)] if seated.candidate_link else []
    plan = Plan(
        template_id=template_id,
        candidate=candidate,
        contact=more.contact,
        planned_at=more.at.astimezone() if more.at else None,
        language=more.language,
        extra=more.extra,
    )
    with context.app() as app, app.unit() as unit:
        number = unit.interviews.create(plan)
        links = [unit.interviews.seat(number, part, name) for part, name in seats]
        lines = unit.interviews.lines(number)
    if json:
        told = [{"name": link.seat.name, "part": link.seat.part.value, "token": link.token} for link in links]
        context.output.json({"interview": number, "questions": len(lines), "seats": told})
        return
    made = ngettext("Interview {id} with {count} question.", "Interview {id} with {count} questions.", len(lines))
    context.output.line(made.format(id=number, count=len(lines)))
    for link in links:
        context.output.line((link.token, "cyan"), f"  {link.seat.name}")
    if links:
        context.output.remark(_("The tokens are told only now: each opens one seat, and whoever has it sits there."))
        context.output.remark(_("`viva interview run TOKEN` opens it here; in the browser it is at /seat/TOKEN."))


def list_interviews(
    *,
    state: Annotated[
        Literal["planned", "running", "finished", "no-show", "postponed", "aborted"] | None,
        Parameter(metavar="STATE", help=_("Only interviews in this state:")),
    ] = None,
    text: Annotated[
        str, Parameter(metavar="TEXT", help=_("Only with this in the candidate's name or the title."))
    ] = "",
    limit: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many at most; 0 for all."))] = 100,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show interviews, the newest first."""
    from viva.cli.column import Column
    from viva.interviews.conduct.listing import Wanted
    from viva.interviews.conduct.model import State

    wanted = Wanted(state=State(state) if state else None, text=text)
    with context.app() as app, app.reader() as unit:
        found = unit.interviews.interviews(wanted, limit=at_most(limit))
    if json:
        context.output.json({"total": found.total, "interviews": plain(found.interviews)})
        return
    columns = [
        Column(heading=_("No."), numbers=True),
        Column(heading=_("Candidate")),
        Column(heading=_("Template"), rank=2, widest=30),
        Column(heading=_("State"), rank=1, widest=18),
        Column(heading=_("When"), rank=3),
        Column(heading=_("Asked"), rank=4, numbers=True),
        Column(heading=_("Submitted"), rank=5, numbers=True),
    ]
    context.output.table(columns, [_row(line) for line in found.interviews], main=1)
    if not found.total:
        told = (
            _("There are no interviews: `viva interview new TEMPLATE --candidate NAME` makes one.")
            if wanted == Wanted()
            else _("There are no such interviews.")
        )
        context.output.remark(told)


def fill_interview(
    token: Annotated[str, Parameter(name="TOKEN", help=_("Of the seat whose ratings these are."))],
    file: Annotated[Path, Parameter(name="FILE", converter=place, help=_("The sheet, filled in (CSV)."))],
    /,
    *,
    dry_run: Annotated[bool, Parameter(help=_("Only say what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Take in a sheet; it counts as held, if it was only planned."""
    from viva.interviews.out.filling import fill
    from viva.interviews.out.sheets import from_bytes
    from viva.kernel.errors import Unavailable
    from viva.kernel.refusals import reason

    try:
        content = file.read_bytes()
    except OSError as refusal:
        raise Unavailable(_("{file} cannot be read: {cause}").format(file=file, cause=reason(refusal))) from refusal
    text = from_bytes(content)
    with context.app() as app, app.unit() as unit:
        changes = fill(unit.conduct, token, text, dry_run=dry_run)
    if json:
        context.output.json({"changes": [{"line": each.line, "kind": each.kind.value} for each in changes]})
    else:
        told = ngettext("{count} change.", "{count} changes.", len(changes))
        context.output.line(told.format(count=len(changes)))


def submit_scorecard(
    token: Annotated[str, Parameter(name="TOKEN", help=_("Of the seat whose ratings these are."))],
    recommendation: Annotated[
        Literal["strong-no", "no", "undecided", "yes", "strong-yes"],
        Parameter(name="RECOMMENDATION", help=_("What this interviewer recommends:")),
    ],
    /,
    *,
    reason: Annotated[
        str, Parameter(metavar="TEXT", help=_("Why it departs from what the gates come to, where it does."))
    ] = "",
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Seal a scorecard; from then on it is amended only."""
    from viva.interviews.results.model import Leaning

    leaning = Leaning(recommendation.replace("-", " "))
    with context.app() as app:
        _send_what_waits(app, token)
        with app.unit() as unit:
            said = sha256(f"{recommendation} {reason}".encode("utf-8", "backslashreplace")).hexdigest()
            card = unit.results.submit(token, f"command line {said}", leaning, reason=reason)
    context.output.line(_("Sealed: {seal}").format(seal=card.seal))


def _send_what_waits(app: App, token: str) -> None:
    """What a terminal could not send belongs to the scorecard: afterwards it would be refused."""
    from viva.cli.seat.queue import Queue, send_now
    from viva.kernel.errors import Conflict, Unavailable

    with app.reader() as unit:
        interview = unit.conduct.interview_id(token)
    queue = Queue(app.waiting_room(interview, token))
    try:
        if not send_now(app, token, queue):
            if queue.trouble:
                raise Unavailable(queue.trouble)
            raise Conflict(_("A change of this seat waits for your decision: open it with `viva interview run`."))
    finally:
        queue.close()


def _row(line: InterviewLine) -> list[str]:
    from viva.interviews.conduct.progress import state_word

    when = line.started_at or line.planned_at
    return [
        str(line.id),
        line.candidate,
        line.title,
        state_word(line.state),
        minute(when) if when else "",
        f"{line.asked}/{line.questions}",
        f"{line.submitted}/{line.seats}",
    ]
