"""The shapes of what the API takes and gives."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from viva.bank.content import Content, Necessity, Point, Remark, Task, WrongSolution, explaining
from viva.bank.model import QuestionStatus
from viva.bank.tasks import read_tests
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Kind, Level, Status
from viva.telling.plain import plain

Text = Annotated[str, Field(max_length=1_000_000)]
Label = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Labels = Annotated[list[Label], Field(max_length=100)]


class Shape(BaseModel):
    """A part of a request: a field that nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid")


class PointBody(Shape):
    """One thing a good answer says."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    group: Group


class NecessityBody(Shape):
    """How necessary the knowledge is at a level."""

    level: Level
    group: Group


class RemarkBody(Shape):
    """A follow-up with what to expect, or what one often hears with what is wrong about it."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    note: Annotated[str, Field(max_length=20_000)] = ""


class WrongBody(Shape):
    """A solution that must fail."""

    label: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^\S[^\x00-\x1f\x7f]*$")]
    code: Text


class TaskBody(Shape):
    """A function to write; `tests` are lines as the bank format has them."""

    prompt: Text = ""
    starter: Text = ""
    tests: Text = ""
    solution: Text = ""
    wrong: Annotated[list[WrongBody], Field(max_length=50)] = []

    def task(self) -> Task:
        """The same as the bank has it; InvalidInput where a line is no test."""
        for line, told in read_tests(self.tests).problems:
            raise InvalidInput(_("Line {line} of the tests: {problem}.").format(line=line + 1, problem=told))
        wrong = tuple(WrongSolution(" ".join(one.label.split()), one.code) for one in self.wrong)
        return Task(self.prompt, self.starter, self.tests, self.solution, wrong)


class ContentBody(Shape):
    """What a question says; what is left out is found in its text, as for a question written by hand."""

    prompt: Annotated[str, Field(min_length=1, max_length=100_000)]
    kind: Kind = Kind.QUESTION
    answer: Text = ""
    options: Annotated[list[Text], Field(max_length=100)] = []
    correct: Annotated[list[Annotated[int, Field(ge=0, lt=100)]], Field(max_length=100)] = []
    """Places in `options`, counted from 0."""
    key_points: Annotated[list[PointBody], Field(max_length=200)] = []
    experience: bool = False
    section: Labels = []
    level: Level | None = None
    groups: Annotated[list[NecessityBody], Field(max_length=3)] = []
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = "und"
    tech: Labels = []
    topics: Labels = []
    keywords: Labels = []
    tags: Labels = []
    number: Annotated[str, Field(max_length=50)] | None = None
    author_status: Status | None = None
    explanations: Annotated[list[Text], Field(max_length=100)] = []
    """Why each option is right or wrong: none, or one for each option."""
    follow_ups: Annotated[list[RemarkBody], Field(max_length=50)] = []
    mistakes: Annotated[list[RemarkBody], Field(max_length=50)] = []
    sources: Annotated[list[Annotated[str, Field(min_length=1, max_length=2_000)]], Field(max_length=50)] = []
    task: TaskBody | None = None

    def content(self) -> Content:
        """The same as the bank has it; InvalidInput where its parts do not fit together."""
        if not self.prompt.strip():
            raise InvalidInput(_("A question needs a prompt."))
        if any(place >= len(self.options) for place in self.correct):
            raise InvalidInput(_("A right option is named that is not there."))
        if len(self.explanations) not in {0, len(self.options)}:
            raise InvalidInput(_("There are as many explanations as options, or none."))
        if len({one.level for one in self.groups}) < len(self.groups):
            raise InvalidInput(_("A level has one group, not several."))
        return Content(
            prompt=self.prompt,
            kind=self.kind,
            answer=self.answer,
            options=tuple(self.options),
            correct=tuple(sorted(set(self.correct))),
            key_points=tuple(Point(one.text, one.group) for one in self.key_points),
            experience=self.experience,
            section=tuple(self.section),
            level=self.level,
            groups=tuple(sorted(Necessity(one.level, one.group) for one in self.groups)),
            language=self.language,
            tech=tuple(self.tech),
            topics=tuple(self.topics),
            keywords=tuple(self.keywords),
            tags=tuple(self.tags),
            number=self.number,
            author_status=self.author_status,
            explanations=explaining(self.explanations),
            follow_ups=tuple(Remark(one.text, one.note) for one in self.follow_ups),
            mistakes=tuple(Remark(one.text, one.note) for one in self.mistakes),
            sources=tuple(self.sources),
            task=self.task.task() if self.task else None,
        )


class NewQuestion(ContentBody):
    """A question that is in no note."""

    status: QuestionStatus | None = None


class Shown(BaseModel):
    """What the API tells of a value: those of its parts that the body names, as plain data."""

    @classmethod
    def of(cls, value: object) -> Self:
        """Of what the bank tells."""
        return cls.model_validate({name: plain(getattr(value, name)) for name in cls.model_fields})


class Line(Shown):
    """A question as a list shows it."""

    id: int
    prompt: str
    kind: Kind
    status: QuestionStatus
    answered: bool
    level: Level | None
    language: str
    tech: list[str]
    topics: list[str]
    tags: list[str]
    needs: list[str]
    source: str | None
    line: int


class Found(BaseModel):
    """A page of questions, best first or in the order of their notes."""

    items: list[Line]
    total: int
    next: str | None
    """The cursor for the page behind this one; null on the last."""
    facets: dict[str, dict[str, int]] = {}


class Wording(Shown):
    """One wording of a question: `content` is what a person writes, `parts` what is found in it."""

    number: int
    origin: str
    made_at: datetime
    made_by: str
    content: dict[str, Any]
    parts: dict[str, Any]


class Whole(Shown):
    """A question with the wording that counts."""

    id: int
    key: str
    version: int
    status: QuestionStatus
    created_at: datetime
    vanished_at: datetime | None
    withdrawn_at: datetime | None
    merged_into: int | None
    merged: list[int]
    wording: Wording
    offered: Wording | None
    place: dict[str, Any] | None
    related: list[dict[str, Any]]


class Changed(BaseModel):
    """What a request did."""

    change: int | None
    """The change, to undo it by; null when all was as wanted already."""
    questions: list[int]
