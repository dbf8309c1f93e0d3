"""What checks found in a note under review: at which lines, and in which drafts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from viva.checks.model import Finding
from viva.intake.arrivals.review import Piece, Review


@dataclass(frozen=True, slots=True)
class FoundInNote:
    """Findings by their lines, and how many are in the lines of each draft that comes in."""

    lines: Mapping[int, tuple[Finding, ...]]
    drafts: Mapping[int, int]
    """By the number of the draft."""
    codes: Mapping[str, int]
    """By rule, most first."""

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.codes.values())

    def first_of(self, code: str) -> int:
        """The first line in which a rule finds something."""
        return min(line for line, found in self.lines.items() if any(one.code == code for one in found))


def found_in(review: Review, findings: Iterable[Finding]) -> FoundInNote:
    """Put findings to the lines of a note, and to the drafts as a person has cut them."""
    lines: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        lines[finding.line].append(finding)
    codes = Counter(finding.code for found in lines.values() for finding in found)
    counts = {piece.key: _within(piece, lines) for piece in review.live}
    return FoundInNote(
        {line: tuple(found) for line, found in lines.items()},
        {key: count for key, count in counts.items() if count},
        dict(sorted(codes.items(), key=lambda item: (-item[1], item[0]))),
    )


def _within(piece: Piece, lines: Mapping[int, list[Finding]]) -> int:
    inside = {line for line in lines for span in piece.spans if span.first <= line <= span.last}
    return sum(len(lines[line]) for line in inside)
