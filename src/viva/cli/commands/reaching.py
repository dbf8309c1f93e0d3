"""`viva interview network`: whose links are reached from the local network."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.cli.limit import natural
from viva.kernel.i18n import _


def reach_interview(
    interview_id: Annotated[
        int | None,
        Parameter(name="ID", converter=natural, help=_("The number that `viva interview list` shows.")),
    ] = None,
    /,
    *,
    close: Annotated[bool, Parameter(help=_("Let its links open on this machine alone again."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Open the links of an interview to the local network, or close them; without one, show which are open."""
    from viva.web.serving import network_of

    if interview_id is None and close:
        raise ValidationError(exception_message=_("Say which interview to close."))
    with context.app() as app, app.unit() as unit:
        if interview_id is not None and close:
            unit.interviews.close_to_network(interview_id)
        elif interview_id is not None:
            unit.interviews.open_to_network(interview_id)
        reachable = unit.interviews.reachable()
    address, output = network_of(context.settings().data), context.output
    if json:
        output.json({"interviews": list(reachable), "address": address})
        return
    for number in reachable:
        output.line(_("Interview {id}: seats and candidate can be reached from the local network.").format(id=number))
    if not reachable:
        output.line(_("The links of all interviews open on this machine alone."))
    elif address:
        output.remark(
            _(
                "In place of the address of this machine, their links begin with {address}. Nothing is encrypted there."
            ).format(address=address)
        )
    else:
        output.remark(_("Nothing listens there now: start `viva serve --network auto`."))
