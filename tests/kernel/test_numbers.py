"""Numbers in what is sent as text."""

import pytest

from viva.kernel.numbers import whole


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("07", 7), ("10", 10)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert whole(text, 10) == number


@pytest.mark.parametrize("text", ["", "11", "-1", "+1", " 1", "1.0", "1_0", "²", "٣", "x", "9" * 5000])
def test_whatever_else_is_none(text: str) -> None:
    assert whole(text, 10) is None


def test_nothing_fits_where_there_is_nothing() -> None:
    assert whole("0", -1) is None
