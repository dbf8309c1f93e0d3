"""Questions of the bank, in a list and one by one."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from viva.bank.content import Content, Picture, Task, opening
from viva.bank.groups import group_title
from viva.bank.model import Origin, Question, QuestionLine, Related, Revision
from viva.bank.tasks import shown_tests
from viva.cli.column import Column
from viva.cli.output import Output, Part
from viva.cli.views.difference import changed
from viva.kernel.clock import day, minute
from viva.kernel.i18n import _
from viva.telling import words
from viva.telling.plain import plain

Line = tuple[Part, ...]

_SHORT_PLACE = 24
"""The room a place gets in a table, of which its end matters most."""

_BULLET = re.compile(r"\s*(?:(?:[•*○✓+~-]|\d+[.)])\s+)?")


def show_list(output: Output, questions: Sequence[QuestionLine]) -> None:
    """One row for each; a narrow terminal leaves columns out, a pipe has them all."""
    columns = [
        Column(heading=_("No."), numbers=True),
        Column(heading=_("Question")),
        Column(heading=_("Level"), rank=2),
        Column(heading=_("Language"), rank=5),
        Column(heading=_("Topics"), rank=3, widest=20),
        Column(heading=_("Needs"), rank=4, widest=20),
        Column(heading=_("Where"), rank=1),
        Column(heading=_("Tags"), rank=6, widest=20),
        Column(heading="!", rank=1),
    ]
    output.table(columns, [_row(question, short=output.on_terminal) for question in questions], main=1)


def _row(question: QuestionLine, *, short: bool) -> list[str]:
    place = words.place(question.source, question.line, published=question.is_published)
    return [
        str(question.id),
        opening(question.prompt),
        question.level or "",
        question.language,
        words.listed(question.topics),
        words.listed([words.need(need) for need in question.needs]),
        _shortened(place) if short else place,
        words.listed(question.tags),
        "!" if question.offered else "",
    ]


def _shortened(place: str) -> str:
    """The name of a note without its folders, or the end of it."""
    name = place.rpartition("/")[2]
    return name if len(name) <= _SHORT_PLACE else "…" + name[1 - _SHORT_PLACE :]


def beginning(line: Line) -> int:
    """The column where a line's own words begin, behind its indentation and its bullet: there it goes on below."""
    text = "".join(part if isinstance(part, str) else part[0] for part in line)
    found = _BULLET.match(text)
    return found.end() if found else 0


def whole(question: Question) -> Iterator[Line]:
    """A question with everything the bank knows about it."""
    content, parts, place = question.content, question.parts, question.place
    yield ((f"{question.id}  ", "cyan"), (content.prompt, "bold"))
    yield ((_facts(question), "dim"),)
    yield ((_origin(question), "dim"),)
    yield from _state(question)
    if content.options:
        yield ()
        yield from _options(content)
    yield from _answer(question)
    title = _("What to listen for") if content.experience else _("Key points")
    yield from _list(title, [f"{point.text}  [{group_title(point.group)}]" for point in content.key_points])
    yield from _remarks(content)
    yield from _list(_("Links"), parts.links)
    yield from _list(_("Pictures"), [_picture(picture) for picture in parts.pictures])
    yield from _list(_("Files"), parts.references)
    yield from _related(question.related)
    if question.offered:
        yield from _offered(question, question.offered)
    if place:
        yield ()
        yield ((_("Taken because: {reason}").format(reason=words.reason(place.reason)), "dim italic"),)


def as_json(question: Question) -> dict[str, Any]:
    """The question for another program: what its wording says and what is found in it beside the rest."""
    rest = {name: value for name, value in plain(question).items() if name not in {"wording", "offered"}}
    offered = revision_as_json(question.offered) if question.offered else None
    return {**rest, **revision_as_json(question.wording), "offered": offered}


def revision_as_json(revision: Revision) -> dict[str, Any]:
    """A wording for another program."""
    made = {"revision": revision.number, "origin": plain(revision.origin)}
    made |= {"made_at": plain(revision.made_at), "made_by": revision.made_by}
    return {**made, **plain(revision.content), **plain(revision.parts)}


def history(question: Question, revisions: Sequence[Revision]) -> Iterator[Line]:
    """Every wording, the newest first, each as what changed in it: of the notes since they said something else."""
    yield ()
    yield ((_("Wordings"), "bold"),)
    for place, revision in reversed(list(enumerate(revisions))):
        who = _("notes") if revision.origin is Origin.NOTES else revision.made_by
        yield (
            "  ",
            (f"{revision.number:>3}  {minute(revision.made_at)}  {who}", "cyan"),
            f"  {' '.join(revision.content.prompt.split())}",
            *_standing(question, revision),
        )
        before = _before(revision, revisions[:place])
        if before is not None:
            yield from (("        ", *line) for line in changed(before.content, revision.content))


def _standing(question: Question, revision: Revision) -> Iterator[Part]:
    """Whether a wording counts, or waits for a decision."""
    if revision.number == question.wording.number:
        yield ("  ← " + _("counts"), "bold green")
    elif question.offered and revision.number == question.offered.number:
        yield ("  ← " + _("offered"), "bold yellow")


def _before(revision: Revision, earlier: Sequence[Revision]) -> Revision | None:
    """What a wording changed: that of the notes the last one of the notes, that of a person the last one."""
    of_notes = [each for each in earlier if each.origin is Origin.NOTES]
    return (of_notes if of_notes and revision.origin is Origin.NOTES else [None, *earlier])[-1]


def _facts(question: Question) -> str:
    content = question.content
    facts = [words.kind(content.kind), words.status(question.status)]
    facts += [fact for fact in (content.level, content.language) if fact]
    facts += [f"{level}: {group_title(group)}" for level, group in content.groups]
    facts += [*content.tech, *content.topics, *(f"#{tag}" for tag in content.tags)]
    if content.section:
        facts.append(" › ".join(content.section))
    return " · ".join(facts)


def _origin(question: Question) -> str:
    place, wording = question.place, question.wording
    if question.is_published and wording.origin is Origin.NOTES:
        return _("from the starter bank")
    if place is None:
        return _("written by {person}, {date}").format(person=wording.made_by, date=day(wording.made_at))
    origin = _("from {source}:{line}").format(source=place.source, line=place.line)
    if wording.origin is Origin.NOTES:
        return origin
    edited = _("edited by {person}, {date}").format(person=wording.made_by, date=day(wording.made_at))
    return f"{origin} · {edited}"


def _state(question: Question) -> Iterator[Line]:
    """What is not as usual about a question."""
    if question.vanished_at:
        gone = _("no longer in the notes since {date}").format(date=day(question.vanished_at))
        yield ((gone, "yellow"),)
    if question.withdrawn_at:
        yield ((_("taken back: the change that made it was undone"), "yellow"),)
    if question.merged_into:
        yield ((_("merged into question {id}").format(id=question.merged_into), "yellow"),)
    if question.merged:
        merged = words.listed([str(one) for one in question.merged])
        yield ((_("with the merged questions {ids}").format(ids=merged), "dim"),)


def _offered(question: Question, offered: Revision) -> Iterator[Line]:
    """What the notes would change about a person's own wording."""
    yield ()
    told = (
        _("The starter bank says something else since {date}:")
        if question.is_published
        else _("The notes say something else since {date}:")
    )
    yield ((told.format(date=day(offered.made_at)), "yellow"),)
    yield from (("  ", *line) for line in changed(question.content, offered.content))
    take = f"viva settle {question.id} --take"
    keep = f"viva settle {question.id} --keep"
    yield ((_("`{take}` takes it over, `{keep}` keeps your own.").format(take=take, keep=keep), "dim"),)


def _options(content: Content) -> Iterator[Line]:
    for number, option in enumerate(content.options):
        right = number in content.correct
        first, *rest = option.split("\n")
        style = "green" if right else ""
        yield (("  ✓ " if right else "  ○ ", style or "dim"), (first, style))
        yield from (("    ", (line, style)) for line in rest)
        if content.explanations and (why := content.explanations[number]):
            yield from (("    ", (line, "dim")) for line in why.split("\n"))


def _remarks(content: Content) -> Iterator[Line]:
    for title, remarks in ((_("Follow-ups"), content.follow_ups), (_("Common mistakes"), content.mistakes)):
        yield from _list(title, [f"{text}\n{note}" if note else text for text, note in remarks])
    yield from _list(_("Sources"), content.sources)
    if content.task is not None:
        yield from _task(content.task)


def _task(task: Task) -> Iterator[Line]:
    yield ()
    yield ((_("Task"), "bold"),)
    yield from ((f"  {line}",) for text in (task.prompt, task.starter) if text for line in ("", *text.split("\n")))
    tests = [f"{text}  [{_('hidden')}]" if hidden else text for text, hidden in shown_tests(task.tests)]
    yield from _list(_("Tests"), tests)
    yield from _list(_("Solution"), [task.solution] if task.solution else [])
    yield from _list(_("Solutions that fail"), [f"{label}\n{code}" for label, code in task.wrong])


def _answer(question: Question) -> Iterator[Line]:
    answer, needs = question.content.answer, question.parts.needs
    if answer.strip():
        yield ()
        for text in answer.rstrip().split("\n"):
            yield (text,)
    if needs:
        yield ()
    for need in needs:
        yield ((_("It still needs {need}.").format(need=words.need(need)), "yellow"),)


def _picture(picture: Picture) -> str:
    return _("{picture} (its file is missing)").format(picture=picture.target) if picture.missing else picture.target


def _related(related: Sequence[Related]) -> Iterator[Line]:
    if related:
        yield ()
        yield ((_("Related"), "bold"),)
    for other in related:
        how = words.relation(other.kind, forwards=other.forwards)
        where = words.place(other.source, other.line, published=other.is_published)
        yield ("  ", (f"{other.id:>5}", "cyan"), f"  {other.prompt}", (f"  {how}, {where}", "dim"))


def _list(title: str, items: Sequence[str]) -> Iterator[Line]:
    if items:
        yield ()
        yield ((title, "bold"),)
    for item in items:
        first, *rest = item.split("\n")
        yield (f"  • {first}",)
        yield from ((f"    {line}",) for line in rest)
