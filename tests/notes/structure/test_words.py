"""The words by which notes ask, announce and compare."""

import pytest

from viva.notes.structure.words import count_words, plain, words


@pytest.mark.parametrize(
    "text",
    ["What is a port?", "Что такое порт?", "ポートとは何ですか？", "A port?", "**What is a port?**", "A port? (again)"],
)
def test_a_question_mark_asks(text: str) -> None:
    assert words().asks(text) == 2


@pytest.mark.parametrize(
    "text",
    [
        "What is a port", "Explain how ports work", "Что такое порт", "Расскажите про порты", "Was ist ein Port",
        "Qué es un puerto", "O que é uma porta",
    ],
)  # fmt: skip
def test_question_and_instruction_words_ask_a_little(text: str) -> None:
    assert words().asks(text) == 1


@pytest.mark.parametrize("text", ["Ports", "A port is a number.", "Порт - это номер", "It was new in 2019 (or 2020?)"])
def test_names_and_statements_do_not_ask(text: str) -> None:
    assert words().asks(text) == 0


@pytest.mark.parametrize("text", ["TCP vs UDP", "TCP vs. UDP", "TCP против UDP", "TCP versus UDP"])
def test_two_things_may_be_set_against_each_other(text: str) -> None:
    assert words().compares(text)


def test_a_long_sentence_compares_nothing() -> None:
    assert not words().compares(f"{'word ' * 12}TCP vs UDP")


@pytest.mark.parametrize("text", ["Questions", "Terms", "Термины", "Week 2", "Interview questions:", "Разное"])
def test_a_label_may_announce_a_list(text: str) -> None:
    assert words().names_list(text)


def test_a_name_announces_nothing() -> None:
    assert not words().names_list("Sockets")


def test_titles_of_notes_speak_of_interviews() -> None:
    assert words().speaks_of_notes("Interview prep 2024")
    assert not words().speaks_of_notes("Sockets")


def test_texts_are_compared_without_case_and_marks_at_their_ends() -> None:
    assert plain("**Answers:**") == plain("answers") == "answers"


def test_words_are_counted_in_writing_without_spaces_too() -> None:
    assert count_words("one two three") == 3
    assert count_words("イベントループとは何ですか") > 1
