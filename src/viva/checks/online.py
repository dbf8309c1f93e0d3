"""Asking servers whether what notes link to is still there."""

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from viva import __version__

_SECONDS: Final = 10.0
_AT_ONCE: Final = 8
_GONE: Final = frozenset({404, 410, 451})
_REFUSED_HEAD: Final = frozenset({400, 403, 404, 405, 406, 501, 503})
_BROWSER: Final = {"User-Agent": f"Mozilla/5.0 (compatible; viva/{__version__})", "Accept": "*/*"}

Fetch = Callable[[str], str]
"""Why an address is dead, or nothing; Unanswered text where it cannot be told."""


def ask(url: str) -> str:
    """Why an address leads nowhere, in a few words; nothing when it is well, or when that cannot be told.

    Only what says for certain that it is gone counts: a server that is busy, wants
    a password or does not like programs may be well.
    """
    status = _status(url, "HEAD")
    if status in _REFUSED_HEAD:
        status = _status(url, "GET")
    if isinstance(status, str):
        return status
    return f"HTTP {status}" if status in _GONE else ""


def dead(urls: Iterable[str], fetch: Fetch = ask) -> Mapping[str, str]:
    """The addresses that lead nowhere, and why; each is asked once, several at a time."""
    once = list(dict.fromkeys(url.partition("#")[0] for url in urls))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = dict(zip(once, pool.map(fetch, once), strict=True))
    return {url: why for url, why in answers.items() if why}


def _status(url: str, method: str) -> int | str:
    try:
        request = urllib.request.Request(url, headers=_BROWSER, method=method)  # noqa: S310 - only http(s) is given
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code
    except urllib.error.URLError as error:
        return "no such host" if isinstance(error.reason, socket.gaierror) else 0
    except (OSError, ssl.SSLError, http.client.HTTPException, ValueError):
        return 0
