"""The first page: what the bank holds, what needs work, what came in last; or how to begin."""

from fastapi import APIRouter, Response

from viva.web.asking import Here

routes = APIRouter()

_NEWEST = 5


@routes.get("/")
def show_home(here: Here) -> Response:
    """The bank in numbers."""
    with here.reading() as unit:
        stats = unit.bank.stats()
        newest = sorted(unit.bank.sources(), key=lambda source: source.imported_at, reverse=True)[:_NEWEST]
    if not stats.sources and not stats.questions:
        return here.page("home/first.html")
    return here.page("home/page.html", stats=stats, newest=newest)
