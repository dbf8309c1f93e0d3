"""A made interview with seats, to be conducted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.interviews.made import a_template, asked, fixed
from viva.app import App
from viva.interviews.conduct.model import Change, Entry, Kind, Outcome, Part, State
from viva.interviews.conduct.planning import Plan
from viva.interviews.conduct.sheet import Feed, Sheet
from viva.interviews.templates.model import Template
from viva.notes.model import Group


@dataclass
class Table:
    """An interview: Ana leads, Ben sits on the panel, Eve is a shadow, Dan is the candidate."""

    app: App
    interview: int
    tokens: dict[str, str]
    seats: dict[str, int]
    _keys: Iterator[int] = field(default_factory=count)

    def record(self, who: str, kind: Kind, line: int | None = None, **values: Any) -> Outcome:
        (outcome,) = self.send(who, self.change(kind, line, **values))
        return outcome

    def send(self, who: str, *changes: Change) -> tuple[Outcome, ...]:
        with self.app.unit() as unit:
            return unit.conduct.record(self.tokens[who], changes)

    def change(self, kind: Kind, line: int | None = None, **values: Any) -> Change:
        key = values.pop("key", None) or f"change {next(self._keys)}"
        return Change(key=key, kind=kind, line=line, seen=values.pop("seen", None), values=values)

    def rate(self, who: str, line: int, rating: float | None, seen: int | None = None) -> Outcome:
        version = self.entry(who, line).version if seen is None else seen
        return self.record(who, Kind.RATE, line, rating=rating, seen=version)

    def sheet(self, who: str) -> Sheet:
        with self.app.reader() as unit:
            return unit.conduct.sheet(self.tokens[who])

    def entry(self, who: str, line: int) -> Entry:
        return next(each.entry for each in self.sheet(who).lines if each.line.number == line)

    def feed(self, who: str, since: int = 0) -> Feed:
        with self.app.reader() as unit:
            return unit.conduct.feed(self.tokens[who], since)

    def become(self, state: State, reason: str = "") -> Outcome:
        return self.record("Ana", Kind.BECOME, state=state.value, reason=reason)


def an_interview(
    app: App, template: Template | None = None, *, candidate: str = "Dan", start: bool = True, **plan: Any
) -> Table:
    """An interview about three questions: Must, Should, Okay."""
    if template is None:
        groups = (Group.MUST, Group.SHOULD, Group.OKAY)
        template = a_template(*(fixed(app, asked(app, f"{group.capitalize()}?", group=group)) for group in groups))
    with app.unit() as unit:
        number = unit.templates.create(template)
        interview = unit.interviews.create(Plan(template_id=number, candidate=candidate, **plan))
        people = {"Ana": Part.LEAD, "Ben": Part.PANEL, "Eve": Part.SHADOW, "Dan": Part.CANDIDATE}
        links = {name: unit.interviews.seat(interview, part, name) for name, part in people.items()}
    tokens, seats = ({name: getattr(link, what) for name, link in links.items()} for what in ("token", "seat"))
    table = Table(app, interview, tokens, {name: seat.id for name, seat in seats.items()})
    if start:
        table.become(State.RUNNING)
    return table
