"""What the screen shows, in large terminals and in small ones."""

from dataclasses import replace

import pytest

from tests.cli.seat.desk import Desk, at_desk
from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, asked, fixed
from viva.app import App
from viva.cli.seat.keys import keys
from viva.interviews.conduct.model import Kind
from viva.interviews.templates.model import Template


def on_screen(desk: Desk) -> list[str]:
    """The lines of the terminal as a person sees them."""
    strips = desk.screen.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def test_it_shows_what_is_known_and_no_ones_mark_up(planned: Table) -> None:
    seen: dict[str, str] = {}

    async def do(desk: Desk) -> None:
        seen.update({name: desk.shown(name) for name in ("head", "ratings", "foot")})
        await desk.press("m")
        seen["what"] = desk.shown("what")

    at_desk(planned, do)
    assert "2 Should  bytecode" in seen["ratings"]
    assert seen["head"].startswith("Dan  ·  planned  ·  0:00 of 20 min  ·  0 of 3 asked")
    assert "n: 1 – Must coverage of gil is 0 of 1" in seen["foot"]
    assert "A lock." in seen["what"]


def test_a_terminal_obeys_nothing_that_somebody_else_wrote(sqlite_app: App) -> None:
    table = an_interview(
        sqlite_app, a_template(fixed(sqlite_app, asked(sqlite_app, "What is [bold]a[0][/] \x1b[31m?")))
    )
    table.record("Dan", Kind.SCRATCH, text="\x1b]52;c;aGE=\x07 pasted", seen=1)
    seen: list[str] = []

    async def do(desk: Desk) -> None:
        seen.extend(on_screen(desk))
        await desk.press("c")
        seen.extend(on_screen(desk))

    at_desk(table, do)
    assert any("What is [bold]a[0][/]" in line for line in seen)
    assert any("pasted" in line for line in seen)
    assert not any("\x1b" in line for line in seen)


def test_a_question_mark_tells_all_keys(table: Table) -> None:
    told: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("question_mark")
        told.append(str(desk.screen.screen.query_one("#told").render()))
        await desk.press("escape")
        assert len(desk.screen.screen_stack) == 1

    at_desk(table, do)
    for _title, group in keys():
        for key in group:
            assert f"  {key.shown:<4} {key.told}" in told[0]
    assert "  4    Perfect" in told[0]


def test_what_to_say_is_told(sqlite_app: App) -> None:
    template: Template = a_template(fixed(sqlite_app, asked(sqlite_app, "Why?")), opening="Welcome.", avoid=("age",))
    seen: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("h")
        seen.append(str(desk.screen.screen.query_one("#told").render()))

    at_desk(an_interview(sqlite_app, template), do)
    assert seen == ["To begin with:\nWelcome.\n\nNot to be raised:\nage"]


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (40, 15), (24, 10), (200, 60)])
def test_the_question_and_how_far_saving_is_are_seen_at_any_size(table: Table, size: tuple[int, int]) -> None:
    seen: list[str] = []

    async def do(desk: Desk) -> None:
        await desk.press("3")
        await desk.until(lambda: desk.shown("foot").startswith("Saved"))
        await desk.until(lambda: any("Saved" in line for line in on_screen(desk)))
        seen.extend(on_screen(desk))

    at_desk(table, do, size=size)
    assert any("Must?" in line for line in seen)
    assert any("Dan" in line for line in seen)
    assert max(map(len, seen)) <= size[0]


def test_a_terminal_that_changes_its_size_keeps_what_is_typed(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("e", *"large")
        await desk.resize(40, 14)
        await desk.press(*" small", "escape")
        assert any("Must?" in line for line in on_screen(desk))

    at_desk(table, do, size=(120, 40))
    assert table.entry("Ana", 1).note == "large small"


def test_a_scale_of_its_own_is_rated_by_its_own_digits(sqlite_app: App) -> None:
    from viva.interviews.scale import Scale, Step

    scale = Scale("One to three", (Step(1, "low", "little"), Step(2, "mid", "some"), Step(3, "high", "much")))
    template = replace(a_template(fixed(sqlite_app, asked(sqlite_app, "Why?"))), scale=scale)
    table = an_interview(sqlite_app, template)

    async def do(desk: Desk) -> None:
        await desk.press("3")

    at_desk(table, do)
    assert table.entry("Ana", 1).rating == 3
