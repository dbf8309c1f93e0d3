"""Several wordings out of one: where an answer may be cut, and what each part says."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from viva.bank.combining import taken_from
from viva.bank.content import Content, Point

_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|>\s+|[-*+•]\s+|\d+[.)]\s+)*")
_AROUND = re.compile(r"(\*\*|__|\*|_)(?P<inside>.+)\1")


class Place(NamedTuple):
    """A line of an answer; a question may begin there unless it is blank or code."""

    number: int
    text: str
    may_begin: bool


class Part(NamedTuple):
    """What a part asks and answers."""

    prompt: str
    answer: str


def places(content: Content) -> Iterator[Place]:
    """The lines of an answer."""
    from viva.notes.code.blocks import code_blocks  # late: only who cuts needs to read notes

    lines = content.answer.split("\n") if content.answer else []
    code = {number for block in code_blocks(lines) for number in range(block.first, block.last + 1)}
    for number, line in enumerate(lines):
        yield Place(number, line, bool(line.strip()) and number not in code)


def cut(content: Content, at: Collection[int]) -> tuple[Part, ...]:
    """The parts of a question whose answer is cut before these lines, each of which asks the part that follows it."""
    lines = content.answer.split("\n")
    begins = sorted({number for number in at if 0 <= number < len(lines)})
    if not begins:
        return (Part(content.prompt, content.answer),)
    rest = (
        Part(asked(lines[begin]), "\n".join(lines[begin + 1 : end]).strip("\n").rstrip())
        for begin, end in pairwise([*begins, len(lines)])
    )
    return (Part(content.prompt, "\n".join(lines[: begins[0]]).rstrip()), *rest)


def asked(line: str) -> str:
    """A line of an answer as a prompt: without the marks around it."""
    text = _MARKS.sub("", line).strip()
    around = _AROUND.fullmatch(text)
    return around["inside"] if around else text


def contents(content: Content, parts: Sequence[Part]) -> tuple[Content, ...]:
    """The wordings of parts: each takes the key points it says along; those that none says stay with the first."""
    points: list[list[Point]] = [[] for _part in parts]
    for point in content.key_points:
        points[_part_of(point, parts)].append(point)
    first = replace(content, prompt=parts[0].prompt, answer=parts[0].answer, key_points=tuple(points[0]))
    return (
        first,
        *(
            taken_from(first, Content(prompt=part.prompt, answer=part.answer, key_points=tuple(points[number])))
            for number, part in enumerate(parts)
            if number
        ),
    )


def _part_of(point: Point, parts: Sequence[Part]) -> int:
    wanted = " ".join(point.text.split())
    return next((number for number, part in enumerate(parts) if wanted in " ".join(part.answer.split())), 0)
