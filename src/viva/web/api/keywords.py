"""Keyword maps: what one should know on a subject, and which questions cover it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from viva.bank.keymap import KeywordMap, TermOrigin
from viva.notes.model import Group
from viva.web.api import cursors
from viva.web.api.bodies import Shown
from viva.web.api.calling import STILL_SO, IfNoneMatch, unless_known
from viva.web.asking import Here

routes = APIRouter(prefix="/keyword-maps", tags=["keyword maps"])

_MOST = 100
_LONGEST = 200


class SubjectBody(Shown):
    """What a map is about, in numbers."""

    topic: str
    tech: str | None
    titles: dict[str, str]
    questions: int
    terms: int
    covered: int
    holes: list[str]


class SubjectPage(BaseModel):
    """Subjects in the order of the taxonomy, how many there are, and where the next page begins."""

    items: list[SubjectBody]
    total: int
    next: str | None


class TermBody(Shown):
    """A term, what it is called by language, and the questions that mention it."""

    name: str
    names: dict[str, list[str]]
    origin: TermOrigin
    group: Group | None
    questions: list[int]


class MapBody(BaseModel):
    """The terms of a subject, and those that a person took out."""

    subject: SubjectBody
    terms: list[TermBody]
    hidden: list[TermBody]

    @classmethod
    def of(cls, shown: KeywordMap) -> "MapBody":
        """Of what the bank tells."""
        return cls(
            subject=SubjectBody.of(shown.subject),
            terms=list(map(TermBody.of, shown.terms)),
            hidden=list(map(TermBody.of, shown.hidden)),
        )


@routes.get("")
def list_maps(
    here: Here,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 20,
    every: Annotated[bool, Query(alias="all", description="Also subjects on which there is no question.")] = False,  # noqa: FBT002 - a parameter of an address
) -> SubjectPage:
    """Every subject that questions are about, in numbers, with its holes."""
    offset = cursors.read(cursor) or 0
    with here.reading() as unit:
        subjects = unit.keywords.maps(all_subjects=every)
    page = subjects[offset : offset + limit]
    end = offset + len(page)
    following = cursors.written(end) if page and end < len(subjects) else None
    return SubjectPage(items=list(map(SubjectBody.of, page)), total=len(subjects), next=following)


@routes.get("/{topic:path}", response_model=MapBody, responses=STILL_SO)
def tell_map(
    here: Here,
    topic: Annotated[str, Path(max_length=_LONGEST, description="A topic, by its name or by what it is called.")],
    tech: Annotated[str, Query(max_length=_LONGEST, description="The map of this technology.")] = "",
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The terms of a subject; its ETag is another one as soon as anything of it is."""
    with here.reading() as unit:
        shown = unit.keywords.map(topic, tech or None)
    return unless_known(MapBody.of(shown), if_none_match)
