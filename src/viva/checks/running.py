"""Rules about code that need it to be run: verdicts on all snippets of a note, told as findings."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from typing import Protocol

from viva.checks.cache import Cache, key_of
from viva.checks.code.verdicts import findings_of
from viva.checks.model import Finding
from viva.sandbox.model import DEFAULT_KIT, Runner
from viva.snippets.checking import Checker
from viva.snippets.model import Case
from viva.snippets.outcomes import Raw

Advance = Callable[[str], None]
Progress = Callable[[int], AbstractContextManager[Advance]]
"""Is told how many snippets will be run, and each time the name of the note of the next one."""


class Runs(Protocol):
    """Something with code in it, of which the cache may know what running it came to."""

    @property
    def path(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def belongs_to(self) -> str:
        """Its note: only the code of one note gives names to what follows in it."""
        ...

    def lines(self) -> Sequence[str]:
        """Its lines."""
        ...

    def cases(self) -> Sequence[Case]:
        """Its code, with the places of its lines."""
        ...


def _nobody(_total: int) -> AbstractContextManager[Advance]:
    return nullcontext(lambda _name: None)


class Running:
    """Runs code with one kit; of what did not change, the cache knows what came of it."""

    def __init__(self, runner: Runner, cache: Cache, *, kit: str = DEFAULT_KIT, progress: Progress = _nobody) -> None:
        self._runner = runner
        self._kit = runner.kit(kit)
        self._cache = cache
        self._progress = progress

    def findings(self, given: Sequence[Runs]) -> Iterator[tuple[str, Finding]]:
        """What running all code finds, with the path it is in."""
        notes = [list(those) for _note, those in groupby(given, key=lambda one: one.belongs_to)]
        known = [self._cache.rows(self._key(note)) for note in notes]
        cases = [
            [] if rows is not None else [(one, case) for one in note for case in one.cases()]
            for note, rows in zip(notes, known, strict=True)
        ]
        total = sum(map(len, cases))
        checker = Checker(self._runner, self._kit.name, _Trials(self._cache))
        with self._progress(total) if total else _nobody(total) as advance:
            for note, rows, those in zip(notes, known, cases, strict=True):
                if rows is None:
                    rows = list(self._of_note(checker, those, advance))  # noqa: PLW2901 - known from here on
                    self._cache.keep_rows(self._key(note), rows)
                yield from rows

    def _key(self, note: Sequence[Runs]) -> str:
        """Changes with all code of a note, and with what it finds installed."""
        words = ("run", self._kit.name, self._kit.hash, self._runner.isolation.value)
        return key_of(*(word.encode() for word in (*words, *(one.key for one in note))))

    @staticmethod
    def _of_note(
        checker: Checker, those: Sequence[tuple[Runs, Case]], advance: Advance
    ) -> Iterator[tuple[str, Finding]]:
        judged = checker.check([case for _one, case in those])
        for (one, _case), (case, checked) in zip(those, judged, strict=True):
            advance(one.path)
            for finding in findings_of(case, checked, one.lines()):
                yield one.path, finding


class _Trials:
    """What trials came to, in the cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def find(self, keys: Collection[str]) -> Mapping[str, Raw]:
        """Those that are known."""
        found = {key: self._cache.trial(key) for key in keys}
        return {key: outcome for key, outcome in found.items() if outcome is not None}

    def keep(self, key: str, outcome: Raw) -> None:
        """Remember one."""
        self._cache.keep_trial(key, outcome)
