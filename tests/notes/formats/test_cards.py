"""Tables of questions become headings with labels, options and answers."""

import pytest

from tests.notes.formats.shown import aside, numbered, reading_of, shown


def test_each_record_becomes_a_heading_with_its_answer() -> None:
    table = 'Question,Answer\nWhat is a pod?,"containers\nthat share a network"\nWhat is a node?,\n'

    assert numbered("a.csv", table) == [
        (2, "# What is a pod?"), (2, "containers"), (3, "that share a network"), (4, "# What is a node?"),
    ]  # fmt: skip
    assert aside("a.csv", table) == {1: "column names"}


def test_section_and_topic_become_headings_where_they_change() -> None:
    table = "section;topic;question\nData;SQL;What is a key?\nData;SQL;What is a view?\nData;Redis;What is a TTL?\n"

    assert shown("a.csv", table) == [
        "# Data", "## SQL", "### What is a key?", "### What is a view?", "## Redis", "### What is a TTL?",
    ]  # fmt: skip


def test_number_status_and_labels_stand_with_the_prompt() -> None:
    table = "#,Question,Answer,Level,Tags,Status,Company\n12,What is a pod?,a,Middle,k8s,done,Acme\n,Why?,b,,,,\n"

    assert shown("a.csv", table) == [
        "# 12. What is a pod? -- done", "Level: Middle", "Tags: k8s", "Company: Acme", "a", "# Why?", "b",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["B", "b)", "2", "two", "B. two"])
def test_the_right_option_is_marked_however_it_is_named(key: str) -> None:
    table = f"question,option A,option B,correct,explanation\nPick,one,two,{key},because\n"

    assert shown("a.csv", table) == ["# Pick", "- [ ] one", "- [x] two", "because"]


def test_several_right_options_and_options_in_one_cell() -> None:
    assert shown("a.csv", 'question,options,correct\nPick,one|two|three,"A, C"\n') == [
        "# Pick", "- [x] one", "- [ ] two", "- [x] three",
    ]  # fmt: skip


def test_wrong_answers_are_options_beside_the_right_one() -> None:
    assert shown("a.csv", "question,correct answer,wrong 1,wrong 2\nPick,yes,no,never\n") == [
        "# Pick", "- [x] yes", "- [ ] no", "- [ ] never",
    ]  # fmt: skip


def test_an_answer_that_names_no_option_is_kept_below_them() -> None:
    assert shown("a.csv", "question,a,b,correct\nPick,one,two,neither of them\n") == [
        "# Pick", "- [ ] one", "- [ ] two", "Answer:", "neither of them",
    ]  # fmt: skip


def test_a_prompt_of_several_lines_is_parted_from_its_answer() -> None:
    assert shown("a.csv", 'question,answer\n"What does this print?\nprint(1)",1\n') == [
        "# What does this print?", "print(1)", "Answer:", "1",
    ]  # fmt: skip


def test_an_answer_stored_before_its_question_follows_it() -> None:
    table = 'answer,question\n"a\nb",What?\n'

    assert numbered("a.csv", table) == [(3, "# What?"), (3, "a"), (3, "b")]
    assert aside("a.csv", table) == {1: "column names", 2: "joined to the line above"}


@pytest.mark.parametrize(
    "header",
    [
        "Вопрос;Ответ",
        "Frage;Antwort",
        "Pregunta;Respuesta",
        "Pergunta;Resposta",
        "问题;答案",
        "Interview question;Model answer",
    ],
)
def test_headers_are_known_in_several_languages(header: str) -> None:
    assert shown("a.csv", f"{header}\nGIL?;lock\n") == ["# GIL?", "lock"]


def test_other_tables_become_markdown_tables() -> None:
    table = 'city,people\nBerlin,"3\nmillion"\na|b,2\n'

    assert shown("a.csv", table) == ["| city | people |", "|---|---|", "| Berlin | 3<br>million |", r"| a\|b | 2 |"]
    assert aside("a.csv", table) == {3: "joined to the line above"}


def test_pairs_without_names_are_cards_where_the_first_column_asks() -> None:
    assert shown("a.csv", "What is a pod?;containers\nA node?;machine\n") == [
        "# What is a pod?", "containers", "# A node?", "machine",
    ]  # fmt: skip
    assert shown("a.csv", "pod;containers\nnode;machine\n")[0] == "| pod | containers |"


def test_pairs_in_a_tsv_file_are_cards() -> None:
    assert shown("a.tsv", "mutex\ta lock\nlatch\t\n") == ["# mutex", "a lock", "# latch"]


def test_exports_say_what_their_columns_are() -> None:
    export = "#separator:tab\n#html:true\n#deck column:1\n#tags column:4\nGo\tWhat is <b>x</b>?\ty&nbsp;z<br>w\tt\n"

    assert shown("deck.txt", export) == ["# Go", "## What is **x**?", "Tags: t", "y z", "w"]
    assert set(aside("deck.txt", export).values()) == {"setting of the export"}


def test_markup_in_cells_is_read() -> None:
    assert shown("a.csv", "question,answer\nWhat?,<ul><li>one<li>two</ul>\nVector?,vector<int>\n") == [
        "# What?", "- one", "- two", "# Vector?", "vector<int>",
    ]  # fmt: skip


def test_a_record_without_a_question_is_set_aside() -> None:
    assert aside("a.csv", "question,answer\n,lost\nWhat?,x\n") == {1: "column names", 2: "record without a question"}


def test_a_file_of_one_column_is_plain_lines() -> None:
    assert reading_of("a.csv", "What is a list\nWhat is a set").texts == ["What is a list", "What is a set"]


def test_a_column_of_questions_is_read() -> None:
    assert shown("a.csv", "question\nWhat is a list?\nWhat is a set?") == ["# What is a list?", "# What is a set?"]
