"""The body of a page: the prompt, its options, the answer, the key points and what stands below them, as Markdown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from viva.bank.content import Content, Point, Remark, explaining
from viva.exchange import text
from viva.exchange.lists import Problems, Section, items, sections, written_list, written_remarks
from viva.exchange.tasks import read_task, written_task
from viva.kernel.i18n import _
from viva.notes.model import Group

_TITLE = re.compile(r"#(?!#)(.*)", re.DOTALL)
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+$")
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
    """What stands in the body: of `content` only that."""

    content: Content = field(default_factory=lambda: Content(prompt=""))
    problems: Problems = field(default_factory=list)


def has_title(prompt: str) -> bool:
    """Whether the first line of a prompt can be a heading that is read as it was written."""
    first = prompt.partition("\n")[0]
    return first == first.strip() and bool(first or not prompt)


def write_body(content: Content, *, titled: bool) -> Iterator[list[str]]:
    """The blocks of a body, between which a blank line belongs; without title when the prompt is told elsewhere."""
    below: list[str] = []
    if titled:
        first, *rest = content.prompt.split("\n")
        below = text.written_below(rest)
        yield [f"# {first}{' #' if _CLOSING_MARKS.search(first) else ''}".rstrip(), *below]
    if content.options:
        yield ["## Options"]
        boxes = ("- [x]" if place in content.correct else "- [ ]" for place in range(len(content.options)))
        yield written_remarks(zip(boxes, content.options, _explanations(content), strict=True))
    if below or (content.options and content.answer):
        yield ["## Answer"]
    yield text.written(content.answer)
    later = list(write_remarks(content))
    if content.key_points or content.experience or later:
        yield ["## Rubric" if content.experience else "## Key points"]
    for group, points in groupby(content.key_points, key=lambda point: point.group):
        yield [f"### {group.capitalize()}"]
        yield written_list(("-", point.text) for point in points)
    yield from later


def write_remarks(content: Content) -> Iterator[list[str]]:
    """The blocks of what stands below the key points."""
    for title, remarks in (("## Follow-ups", content.follow_ups), ("## Common mistakes", content.mistakes)):
        if remarks:
            yield [title]
            yield written_remarks(("-", words, note) for words, note in remarks)
    if content.sources:
        yield ["## Sources"]
        yield written_list(("-", source) for source in content.sources)
    if content.task is not None:
        yield from written_task(content.task)


def _explanations(content: Content) -> tuple[str, ...]:
    return content.explanations or ("",) * len(content.options)


def read_body(lines: list[str], first_line: int, *, titled: bool) -> Body:
    """Read the lines of a body, of which the first is this line of its file."""
    body = Body()
    parts = list(sections(lines, first_line))
    preamble, at = parts[0].lines, first_line
    title = None
    if titled:
        while preamble and text.is_blank(preamble[0]):
            preamble, at = preamble[1:], at + 1
        title = _title(preamble[0]) if preamble else None
        if title is None:
            body.problems.append((at, _("the question is missing: begin with a line `# What is asked?`")))
        preamble, at = preamble[1:], at + 1
    by_name = _by_name(body, parts[1:])
    prompt, answer = _texts(body, title, preamble, at, by_name.get("answer"))
    body.content = replace(
        body.content, prompt=prompt, answer=answer, **_options(body, by_name), **_points(body, by_name)
    )
    body.content = _with_remarks(body, by_name)
    return body


def read_remarks(written: str) -> Body:
    """What `write_remarks` wrote; lines are counted from 1."""
    body = Body()
    parts = [part for part in sections(["## Key points", *written.split("\n")], 0) if part.name]
    strange = [part for part in parts if part.name not in text.LATER]
    body.problems += [(part.line, _("this heading does not belong here")) for part in strange[1:]]
    for line, _item in items(body.problems, strange[0]):
        body.problems.append((line, _("this stands below no heading, such as `## Follow-ups`")))
    body.content = _with_remarks(body, _by_name(body, parts))
    return body


def _by_name(body: Body, parts: Iterable[Section]) -> dict[str, Section]:
    by_name: dict[str, Section] = {}
    for part in parts:
        if part.name in by_name:
            told = _("`## {name}` stands in line {line} already").format(
                name=part.name.capitalize(), line=by_name[part.name].line
            )
            body.problems.append((part.line, told))
        by_name.setdefault(part.name, part)
    return by_name


def _title(line: str) -> str | None:
    found = _TITLE.fullmatch(line)
    if not found:
        return None
    words = found[1].strip()
    closing = _CLOSING_MARKS.search(words)
    return words[: closing.start()].rstrip() if closing else words


def _texts(body: Body, title: str | None, preamble: list[str], at: int, answer: Section | None) -> tuple[str, str]:
    """Prompt and answer: what stands below the title belongs to the prompt when the answer has a heading of its own."""
    if answer is None:
        return title or "", text.as_read(preamble)
    below = text.below_as_read(preamble)
    if title is None and below and not body.problems:
        place = at + next(number for number, line in enumerate(preamble) if not text.is_blank(line))
        body.problems.append((place, _("this text stands above `## Answer`, and belongs to nothing")))
    return "" if title is None else "\n".join([title, *below]), text.as_read(answer.lines)


def _options(body: Body, by_name: Mapping[str, Section]) -> dict[str, Any]:
    if "options" not in by_name:
        return {}
    options: list[str] = []
    explanations: list[str] = []
    correct: list[int] = []
    for line, item in items(body.problems, by_name["options"]):
        box = _BOX.fullmatch(item[0])
        if not box or (box[1].strip() and box[1] not in _TICKS):
            body.problems.append((line, _("an option begins with `- [ ]`, or with `- [x]` when it is right")))
            continue
        if box[1].strip():
            correct.append(len(options))
        option, explanation = text.remark_as_read([box[2] or "", *item[1:]])
        options.append(option)
        explanations.append(explanation)
    return {"options": tuple(options), "correct": tuple(correct), "explanations": explaining(explanations)}


def _points(body: Body, by_name: Mapping[str, Section]) -> dict[str, Any]:
    rubric, points = by_name.get("rubric"), by_name.get("key points")
    if rubric and points:
        told = _("a question has either key points or, when it asks for experience, a rubric")
        body.problems.append((max(rubric.line, points.line), told))
    found: list[Point] = []
    for part in _by_group(body, rubric or points):
        group = _GROUPS[part.name]
        found += [Point(text.item_as_read(item), group) for _line, item in items(body.problems, part)]
    return {"key_points": tuple(found), "experience": rubric is not None}


def _with_remarks(body: Body, by_name: Mapping[str, Section]) -> Content:
    def listed(name: str) -> Iterator[list[str]]:
        return (item for _line, item in items(body.problems, by_name[name])) if name in by_name else iter(())

    task = by_name.get("task")
    return replace(
        body.content,
        follow_ups=tuple(Remark(*text.remark_as_read(item)) for item in listed("follow-ups")),
        mistakes=tuple(Remark(*text.remark_as_read(item)) for item in listed("common mistakes")),
        sources=tuple(text.item_as_read(item) for item in listed("sources")),
        task=read_task(body.problems, task) if task else None,
    )


def _by_group(body: Body, section: Section | None) -> Iterator[Section]:
    """The lines of a list by group; what stands above the first group is a must."""
    if section is None:
        return
    part = Section(Group.MUST, section.line)
    for number, line in enumerate(section.lines, section.line + 1):
        if found := _GROUP.fullmatch(line):
            yield part
            name = (found["heading"] or found["bold"] or found["label"]).lower()
            if name not in _GROUPS:
                told = _("`{name}` is no group; there are {groups}").format(name=name, groups=", ".join(Group))
                body.problems.append((number, told))
                name = Group.MUST
            part = Section(name, number)
        else:
            part.lines.append(line)
    yield part
