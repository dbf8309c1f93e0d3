import io

from tests.cli.terminal import Terminal
from viva.cli.output import Output
from viva.cli.progress import progress


def told(total: int) -> list[str]:
    errors = io.StringIO()
    with progress(Output(io.StringIO(), errors), "Reading", total) as advance:
        for number in range(total):
            advance(f"{number}.md")
    return errors.getvalue().splitlines()


def test_little_work_is_done_without_a_word() -> None:
    assert told(10) == []


def test_long_work_tells_ten_times_how_far_it_is_when_nobody_watches() -> None:
    lines = told(5000)

    assert len(lines) == 10
    assert (lines[0], lines[-1]) == ("Reading: 500 of 5000", "Reading: 5000 of 5000")


def test_a_terminal_shows_how_far_it_is_and_the_name_and_then_clears_it(terminal: Terminal) -> None:
    with progress(Output(io.StringIO(), terminal.stream), "Reading", 3) as advance:
        advance("one.md")
        advance("[two].md")
    shown = terminal.shown

    assert "Reading" in shown
    assert "1/3" in shown
    assert "[two].md" in shown
    assert shown.rstrip("\n").endswith(("\x1b[2K", "\x1b[?25h"))
