"""Findings that a note says to overlook: `viva: ignore CODE` in a comment of its own format."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from viva.checks.model import Finding

_IGNORE: Final = re.compile(
    r"\bviva:\s*ignore(?P<file>-file)?\b[:\[( ]*(?P<codes>[NQCFL]\d{0,3}\b(?:[,\s]+[NQCFL]\d{0,3}\b)*)?", re.IGNORECASE
)
_COMMENT_ALONE: Final = re.compile(r"\s*(?:<!--.*-->|#.*|//.*|\.\. .*|%.*|/\*.*\*/|\[//\]:.*|--.*|[{(]?viva:.*)\s*$")
_CODE: Final = re.compile(r"[NQCFL]\d{0,3}\b", re.IGNORECASE)
EVERYTHING: Final = ("",)


@dataclass(frozen=True, slots=True)
class Ignores:
    """Beginnings of codes to overlook, by line and in the whole file; an empty one fits every code."""

    lines: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    file: tuple[str, ...] = ()

    def overlooks(self, finding: Finding) -> bool:
        """Whether the note says that this finding does not count."""
        return finding.code.startswith((*self.file, *self.lines.get(finding.line, ())))


def ignores_in(lines: Sequence[str]) -> Ignores:
    """Read the comments of a note.

    A comment counts for its own line; one that stands alone counts for the
    next line that is not blank; `ignore-file` counts everywhere. Without codes
    everything is overlooked.
    """
    by_line: dict[int, tuple[str, ...]] = {}
    in_file: list[str] = []
    for number, line in enumerate(lines, 1):
        if "viva:" not in line.lower():
            continue
        for match in _IGNORE.finditer(line):
            codes = tuple(code.upper() for code in _CODE.findall(match["codes"] or "")) or EVERYTHING
            if match["file"]:
                in_file += codes
                continue
            by_line[number] = (*by_line.get(number, ()), *codes)
            if _COMMENT_ALONE.match(line):
                below = next((n for n in range(number + 1, len(lines) + 1) if lines[n - 1].strip()), None)
                if below:
                    by_line[below] = (*by_line.get(below, ()), *codes)
    return Ignores(by_line, tuple(in_file))
