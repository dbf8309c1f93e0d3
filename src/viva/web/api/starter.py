"""The questions that come with Viva: how much of them is there, and adding them."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from viva.app import Unit
from viva.starter import shipped
from viva.starter.jobs import add_later
from viva.web.api.calling import IdempotencyKey, once
from viva.web.asking import Here

routes = APIRouter(prefix="/starter", tags=["bank"])


class HoldingBody(BaseModel):
    """How many questions the starter bank has, and how many of them are in the bank."""

    shipped: int
    there: int
    languages: list[str]


class Wanted(BaseModel):
    """In which languages it is wanted; all if none is named."""

    model_config = ConfigDict(extra="forbid")

    languages: Annotated[list[Literal["en", "ru"]], Field(max_length=2)] = []


class Added(BaseModel):
    """The job that adds it."""

    job: int


@routes.get("")
def tell_starter(here: Here) -> HoldingBody:
    """How much of it is there."""
    with here.reading() as unit:
        holding = unit.starter.holding()
    return HoldingBody(shipped=holding.shipped, there=holding.there, languages=list(shipped.languages()))


@routes.post("")
def add_starter(here: Here, wanted: Wanted, key: IdempotencyKey) -> Added:
    """Have it added, or brought up to date, in the background; people's own wordings stay."""

    def add(unit: Unit) -> dict[str, Any]:
        return {"job": add_later(unit.jobs, tuple(dict.fromkeys(wanted.languages)))}

    return Added.model_validate(once(here, key, wanted, add))
