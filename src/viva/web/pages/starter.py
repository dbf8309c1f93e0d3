"""Adding the starter bank, or bringing it up to date, from wherever a page offers it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.starter.jobs import add_later
from viva.web.asking import Change, Here

routes = APIRouter()


class StarterForm(Change):
    """In which language it is wanted; empty for all."""

    wanted: Literal["en", "ru", ""] = ""


@routes.post("/starter")
def add_starter(here: Here, form: Annotated[StarterForm, Form()]) -> Response:
    """Have it added, and lead to where one sees how far that is."""

    def carry_out(unit: Unit) -> str:
        return f"/jobs/{add_later(unit.jobs, (form.wanted,) if form.wanted else ())}"

    return here.change(form, carry_out)
