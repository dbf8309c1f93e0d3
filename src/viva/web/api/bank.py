"""The bank in numbers, and the notes it knows."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter

from viva.telling.plain import plain
from viva.web.api.bodies import Shown
from viva.web.asking import Here

routes = APIRouter(tags=["bank"])


class SourceBody(Shown):
    """A note the bank knows."""

    id: int
    name: str
    sha256: str
    encoding: str
    format: str
    lines: dict[str, int]
    questions: int
    repairs: int
    imported_at: datetime


@routes.get("/stats")
def tell_stats(here: Here) -> dict[str, Any]:
    """The bank in numbers; every mapping has the most first."""
    with here.reading() as unit:
        stats: dict[str, Any] = plain(unit.bank.stats())
    return stats


@routes.get("/sources")
def list_sources(here: Here) -> list[SourceBody]:
    """Every note the bank knows, by name."""
    with here.reading() as unit:
        return [SourceBody.of(source) for source in unit.bank.sources()]
