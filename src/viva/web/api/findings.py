"""What checks found in the bank: lists, mending, ignoring with a reason, checking again."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from viva.app import Unit
from viva.bank.errors import StaleQuestion
from viva.checks.findings.jobs import check_later
from viva.checks.findings.model import LONGEST_REASON, Ignored, KeptFinding, Mending, Severity, Wanted
from viva.checks.formats import message
from viva.checks.model import Family
from viva.kernel.ids import IDS
from viva.web.api import cursors
from viva.web.api.bodies import Changed, Shape
from viva.web.api.calling import IdempotencyKey, once
from viva.web.api.jobs import JobBody
from viva.web.asking import Here

routes = APIRouter(prefix="/findings", tags=["findings"])

_FURTHEST = 100_000
Number = Annotated[int, Field(ge=1, le=IDS[-1])]


class EditBody(BaseModel):
    """In a line, the text `old` that begins at a column (from 1) becomes `new`."""

    line: int
    col: int
    old: str
    new: str


class IgnoredBody(BaseModel):
    """That somebody ignores it, and why."""

    id: int
    reason: str
    made_by: str
    made_at: datetime

    @classmethod
    def of(cls, ignored: Ignored) -> "IgnoredBody":
        """Of what is known."""
        return cls(id=ignored.id, reason=ignored.reason, made_by=ignored.made_by, made_at=ignored.made_at)


class FindingBody(BaseModel):
    """A finding; `question`, `revision` and `place` name it. Lines count the prompt as 1, the answer from 3 on."""

    question: int
    revision: int
    place: int
    code: str
    severity: Severity
    message: str
    line: int
    col: int
    text: str
    mending: Mending
    edits: list[EditBody]
    ignored: IgnoredBody | None

    @classmethod
    def of(cls, kept: KeptFinding) -> "FindingBody":
        """Of what is kept."""
        finding = kept.finding
        return cls(
            question=kept.question.id,
            revision=kept.revision,
            place=kept.place,
            code=finding.code,
            severity=kept.severity,
            message=message(finding),
            line=finding.line,
            col=finding.col,
            text=kept.text,
            mending=kept.mending,
            edits=[EditBody(**edit._asdict()) for edit in finding.fix.edits] if finding.fix else [],
            ignored=IgnoredBody.of(kept.ignored) if kept.ignored else None,
        )


class FindingList(BaseModel):
    """Findings in the order of the bank, with what they are and how much of the bank was not checked yet."""

    items: list[FindingBody]
    total: int
    next: str | None
    codes: dict[str, int]
    ignored: int
    unchecked: int
    checked_at: datetime | None


class Named(Shape):
    """Which finding is meant, in which wording."""

    question: Number
    revision: Number
    place: Annotated[int, Field(ge=0, le=100_000)]


class Reasoned(Named):
    """A finding to be ignored, and why."""

    reason: Annotated[str, Field(min_length=1, max_length=LONGEST_REASON)]


class TakenBack(Shape):
    """What is to be ignored no more."""

    ignored: Number


class Checked(Shape):
    """Which questions are to be checked: without any, all."""

    questions: Annotated[list[Number], Field(max_length=1_000)] = []  # noqa: RUF012 - pydantic copies it


class Filters(BaseModel):
    """Which findings are wanted; what is left out does not matter."""

    family: Family | None = None
    code: Annotated[str | None, Field(max_length=10)] = None
    severity: Severity | None = None
    mending: Mending | None = None
    topic: Annotated[str | None, Field(max_length=200)] = None
    source: Annotated[str | None, Field(max_length=1000)] = None
    question: Number | None = None
    ignored: bool = False
    cursor: Annotated[str | None, Field(max_length=100)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


@routes.get("")
def list_findings(here: Here, filters: Annotated[Filters, Query()]) -> FindingList:
    """What was found in the wordings that questions have now; with `ignored`, what people ignore of it."""
    offset = min(cursors.read(filters.cursor) or 0, _FURTHEST)
    wanted = Wanted(**filters.model_dump(exclude={"cursor", "limit"}))
    with here.reading() as unit:
        page = unit.findings.page(wanted, limit=filters.limit, offset=offset)
    end = offset + len(page.findings)
    return FindingList(
        items=[FindingBody.of(each) for each in page.findings],
        total=page.total,
        next=cursors.written(end) if page.findings and end < page.total else None,
        codes=dict(page.codes),
        ignored=page.ignored,
        unchecked=page.unchecked,
        checked_at=page.checked_at,
    )


@routes.post("/mend")
def mend_finding(here: Here, body: Named, key: IdempotencyKey) -> Changed:
    """Mend one, as an edit; 412 when the question has another wording by now."""

    def mend(unit: Unit) -> dict[str, Any]:
        done = unit.findings.mend(body.question, body.revision, body.place)
        return {"change": done.change_id, "questions": list(done.question_ids)}

    try:
        return Changed.model_validate(once(here, key, body, mend))
    except StaleQuestion as stale:
        raise HTTPException(HTTPStatus.PRECONDITION_FAILED) from stale


@routes.post("/ignore")
def ignore_finding(here: Here, body: Reasoned, key: IdempotencyKey) -> IgnoredBody:
    """Ignore what a rule finds in that line, in this wording and others, also in `viva check` of the bank."""

    def ignore(unit: Unit) -> dict[str, Any]:
        number = unit.findings.ignore(body.question, body.revision, body.place, body.reason)
        made = next(one for one in unit.findings.ignored() if one.id == number)
        return IgnoredBody.of(made).model_dump(mode="json")

    try:
        return IgnoredBody.model_validate(once(here, key, body, ignore))
    except StaleQuestion as stale:
        raise HTTPException(HTTPStatus.PRECONDITION_FAILED) from stale


@routes.post("/take-back", status_code=HTTPStatus.NO_CONTENT)
def take_back(here: Here, body: TakenBack, key: IdempotencyKey) -> None:
    """Ignore it no more."""

    def back(unit: Unit) -> dict[str, Any]:
        unit.findings.take_back(body.ignored)
        return {}

    once(here, key, body, back)


@routes.post("/check")
def check_bank(here: Here, body: Checked, key: IdempotencyKey) -> JobBody:
    """Have questions checked by a worker."""

    def check(unit: Unit) -> dict[str, Any]:
        return JobBody.of(unit.jobs.job(check_later(unit.jobs, body.questions))).model_dump(mode="json")

    return JobBody.model_validate(once(here, key, body, check))
