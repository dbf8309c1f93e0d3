"""What one wording of a question says: what a person writes (Content), and what is found in it (Parts).

Neither knows lines, notes or the database. A draft of a note brings both along,
found where it was read; of what a person wrote, the parts are found by `parts_of`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, NamedTuple

from viva.notes.model import Draft, Group, Kind, Level, Need, Status


class Point(NamedTuple):
    """One thing a good answer says; of an experience question, one thing to listen for."""

    text: str
    group: Group


class Necessity(NamedTuple):
    """How necessary the knowledge is at a level."""

    level: Level
    group: Group


class Remark(NamedTuple):
    """A follow-up with what to expect, or what one often hears with what is wrong about it."""

    text: str
    note: str = ""


class WrongSolution(NamedTuple):
    """A typical solution that must fail."""

    label: str
    """What is wrong with it, in one line."""
    code: str


class Task(NamedTuple):
    """A function to write in Python: `bank.tasks` reads its tests."""

    prompt: str = ""
    starter: str = ""
    tests: str = ""
    """One on each line; those below a line `hidden:` are not shown to who solves it."""
    solution: str = ""
    wrong: tuple[WrongSolution, ...] = ()

    @classmethod
    def of(cls, stored: Sequence[Any]) -> "Task":
        """The task that was stored as JSON."""
        prompt, starter, tests, solution, wrong = stored
        return cls(prompt, starter, tests, solution, tuple(WrongSolution(*each) for each in wrong))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a person can write of a question; two equal ones are the same wording."""

    prompt: str
    kind: Kind = Kind.QUESTION
    answer: str = ""
    options: tuple[str, ...] = ()
    correct: tuple[int, ...] = ()
    """Places in `options`, counted from 0, rising."""
    key_points: tuple[Point, ...] = ()
    experience: bool = False
    """It asks for a story, not for knowledge: `key_points` are its rubric."""
    section: tuple[str, ...] = ()
    level: Level | None = None
    groups: tuple[Necessity, ...] = ()
    """At most one for each level, in the order of levels."""
    language: str = "und"
    tech: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    number: str | None = None
    author_status: Status | None = None
    explanations: tuple[str, ...] = ()
    """Why each option is right or wrong, in the order of options; none, or as many as there are options."""
    follow_ups: tuple[Remark, ...] = ()
    mistakes: tuple[Remark, ...] = ()
    sources: tuple[str, ...] = ()
    """Each as it is written, mostly a link."""
    task: Task | None = None

    @property
    def remarked(self) -> tuple[str, ...]:
        """What is said around the question, in which people write Markdown too."""
        remarks = (text for remark in (*self.follow_ups, *self.mistakes) for text in remark)
        return (*self.explanations, *remarks, *self.sources, self.task.prompt if self.task else "")


def explaining(explanations: Sequence[str]) -> tuple[str, ...]:
    """Explanations as a wording keeps them: none where all are empty."""
    return tuple(explanations) if any(explanations) else ()


_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})", re.MULTILINE)


def opening(prompt: str) -> str:
    """A prompt up to the program that it shows, as a list has room for; all of it where it begins with one."""
    program = _FENCE.search(prompt)
    return (prompt[: program.start()].rstrip() if program else "") or prompt


_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
"""How a target begins that is no file beside the note: https:, data:, …; one letter is a Windows drive."""


_MAY_SHOW = re.compile(r"!\[|<img", re.IGNORECASE)
"""What a text has that shows a picture; looking for one takes time."""


def is_address(target: str) -> bool:
    """Whether a target leads elsewhere than to a file."""
    return _ADDRESS.match(target) is not None


_RELATED_WITHOUT = {
    *("level", "groups", "topics", "keywords", "tags", "number", "author_status"),
    *("key_points", "explanations", "follow_ups", "mistakes", "sources", "task"),
}
compared_in: Callable[[Content], tuple[Any, ...]] = attrgetter(
    *(field.name for field in fields(Content) if field.name not in _RELATED_WITHOUT)
)
"""Of what a wording says that by which it is compared with others: two equal ones have the same relatives."""


looked_into: Callable[[Content], tuple[Any, ...]] = attrgetter(
    "prompt", "answer", "options", "kind", "correct", "remarked"
)
"""Of what a wording says that in which its parts are found: two equal ones have the same."""


class Code(NamedTuple):
    """A piece of code."""

    lang: str
    text: str


class Picture(NamedTuple):
    """A picture: its path or address as written, and the hash of the bytes kept (None: its file is missing)."""

    target: str
    alt: str
    sha256: str | None

    @property
    def missing(self) -> bool:
        """Whether it should be a file beside the note, and is not; what is elsewhere is not kept."""
        return self.sha256 is None and not is_address(self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is found in a wording."""

    answered: bool
    snippets: tuple[Code, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    references: tuple[str, ...] = ()
    diagrams: tuple[str, ...] = ()
    """The notation of each."""
    needs: tuple[Need, ...] = ()


def parts_of(content: Content, kept: Mapping[str, str | None]) -> Parts:
    """Find the parts of what a person wrote; `kept` gives the hash of each picture's bytes by its target."""
    from viva.notes.content.inside import look_inside  # late: who only shows questions need not read notes
    from viva.notes.content.parts import is_link_only

    found = look_inside([*content.prompt.split("\n"), *content.answer.split("\n"), *content.options])
    remarked = [text for text in content.remarked if _MAY_SHOW.search(text)]
    around = look_inside([line for text in remarked for line in text.split("\n")]).images if remarked else ()
    answered = bool(content.correct) if content.kind is Kind.MCQ else bool(content.answer.strip())
    needs: list[Need] = []
    if content.kind is Kind.TODO:
        needs.append(Need.AUTHOR)
    if not answered:
        needs.append(Need.ANSWER)
    elif content.answer and is_link_only(content.answer.split("\n")):
        needs.append(Need.MORE_THAN_LINKS)
    return Parts(
        answered=answered,
        snippets=tuple(Code(snippet.lang, snippet.text) for snippet in found.snippets),
        links=tuple(link.url for link in found.links),
        pictures=tuple(Picture(image.target, image.alt, kept.get(image.target)) for image in (*found.images, *around)),
        references=tuple(reference.target for reference in found.references),
        diagrams=tuple(diagram.notation for diagram in found.diagrams),
        needs=tuple(needs),
    )


def content_of(draft: Draft) -> Content:
    """What a draft of a note says."""
    return Content(
        prompt=draft.prompt,
        kind=draft.kind,
        answer=draft.answer,
        options=tuple(option.text for option in draft.options),
        correct=draft.correct,
        key_points=tuple(Point(point.text, point.group) for point in draft.key_points),
        experience=draft.experience,
        section=draft.section,
        level=draft.level,
        language=draft.language,
        tech=draft.tech,
        topics=draft.topics,
        keywords=draft.keywords,
        number=draft.number,
        author_status=draft.status,
    )


def parts_in(draft: Draft, kept: Mapping[str, str | None]) -> Parts:
    """What was found in a draft where it was read; `kept` gives the hash of each picture's bytes by its target."""
    return Parts(
        answered=draft.answered,
        snippets=tuple(Code(snippet.lang, snippet.text) for snippet in draft.snippets),
        links=tuple(link.url for link in draft.links),
        pictures=tuple(Picture(image.target, image.alt, kept.get(image.target)) for image in draft.images),
        references=tuple(reference.target for reference in draft.references),
        diagrams=tuple(diagram.notation for diagram in draft.diagrams),
        needs=draft.needs,
    )
