"""What comments and the lines below a program claim, in all the spellings that notes use."""

import ast

import pytest

from viva.snippets.claims import Claim, How, claim_after, claims_in


def sure(source: str) -> list[str]:
    return [claim.text for claim in claims_in(source, ast.parse(source)) if claim.sure]


def only(source: str) -> Claim:
    (claim,) = claims_in(source, ast.parse(source))
    return claim


@pytest.mark.parametrize(
    "comment",
    [
        "# 5",
        "# -> 5",
        "# => 5",
        "#> 5",
        "# → 5",
        "# prints 5",
        "# Prints: 5",
        "# Output: 5",
        "# output is: 5",
        "# Result: 5",
        "# Выведет: 5",
        "# Вывод: 5",
        "# Результат: 5",
        "# напечатает 5",
        "# 5 (five of them)",
        "# 5 - because there are five",
        "#5",
    ],
)
def test_a_comment_behind_a_print_claims_its_output(comment: str) -> None:
    assert sure(f"print(len('abcde'))  {comment}\n") == ["5"]


@pytest.mark.parametrize(
    "comment",
    ["# how often we try", "# int", "# seconds", "# Local to this function", "# list of guests", "# first one"],
)
def test_words_behind_a_value_that_is_written_out_claim_nothing(comment: str) -> None:
    assert claims_in(f"count = 3  {comment}\n", ast.parse("count = 3\n")) == []


def test_words_behind_a_call_are_a_claim_only_if_what_was_seen_speaks_for_it() -> None:
    assert not only("dog.bark()  # the dog barks\n").sure


def test_a_value_behind_an_assignment_is_its_value() -> None:
    assert sure("squares = [n * n for n in (1, 2)]  # [1, 4]\n") == ["[1, 4]"]


def test_a_number_behind_a_number_is_a_remark() -> None:
    assert sure("port = 8000  # 8080\n") == []


@pytest.mark.parametrize(
    "comment",
    [
        "# TypeError",
        "# -> TypeError",
        "# raises TypeError",
        "# TypeError: 'tuple' object does not support item assignment",
        "# Error: cannot be changed",
        "# Ошибка: нельзя изменить",
    ],
)
def test_a_comment_may_claim_an_error(comment: str) -> None:
    claim = only(f"pair[0] = 1  {comment}\n")

    assert claim.how is How.ERROR
    assert claim.sure


def test_lines_below_the_word_output_are_one_claim() -> None:
    claim = only("show()\n# Output:\n# one\n# two\n")

    assert (claim.how, claim.text) == (How.BLOCK, "one\ntwo")


def test_a_remark_below_an_output_on_one_line_is_not_part_of_it() -> None:
    assert only("show()\n# Output: sea-gull\n# as one would think of it\n").text == "sea-gull"


def test_values_right_below_a_print_are_its_output() -> None:
    assert sure("print(sorted('ba'))\n# ['a', 'b']\n") == ["['a', 'b']"]


def test_a_comment_above_a_statement_claims_nothing() -> None:
    assert claims_in("# Output: 5\nprint(5)\n", ast.parse("print(5)")) == []


def test_a_closing_text_may_hold_the_output() -> None:
    assert sure('print(1)\n"""\nOutput:\n1\n"""\n') == ["1"]


def test_a_comment_sign_inside_a_text_is_no_comment() -> None:
    assert claims_in("print('# 5')\n", ast.parse("print('# 5')")) == []


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["", "Output: `5`"], "5"),
        (["", "**Output:** 5"], "5"),
        (["Вывод: 5"], "5"),
        (["", "Output:", "", "```", "5", "6", "```"], "5\n6"),
        (["Result:", "```text", "  5", "```"], "5"),
        (["Результат:", "```output", "5", "```"], "5"),
    ],
)
def test_lines_below_a_program_may_say_what_it_prints(lines: list[str], text: str) -> None:
    claim = claim_after(lines, serves=False)

    assert claim is not None
    assert (claim.text, claim.how, claim.sure) == (text, How.WHOLE, True)


def test_a_fence_without_a_word_before_it_may_be_something_else() -> None:
    claim = claim_after(["", "```", "5", "```"], serves=False)

    assert claim is not None
    assert not claim.sure


@pytest.mark.parametrize(
    "lines",
    [
        ["", "It prints what you think."],
        ["", "```python", "5", "```"],
        ["", "```", "shop/", "└── till.py", "```"],
        ["", "Another paragraph first.", "", "Output: 5"],
    ],
)
def test_other_lines_below_a_program_claim_nothing(lines: list[str]) -> None:
    assert claim_after(lines, serves=False) is None


@pytest.mark.parametrize(
    "line",
    ['Open it to see the response `{"a": 1}`.', 'Откройте страницу и увидите `{"a": 1}`.', 'It returns `{"a": 1}`.'],
)
def test_a_sentence_says_what_an_application_answers(line: str) -> None:
    claim = claim_after(["", line], serves=True)

    assert claim is not None
    assert claim.text == '{"a": 1}'
    assert claim_after(["", line], serves=False) is None
