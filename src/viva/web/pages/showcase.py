"""Every component in every state on one page, for those who build pages and for the tests that look at them."""

from fastapi import APIRouter, Response

from viva.web.asking import Here

routes = APIRouter()


@routes.get("/ui")
def show_components(here: Here) -> Response:
    """The page."""
    return here.page("ui/page.html")
