"""The bank: searching it as one types, narrowing what was found, and changing many questions at once."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Annotated, Literal, NamedTuple
from urllib.parse import quote_plus

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from viva.app import Unit
from viva.bank.combining import Amendment
from viva.bank.editing import Done, Edit
from viva.bank.model import QuestionStatus
from viva.bank.search.model import Hits, Order
from viva.bank.search.retyping import TypedFilter, behind, filters_in, typed
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Level
from viva.telling import filters
from viva.web.addresses import NOTHING, inside, telling_of
from viva.web.asking import Change, Here

routes = APIRouter()

PAGE = 50
SEARCHED = 20
"""Questions of a page of what was searched for: each letter one types brings them anew, and the best are the first."""

LONGEST = 1000
"""Characters of a query."""

MOST_VALUES = 60
"""Values of a facet that are shown."""

_TYPED = 5_000
"""Values of facets whose addresses are remembered."""

_NONE = Hits(hits=(), total=0)


@routes.get("/bank")
def search_bank(
    here: Here,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    order: Order = Order.BEST,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    done: int | None = None,
) -> Response:
    """What fits a query, or all there is; a search as one types asks for the list alone."""
    wrong, found = "", _NONE
    rows = SEARCHED if q.strip() else PAGE
    chosen: tuple[TypedFilter, ...] = ()
    with here.reading() as unit:
        try:
            chosen = tuple(filters_in(q))
            found = unit.search.browse(q, order=order, limit=rows, offset=(page - 1) * rows)
            if found.total and not found.hits:  # fewer are left than there were: the last page has some
                page = -(-found.total // rows)
                found = unit.search.browse(q, order=order, limit=rows, offset=(page - 1) * rows)
        except InvalidInput as error:
            wrong = str(error)
        told = here.told(unit)
        empty = not found.total and unit.lines.is_empty()
    return here.page(
        "bank/_found.html" if here.partly else "bank/page.html",
        q=q,
        order=order,
        orders=Order,
        page=page,
        pages=-(-found.total // rows),
        found=found,
        chosen=chosen,
        narrower=_narrower(q, order, chosen, found),
        wrong=wrong,
        empty=empty,
        told=told,
        nothing_done=done == NOTHING,
    )


class Narrower(NamedTuple):
    """A value of a facet, as it is called, how many have it, and where these alone are, if one can ask for it."""

    said: str
    many: int
    address: str | None


def _narrower(q: str, order: Order, chosen: Sequence[TypedFilter], found: Hits) -> dict[str, list[Narrower]]:
    """By facet what would narrow the query.

    Two values of one filter mean any of them: a facet that is chosen already
    would not narrow, and is left out.
    """
    taken = {each.name for each in chosen if not each.excluded}
    rest = quote_plus(behind(q)) + ("" if order is Order.BEST else f"&order={order}")
    return {
        name: [
            Narrower(filters.value_of(name, value), count, _address(name, value, rest))
            for value, count in islice(values.items(), MOST_VALUES)
        ]
        for name, values in found.facets.items()
        if name not in taken
    }


def _address(name: str, value: str, rest: str) -> str | None:
    more = _typed(name, value)
    return f"/bank?q={more}{rest}" if more else None


@lru_cache(maxsize=_TYPED)
def _typed(name: str, value: str) -> str | None:
    """A filter as it stands in an address, if one can type it."""
    more = typed(name, value)
    return more and quote_plus(more)


class PickedForm(Change):
    """Questions that were picked, and what is to be so of all of them; what is empty stays as it is."""

    id: list[int] = Field(default_factory=list)
    all: Literal["on"] | None = None
    q: str = Field("", max_length=LONGEST)
    back: str = "/bank"
    add_tags: str = ""
    remove_tags: str = ""
    add_topics: str = ""
    remove_topics: str = ""
    level: Level | Literal["", "none"] = ""
    group_L1: Group | Literal["", "none"] = ""  # noqa: N815 - the name of a level is as it is
    group_L2: Group | Literal["", "none"] = ""  # noqa: N815
    group_L3: Group | Literal["", "none"] = ""  # noqa: N815
    status: QuestionStatus | Literal[""] = ""

    def amendment(self) -> Amendment:
        """What is to be different about the wordings."""
        groups = {level: getattr(self, f"group_{level}") for level in Level}
        return Amendment(
            add_tags=named(self.add_tags),
            remove_tags=named(self.remove_tags),
            add_topics=named(self.add_topics),
            remove_topics=named(self.remove_topics),
            level=self.level if isinstance(self.level, Level) else None,
            no_level=self.level == "none",
            groups={level: group if isinstance(group, Group) else None for level, group in groups.items() if group},
        )


@routes.post("/bank/change")
def change_picked(here: Here, form: Annotated[PickedForm, Form()]) -> Response:
    """Change the same in all picked questions, as one change."""

    def carry_out(unit: Unit) -> str:
        picked = unit.search.chosen(form.q) if form.all else tuple(dict.fromkeys(form.id))
        if not picked:
            raise InvalidInput(_("No question is picked: tick those that are to be changed."))
        done = _changed(unit, picked, form)
        return telling_of(inside(form.back, "/bank"), done.change_id or NOTHING)

    return here.change(form, carry_out)


def _changed(unit: Unit, picked: Sequence[int], form: PickedForm) -> Done:
    amendment, status = form.amendment(), form.status or None
    if amendment == Amendment():
        if status is None:
            raise InvalidInput(_("Nothing is chosen that should change: name a tag, a topic, a level or a status."))
        return unit.editing.change_status(picked, status)
    if status is None:
        return unit.editing.amend(picked, amendment)
    states = unit.bank.states(picked).values()
    edits = {state.id: Edit(content=amendment.applied_to(state.content), status=status) for state in states}
    return unit.editing.edit_several(edits, seen={state.id: state.version for state in states})


def named(text: str) -> tuple[str, ...]:
    """Names, as they are typed with commas between them."""
    return tuple(dict.fromkeys(name for part in text.split(",") if (name := " ".join(part.split()))))
