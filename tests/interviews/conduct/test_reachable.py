"""What a guest from the local network finds: interviews that were opened to it."""

from collections.abc import Callable

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App, Unit
from viva.interviews.results.model import Leaning
from viva.kernel.errors import NotFound

DOING: dict[str, Callable[[Unit, str], object]] = {
    "sheet": lambda unit, token: unit.conduct.sheet(token),
    "part": lambda unit, token: unit.conduct.part(token),
    "feed": lambda unit, token: unit.conduct.feed(token, 0),
    "beat": lambda unit, token: unit.conduct.beat(token),
    "record": lambda unit, token: unit.conduct.record(token, []),
    "similar": lambda unit, token: unit.conduct.similar(token, 1),
    "standing": lambda unit, token: unit.results.standing(token),
    "submit": lambda unit, token: unit.results.submit(token, "k", Leaning.YES, reason="strong"),
}


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


@pytest.mark.parametrize("does", sorted(DOING))
def test_it_is_as_if_there_were_none_before_it_is_opened(app: App, table: Table, does: str) -> None:
    with pytest.raises(NotFound), app.unit(app.guest()) as unit:
        DOING[does](unit, table.tokens["Ana"])

    with app.unit() as unit:
        unit.interviews.open_to_network(table.interview)
    with app.unit(app.guest()) as unit:
        DOING[does](unit, table.tokens["Ana"])


def test_only_that_one_is_opened_and_closed_again(app: App, table: Table) -> None:
    other = an_interview(app, candidate="Eli")
    with app.unit() as unit:
        unit.interviews.open_to_network(table.interview)
        unit.interviews.open_to_network(table.interview)
        assert unit.interviews.reachable() == (table.interview,)
    with pytest.raises(NotFound), app.reader(app.guest()) as unit:
        unit.conduct.part(other.tokens["Ana"])
    with app.unit() as unit:
        unit.interviews.close_to_network(table.interview)
        assert unit.interviews.reachable() == ()
    with pytest.raises(NotFound), app.reader(app.guest()) as unit:
        unit.conduct.part(table.tokens["Ana"])


def test_erasing_the_candidate_closes_it(app: App, table: Table) -> None:
    with app.unit() as unit:
        unit.interviews.open_to_network(table.interview)
        candidate = unit.interviews.interview(table.interview).candidate.id
    app.erase_candidate(candidate)

    with app.reader() as unit:
        assert unit.interviews.reachable() == ()


def test_an_interview_that_is_not_there_is_told(app: App) -> None:
    with pytest.raises(NotFound), app.unit() as unit:
        unit.interviews.open_to_network(7)
