"""One request: who asks and how they want it shown, the units of work it may have, and the answers it can get."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel

from viva.accounts.model import Person
from viva.app import App, Unit
from viva.settings import Settings
from viva.web.addresses import inside, telling_of, told_in
from viva.web.api import problems
from viva.web.failures import Failure
from viva.web.gate import Gate
from viva.web.live import Live
from viva.web.look import Look
from viva.web.measures import Measures

if TYPE_CHECKING:
    from viva.bank import changes as bank


_BESIDE = {"HX-Retarget": "#trouble", "HX-Reswap": "innerMorph", "HX-Reselect": "#failure"}
"""What does not last is told beside what was there, which stays as it is and can be asked for again."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all requests share."""

    app: App
    gate: Gate
    upload_limit: int
    """Bytes of notes that may come in at once."""

    settings: Settings
    local: bool = True
    """For one person at this machine, with a page for those who build pages."""

    live: Live = field(default_factory=Live)
    """The open screens of interviews."""

    measures: Measures = field(default_factory=Measures)
    """What it counts of itself."""

    network: str | None = None
    """Where guests come in from the local network; None: nothing listens there."""

    guests: bool = False
    """Whether who asks came that way."""

    loaded: Callable[[], None] = lambda: None
    """What is done whenever more of it was loaded."""

    def unit(self) -> AbstractContextManager[Unit]:
        """A unit of whoever asks."""
        return self.app.unit(self._person())

    def reader(self) -> AbstractContextManager[Unit]:
        """One that only reads."""
        return self.app.reader(self._person())

    def _person(self) -> Person | None:
        return self.app.guest() if self.guests else None


class Change(BaseModel):
    """A form that changes something; `key` makes sending it twice harmless."""

    key: str


@dataclass(frozen=True, slots=True)
class Told:
    """A change that was just made or undone, and the address of the page that tells of it."""

    change: "bank.Change"
    back: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page needs to answer."""

    request: Request
    site: Site
    look: Look

    def reading(self) -> AbstractContextManager[Unit]:
        """A unit that only reads."""
        return self.site.reader()

    @property
    def partly(self) -> bool:
        """Whether a page asks for a part of itself, and not a person for a page."""
        return self.request.headers.get("hx-request-type") == "partial"

    def told(self, unit: Unit) -> Told | None:
        """What the form that led here has changed, for a page to tell of, with the way back."""
        change_id = told_in(self.request.scope["query_string"].decode("latin-1"))
        if change_id is None:
            return None
        change = next(iter(unit.activity.changes(limit=1, before=change_id + 1)), None)
        return Told(change, telling_of(self.address, None)) if change and change.id == change_id else None

    @property
    def address(self) -> str:
        """Of the page that was asked for, inside the site."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    def page(self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Response:
        """A page, or a part of one, made of a template."""
        from viva.web.templating import environment  # late: the site answers before its first page is asked for

        html = (
            environment(self.look.language)
            .get_template(template)
            .render(look=self.look, path=self.request.scope["path"], keys=self.look.keys, **values)
        )
        return HTMLResponse(html, status, headers={"Vary": "HX-Request-Type, Cookie, Accept-Language"})

    def failed(self, failure: Failure) -> Response:
        """A page that says what went wrong; inside another page only the sentence, and a problem for a program."""
        if self.request.url.path.startswith("/api/"):
            return problems.answer(failure)
        within = self.partly or "hx-request" in self.request.headers
        template = "failure/_notice.html" if within else "failure/page.html"
        answer = self.page(template, status=failure.status, failure=failure, back=self._came_from())
        if within and failure.passes:
            answer.headers.update(_BESIDE)
        return answer

    def _came_from(self) -> str | None:
        """The page of ours that led here."""
        host, slash, page = self.request.headers.get("referer", "").partition("://")[2].partition("/")
        return inside(slash + page, "/") if host == self.request.headers.get("host") else None

    def change(self, form: Change, carry_out: Callable[[Unit], str]) -> Response:
        """Do once what a form asks for, and lead to the address that `carry_out` gives."""
        return self.once(form.key, form.model_dump_json(), carry_out)

    def once(self, key: str, told: str, carry_out: Callable[[Unit], str]) -> Response:
        """Do once what was asked for with a key; `told` is all that came with it.

        It is durable before the browser is told: sent again, it leads to the
        same address and changes nothing.
        """

        def carry() -> Mapping[str, str]:
            return {"address": carry_out(unit)}

        with self.site.unit() as unit:
            asked = f"{self.request.url.path} {told}".encode()
            answer = unit.receipts.once(key, asked, carry)
            unit.check_reworded()
        return self.lead_to(answer["address"])

    def lead_to(self, address: str) -> Response:
        """Send the browser on; it asks for the address anew."""
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)


async def asked(request: Request) -> Asked:
    """What stands in the state of a request, which `site.py` put there."""
    return Asked(request, request.app.state.site, request.state.look)


Here = Annotated[Asked, Depends(asked)]
"""How an endpoint asks for its request."""
