"""Which headings ask or name a subject, and which only group what stands below them."""

from tests.notes.structure.shown import answers, outline_of, prompts, reasons, sections
from viva.notes.understand import understand

SUBJECTS = """
# Databases

## Indexes

They make reading faster.

## Views

Queries with a name.
"""


def test_a_heading_that_asks_is_a_prompt() -> None:
    assert reasons("# Notes\n\n## What is an index?\n\nA sorted copy.\n\n## What is a view?\n\nA query.\n") == [
        "heading that asks", "heading that asks",
    ]  # fmt: skip


def test_a_heading_with_text_of_its_own_names_a_subject() -> None:
    assert answers(SUBJECTS) == {"Indexes": ["They make reading faster."], "Views": ["Queries with a name."]}


def test_the_title_of_the_document_is_no_prompt() -> None:
    assert outline_of(SUBJECTS).title == 0


def test_a_heading_above_questions_groups_them() -> None:
    note = "# Notes\n\n## Databases\n\n### What is a view?\n\nA copy.\n\n## Nets\n\n### What is a port?\n\nA number.\n"

    assert sections(note) == {"What is a view?": ("Databases",), "What is a port?": ("Nets",)}


def test_headings_inside_an_answer_are_parts_of_it() -> None:
    note = """
    ## What is an index?

    A sorted copy of some columns.

    ### Example

    An index of names.

    ### Pros and cons

    Reading is faster, writing is slower.

    ## What is a view?

    A query with a name.
    """

    assert prompts(note) == ["What is an index?", "What is a view?"]
    assert answers(note)["What is an index?"][-1] == "Reading is faster, writing is slower."


def test_an_empty_heading_in_a_numbered_sequence_is_a_prompt_without_an_answer() -> None:
    note = "## 1. Indexes\n\nSorted copies.\n\n## 2. Views\n\n## 3. Triggers\n\nCode that runs on a change.\n"

    assert answers(note)["Views"] == []


def test_its_numbers_say_so_even_where_most_headings_group_others() -> None:
    note = """
    ## 1. Indexes

    Sorted copies.

    ## 2. Views

    ## 3. Networks

    ### What is a port?

    A number.

    ## 4. Processes

    ### What is a pipe?

    A stream.
    """

    assert prompts(note) == ["Indexes", "Views", "What is a port?", "What is a pipe?"]


def test_headings_alone_are_all_subjects() -> None:
    assert prompts("# Indexes\n# Views\n# Triggers\n# Cursors\n") == ["Indexes", "Views", "Triggers", "Cursors"]


def test_a_heading_above_nothing_but_links_is_something_to_read() -> None:
    note = """
    # Databases

    ## What is an index?

    A sorted copy.

    ## Talks

    - [one](https://a.example/1)
    - [two](https://a.example/2)
    - [three](https://a.example/3)
    """

    assert prompts(note) == ["What is an index?"]


def test_a_bold_line_right_above_headings_is_their_section() -> None:
    note = "**Databases**\n\n### What is an index?\n\nA copy.\n\n**Networks**\n\n### What is a port?\n\nA number.\n"

    assert sections(note) == {"What is an index?": ("Databases",), "What is a port?": ("Networks",)}


def test_a_heading_that_says_answer_is_part_of_the_answer() -> None:
    note = "## What is a port?\n\n### Answer\n\nA number.\n\n## What is a socket?\n\n### Answer\n\nAn end.\n"

    assert prompts(note) == ["What is a port?", "What is a socket?"]


def test_a_closed_heading_has_the_rank_of_its_marks() -> None:
    note = b"# Net\n\n### Ports ###\n\n#### What is a port?\n\n## Hosts\n\n#### What is a host?\n"
    assert [draft.section for draft in understand("net.md", note).drafts] == [("Ports",), ("Hosts",)]
