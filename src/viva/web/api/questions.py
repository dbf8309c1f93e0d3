"""Questions: finding, reading, writing, and what happens to them."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from starlette.exceptions import HTTPException

from viva.app import Unit
from viva.bank.editing import Done, Edit
from viva.bank.errors import StaleQuestion
from viva.kernel.ids import IDS
from viva.web.api import cursors
from viva.web.api.bodies import Changed, ContentBody, Found, Line, NewQuestion, Whole, Wording
from viva.web.api.calling import STILL_SO, IdempotencyKey, IfMatch, IfNoneMatch, etag, once, seen, unless_known
from viva.web.asking import Here

routes = APIRouter(prefix="/questions", tags=["questions"])

QuestionId = Annotated[int, Path(ge=1, le=IDS[-1])]
_MOST = 100
_FURTHEST = 100_000
"""Behind so many questions nobody leafs: a search has better words."""


@routes.get("")
def find_questions(
    here: Here,
    q: Annotated[str, Query(max_length=1000, description="A query, as docs/search.md has it.")] = "",
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 20,
    *,
    facets: bool = False,
) -> Found:
    """Questions that fit a query, best first; without one, all in the order of their notes."""
    offset = min(cursors.read(cursor) or 0, _FURTHEST)
    with here.reading() as unit:
        if q.strip():
            hits = unit.search.find(q, limit=limit, offset=offset, facets=facets)
            lines, total = [hit.question for hit in hits.hits], hits.total
            counted = {name: dict(values) for name, values in hits.facets.items()}
        else:
            page = unit.bank.questions(limit=limit, offset=offset)
            lines, total, counted = list(page.questions), page.total, {}
    end = offset + len(lines)
    following = cursors.written(end) if lines and end < total else None
    return Found(items=[Line.of(line) for line in lines], total=total, next=following, facets=counted)


@routes.get("/{question_id}", response_model=Whole, responses=STILL_SO)
def tell_question(here: Here, question_id: QuestionId, if_none_match: IfNoneMatch = None) -> Response:
    """One question whole; its ETag is what an edit has to have seen."""
    with here.reading() as unit:
        question = unit.bank.question(question_id)
    return unless_known(Whole.of(question), if_none_match, etag(question.version))


@routes.get("/{question_id}/revisions")
def tell_revisions(here: Here, question_id: QuestionId) -> list[Wording]:
    """Every wording it had, oldest first."""
    with here.reading() as unit:
        return [Wording.of(revision) for revision in unit.bank.revisions(question_id)]


@routes.post("", status_code=HTTPStatus.CREATED)
def add_question(here: Here, body: NewQuestion, key: IdempotencyKey, response: Response) -> Changed:
    """Put a question into the bank that is in no note."""

    def add(unit: Unit) -> dict[str, Any]:
        return _told(unit.editing.add(body.content(), status=body.status))

    changed = Changed.model_validate(once(here, key, body, add))
    response.headers["Location"] = f"/api/v1/questions/{changed.questions[-1]}"
    return changed


@routes.put("/{question_id}")
def edit_question(
    here: Here, question_id: QuestionId, body: ContentBody, key: IdempotencyKey, if_match: IfMatch = None
) -> Changed:
    """Give a question another wording; 412 when it was changed since it was seen."""
    version = seen(if_match)
    content = body.content()

    def edit(unit: Unit) -> dict[str, Any]:
        return _told(unit.editing.edit_several({question_id: Edit(content=content)}, seen={question_id: version}))

    try:
        return Changed.model_validate(once(here, key, body, edit))
    except StaleQuestion as stale:
        raise HTTPException(HTTPStatus.PRECONDITION_FAILED) from stale


def _told(done: Done) -> dict[str, Any]:
    return {"change": done.change_id, "questions": list(done.question_ids)}
