"""Notes without marks: short lines that name subjects, labels with text, definitions."""

import pytest

from tests.notes.structure.shown import answers, prompts, reasons, sections


def test_short_lines_alone_each_name_a_subject() -> None:
    assert prompts("event loop\nclosures\nprototype chain\nhoisting\n") == [
        "event loop", "closures", "prototype chain", "hoisting",
    ]  # fmt: skip


def test_a_label_is_told_from_the_text_that_explains_it() -> None:
    note = """
    Event loop
    It runs one task after another until none is left.

    Closures
    A function keeps the variables around it alive.

    Hoisting
    Declarations are moved to the top of their scope.
    """

    assert answers(note) == {
        "Event loop": ["It runs one task after another until none is left."],
        "Closures": ["A function keeps the variables around it alive."],
        "Hoisting": ["Declarations are moved to the top of their scope."],
    }


def test_questions_in_plain_paragraphs_are_answered_by_what_follows() -> None:
    note = "What is hoisting?\n\nDeclarations move up.\n\n\nWhat is a closure?\n\nA function with its variables.\n"

    assert answers(note) == {
        "What is hoisting?": ["Declarations move up."],
        "What is a closure?": ["A function with its variables."],
    }


GLOSSARY = """
Distributed systems

Shard: one part of the data on one machine.
Replica: one copy of the data on another machine.
Quorum: as many machines as must agree on a write.
"""


def test_entries_of_a_glossary_carry_their_meaning() -> None:
    assert prompts(GLOSSARY) == ["Shard", "Replica", "Quorum"]
    assert answers(GLOSSARY)["Quorum"] == ["Quorum: as many machines as must agree on a write."]


def test_the_title_of_a_glossary_is_its_section() -> None:
    assert set(sections(GLOSSARY).values()) == {("Distributed systems",)}


def test_entries_say_what_they_explain() -> None:
    assert reasons(GLOSSARY)[0] == "explains Shard"


def test_a_line_that_announces_things_to_know_groups_them() -> None:
    note = "Topics:\nevent loop\nclosures\nhoisting\n"

    assert sections(note) == {"event loop": ("Topics:",), "closures": ("Topics:",), "hoisting": ("Topics:",)}


def test_a_statement_that_defines_its_subject_asks_for_it() -> None:
    note = "A mutex is a lock that one thread can hold.\n\n\nA barrier is a place where threads wait for each other.\n"

    assert prompts(note) == ["A mutex", "A barrier"]


def test_a_pasted_quotation_names_no_subjects() -> None:
    note = "closures\nhoisting\nevent loop\n\n\n“Be kind\n\nBe brief\n\nBe on time”\n"

    assert not {"Be brief", "Be on time”"} & set(prompts(note))


def test_sentences_that_neither_ask_nor_define_are_no_prompts() -> None:
    note = "I met them on Monday. We talked for an hour.\n\nThey said they would write back soon.\n"

    assert prompts(note) == []


def test_words_that_ask_need_no_question_mark_on_a_phone() -> None:
    note = "what is hoisting\nhow does a closure work\nexplain the event loop\n"

    assert prompts(note) == ["what is hoisting", "how does a closure work", "explain the event loop"]


@pytest.mark.parametrize("title", ["Glossary", "Notes", "Distributed systems vocabulary"])
@pytest.mark.parametrize("dash", [" - ", " -- ", " — ", ": "])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["together", "apart"])
def test_a_glossary_below_a_title_explains_its_terms(title: str, dash: str, gap: str) -> None:
    terms = {"mutex": "a lock of one thread", "quorum": "a majority of all nodes", "port": "a number of an end"}
    note = f"{title}\n\n" + gap.join(f"{term}{dash}{meaning}" for term, meaning in terms.items())

    assert prompts(note) == list(terms)


def test_what_a_glossary_was_taken_from_is_none_of_its_terms() -> None:
    terms = "mutex: a lock of one\nquorum: a majority of all\nport: a number of one\n"
    note = f"Vocabulary\n\n{terms}\nSources: my old notes\n"

    assert prompts(note) == ["mutex", "quorum", "port"]
