"""Runs of lines that may be options."""

from tests.notes.structure.shown import lines_of
from viva.notes.structure.options import before_options, letter_order, option_groups


def groups(note: str) -> list[tuple[str, int]]:
    """Style and size of each run."""
    return [(group.style, len(group.at)) for group in option_groups(lines_of(note))]


def test_each_style_makes_runs_of_its_own() -> None:
    assert groups("a) x\nb) y\n\n- [ ] x\n- [x] y\n- [ ] z\n\n1) x\n2) y\n\ntext\n\n- x\n- y") == [
        ("letter", 2), ("box", 3), ("number", 2), ("bullet", 2),
    ]  # fmt: skip


def test_one_line_is_no_run() -> None:
    assert groups("a) x\n\ntext") == []


def test_letters_begin_with_the_first_of_their_alphabet() -> None:
    assert groups("b) x\nc) y\nd) z") == []


def test_a_letter_left_out_ends_the_run() -> None:
    assert groups("a) x\nb) y\nd) z") == [("letter", 2)]


def test_letters_that_begin_again_are_another_run() -> None:
    assert groups("a) x\nb) y\na) x\nb) y\nc) z") == [("letter", 2), ("letter", 3)]


def test_blank_lines_may_stand_between_options() -> None:
    assert groups("a) x\n\nb) y\n\nc) z") == [("letter", 3)]


def test_an_option_may_run_over_several_lines() -> None:
    found = list(option_groups(lines_of("a) x\n   goes on\nb) y\n   goes on\nafter")))

    assert [(group.at, group.last) for group in found] == [([0, 2], 3)]


def test_code_below_letters_belongs_to_the_options() -> None:
    found = list(option_groups(lines_of("A.\n\n```js\n1\n```\n\nB.\n\n```js\n2\n```\n\nafter")))

    assert [(len(group.at), group.last) for group in found] == [(2, 10)]


def test_options_in_one_line_are_in_order() -> None:
    inline = [group.inline for group in option_groups(lines_of("a) one b) two c) three\n\nb) two a) one"))]

    assert inline == [["one", "two", "three"]]


def test_letters_count_in_every_alphabet() -> None:
    assert [letter_order(letter) for letter in "aCбВґ7"] == [0, 2, 1, 2, 4, -1]


def test_a_prompt_is_told_from_the_options_behind_it() -> None:
    assert before_options("Which is it? a) this b) that") == "Which is it?"
    assert before_options("Which is it?") == "Which is it?"
