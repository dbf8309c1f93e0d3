"""How the pages look and speak in this browser, and where Viva keeps what it keeps."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel

from viva.web.addresses import inside
from viva.web.asking import Here
from viva.web.look import COOKIE, SECONDS, THEMES, Look, Theme

routes = APIRouter()


class LookForm(BaseModel):
    """What can be chosen; what is left out stays as it is."""

    language: Literal["en", "ru"] | None = None
    theme: Theme | None = None
    keys: Literal["on", "off"] | None = None
    back: str = "/settings"


@routes.get("/settings")
def show_settings(here: Here) -> Response:
    """All there is to choose."""
    return here.page("settings/page.html", themes=THEMES)


@routes.post("/settings/look")
def change_look(here: Here, form: Annotated[LookForm, Form()]) -> Response:
    """Keep what was chosen in the browser, and go back to where it was chosen."""
    before = here.look
    look = Look(
        language=form.language or before.language,
        theme=form.theme or before.theme,
        keys=before.keys if form.keys is None else form.keys == "on",
    )
    answer = here.lead_to(inside(form.back, "/settings"))
    answer.set_cookie(COOKIE, look.cookie(), max_age=SECONDS, samesite="lax")
    return answer
