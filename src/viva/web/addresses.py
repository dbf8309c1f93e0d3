"""Addresses inside the site: where a form may lead, and which change the page there is to tell of."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from viva.kernel.ids import IDS
from viva.kernel.numbers import whole

_TOLD = "done"

NOTHING = 0
"""In place of the number of a change, where all was so already."""


def inside(address: str, otherwise: str) -> str:
    """The address if it leads to a page of ours, else another one."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if ours and address.isprintable() else otherwise


def telling_of(address: str, change_id: int | None) -> str:
    """The address of the same page, which then tells what was changed and how to undo it; None: nothing was."""
    page = urlsplit(address)
    told = [(name, value) for name, value in parse_qsl(page.query) if name != _TOLD]
    if change_id is not None:
        told.append((_TOLD, str(change_id)))
    return page._replace(query=urlencode(told)).geturl()


def told_in(query: str) -> int | None:
    """The change that a page is to tell of."""
    if _TOLD not in query:
        return None
    return whole(dict(parse_qsl(query)).get(_TOLD, ""), IDS[-1] - 1)  # the one behind it is looked for, too
