"""What the seats of an interview and its candidate see of each other, in the terminal."""

from tests.cli.seat.desk import Desk, at_desk
from tests.interviews.conduct.table import Table
from viva.interviews.conduct.model import Kind


def candidate_sees(table: Table) -> tuple[str | None, str]:
    with table.app.reader() as unit:
        page = unit.conduct.candidate_page(table.tokens["Dan"])
    return page.prompt, page.scratch


def test_a_question_is_shown_to_the_candidate_and_hidden_again(table: Table) -> None:
    seen: list[str | None] = []

    async def do(desk: Desk) -> None:
        for _time in range(2):
            await desk.press("o")
            await desk.saved()
            seen.append(candidate_sees(table)[0])
            assert ("the candidate sees it" in desk.shown("about")) == (len(seen) == 1)

    at_desk(table, do)
    assert seen == ["Must?", None]


def test_the_shared_text_is_written_by_both_and_neither_loses_a_word(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("c", *"def f():")
        await desk.until(lambda: candidate_sees(table)[1] == "def f():")
        sheet = table.sheet("Ana").interview
        table.record("Dan", Kind.SCRATCH, text="# mine\ndef f():", seen=sheet.scratch_version)
        field = desk.screen.screen.query_one("#scratch")
        await desk.until(lambda: field.text == "# mine\ndef f():")  # type: ignore[attr-defined]
        await desk.press(*" 1", "escape")

    at_desk(table, do)
    assert candidate_sees(table)[1] == "# mine\ndef f(): 1"


def test_a_shadow_reads_the_shared_text_and_writes_nothing(table: Table) -> None:
    table.record("Ana", Kind.SCRATCH, text="shared", seen=1)

    async def do(desk: Desk) -> None:
        await desk.press("c", "x", "escape", "o")

    at_desk(table, do, "Eve")
    assert candidate_sees(table) == (None, "shared")


def test_who_asks_a_question_is_chosen_and_seen(table: Table) -> None:
    async def do(desk: Desk) -> None:
        await desk.press("l", "end", "enter")
        await desk.saved()
        assert "Ben asks" in desk.shown("about")

    at_desk(table, do)
    assert table.sheet("Ben").lines[0].line.assigned == table.seats["Ben"]


def test_who_is_there_is_seen_by_all(table: Table) -> None:
    async def do(desk: Desk) -> None:
        assert "● Ana (lead) ○ Ben (panel)" in desk.shown("head")
        await desk.until(lambda: table.seats["Ana"] in table.sheet("Ben").present)
        with table.app.unit() as unit:
            unit.conduct.beat(table.tokens["Ben"])
        await desk.until(lambda: "● Ben (panel)" in desk.shown("head"))

    at_desk(table, do)


def test_what_others_change_appears_by_itself(table: Table) -> None:
    async def do(desk: Desk) -> None:
        table.record("Ben", Kind.SKIP, 2, skipped=True, seen=1)
        await desk.until(lambda: desk.screen._sheet.lines[1].line.skipped)

    at_desk(table, do)


def test_what_others_say_is_not_shown(table: Table) -> None:
    table.record("Ben", Kind.NOTE, 1, text="secret of Ben", seen=0)
    seen: list[str] = []

    async def do(desk: Desk) -> None:
        seen.extend(desk.shown(part) for part in ("head", "about", "what", "ratings", "foot"))

    at_desk(table, do)
    assert "secret" not in "".join(seen)
