"""What checks found in a note under review: at which lines, and in which drafts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from viva.checks.model import Finding
from viva.intake.arrivals.review import Piece


@dataclass(frozen=True, slots=True)
class FoundInNote:
    """Findings by their lines."""

    lines: Mapping[int, tuple[Finding, ...]]
    codes: Mapping[str, int]
    """How many of each rule, most first."""
    first: Mapping[str, int]
    """The first line in which each rule finds something."""
    worded: Mapping[int, tuple[Finding, ...]]
    """What is in the drafts that a person worded anew: the lines of the note do not count for them."""

    @property
    def findings(self) -> list[Finding]:
        """All of them."""
        return [finding for found in self.lines.values() for finding in found]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.codes.values())

    def within(self, piece: Piece) -> int:
        """How many are in the lines of a draft as a person has cut it; none where it does not come in."""
        if not piece.live:
            return 0
        if piece.key in self.worded:
            return len(self.worded[piece.key])
        inside = {line for span in piece.spans for line in range(span.first, span.last + 1)}
        return sum(len(self.lines[line]) for line in inside & self.lines.keys())


def found_in(findings: Iterable[Finding]) -> FoundInNote:
    """Put findings to the lines of a note."""
    lines: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        lines[finding.line].append(finding)
    codes = Counter(finding.code for found in lines.values() for finding in found)
    first: dict[str, int] = {}
    for line in sorted(lines):
        for finding in lines[line]:
            first.setdefault(finding.code, line)
    return FoundInNote(
        {line: tuple(found) for line, found in lines.items()},
        dict(sorted(codes.items(), key=lambda item: (-item[1], item[0]))),
        first,
        worded=MappingProxyType({}),
    )
