"""Who may come in, in local mode: whoever can read the data folder, and the browsers they let in.

The data folder keeps a key. Who can read it can make an entrance, an address
that opens the pages once and soon expires; the browser that opens it gets a
cookie, which is good for as long as the key stays.
"""

import base64
import hmac
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

KEY_FILE = "web.key"
ENTRANCE_SECONDS = 900
"""For how long an entrance opens the pages."""

WRONG_PER_MINUTE = 10
"""After so many wrong entrances in a minute no further one is even looked at."""

_KEY_BYTES = 32
_MINUTE = 60.0
_MOST_GOOD = 10_000
"""Personal links that are remembered: their hashes, as long as the site runs."""


def read_key(data: Path) -> bytes:
    """The key of a data folder, made when there is none; two processes that make it at once get the same one."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = data / KEY_FILE
    if not file.exists():
        made = file.with_name(f"{KEY_FILE}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            out.write(secrets.token_bytes(_KEY_BYTES))
            os.fsync(out.fileno())
        try:
            file.hardlink_to(made)
        except FileExistsError:
            pass  # another process was quicker: its key counts
        finally:
            made.unlink()
    return file.read_bytes()


class Guesses:
    """Counts wrong tokens, and remembers the personal links that were good."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._wrong: deque[float] = deque(maxlen=WRONG_PER_MINUTE)
        self._good: set[bytes] = set()
        self._lock = threading.Lock()

    def is_closed(self) -> bool:
        """Whether so many wrong tokens came that somebody seems to guess."""
        with self._lock:
            return len(self._wrong) == WRONG_PER_MINUTE and self._clock() - self._wrong[0] < _MINUTE

    def admits(self, token: str) -> bool:
        """Whether a personal link is even looked at: while somebody guesses, only one that was good before."""
        return sha256(token.encode("utf-8", "replace")).digest() in self._good or not self.is_closed()

    def learn(self, token: str, *, good: bool) -> None:
        """Remember what was found of a personal link."""
        with self._lock:
            if not good:
                self._wrong.append(self._clock())
            elif len(self._good) < _MOST_GOOD:
                self._good.add(sha256(token.encode("utf-8", "replace")).digest())


class Gate(Guesses):
    """Makes and checks entrances and cookies."""

    def __init__(self, key: bytes, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(clock=clock)
        self._key = key
        self.cookie = f"viva-{sha256(b'name' + key).hexdigest()[:8]}"
        """Its name: another for each key, since browsers do not keep ports apart."""
        self._opened_at = clock()
        self._used: dict[str, float] = {}

    def entrance(self) -> str:
        """A token that lets one browser in."""
        told = f"{secrets.token_urlsafe(12)}.{self._clock():.3f}"
        return f"{told}.{self._mark('enter', told)}"

    def enter(self, token: str) -> str | None:
        """The cookie for a browser that brought a good token; None when it is wrong, used or expired."""
        with self._lock:
            if not self._is_good(token):
                self._wrong.append(self._clock())
                return None
            self._used[token] = self._clock()
        told = secrets.token_urlsafe(18)
        return f"{told}.{self._mark('cookie', told)}"

    def knows(self, cookie: str) -> bool:
        """Whether a cookie was given out with this key."""
        told, _dot, mark = cookie.rpartition(".")
        return bool(told) and hmac.compare_digest(mark.encode(), self._mark("cookie", told).encode())

    def _is_good(self, token: str) -> bool:
        told, _dot, mark = token.rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._mark("enter", told).encode()):
            return False
        made_at = float(told.partition(".")[2])
        now = self._clock()
        self._used = {used: at for used, at in self._used.items() if now - at < ENTRANCE_SECONDS}
        # One made before we opened may have been used already: nobody would know.
        return token not in self._used and self._opened_at - 1 <= made_at and now - made_at < ENTRANCE_SECONDS

    def _mark(self, purpose: str, told: str) -> str:
        digest = hmac.digest(self._key, f"{purpose}:{told}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:18]).decode()
