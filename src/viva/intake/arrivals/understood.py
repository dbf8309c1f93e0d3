"""Notes that were understood already: reading one takes longer than showing it, and it is shown again and again."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from viva.checks.model import Finding
from viva.intake.arrivals.corrections import Correction
from viva.intake.arrivals.found import FoundInNote, found_in
from viva.intake.arrivals.review import Review
from viva.notes.understand import understand

MOST_BYTES = 24 * 1024 * 1024
"""Of the notes that are remembered; each takes some ten times its bytes. The last one always is."""

MOST_STATES = 8
"""States of one note that are remembered: a correction builds on the one before, and undoing goes back."""

Bytes = Callable[[], bytes]


class Understood:
    """Remembers notes by their name and content, and the states that corrections made of them; for all threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._known: OrderedDict[tuple[str, str], _Known] = OrderedDict()
        self._lock = threading.Lock()

    def review(self, name: str, content: str, corrections: Sequence[Correction], read: Bytes) -> Review:
        """The state of a note; `content` is the hash of its bytes, which are only read when they have to be.

        InvalidInput when they are no text.
        """
        known = self._find(name, content, read)
        wanted = tuple(corrections)
        with known.lock:
            have = next((wanted[:end] for end in range(len(wanted), -1, -1) if wanted[:end] in known.states), ())
            review = known.states[have]
            for correction in wanted[len(have) :]:
                review = review.with_correction(correction)
            known.remember(wanted, review)
        return review

    def found(self, name: str, content: str, read: Bytes, find: Callable[[], Iterable[Finding]]) -> FoundInNote:
        """What rules find in a note as it arrived, which they are asked for once; two at once find the same."""
        known = self._find(name, content, read)
        if known.found is None:
            known.found = found_in(find())
        return known.found

    def _find(self, name: str, content: str, read: Bytes) -> "_Known":
        key = (name, content)
        with self._lock:
            known = self._known.setdefault(key, _Known())
            self._known.move_to_end(key)
        with known.lock:
            if not known.states:
                try:
                    data = read()
                    known.states[()] = Review.of(understand(name, data))
                except BaseException:
                    with self._lock:
                        self._known.pop(key, None)
                    raise
                known.size = len(data)
                self._forget(key)
        return known

    def _forget(self, latest: tuple[str, str]) -> None:
        with self._lock:
            while sum(known.size for known in self._known.values()) > self._most_bytes:
                oldest = next(iter(self._known))
                if oldest == latest:
                    return
                del self._known[oldest]


class _Known:
    """One note, and states of it by the corrections that made them; the first is without any."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.size = 0
        self.found: FoundInNote | None = None
        self.states: OrderedDict[tuple[Correction, ...], Review] = OrderedDict()

    def remember(self, corrections: tuple[Correction, ...], review: Review) -> None:
        """Keep a state, and forget those that were not asked for in the longest time."""
        self.states[corrections] = review
        self.states.move_to_end(corrections)
        while len(self.states) > MOST_STATES:
            oldest = next(each for each in self.states if each)
            del self.states[oldest]


def hash_of(content: bytes) -> str:
    """What contents are told apart by."""
    return sha256(content).hexdigest()
