"""Further columns of a record that became a card."""

from tests.notes.structure.shown import outline_of

CARD = "## What is a port?\ndeck: networks\nLevel: easy\n\nA number: 80, say.\n\n## What is a host?\n\nA machine.\n"


def test_labels_right_below_a_card_are_its_facts() -> None:
    first, second = outline_of(CARD, cards=True).prompts

    assert (first.facts, second.facts) == ({"deck": "networks", "level": "easy"}, {})


def test_facts_are_no_part_of_the_answer() -> None:
    found = outline_of(CARD, cards=True)

    assert {at: str(reason) for at, reason in found.aside.items()} == {
        1: "column of a table that neither asks nor answers",
        2: "column of a table that neither asks nor answers",
    }


def test_labels_in_notes_that_people_wrote_are_text() -> None:
    assert [prompt.facts for prompt in outline_of(CARD).prompts] == [{}, {}]
