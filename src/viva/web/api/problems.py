"""Failures as problem+json (RFC 9457)."""

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from viva.web.failures import Failure

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, for a program and for the person in front of it."""

    title: str
    """The same for all failures of a status."""
    status: int
    detail: str
    """A sentence that says what to do about it."""


def answer(failure: Failure) -> JSONResponse:
    """A failure for a program."""
    problem = Problem(title=failure.title, status=failure.status, detail=failure.text)
    return JSONResponse(problem.model_dump(), failure.status, media_type=MEDIA_TYPE)
