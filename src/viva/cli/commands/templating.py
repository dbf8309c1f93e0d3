"""`viva interview template`: what interviews ask, in and out of files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import natural
from viva.kernel.i18n import _, say
from viva.telling.plain import plain

TemplateId = Annotated[
    int, Parameter(name="ID", converter=natural, help=_("The number that `viva interview template list` shows."))
]


def list_templates(
    *,
    ready: Annotated[bool, Parameter(help=_("Those that come with Viva, by name."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show templates by title."""
    from viva.cli.column import Column

    with context.app() as app, app.reader() as unit:
        kept, coming = unit.templates.templates(), unit.templates.ready()
    if ready:
        rows = [
            (
                each.name,
                each.template.title,
                each.template.language,
                f"{each.template.minutes:g}",
                str(each.template.questions),
            )
            for each in coming
        ]
    else:
        rows = [(str(each.id), each.title, each.language, f"{each.minutes:g}", str(each.questions)) for each in kept]
    if json:
        names = ("name" if ready else "id", "title", "language", "minutes", "questions")
        context.output.json([dict(zip(names, row, strict=True)) for row in rows] if ready else plain(kept))
        return
    columns = [
        Column(heading=_("Name") if ready else _("No.")),
        Column(heading=_("Title")),
        Column(heading=_("Language"), rank=3),
        Column(heading=_("Minutes"), rank=1, numbers=True),
        Column(heading=_("Questions"), rank=2, numbers=True),
    ]
    context.output.table(columns, rows, main=1)
    if not rows:
        context.output.remark(_("There are no templates: `viva interview template take NAME` takes a ready one."))


def show_template(
    template_id: TemplateId,
    /,
    *,
    revision: Annotated[int | None, Parameter(metavar="N", converter=natural, help=_("An earlier revision."))] = None,
    against: Annotated[
        int | None, Parameter(metavar="N", converter=natural, help=_("Show what differs from this revision instead."))
    ] = None,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Print a template as its file, or what differs between two revisions."""
    with context.app() as app, app.reader() as unit:
        if against is None:
            context.output.write(unit.templates.file_of(template_id, revision))
            return
        after = unit.templates.template(template_id, revision).revision
        found = unit.templates.compare(template_id, against, after)
    for each in found:
        context.output.line((each.where, "bold"))
        for mark, style, text in (("- ", "red", each.before), ("+ ", "green", each.after)):
            if text is not None:
                context.output.line((f"{mark}{text}", style))


def take_template(
    what: Annotated[str, Parameter(name="WHAT", help=_("A file, or the name of a ready template."))],
    /,
    *,
    over: Annotated[
        int | None,
        Parameter(
            metavar="ID", converter=natural, help=_("Make it the next revision of this template, not a new one.")
        ),
    ] = None,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Keep a template."""
    from viva.interviews.templates.file import read
    from viva.interviews.templates.ready import named

    file = Path(what)
    template = read(_text_of(file)) if file.suffix in {".yaml", ".yml"} or file.exists() else named(what).template
    with context.app() as app, app.unit() as unit:
        if over is None:
            number = unit.templates.create(template)
        else:
            number = over
            unit.templates.revise(over, template, seen=unit.templates.template(over).version)
        missing = [each.problem for each in unit.templates.preview(template) if each.problem]
    _tell(context, number, template.title, json=json)
    for problem in missing:
        context.output.remark(say(problem.template, problem.values))


def template_of_note(
    note: Annotated[str, Parameter(name="NOTE", help=_("The note's name in the bank, or the end of it."))],
    /,
    *,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Make a template of an imported note."""
    with context.app() as app, app.unit() as unit:
        template = unit.templates.of_note(note)
        number = unit.templates.create(template)
    _tell(context, number, template.title, json=json)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Wished:
    """What kind of interview is wanted."""

    tech: Annotated[tuple[str, ...], Parameter(metavar="TECH", help=_("A technology; may repeat."))] = ()
    level: Annotated[Literal["L1", "L2", "L3"] | None, Parameter(metavar="LEVEL", help=_("The level:"))] = None
    minutes: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How long it takes."))] = 45
    language: Annotated[str, Parameter(metavar="CODE", help=_("The language of the talk."))] = "en"
    topic: Annotated[tuple[str, ...], Parameter(metavar="TOPIC", help=_("Only this topic; may repeat."))] = ()


ANYTHING = Wished()


def propose_template(
    title: Annotated[str, Parameter(name="TITLE", help=_("What to call it."))],
    /,
    *,
    wished: Wished = ANYTHING,
    dry_run: Annotated[bool, Parameter(help=_("Only show the proposal, with the reason for each question."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Make a balanced template from the bank."""
    from viva.interviews.templates.model import Fixed
    from viva.interviews.templates.proposing import Wish
    from viva.notes.model import Level

    wish = Wish(
        title=title,
        language=wished.language,
        level=Level(wished.level) if wished.level else None,
        tech=wished.tech,
        minutes=wished.minutes,
        topics=wished.topic,
    )
    with context.app() as app, app.unit() as unit:
        proposal = unit.templates.propose(wish)
        number = None if dry_run else unit.templates.create(proposal.template)
    for section in proposal.template.sections:
        context.output.line((section.title, "bold"))
        for item in section.items:
            if isinstance(item.ask, Fixed):
                reason = proposal.reasons[item.ask.key]
                context.output.line(f"  {item.ask.title}  ", (say(reason.template, reason.values), "dim"))
    told = _("{questions} of {available} questions, {minutes} minutes")
    values = {
        "questions": proposal.template.questions,
        "available": proposal.available,
        "minutes": f"{proposal.minutes:g}",
    }
    context.output.line(told.format(**values))
    if number is not None:
        _tell(context, number, title, json=False)


def _tell(context: Context, number: int, title: str, *, json: bool) -> None:
    if json:
        context.output.json({"template": number, "title": title})
    else:
        context.output.line(_("Template {id}: {title}").format(id=number, title=title))


def _text_of(file: Path) -> str:
    from viva.kernel.errors import InvalidInput, Unavailable
    from viva.kernel.refusals import reason

    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as refusal:
        raise Unavailable(_("{file} cannot be read: {cause}").format(file=file, cause=reason(refusal))) from refusal
    except UnicodeDecodeError as broken:
        raise InvalidInput(_("{file} is not UTF-8.").format(file=file)) from broken
