"""What answers when something fails: one table of statuses, and a sentence for the person who asked."""

from dataclasses import dataclass
from http import HTTPStatus

from viva.kernel.errors import Conflict, InvalidInput, NotFound, Unavailable, VivaError
from viva.kernel.i18n import _

STATUSES: tuple[tuple[type[VivaError], HTTPStatus], ...] = (
    (InvalidInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (Unavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)


_PASSING = frozenset([HTTPStatus.UNAUTHORIZED, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE])


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, for a person: a heading, a sentence, and the status that goes with it."""

    status: HTTPStatus
    title: str
    text: str

    @property
    def passes(self) -> bool:
        """Whether it says nothing of what was asked for: another time, or to a browser that is let in, it succeeds."""
        return self.status in _PASSING


def failure_of(error: VivaError) -> Failure:
    """A failure that says itself what to do about it."""
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    return Failure(status, title_of(status), str(error))


def failure_for(status: HTTPStatus, why: str | None = None) -> Failure:
    """A failure that the web knows of by itself."""
    return Failure(status, title_of(status), why or _text_of(status))


def title_of(status: HTTPStatus) -> str:
    """What a person reads for a status."""
    return {
        HTTPStatus.UNAUTHORIZED: _("This browser is not known here"),
        HTTPStatus.FORBIDDEN: _("Not from there"),
        HTTPStatus.NOT_FOUND: _("There is nothing here"),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This cannot be done here"),
        HTTPStatus.CONFLICT: _("Somebody was quicker"),
        HTTPStatus.PRECONDITION_FAILED: _("Somebody was quicker"),
        HTTPStatus.PRECONDITION_REQUIRED: _("It must say what it saw"),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("That is too much at once"),
        HTTPStatus.MISDIRECTED_REQUEST: _("Another address"),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("That does not work"),
        HTTPStatus.BAD_REQUEST: _("That cannot be read"),
        HTTPStatus.TOO_MANY_REQUESTS: _("Too many tries"),
        HTTPStatus.SERVICE_UNAVAILABLE: _("Not possible now"),
    }.get(status, _("Something broke"))


def _text_of(status: HTTPStatus) -> str:
    return {
        HTTPStatus.UNAUTHORIZED: _("Open the address that `viva serve` printed last. It lets one browser in, once."),
        HTTPStatus.FORBIDDEN: _("A page of another site asked for this. Viva does only what its own pages ask for."),
        HTTPStatus.NOT_FOUND: _("The address is wrong, or what was here is gone."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("The address is right, but not for this."),
        HTTPStatus.PRECONDITION_FAILED: _("It was changed since you looked at it: look at it again."),
        HTTPStatus.PRECONDITION_REQUIRED: _("An edit needs If-Match with the ETag of what it was made from."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("What was sent is larger than Viva takes. Nothing of it was kept."),
        HTTPStatus.MISDIRECTED_REQUEST: _("Viva answers only to the address that `viva serve` printed."),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("Something is missing, or is not what was asked for."),
        HTTPStatus.BAD_REQUEST: _("What was sent is damaged or incomplete."),
        HTTPStatus.TOO_MANY_REQUESTS: _("There were too many wrong addresses. Wait a minute, then try again."),
    }.get(status, _("It is our mistake. It was written to the log; what was saved before is safe."))
