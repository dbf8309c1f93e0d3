"""`viva serve`: the pages, for the person at this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from viva.web.serving import Served

_PORTS = range(65536)


def serve(
    *,
    port: Annotated[
        int | None,
        Parameter(metavar="N", help=_("Port to listen at; 0 takes any that is free. Usually 8320, if it is.")),
    ] = None,
    host: Annotated[str, Parameter(help=_("Address to listen at: this machine's own."))] = "127.0.0.1",
    network: Annotated[
        str | None,
        Parameter(
            metavar="auto|ADDRESS[:PORT]",
            help=_(
                "Let the links of interviews that you open to it be reached from your local network; usually port 8321."
            ),
        ),
    ] = None,
    no_browser: Annotated[bool, Parameter(help=_("Do not open the pages in your browser."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Serve the pages until Ctrl-C; the last line has the address that lets one browser in."""
    if port is not None and port not in _PORTS:
        raise ValidationError(exception_message=_("A port is a number from 0 to 65535."))
    serve_pages(context, host=host, port=port, network=network, browser=not no_browser)


def serve_pages(
    context: Context,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    network: str | None = None,
    browser: bool = True,
) -> None:
    """Serve the pages of this command's bank until Ctrl-C."""
    from viva.notes.model import READER_VERSION
    from viva.web.logs import write_logs
    from viva.web.serving import AlreadyServed
    from viva.web.serving import serve as serve_site

    output = context.output
    settings = context.settings()
    browser = browser and output.on_terminal

    def tell(served: Served) -> None:
        output.remark(_("Ctrl-C ends it. What it does is written to {file}.").format(file=log))
        if served.network:
            told = ngettext(
                "The links of {count} interview can be reached at {address} from your local network, unencrypted.",
                "The links of {count} interviews can be reached at {address} from your local network, unencrypted.",
                reachable,
            )
            output.remark(told.format(count=reachable, address=served.network))
        output.line(_("Viva is at "), (served.entrance, "cyan"))
        output.close()
        if browser:
            _open(served.entrance)

    with context.app(reader_version=READER_VERSION) as app:
        with app.reader() as unit:  # makes the bank, or says why it cannot be used, before anything is served
            reachable = len(unit.interviews.reachable()) if network else 0
        log = write_logs(settings.data)
        try:
            serve_site(app, settings, host=host, port=port, network=network, tell=tell)
        except AlreadyServed as there:
            if browser:
                _open(there.entrance)
            raise
        except KeyboardInterrupt:
            pass  # uvicorn raises it again when it has ended as it should
    output.remark(_("Viva has stopped."))


def _open(address: str) -> None:
    """In the background: some browsers keep whoever starts them waiting."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
