"""Questions in past interviews: how hard they are, whether they tell candidates apart, how worn."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from viva.interviews.results.past import EVERYTHING, FEWEST, Only, Order, WantedPast
from viva.interviews.templates.choosing import OFTEN
from viva.web.asking import Here
from viva.web.pages.interviews import BASE
from viva.web.paging import PAGE, offset, paging

routes = APIRouter()


class Filters(BaseModel):
    """Which questions to show."""

    text: str = ""
    only: Only | Literal[""] = ""
    order: Order = Order.ASKED
    page: int = 1

    def wanted(self) -> WantedPast:
        """As the list is asked for it."""
        return WantedPast(self.text.strip(), self.only or None, self.order)


@routes.get(f"{BASE}/past")
def show_past(here: Here, filters: Annotated[Filters, Query()]) -> Response:
    """Questions that were asked, with their figures."""
    wanted = filters.wanted()
    with here.reading() as unit:
        found = unit.past.questions(wanted, limit=PAGE, offset=offset(filters.page))
    walk = paging(filters.page, found.total, f"{BASE}/past", **filters.model_dump(exclude={"page"}))
    narrowed = wanted != EVERYTHING
    return here.page(
        "interviews/past.html", found=found, filters=filters, narrowed=narrowed, walk=walk, fewest=FEWEST, often=OFTEN
    )
