"""Multiple choice: which lines are options, and which of them are right."""

import pytest

from tests.notes.structure.shown import choices, laid_out, prompts
from viva.notes.understand import understand

FRUIT = ["list", "tuple", "set"]
ASKED = "Which one cannot be changed?"


@pytest.mark.parametrize(
    "options",
    [
        "- [ ] list\n- [x] tuple\n- [ ] set",
        "( ) list\n(x) tuple\n( ) set",
        "a) list\nb) tuple (correct)\nc) set",
        "a) list\nb) tuple ✅\nc) set",
        "а) list\nб) tuple (верно)\nв) set",
        "A. list\nB. **tuple**\nC. set",
        "a) list\n*b) tuple\nc) set",
        "- list\n+ tuple\n- set",
        "A) list\nB) tuple\nC) set\n\nAnswer: B",
        "A) list\nB) tuple\nC) set\n\n**Ответ:** B",
        "A) list\nB) tuple\nC) set\n\nAnswer: tuple",
        "A. list\nB. tuple\nC. set\n\n<details><summary>Answer</summary>\n\nAnswer: B\n\n</details>",
        "A. list\nB. tuple\nC. set\n\n<details><summary>Answer</summary>B</details>",
        "A. list\nB. tuple\nC. set\n\n<details>\n<summary>Show the answer</summary>\n<p>\n\n#### B\n\n</p>\n</details>",
        "A. list\nB. tuple\nC. set\n\n<details>\n\nB. tuple, of course\n\n</details>",
        "1) list\n2) tuple\n3) set\n\nAnswer: 2",
        "- list\n- tuple\n- set\n\nAnswer: tuple",
    ],
    ids=[
        "boxes", "round boxes", "a word behind it", "a tick behind it", "Russian letters", "bold", "a star", "a plus",
        "a letter below", "a Russian label", "the text below", "a fold-out", "a fold-out of one line",
        "a heading in a fold-out", "a fold-out without a title", "a number below", "bullets",
    ],
)  # fmt: skip
def test_the_right_option_is_known_in_every_spelling(options: str) -> None:
    found = choices(f"## {ASKED}\n\n{options}\n")

    assert {prompt: right for prompt, (_, right) in found.items()} == {ASKED: [1]}
    assert found[ASKED][0] == FRUIT


def test_several_options_may_be_right() -> None:
    found = choices(f"1. {ASKED}\n\na) a string\nb) a list\nc) a tuple\n\nAnswer: a, c")

    assert found[ASKED][1] == [0, 2]


def test_options_may_stand_in_one_line_below_the_question() -> None:
    found = choices("1. Which is a lock?\na) mutex b) map c) list\nAnswer: a")

    assert found == {"Which is a lock?": (["mutex", "map", "list"], [0])}


def test_a_question_above_options_in_one_line_needs_no_mark() -> None:
    found = choices("Which is a lock?\na) a mutex b) a map c) a list\nAnswer: a")

    assert found == {"Which is a lock?": (["a mutex", "a map", "a list"], [0])}


def test_options_may_stand_behind_the_question() -> None:
    found = choices("1. Which is a lock? a) mutex b) map c) list\nAnswer: a")

    assert found == {"Which is a lock?": (["mutex", "map", "list"], [0])}


QUIZ = """
1. Which one is ordered?
a) a set
b) a list

2. Which one is hashable?
a) a tuple
b) a list

3. Which one has keys?
a) a list
b) a dict
"""


def test_a_key_at_the_end_names_the_right_options() -> None:
    found = choices(f"{QUIZ}\n## Answers\n\n1-b, 2-a, 3-b\n")

    assert [right for _, right in found.values()] == [[1], [0], [1]]


def test_a_key_may_stand_one_pair_a_line() -> None:
    found = choices(f"{QUIZ}\nKey\n\n1. b\n2. a\n3. b\n")

    assert [right for _, right in found.values()] == [[1], [0], [1]]


def test_a_quiz_without_any_key_keeps_its_options() -> None:
    assert [right for _, right in choices(QUIZ).values()] == [[], [], []]


def test_lettered_points_below_one_question_are_its_answer() -> None:
    assert choices("## How does a request travel?\n\na) the name is looked up\nb) a connection is made\n") == {}


def test_bold_entries_are_right_where_every_list_has_one() -> None:
    note = "\n".join(f"## Which is number {k}?\n\n- this\n- **that**\n- these\n- those\n" for k in range(1, 5))

    assert [right for _, right in choices(note).values()] == [[1]] * 4


def test_boxes_below_a_title_are_tasks() -> None:
    assert choices("## To learn\n\n- [x] sockets\n- [ ] signals\n- [ ] pipes\n") == {}


def test_boxes_are_tasks_where_most_lists_of_them_are() -> None:
    tasks = "".join(f"## Week {k}\n\n- [x] read\n- [ ] write\n\n" for k in range(1, 4))

    assert choices(f"{tasks}## What is left to do?\n\n- [x] sleep\n- [ ] eat\n") == {}


def test_boxes_below_an_answered_question_are_tasks() -> None:
    note = "## What is a goroutine?\n\nA thread of the runtime.\n\n- [x] read the paper\n- [ ] see the talk\n"

    assert choices(note) == {}


def test_a_fold_out_that_explains_each_option_is_no_key() -> None:
    options = "A. list\nB. tuple\n\n<details><summary>Answer</summary>\n\n"
    found = choices(f"## {ASKED}\n\n{options}A. can be changed\nB. cannot\n\n</details>\n\n{QUIZ}")

    assert found[ASKED][1] == []


def test_marks_of_right_options_are_no_words_of_them() -> None:
    found = choices(f"{ASKED}\n\na) list\nb) tuple <-- correct\nc) set\n")

    assert found[ASKED][0] == FRUIT


def test_what_explains_the_key_is_the_answer() -> None:
    note = f"1. {ASKED}\na) a list\nb) a tuple\n\nAnswer: b\n\nA tuple has no way to set an item."
    laid = laid_out(note)[0]

    assert laid.last == 2
    assert laid.answer == (4, 6)


def test_options_themselves_are_no_prompts() -> None:
    assert prompts(QUIZ) == ["Which one is ordered?", "Which one is hashable?", "Which one has keys?"]


def test_an_answer_in_words_is_no_key_for_its_article() -> None:
    note = b"1. Which one cannot be changed?\na) list\nb) a tuple\nc) set\n\nAnswer: a tuple\n"
    assert [draft.correct for draft in understand("types.txt", note).drafts] == [(1,)]


@pytest.mark.parametrize("keys", ["Answers: 1-b, 2-a", "Answers: 1. b 2. a", "Ответы: 1-b, 2-a"])
def test_the_keys_of_all_questions_in_one_line_are_not_those_of_the_last(keys: str) -> None:
    note = f"1. Which is it?\na) this\nb) that\n\n2. Which is he?\na) Tom\nb) Tim\n\n{keys}\n"
    assert [draft.correct for draft in understand("keys.txt", note.encode()).drafts] == [(1,), (0,)]
