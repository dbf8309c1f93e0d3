"""Every component in every state on one page, for those who build pages and for the tests that look at them."""

from fastapi import APIRouter, Response

from viva.bank.content import Content, Point
from viva.bank.differences import differences
from viva.notes.model import Group, Level
from viva.web.asking import Here

routes = APIRouter()

_BEFORE = Content(prompt="What is a lock?", answer="One thread.\nAnother line.", topics=("gil", "threading"))
_AFTER = Content(
    prompt="What is a mutex?",
    answer="One thread.\nA line that is new.",
    topics=("threading", "gil"),
    level=next(iter(Level)),
    key_points=(Point("mutual exclusion", Group.MUST),),
)


@routes.get("/ui")
def show_components(here: Here) -> Response:
    """The page."""
    return here.page("showcase/page.html", sample_differences=tuple(differences(_BEFORE, _AFTER)))
