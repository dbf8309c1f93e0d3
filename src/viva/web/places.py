"""The lines of a note around a question, with what each was taken for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viva.app import Unit
from viva.bank.model import Place, Run, Stretch
from viva.intake.arrivals.model import name_at
from viva.intake.originals import lines_of
from viva.notes.model import Role

AROUND = 2
"""Lines shown before and behind those of a question."""

MOST = 400
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring lines of a note with one role, and their texts by number where the note is still as it was read."""

    run: Run
    texts: tuple[tuple[int, str], ...]


def passages(unit: Unit, place: Place | None) -> tuple[Passage, ...]:
    """The passages around a question; none where the note is no longer known."""
    if place is None:
        return ()
    spans = [place.prompt, *([place.answer] if place.answer else [])]
    first = max(min(span.first for span in spans) - AROUND, 1)
    last = min(max(span.last for span in spans) + AROUND, first + MOST)
    stretch = unit.bank.stretch(place.location, first, last)
    if stretch is None:
        return ()
    return tuple(_within(stretch.account, first, last, _lines(unit, stretch)))


def _lines(unit: Unit, stretch: Stretch) -> Sequence[str] | None:
    """The lines of a note as the bank read them, from where it came."""
    name = name_at(stretch.location)
    if name is None:
        return lines_of(stretch.location, stretch.sha256)
    return unit.arrivals.lines_of(name, stretch.sha256)


def _within(account: Sequence[Run], first: int, last: int, lines: Sequence[str] | None) -> Iterator[Passage]:
    for run in account:
        begin, end = max(run.span.first, first), min(run.span.last, last)
        if begin > end or run.role is Role.BLANK:
            continue
        texts = [(number, lines[number - 1]) for number in range(begin, end + 1) if lines and number <= len(lines)]
        yield Passage(run, tuple((number, _cut(text)) for number, text in texts))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
