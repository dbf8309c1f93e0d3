"""Marks at the front of a line are told apart from its words."""

import pytest

from tests.notes.structure.shown import line_of
from viva.notes.structure.line import Form


@pytest.mark.parametrize("bullet", ["-", "*", "+", "•", "▪", "→", "👉", "–", "➤"])
def test_a_bullet_of_any_kind_makes_an_entry(bullet: str) -> None:
    line = line_of(f"{bullet} garbage collection")

    assert (line.form, line.bullet, line.body) == (Form.ITEM, bullet, "garbage collection")


def test_more_dashes_before_an_entry_nest_it_deeper() -> None:
    assert [line_of(f"{dashes} locks").indent for dashes in ("-", "--", "---")] == [0, 2, 4]


@pytest.mark.parametrize(
    ("box", "check"), [("[ ]", " "), ("[x]", "x"), ("[X]", "x"), ("[✓]", "x"), ("( )", " "), ("(x)", "x"), ("(•)", "x")]
)
def test_a_box_before_the_text_is_empty_or_ticked(box: str, check: str) -> None:
    line = line_of(f"- {box} a tuple")

    assert (line.check, line.body) == (check, "a tuple")


@pytest.mark.parametrize("level", range(1, 7))
def test_hashes_make_a_heading_of_their_level(level: int) -> None:
    line = line_of(f"{'#' * level} Threads")

    assert (line.form, line.level, line.body) == (Form.HEADING, level, "Threads")


def test_hashes_behind_a_title_close_it() -> None:
    assert line_of("## Threads ##").body == "Threads"


def test_hashes_may_stand_right_at_the_title() -> None:
    assert line_of("##Threads").form is Form.HEADING


def test_one_hash_right_at_a_word_is_a_tag_and_no_heading() -> None:
    assert line_of("#threads").form is Form.TEXT


def test_a_heading_may_stand_behind_a_list_mark() -> None:
    line = line_of("7. ### What is a mutex?")

    assert (line.form, line.listed, line.number, line.body) == (Form.HEADING, True, "7", "What is a mutex?")


def test_tags_behind_a_title_are_no_words_of_it() -> None:
    assert line_of("## Sockets #network #io").body == "Sockets"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3. What is a port?", "3"),
        ("3) What is a port?", "3"),
        ("3.) What is a port?", "3"),
        ("3: What is a port?", "3"),
        ("3 - What is a port?", "3"),
        ("3.What is a port?", "3"),
        ("3、What is a port?", "3"),
        ("2.1. What is a port?", "2.1"),
        ("2.1 What is a port?", "2.1"),
        ("5a) What is a port?", "5a"),
        ("**3.** What is a port?", "3"),
        ("**3**. What is a port?", "3"),
        ("№3 What is a port?", "3"),
        ("#3. What is a port?", "3"),
        ("No. 3 What is a port?", "3"),
        ("IV. What is a port?", "IV"),
        ("- 3. What is a port?", "3"),
        ("## 3 What is a port?", "3"),
    ],
)
def test_a_number_in_any_spelling_is_kept_apart(text: str, number: str) -> None:
    line = line_of(text)

    assert (line.number, line.body) == (number, "What is a port?")


@pytest.mark.parametrize("text", ["2024 was a long year", "10% of all calls fail", "1-2 replicas", "3.5 is a float"])
def test_a_number_that_belongs_to_a_sentence_stays_in_it(text: str) -> None:
    line = line_of(text)

    assert (line.form, line.body) == (Form.TEXT, text)


@pytest.mark.parametrize("number", ["2 and 3 way merges", "2 и 3 уровень"])
def test_two_counts_in_a_title_do_not_number_it(number: str) -> None:
    assert line_of(f"## {number}").number == ""


@pytest.mark.parametrize(
    ("text", "letter"),
    [("a) a stack", "a"), ("B. a stack", "B"), ("(c) a stack", "c"), ("**D)** a stack", "D"), ("б) a stack", "б")],
)
def test_a_letter_before_the_text_is_kept_apart(text: str, letter: str) -> None:
    line = line_of(text)

    assert (line.form, line.letter, line.body) == (Form.ITEM, letter, "a stack")


def test_a_star_before_the_mark_of_an_option_is_remembered() -> None:
    line = line_of("*b) a queue")

    assert (line.starred, line.letter, line.body) == (True, "b", "a queue")


@pytest.mark.parametrize("label", ["Question:", "Вопрос:", "Frage:", "Pregunta:", "**Question:**", "Question 4."])
def test_a_line_may_be_labelled_as_a_question(label: str) -> None:
    line = line_of(f"{label} what is a shard?")

    assert (line.label, line.body) == ("ask", "what is a shard?")


@pytest.mark.parametrize("label", ["Answer:", "Ответ:", "Antwort:", "Respuesta:", "**Answer:**"])
def test_a_line_may_be_labelled_as_an_answer(label: str) -> None:
    line = line_of(f"{label} a part of the data")

    assert (line.label, line.body) == ("answer", "a part of the data")


def test_a_label_may_carry_the_number() -> None:
    line = line_of("Вопрос №12: что такое шард?")

    assert (line.label, line.number, line.body) == ("ask", "12", "что такое шард?")


def test_a_word_that_only_begins_like_a_label_is_none() -> None:
    assert line_of("Questions are welcome at any time").label == ""


@pytest.mark.parametrize("text", ["**Indexes**", "__Indexes__", "<b>Indexes</b>", "**Indexes**:"])
def test_a_line_that_is_bold_from_end_to_end_is_a_title(text: str) -> None:
    line = line_of(text)

    assert line.form is Form.BOLD
    assert line.body.rstrip(":") == "Indexes"


def test_bold_words_inside_a_sentence_leave_it_a_sentence() -> None:
    assert line_of("**Indexes** make reading faster.").form is Form.TEXT


def test_a_bold_question_is_told_from_the_answer_behind_it() -> None:
    line = line_of("**What is a view?** A query with a name.")

    assert (line.body, line.rest) == ("What is a view?", "A query with a name.")


def test_marks_are_peeled_in_any_order_people_write_them() -> None:
    line = line_of("- [x] **4) What is a view?**")

    assert (line.bullet, line.check, line.number, line.bold, line.body) == ("-", "x", "4", True, "What is a view?")


def test_dashes_around_a_title_are_decoration() -> None:
    line = line_of("## --- Databases ---")

    assert (line.decorated, line.body) == (True, "Databases")
