"""The body of a page: the prompt, its options, the answer and the key points, as Markdown."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from viva.bank.content import Point
from viva.exchange import text
from viva.kernel.i18n import _
from viva.notes.model import Group

_TITLE = re.compile(r"#(?!#)(.*)", re.DOTALL)
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+$")
_ITEM = re.compile(r" ?(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?", re.DOTALL)
_BOX = re.compile(r"\[(.?)\](?:[ \t]+(.*))?", re.DOTALL)
_TICKS = "xXхХ✓✔"
_GROUP = re.compile(
    r"(?:###[ \t]*\**(?P<heading>\w+)\**:?[ \t]*#*|\*\*(?P<bold>{0}):?\*\*:?|(?P<label>{0}):)[ \t]*".format(
        "must|should|okay|ok|perfect"
    ),
    re.IGNORECASE,
)
_GROUPS = {**{group.value: group for group in Group}, "ok": Group.OKAY}


@dataclass(slots=True)
class Body:
    """What stands in the body; `problems` are pairs of a line and a sentence."""

    prompt: str = ""
    answer: str = ""
    options: tuple[str, ...] = ()
    correct: tuple[int, ...] = ()
    key_points: tuple[Point, ...] = ()
    experience: bool = False
    problems: list[tuple[int, str]] = field(default_factory=list)


def has_title(prompt: str) -> bool:
    """Whether the first line of a prompt can be a heading that is read as it was written."""
    first = prompt.partition("\n")[0]
    return first == first.strip() and bool(first or not prompt)


def write_body(body: Body, *, titled: bool) -> Iterator[list[str]]:
    """The blocks of a body, between which a blank line belongs; without title when the prompt is told elsewhere."""
    below: list[str] = []
    if titled:
        first, *rest = body.prompt.split("\n")
        below = text.written_below(rest)
        yield [f"# {first}{' #' if _CLOSING_MARKS.search(first) else ''}".rstrip(), *below]
    if body.options:
        yield ["## Options"]
        boxes = ("- [x]" if place in body.correct else "- [ ]" for place in range(len(body.options)))
        yield _list(zip(boxes, body.options, strict=True))
    if below or (body.options and body.answer):
        yield ["## Answer"]
    yield text.written(body.answer)
    if body.key_points or body.experience:
        yield ["## Rubric" if body.experience else "## Key points"]
    for group, points in groupby(body.key_points, key=lambda point: point.group):
        yield [f"### {group.capitalize()}"]
        yield _list(("-", point.text) for point in points)


def _list(items: Iterable[tuple[str, str]]) -> list[str]:
    lines: list[str] = []
    for mark, words in items:
        first, *rest = text.written_item(words)
        lines += [f"{mark} {first}", *rest]
    return lines


def read_body(lines: list[str], first_line: int, *, titled: bool) -> Body:
    """Read the lines of a body, of which the first is this line of its file."""
    body = Body()
    parts = list(_parts(lines, first_line))
    preamble, at = parts[0].lines, first_line
    title = None
    if titled:
        while preamble and text.is_blank(preamble[0]):
            preamble, at = preamble[1:], at + 1
        title = _title(preamble[0]) if preamble else None
        if title is None:
            body.problems.append((at, _("the question is missing: begin with a line `# What is asked?`")))
        preamble, at = preamble[1:], at + 1
    sections: dict[str, _Part] = {}
    for part in parts[1:]:
        if part.name in sections:
            told = _("`## {name}` stands in line {line} already").format(
                name=part.name.capitalize(), line=sections[part.name].line
            )
            body.problems.append((part.line, told))
        sections.setdefault(part.name, part)
    _read_texts(body, title, preamble, at, sections)
    if options := sections.get("options"):
        _read_options(body, options)
    _read_points(body, sections)
    return body


@dataclass(slots=True)
class _Part:
    """A section of a body: what its heading says, and the lines below it."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)


def _parts(lines: list[str], first_line: int) -> Iterator[_Part]:
    part = _Part("", first_line)
    for number, line in enumerate(lines, first_line):
        name = text.heading(line)
        if name:
            yield part
            part = _Part(name, number)
        else:
            part.lines.append(line)
    yield part


def _title(line: str) -> str | None:
    found = _TITLE.fullmatch(line)
    if not found:
        return None
    words = found[1].strip()
    closing = _CLOSING_MARKS.search(words)
    return words[: closing.start()].rstrip() if closing else words


def _read_texts(body: Body, title: str | None, preamble: list[str], at: int, sections: dict[str, _Part]) -> None:
    """What stands below the title belongs to the prompt when the answer has a heading of its own."""
    answer = sections.get("answer")
    if answer is None:
        body.prompt = title or ""
        body.answer = text.as_read(preamble)
        return
    body.answer = text.as_read(answer.lines)
    below = text.below_as_read(preamble)
    if title is not None:
        body.prompt = "\n".join([title, *below])
    elif below and not body.problems:
        place = at + next(number for number, line in enumerate(preamble) if not text.is_blank(line))
        body.problems.append((place, _("this text stands above `## Answer`, and belongs to nothing")))


def _read_options(body: Body, part: _Part) -> None:
    options: list[str] = []
    correct: list[int] = []
    for line, item in _items(body, part):
        box = _BOX.fullmatch(item[0])
        if not box or (box[1].strip() and box[1] not in _TICKS):
            body.problems.append((line, _("an option begins with `- [ ]`, or with `- [x]` when it is right")))
            continue
        if box[1].strip():
            correct.append(len(options))
        options.append(text.item_as_read([box[2] or "", *item[1:]]))
    body.options, body.correct = tuple(options), tuple(correct)


def _read_points(body: Body, sections: dict[str, _Part]) -> None:
    rubric, points = sections.get("rubric"), sections.get("key points")
    if rubric and points:
        told = _("a question has either key points or, when it asks for experience, a rubric")
        body.problems.append((max(rubric.line, points.line), told))
    body.experience = rubric is not None
    found: list[Point] = []
    for part in _by_group(body, rubric or points):
        group = _GROUPS[part.name]
        found += [Point(text.item_as_read(item), group) for _line, item in _items(body, part)]
    body.key_points = tuple(found)


def _by_group(body: Body, section: _Part | None) -> Iterator[_Part]:
    """The lines of a list by group; what stands above the first group is a must."""
    if section is None:
        return
    part = _Part(Group.MUST, section.line)
    for number, line in enumerate(section.lines, section.line + 1):
        if found := _GROUP.fullmatch(line):
            yield part
            name = (found["heading"] or found["bold"] or found["label"]).lower()
            if name not in _GROUPS:
                told = _("`{name}` is no group; there are {groups}").format(name=name, groups=", ".join(Group))
                body.problems.append((number, told))
                name = Group.MUST
            part = _Part(name, number)
        else:
            part.lines.append(line)
    yield part


def _items(body: Body, part: _Part) -> Iterator[tuple[int, list[str]]]:
    """The items of a list, each with its line; lines that are indented, or follow without a blank one, go on."""
    item: list[str] = []
    begun = 0
    for number, line in enumerate(part.lines, part.line + 1):
        if found := _ITEM.fullmatch(line):
            if item:
                yield begun, item
            item, begun = [found[1] or ""], number
        elif item and (line.startswith(("  ", "\t")) or text.is_blank(line) or not text.is_blank(item[-1])):
            item.append(line)
        elif not text.is_blank(line):
            told = _("this belongs to no item of the list; items begin with `-`, and what goes on is indented")
            body.problems.append((number, told))
    if item:
        yield begun, item
