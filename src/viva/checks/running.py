"""Rules about code that need it to be run: verdicts on all snippets of a note, told as findings."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from typing import Final, Protocol

from viva.checks.cache import Cache, key_of
from viva.checks.code.outputs import corrected
from viva.checks.model import Finding
from viva.kernel.i18n import _, say, spoken
from viva.sandbox.model import DEFAULT_KIT, Runner
from viva.snippets.checking import Checker
from viva.snippets.model import Case, Checked, Verdict
from viva.snippets.outcomes import Raw

RULES: Final = frozenset({"C401", "C402", "C403", "C404", "C405", "C406"})

Advance = Callable[[str], None]
Progress = Callable[[int], AbstractContextManager[Advance]]
"""Is told how many snippets will be run, and each time the name of the note of the next one."""

_OF_VERDICTS: Final = {
    Verdict.BROKEN: "C401",
    Verdict.NEEDS_PACKAGE: "C403",
    Verdict.NEEDS_SERVICE: "C404",
}
_LONGEST: Final = 80
_KIND: Final = re.compile(r"\w*(?:Error|Exception)\b")


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
        """Changes with all code of a note, what it finds installed, and the language of what is said of it."""
        words = ("run", self._kit.name, self._kit.hash, self._runner.isolation.value, spoken())
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


def findings_of(case: Case, checked: Checked, lines: Sequence[str]) -> Iterator[Finding]:
    """What the verdict on a snippet says; `lines` are those of its note."""
    place = _Place(case, lines)
    code = None if _is_announced(case, checked) else _OF_VERDICTS.get(checked.verdict)
    if code and (checked.isolation or checked.lang != "python"):  # what Python cannot read was told without running it
        why = say(checked.reason.template, checked.reason.values) if checked.reason else ""
        yield Finding(code, *place.of(checked.line or 1), {"why": why.rstrip(".")})
    if checked.verdict is Verdict.MISMATCH:
        for wrong in checked.wrong:
            fix = corrected(
                lines,
                wrong,
                at=place.line(wrong.line or 1),
                last=case.span.last,
                lang=checked.lang,
                alone=wrong.claimed == checked.documented,
            )
            line, col = fix.edits[0][:2] if fix else place.of(wrong.line or 1)
            values = {"claimed": _short(wrong.claimed), "real": _short(wrong.real or _("nothing"))}
            yield Finding("C402", line, col, values, fix)
    if checked.reproducible is False and checked.documented is not None:
        yield Finding("C405", *place.of(1), {"claimed": _short(checked.documented)})
    for outdated in checked.outdated:
        yield Finding("C406", *place.of(outdated.line), {"warning": _short(outdated.message)})


def _is_announced(case: Case, checked: Checked) -> bool:
    """Whether what stands below names the error that the code ends with: an answer, or an option of a quiz."""
    error = str(checked.reason.values.get("error", "")) if checked.reason else ""
    kind = _KIND.match(error)
    return kind is not None and any(kind[0] in line for line in case.after)


class _Place:
    """Where the lines of a snippet stand in its note."""

    def __init__(self, case: Case, lines: Sequence[str]) -> None:
        self._lines = lines
        self._last = max(case.span.first, case.span.last)
        blank = range(case.span.first, self._last + 1)
        self._first = next((number for number in blank if self._text(number).strip(" \t>")), max(case.span.first, 1))

    def line(self, number: int) -> int:
        """The source line of a line of the snippet, from 1."""
        return min(self._first + number - 1, max(self._last, 1))

    def of(self, number: int) -> tuple[int, int]:
        """The same, with the column where it begins."""
        line = self.line(number)
        text = self._text(line)
        return line, len(text) - len(text.lstrip(" \t>")) + 1

    def _text(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


def _short(text: str) -> str:
    """A text on one line."""
    line = " ⏎ ".join(text.strip().split("\n"))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
