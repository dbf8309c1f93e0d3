import pytest

from viva.cli.views.question import beginning


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("words", 0),
        ("    code()", 4),
        ("  • a point", 4),
        ("- an item", 2),
        ("12. a step", 4),
        ("-5 degrees", 0),
        ("", 0),
    ],
)
def test_a_line_goes_on_below_its_own_words(text: str, column: int) -> None:
    assert beginning((text,)) == column
