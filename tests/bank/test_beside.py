"""Two texts beside each other."""

from time import thread_time

from hypothesis import given
from hypothesis import strategies as st

from viva.bank.beside import Piece, beside

TEXTS = st.text(alphabet="ab \nя<>*", max_size=40)


def marked(text: str, other: str) -> list[str]:
    return [piece.text for piece in beside(text, other)[0] if piece.differs]


@given(TEXTS, TEXTS)
def test_pieces_make_the_text_again(one: str, other: str) -> None:
    left, right = beside(one, other)

    assert "".join(piece.text for piece in left) == one
    assert "".join(piece.text for piece in right) == other


@given(TEXTS)
def test_of_the_same_text_nothing_is_marked(text: str) -> None:
    assert not any(piece.differs for side in beside(text, text) for piece in side)


def test_only_the_words_that_differ_are_marked() -> None:
    assert marked("A lock of the interpreter.\nOne thread runs.", "A mutex of the interpreter.\nOne thread runs.") == [
        "lock"
    ]


def test_a_line_that_is_only_here_is_marked_whole() -> None:
    assert marked("first\nsecond\n", "first\n") == ["second\n"]


def test_beside_nothing_all_is_marked() -> None:
    assert beside("a b", "") == ((Piece("a b", differs=True),), ())


def test_long_texts_do_not_keep_anybody_waiting() -> None:
    cases = [
        (" ".join(f"word{n}" for n in range(40_000)), " ".join(f"word{n * 3}" for n in range(40_000))),
        ("\n".join(f"line {n}" for n in range(20_000)), "\n".join(f"line {n * 3}" for n in range(20_000))),
        ("a" * 100_000, "b" * 100_000),
        ("a b\n" * 3_900, "b a\n" * 3_900),
    ]
    for one, other in cases:
        began = thread_time()
        beside(one, other)
        assert thread_time() - began < 3
