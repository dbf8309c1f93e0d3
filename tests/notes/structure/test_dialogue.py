"""Questions and answers may share a line or take turns."""

from tests.notes.structure.shown import asked, lines_of


def test_several_lines_with_two_colons_between_are_cards() -> None:
    assert asked("mutex :: one at a time\nsemaphore :: some at a time\nbarrier :: all together") == [
        ("mutex", "one at a time"),
        ("semaphore", "some at a time"),
        ("barrier", "all together"),
    ]


def test_two_colons_in_one_line_only_are_left_alone() -> None:
    assert asked("std::vector grows\nmutex :: one at a time\nsome more text") == []


def test_a_file_of_lines_with_semicolons_that_ask_is_cards() -> None:
    note = (
        'What is DNS?;"names of hosts"\nWhat is TTL?;how long it holds\nWhat is a zone?;a part of it\nglue;an address'
    )

    assert asked(note)[0] == ("What is DNS?", "names of hosts")
    assert len(asked(note)) == 4


def test_code_that_ends_in_semicolons_is_no_cards() -> None:
    assert asked("int a = 1;\nint b = 2;\nint c = 3;\nreturn a + b;") == []


def test_paragraphs_that_begin_with_a_bold_term_are_cards() -> None:
    assert asked("**MVCC**: versions of rows\n\n**WAL**: a log first\n\n**undo** → git reset") == [
        ("MVCC", "versions of rows"),
        ("WAL", "a log first"),
        ("undo", "git reset"),
    ]


def test_a_bold_lead_that_comes_again_labels_parts() -> None:
    note = "**Use**: caches\n\n**Cost**: memory\n\n**Use**: queues\n\n**Cost**: time\n\n**Use**: logs\n\n**Cost**: disk"

    assert asked(note) == []


def test_question_and_answer_may_share_a_line() -> None:
    assert asked("Q: what is REST? A: a style\nQ: what is RPC? A: a call") == [
        ("what is REST?", "a style"),
        ("what is RPC?", "a call"),
    ]


def test_terms_with_their_meanings_below_are_asked() -> None:
    lines = lines_of("shard\n: a part of the data\n\nreplica\n: a copy of the data")

    assert [(line.label, line.body) for line in lines if line.body] == [
        ("ask", "shard"),
        ("", "a part of the data"),
        ("ask", "replica"),
        ("", "a copy of the data"),
    ]


TALK = """
Ana: Hello and welcome, shall we start?
Dan: Sure, I am ready for it.
Ana: What is the difference between a list and a tuple?
Dan: A tuple cannot be changed.
Ana: How does a dictionary find its keys?
Dan: By their hash. Is that enough?
Ana: When would you use a generator instead?
Dan: When there is too much to hold at once.
"""


def test_in_a_conversation_the_one_who_asks_most_asks() -> None:
    assert [body for body, _ in asked(TALK)][-3:] == [
        "What is the difference between a list and a tuple?",
        "How does a dictionary find its keys?",
        "When would you use a generator instead?",
    ]


def test_what_the_other_one_asks_back_is_part_of_the_answer() -> None:
    assert all("enough" not in body for body, _ in asked(TALK))


def test_time_stamps_stand_before_the_names() -> None:
    stamped = "\n".join(f"[00:{k:02}] {line}" for k, line in enumerate(TALK.strip().split("\n"), start=10))

    assert asked(stamped) == asked(TALK)


def test_a_conversation_may_number_its_questions() -> None:
    note = "\n".join(f"Ben: {k}. name one of the {k} states\nDan: the {k}th of them" for k in range(1, 5))

    assert [line.number for line in lines_of(note) if line.label == "ask"] == ["1", "2", "3", "4"]


def test_labels_with_a_dash_come_more_than_once() -> None:
    lines = lines_of("Вопрос - что такое порт?\nОтвет - число.\n\nВопрос - что такое сокет?\nОтвет — конец.")

    assert [line.label for line in lines if line.body] == ["ask", "answer", "ask", "answer"]


def test_a_term_that_sounds_like_a_label_is_none() -> None:
    lines = lines_of("key - what finds a value\nanswer - what a server sends\nmap - keys with values")

    assert not any(line.label for line in lines)
