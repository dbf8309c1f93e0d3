import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.content.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A heap is a tree. It is kept in an array.", ["A heap is a tree.", "It is kept in an array."]),
        ("Use locks, e.g. RLock. Then go on.", ["Use locks, e.g. RLock.", "Then go on."]),
        ("Это т.е. Кортеж. Он неизменяем.", ["Это т.е. Кортеж.", "Он неизменяем."]),
        ("Since Python 3.12 it is faster.", ["Since Python 3.12 it is faster."]),
        ("Call os.path.join. It joins.", ["Call os.path.join.", "It joins."]),
        ("Das ist z.B. Java. Und mehr.", ["Das ist z.B. Java.", "Und mehr."]),
        ("Really? Yes! It is…", ["Really?", "Yes!", "It is…"]),
        ("堆是树。它在数组里。", ["堆是树。", "它在数组里。"]),
        ("no end", ["no end"]),
        ("1. First thing. Second thing.", ["1. First thing.", "Second thing."]),
    ],
)
def test_sentences_end_at_full_stops_that_mean_it(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
