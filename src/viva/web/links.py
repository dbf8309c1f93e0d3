"""Personal links of an interview: the token of one says who it is, and guessing is slowed down as at the entrance."""

from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException

from viva.kernel.errors import NotFound
from viva.web.asking import Here, Site


@contextmanager
def slowing(site: Site, token: str) -> Generator[None]:
    """Learn whether a link opens what is looked for inside; who guesses is not let in at all."""
    if not site.gate.admits(token):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS)
    try:
        yield
    except NotFound:
        site.gate.learn(token, good=False)
        raise
    site.gate.learn(token, good=True)


def seat_behind(site: Site, token: str) -> tuple[int, int]:
    """The interview and the seat that a link opens; NotFound where it opens none."""
    with slowing(site, token), site.reader() as unit:
        return unit.conduct.interview_id(token), unit.conduct.seat_id(token)


def known(here: Here, token: str) -> str:
    """The token of a link that opens something."""
    seat_behind(here.site, token)
    return token


Token = Annotated[str, Depends(known)]
