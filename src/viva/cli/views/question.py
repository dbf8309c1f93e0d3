"""Questions of the bank, in a list and one by one."""

import re
from collections.abc import Iterator, Sequence

from viva.bank.model import Excerpt, Hit, Question, QuestionLine, Related, Revision
from viva.cli.output import Output, Part
from viva.cli.table import Column
from viva.cli.views import words
from viva.kernel.i18n import _

Line = tuple[Part, ...]

HANG = 8
"""The column where the text of a hit begins."""

_SHORT_PLACE = 24
"""The room a place gets in a table, of which its end matters most."""

_BULLET = re.compile(r"\s*(?:(?:[•*○✓-]|\d+[.)])\s+)?")


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
    ]
    output.table(columns, [_row(question, short=output.on_terminal) for question in questions], main=1)


def _row(question: QuestionLine, *, short: bool) -> list[str]:
    place = f"{question.source}:{question.line}"
    return [
        str(question.id),
        question.prompt,
        question.level or "",
        question.language,
        words.listed(question.topics),
        words.listed([words.need(need) for need in question.needs]),
        _shortened(place) if short else place,
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


def hit(found: Hit) -> Iterator[Line]:
    """A question that a search found, with what matched marked."""
    question = found.question
    place = f"{question.source}:{question.line}"
    yield ((f"{question.id:>6}  ", "cyan"), *_marked(found.prompt))
    yield ("        ", (place, "dim"), *(["  ", *_marked(found.answer)] if found.answer else []))


def _marked(excerpt: Excerpt) -> Iterator[Part]:
    text = excerpt.text.replace("\n", " ")
    end = 0
    for mark in excerpt.marks:
        yield text[end : mark.start]
        yield (text[mark.start : mark.end], "bold yellow")
        end = mark.end
    yield text[end:]


def whole(question: Question) -> Iterator[Line]:
    """A question with everything the bank knows about it."""
    yield ((f"{question.id}  ", "cyan"), (question.prompt, "bold"))
    yield ((_facts(question), "dim"),)
    yield ((_("from {source}:{line}").format(source=question.source, line=question.line), "dim"),)
    if question.vanished_at:
        gone = _("no longer in the notes since {date}").format(date=f"{question.vanished_at:%Y-%m-%d}")
        yield ((gone, "yellow"),)
    if question.options:
        yield ()
        yield from _options(question)
    yield from _answer(question)
    yield from _key_points(question)
    yield from _list(_("Links"), [link.url for link in question.links])
    yield from _list(_("Pictures"), [_picture(question, number) for number in range(len(question.pictures))])
    yield from _list(_("Files"), [reference.target for reference in question.references])
    yield from _related(question.related)
    yield ()
    yield ((_("Taken because: {reason}").format(reason=words.reason(question.reason)), "dim italic"),)


def history(revisions: Sequence[Revision]) -> Iterator[Line]:
    """Every wording, the newest first."""
    yield ()
    yield ((_("Wordings"), "bold"),)
    for revision in reversed(revisions):
        when = f"{revision.made_at:%Y-%m-%d %H:%M}"
        yield ("  ", (f"{revision.number:>3}  {when}  {revision.made_by}", "cyan"), f"  {revision.prompt}")


def _facts(question: Question) -> str:
    facts = [words.kind(question.kind), words.status(question.status)]
    facts += [fact for fact in (question.level, question.language) if fact]
    facts += [*question.tech, *question.topics]
    if question.section:
        facts.append(" › ".join(question.section))
    return " · ".join(facts)


def _options(question: Question) -> Iterator[Line]:
    for number, option in enumerate(question.options):
        right = number in question.correct
        yield (("  ✓ " if right else "  ○ ", "green" if right else "dim"), (option.text, "green" if right else ""))


def _answer(question: Question) -> Iterator[Line]:
    if question.answer.strip():
        yield ()
        for text in question.answer.rstrip().split("\n"):
            yield (text,)
    if question.needs:
        yield ()
    for need in question.needs:
        yield ((_("It still needs {need}.").format(need=words.need(need)), "yellow"),)


def _key_points(question: Question) -> Iterator[Line]:
    yield from _list(_("Key points"), [f"{point.text}  [{words.group(point.group)}]" for point in question.key_points])


def _picture(question: Question, number: int) -> str:
    image, kept = question.pictures[number]
    return image.target if kept else _("{picture} (its file is missing)").format(picture=image.target)


def _related(related: Sequence[Related]) -> Iterator[Line]:
    if related:
        yield ()
        yield ((_("Related"), "bold"),)
    for other in related:
        how = words.relation(other.kind, forwards=other.forwards)
        yield ("  ", (f"{other.id:>5}", "cyan"), f"  {other.prompt}", (f"  {how}, {other.source}:{other.line}", "dim"))


def _list(title: str, items: Sequence[str]) -> Iterator[Line]:
    if items:
        yield ()
        yield ((title, "bold"),)
    for item in items:
        yield (f"  • {item}",)
