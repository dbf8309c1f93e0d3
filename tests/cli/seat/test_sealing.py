"""A scorecard is sealed from the terminal, with a reason where it departs from the gates."""

import pytest

from tests.cli.seat.desk import Desk, at_desk
from tests.interviews.conduct.table import Table
from viva.interviews.results.model import Leaning
from viva.interviews.results.report import Submitted
from viva.kernel.errors import Conflict


def card(table: Table) -> Submitted:
    with table.app.reader() as unit:
        return unit.results.card(table.tokens["Ana"])


def test_what_was_said_is_sealed(table: Table) -> None:
    said: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("3")
        await desk.saved()
        await desk.press("dollar_sign", "enter")
        said.extend(str(each.message) for each in desk.screen._notifications)
        await desk.until(lambda: desk.screen._sheet.seat.submitted_at is not None)
        await desk.press("1")
        said.extend(str(each.message) for each in desk.screen._notifications)

    at_desk(table, do)
    sealed = card(table)
    assert (sealed.recommendation, sealed.holds) == (Leaning.UNDECIDED, True)
    assert said[0] == f"Sealed: {sealed.seal}"
    assert "Your scorecard is submitted: amend it, with a reason." in said
    assert table.entry("Ana", 1).rating == 3


def test_a_recommendation_that_departs_needs_a_reason(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("dollar_sign", "home", "enter")
        await desk.press("enter")
        with pytest.raises(Conflict):
            card(table)
        await desk.press("dollar_sign", "home", "enter")
        await desk.press(*"rude", "enter")

    at_desk(table, do)
    assert (card(table).recommendation, card(table).reason) == (Leaning.STRONG_NO, "rude")


def test_nothing_is_sealed_before_all_is_saved(table: Table) -> None:
    async def do(desk: Desk) -> None:
        desk.bank.away = True
        await desk.press("4")
        await desk.until(lambda: bool(desk.queue.trouble))
        await desk.press("dollar_sign")
        assert len(desk.screen.screen_stack) == 1
        desk.bank.away = False
        await desk.until(lambda: not desk.queue.waits)

    at_desk(table, do)
    with pytest.raises(Conflict):
        card(table)
