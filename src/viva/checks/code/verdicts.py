"""What the verdict on a snippet says, told as findings."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from viva.checks.code.outputs import corrected
from viva.checks.ignores import ignores_in
from viva.checks.model import Finding
from viva.snippets.model import Case, Checked, Verdict

RULES: Final = frozenset({"C401", "C402", "C403", "C404", "C405", "C406"})

_OF_VERDICTS: Final = {
    Verdict.BROKEN: "C401",
    Verdict.NEEDS_PACKAGE: "C403",
    Verdict.NEEDS_SERVICE: "C404",
}
_OLD_API: Final = "C3"
_OLD_WHEN_RUN: Final = "C406"
_SCRIPTS: Final = frozenset({"javascript", "typescript"})
_LATE: Final = "It did not end in time."
_LONGEST: Final = 80
_CHOICE_OF_ERROR: Final = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\[.\]|\(?\w\)?[.:)])\s.*(?:error|uncaught|exception|ошибк|исключени)", re.IGNORECASE
)
"""An option of a quiz that says that there is an error."""
_SUBJECT: Final = re.compile(r"^.* (?=is not )")
_FEWEST_WORDS: Final = 10  # characters of an error's words that are told from others
_KIND: Final = re.compile(r"\w*(?:Error|Exception)\b")


def findings_of(case: Case, checked: Checked, lines: Sequence[str]) -> Iterator[Finding]:
    """What the verdict on a snippet says; `lines` are those of its note."""
    place = _Place(case, lines)
    code = None if _is_announced(case, checked) or _is_doubtful(checked) else _OF_VERDICTS.get(checked.verdict)
    if code and (checked.isolation or checked.lang != "python"):  # what Python cannot read was told without running it
        yield Finding(code, *place.of(checked.line or 1), _reason(checked))
    if checked.verdict is Verdict.MISMATCH and not _is_doubtful(checked):
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
            values = {"claimed": _short(wrong.claimed), "real": _short(wrong.real or "")}
            yield Finding("C402", line, col, values, fix)
    if checked.reproducible is False and checked.documented is not None:
        yield Finding("C405", *place.of(1), {"claimed": _short(checked.documented)})
    for outdated in checked.outdated:
        yield Finding("C406", *place.of(outdated.line), {"warning": _short(outdated.message)})


def findings_of_all(judged: Iterable[tuple[Case, Checked]], lines: Sequence[str]) -> Iterator[Finding]:
    """What the verdicts on the code of a text say, but for what it says to overlook."""
    ignores = ignores_in(lines)
    for case, checked in judged:
        yield from (finding for finding in findings_of(case, checked, lines) if not ignores.overlooks(finding))


def old_apis_in(findings: Iterable[Finding]) -> frozenset[int]:
    """The lines in which it was told, and better than by running, what became of an API."""
    return frozenset(finding.line for finding in findings if finding.code.startswith(_OLD_API))


def repeats(finding: Finding, old_apis: Collection[int]) -> bool:
    """Whether what running tells was told already."""
    return finding.code == _OLD_WHEN_RUN and finding.line in old_apis


def _reason(checked: Checked) -> dict[str, str]:
    """Why a snippet does not work: a template, and its values."""
    if checked.reason is None:
        return {"why": ""}
    return {**{name: str(value) for name, value in checked.reason.values.items()}, "why": checked.reason.template}


def _is_doubtful(checked: Checked) -> bool:
    """Whether it may be our fault: scripts share names with all that stands before them, and time is short here."""
    late = checked.reason is not None and checked.reason.template == _LATE
    return late or (bool(checked.context) and checked.lang in _SCRIPTS)


def _is_announced(case: Case, checked: Checked) -> bool:
    """Whether it may well end so: it names the error, or what stands below does, or a quiz has errors to choose."""
    error = str(checked.reason.values.get("error", "")) if checked.reason else ""
    if error and any(map(_CHOICE_OF_ERROR.match, case.after)):
        return True
    kind = _KIND.match(error)
    if kind is None:
        return False
    named = re.compile(rf"\b{re.escape(kind[0])}\b")
    if any(map(named.search, (case.text, *case.after))):
        return True
    said = _SUBJECT.sub("", error[kind.end() :].strip(": ").partition(" (")[0].lower())
    return len(said) >= _FEWEST_WORDS and any(said in line.lower() for line in case.after)


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
