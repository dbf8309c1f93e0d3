"""Where the site listens: an address of this machine, and perhaps one of it in the local network."""

import errno
import re
import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

AUTO = "auto"
_TOLD = re.compile(r"(?:\[(?P<bracketed>[^\]]*)\]|(?P<plain>[^:\[\]]+))(?::(?P<port>[0-9]{1,5}))?", re.ASCII)
_PORTS = range(1 << 16)
_ELSEWHERE = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737): asking for the way to it sends nothing."""


class Place(NamedTuple):
    """An address, and a port where one was named."""

    host: str
    port: int | None


def own_address() -> str | None:
    """The address by which this machine is in its network; None when it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
        except OSError:
            return None
        return str(asking.getsockname()[0])


def place_in_network(told: str, own: Callable[[], str | None] = own_address) -> Place:
    """What a person says of the place in the local network where guests come in; InvalidInput when none is there."""
    host, port = _parted(told)
    if host == AUTO:
        found = own()
        if found is None:
            raise InvalidInput(_("This machine seems to be in no network: name its address there."))
        host = found
    try:
        address = ip_address(host)
    except ValueError:
        raise InvalidInput(
            _("“{told}” is no place to listen at: write {auto}, or an address such as {address}.").format(
                told=told, auto=AUTO, address="192.168.1.5 / 192.168.1.5:8321"
            )
        ) from None
    if address.is_unspecified or address.is_multicast:
        raise InvalidInput(_("{host} is not one address: name the one that this machine has there.").format(host=host))
    if address.is_global:
        raise InvalidInput(
            _("{host} belongs to the internet: links are only let into a local network.").format(host=host)
        )
    if isinstance(address, IPv6Address) and address.is_link_local:
        raise InvalidInput(_("Browsers open no address such as {host}: name another.").format(host=host))
    return Place(str(address), port)


def _parted(told: str) -> Place:
    if told.count(":") > 1 and not told.startswith("["):
        return Place(told, None)
    found = _TOLD.fullmatch(told)
    if found is None or (found["port"] and int(found["port"]) not in _PORTS):
        return Place("", None)
    return Place(found["bracketed"] or found["plain"] or "", int(found["port"]) if found["port"] else None)


def netloc(host: str, port: int) -> str:
    """An address and a port as a browser writes them."""
    name = f"[{host}]" if ":" in host else host
    return name if port == 80 else f"{name}:{port}"  # noqa: PLR2004 - the one that browsers leave out


def bound(place: Place, usual: int) -> socket.socket:
    """A socket that listens at the port that was named, or else at the usual one, or else at any that is free."""
    listener = socket.socket(socket.AF_INET6 if ":" in place.host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((place.host, usual if place.port is None else place.port))
        except OSError as refusal:
            if place.port is not None or refusal.errno != errno.EADDRINUSE:
                raise
            listener.bind((place.host, 0))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def bound_in_network(place: Place, usual: int) -> socket.socket:
    """The same in the local network; InvalidInput says what is wrong with the place."""
    try:
        return bound(place, usual)
    except OSError as refusal:
        if refusal.errno != errno.EADDRNOTAVAIL:
            raise InvalidInput(
                _(
                    "Nothing can listen at {host}, port {port}: {cause}. Name another port: --network {host}:PORT"
                ).format(host=place.host, port=usual if place.port is None else place.port, cause=reason(refusal))
            ) from refusal
        own = own_address()
        hint = _("In its network it seems to have {own}.").format(own=own) if own else ""
        raise InvalidInput(
            " ".join(filter(None, [_("{host} is no address of this machine.").format(host=place.host), hint]))
        ) from refusal
