"""What the verdict on a snippet says, told as findings."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from viva.checks.code.outputs import corrected
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
_LONGEST: Final = 80
_KIND: Final = re.compile(r"\w*(?:Error|Exception)\b")


def findings_of(case: Case, checked: Checked, lines: Sequence[str]) -> Iterator[Finding]:
    """What the verdict on a snippet says; `lines` are those of its note."""
    place = _Place(case, lines)
    code = None if _is_announced(case, checked) else _OF_VERDICTS.get(checked.verdict)
    if code and (checked.isolation or checked.lang != "python"):  # what Python cannot read was told without running it
        yield Finding(code, *place.of(checked.line or 1), _reason(checked))
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
            values = {"claimed": _short(wrong.claimed), "real": _short(wrong.real or "")}
            yield Finding("C402", line, col, values, fix)
    if checked.reproducible is False and checked.documented is not None:
        yield Finding("C405", *place.of(1), {"claimed": _short(checked.documented)})
    for outdated in checked.outdated:
        yield Finding("C406", *place.of(outdated.line), {"warning": _short(outdated.message)})


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
