from viva.cli.column import Column
from viva.cli.table import columns_that_fit

COLUMNS = [
    Column(heading="No."),
    Column(heading="Question"),
    Column(heading="Topics", rank=2, widest=20),
    Column(heading="Where", rank=1),
]


def headings(width: int, *rows: list[str]) -> list[str]:
    return [COLUMNS[number].heading for number in columns_that_fit(COLUMNS, rows, main=1, width=width)]


def test_a_wide_terminal_shows_every_column() -> None:
    assert headings(120, ["1", "What?", "storage", "a.md:1"]) == ["No.", "Question", "Topics", "Where"]


def test_a_narrow_terminal_leaves_half_of_it_to_the_main_column() -> None:
    assert headings(40, ["1", "What is it that says so much?", "storage", "a.md:1"]) == ["No.", "Question", "Where"]


def test_a_main_column_that_needs_less_leaves_the_rest_to_others() -> None:
    assert headings(40, ["1", "What?", "storage", "a.md:1"]) == ["No.", "Question", "Topics", "Where"]


def test_a_very_narrow_terminal_shows_what_must_be_seen() -> None:
    assert headings(8, ["1", "What?", "storage", "a.md:1"]) == ["No.", "Question"]


def test_an_empty_column_is_left_out() -> None:
    assert headings(120, ["1", "What?", "", "a.md:1"]) == ["No.", "Question", "Where"]


def test_a_column_that_matters_less_does_not_stand_in_for_one_that_has_no_room() -> None:
    assert headings(40, ["1", "What?", "io", "a" * 30]) == ["No.", "Question"]


def test_a_field_that_may_go_on_below_needs_no_more_than_its_column() -> None:
    assert "Topics" in headings(80, ["1", "What?", "many " * 50, "a.md:1"])
