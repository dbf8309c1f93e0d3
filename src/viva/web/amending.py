"""The form that amends a scorecard: several questions at once, for one reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from viva.interviews.conduct.incoming import LINES
from viva.interviews.conduct.model import Answered, Entry, Kind, Line
from viva.interviews.conduct.model import Change as Changed
from viva.interviews.results.model import Leaning
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.numbers import whole
from viva.web.asking import Change
from viva.web.wordings import with_lines

STATES = (Answered.NO_ANSWER, Answered.NOT_ASKED, Answered.VOID)
"""What may be said of a question instead of a rating."""


class AmendForm(Change):
    """What is different, question by question; a question that is not there stays as it is."""

    seen: str = ""
    """The seal of the scorecard that was looked at."""
    reason: str = ""
    recommendation: Leaning | None = None
    line: list[str] = Field(default_factory=list)
    rating: list[str] = Field(default_factory=list)
    note: list[str] = Field(default_factory=list)
    flag: list[str] = Field(default_factory=list)

    def changes(self, entries: Mapping[int, Entry]) -> list[Changed]:
        """What is different from what the scorecard says."""
        return [change for place, line in enumerate(self.line) for change in self._of_line(place, line, entries)]

    def _of_line(self, place: int, line: str, entries: Mapping[int, Entry]) -> Iterator[Changed]:
        number = whole(line, LINES[-1])
        entry = None if number is None else entries.get(number)
        if entry is None:
            raise InvalidInput(_("There is no such question in this interview."))
        for kind, values in self._said(place, entry):
            yield Changed(key=self.key, kind=kind, line=entry.line, values=values)

    def _said(self, place: int, entry: Entry) -> Iterator[tuple[Kind, dict[str, Any]]]:
        rating = _at(self.rating, place)
        if rating in STATES:
            yield Kind.STATE, {"state": rating, "reason": self.reason if rating == Answered.VOID else ""}
        elif rating:
            yield Kind.RATE, {"rating": _number(rating)}
        for kind, texts, before in ((Kind.NOTE, self.note, entry.note), (Kind.FLAG, self.flag, entry.flag)):
            text = _at(texts, place)
            if text is not None and with_lines(text) != before:
                yield kind, {"text": with_lines(text)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    """A question in the form, with what was typed of it, or what the scorecard says."""

    line: Line
    entry: Entry
    rating: str
    note: str
    flag: str

    @property
    def changed(self) -> bool:
        """Whether something else was typed."""
        return bool(self.rating) or (self.note, self.flag) != (self.entry.note, self.entry.flag)


def amending(lines: Sequence[tuple[Line, Entry]], typed: AmendForm | None) -> tuple[Amending, ...]:
    """The questions of a scorecard, for the form."""
    places = {line: place for place, line in enumerate(typed.line)} if typed else {}

    def of(texts: list[str], line: Line, before: str) -> str:
        place = places.get(str(line.number))
        text = _at(texts, place) if place is not None else None
        return before if text is None else with_lines(text)

    form = typed or AmendForm(key="")
    return tuple(
        Amending(
            line=line,
            entry=entry,
            rating=of(form.rating, line, ""),
            note=of(form.note, line, entry.note),
            flag=of(form.flag, line, entry.flag),
        )
        for line, entry in lines
    )


def _at(texts: Sequence[str], place: int) -> str | None:
    return texts[place] if place < len(texts) else None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InvalidInput(_("“{text}” is no number.").format(text=text[:40])) from None
