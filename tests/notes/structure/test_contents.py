"""Parts of a note that ask nothing."""

import pytest

from tests.notes.structure.shown import answers, aside, prompts
from viva.notes.understand import understand

BODY = "\n\n## What is a port?\n\nA number.\n\n## What is a host?\n\nA machine.\n"
ENTRIES = ["- [What is a port?](#port)", "- [What is a host?](#host)", "- [What is a hop?](#hop)"]


@pytest.mark.parametrize("heading", ["## Contents", "## Table of contents", "**Содержание**", "## Inhalt", "## Índice"])
def test_a_table_of_contents_asks_nothing(heading: str) -> None:
    note = "\n".join(["# Networks", "", heading, "", *ENTRIES]) + BODY

    assert prompts(note) == ["What is a port?", "What is a host?"]
    assert aside(note) == dict.fromkeys([heading, *ENTRIES], "table of contents")


def test_links_into_the_file_are_a_table_of_contents_even_without_a_heading() -> None:
    assert aside("\n".join(ENTRIES) + BODY) == dict.fromkeys(ENTRIES, "table of contents")


def test_a_plain_list_of_contents_repeats_what_stands_below() -> None:
    note = f"## Contents\n\n- What is a port?\n- What is a host?{BODY}"

    assert prompts(note) == ["What is a port?", "What is a host?"]


def test_links_back_to_the_top_are_left_out() -> None:
    assert aside(f"{BODY}\n[⬆ back to top](#top)\n") == {"[⬆ back to top](#top)": "link back inside the document"}


def test_a_list_of_translations_is_a_list_of_links() -> None:
    names = [f"- [{name}](readme.{name}.md)" for name in ("de", "es", "fr", "it", "ru")]

    assert aside("\n".join(names) + BODY) == dict.fromkeys(names, "list of links")


def test_links_to_other_files_are_no_part_of_the_answer_above() -> None:
    names = [f"- [{name}](readme.{name}.md)" for name in ("de", "es", "fr", "it", "ru")]

    assert answers("\n".join(["## What is a port?", "", "A number.", "", *names])) == {"What is a port?": ["A number."]}


@pytest.mark.parametrize("heading", ["## Contributing", "## Sponsors", "## Благодарности", "## Questions to ask"])
def test_what_speaks_about_the_document_is_left_out_with_its_text(heading: str) -> None:
    note = f"{BODY}\n{heading}\n\nwrite to me\n"

    assert aside(note) == dict.fromkeys([heading, "write to me"], "about the document, not about its subject")


@pytest.mark.parametrize("heading", ["## Resources", "## Links", "## Ссылки", "## Further reading"])
def test_a_reading_list_is_left_out(heading: str) -> None:
    listed = ["- [one](https://a.example/1)", "- [two](https://a.example/2)"]

    assert aside("\n".join([BODY, heading, "", *listed])) == dict.fromkeys([heading, *listed], "list of links")


def test_a_heading_that_sounds_like_an_aside_but_asks_below_is_kept() -> None:
    note = "## Support\n\n- What does long-term support mean?\n- What does end of life mean?\n"

    assert len(prompts(note)) == 2


def test_the_head_of_a_mail_is_left_out() -> None:
    head = ["From: Ana", "To: Ben", "Subject: questions"]

    assert list(aside("\n".join(head) + BODY)) == head


def test_rules_and_tags_are_left_out_as_what_they_are() -> None:
    assert aside(f"<br>\n{BODY}\n---\n") == {"<br>": "markup without text", "---": "separator"}


def test_a_subject_called_index_is_no_table_of_contents() -> None:
    drafts = understand("sql.md", b"## View\n\nA query.\n\n## Index\n\nA copy.\n\n## Trigger\n\nCode.\n").drafts
    assert [draft.prompt for draft in drafts] == ["View", "Index", "Trigger"]


def test_an_index_that_links_what_follows_is_one() -> None:
    listed = "- [What is a view?](#view)\n- [What is a join?](#join)"
    note = f"# SQL\n\n## Index\n\n{listed}\n\n## What is a view?\n\n## What is a join?\n"
    assert [draft.line for draft in understand("sql.md", note.encode()).drafts] == [8, 10]


@pytest.mark.parametrize("gap", ["", "\n"], ids=["right below", "behind a blank line"])
@pytest.mark.parametrize("mark", ["", "1. "], ids=["plain", "numbered"])
def test_questions_below_a_plain_line_contents_that_come_again_ask_nothing(mark: str, gap: str) -> None:
    listed = f"Contents\n{gap}{mark}What is a mutex?\n{mark}What is a semaphore?\n\n"
    note = f"{listed}{mark}What is a mutex?\nA lock.\n\n{mark}What is a semaphore?\nA counter.\n"

    assert answers(note) == {"What is a mutex?": ["A lock."], "What is a semaphore?": ["A counter."]}
    assert aside(note)["Contents"] == "table of contents"


def test_questions_below_a_plain_line_contents_that_never_come_again_are_asked() -> None:
    assert prompts("Contents\n\n1. What is a mutex?\n2. What is a semaphore?\n") == [
        "What is a mutex?",
        "What is a semaphore?",
    ]


def test_the_greeting_and_the_end_of_a_mail_are_left_out() -> None:
    note = "Hi Dan,\n\nthey asked me:\n\nWhat is a port?\nWhat is a socket?\n\nCheers,\nAna\n"

    assert prompts(note) == ["What is a port?", "What is a socket?"]
    assert {"Hi Dan,", "Cheers,", "Ana"} <= aside(note).keys()
