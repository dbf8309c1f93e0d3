import io

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
    lines = told(1000)

    assert len(lines) == 10
    assert (lines[0], lines[-1]) == ("Reading: 100 of 1000", "Reading: 1000 of 1000")
