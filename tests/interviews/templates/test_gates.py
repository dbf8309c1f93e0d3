"""Gates as people write them."""

from fractions import Fraction

import pytest

from viva.interviews.templates.gates import Floor, Gate, Mean, NoFlag, Part, Reach, Scope, gate_of, in_words
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import speak
from viva.notes.model import Group

EXAMPLES = {
    "every Must at tier Must or deeper": Reach(),
    "two thirds of Should at tier Must or deeper": Reach(share=Fraction(2, 3), group=Group.SHOULD),
    "every question in topic gil at tier Okay or deeper": Reach(group=None, tier=Group.OKAY, scope=Scope(topic="gil")),
    "3/5 of all at tier Should or deeper": Reach(share=Fraction(3, 5), group=None, tier=Group.SHOULD),
    'half of Okay in section "Web and data" at tier Must or deeper': Reach(
        share=Fraction(1, 2), group=Group.OKAY, scope=Scope(section="Web and data")
    ),
    "no section under 1.5": Floor(Part.SECTION, 1.5),
    "no group under 2": Floor(Part.GROUP, 2),
    r'a mean of at least 2.5 in section "The \"hard\" part"': Mean(2.5, Scope(section='The "hard" part')),
    "no red flag": NoFlag(),
}


@pytest.mark.parametrize(("text", "gate"), EXAMPLES.items())
def test_a_gate_is_read_and_written_the_same(text: str, gate: Gate) -> None:
    assert gate_of(text) == gate
    assert str(gate) == text


@pytest.mark.parametrize(
    ("typed", "gate"),
    [
        ("Every MUST reached", Reach()),
        ("two   thirds of should", Reach(share=Fraction(2, 3), group=Group.SHOULD)),
        ("66 % of Should", Reach(share=Fraction(33, 50), group=Group.SHOULD)),
        ("all Must at Should in topic gil", Reach(tier=Group.SHOULD, scope=Scope(topic="gil"))),
        ("mean of at least 2", Mean(2)),
    ],
)
def test_it_may_be_typed_in_other_ways(typed: str, gate: Gate) -> None:
    assert gate_of(typed) == gate


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("every Most", "“Most” stands where a group"),
        ("", "it ends where “every”"),
        ("no section under water", "“water” stands where a number"),
        ("no section under nan", "“nan” stands where a number"),
        ("two thirds Should", "“Should” stands where “of”"),
        ("every Must at tier Must or deeper please", "“please” is not understood"),
        ('every Must in section "Web', "quotation mark"),
        ("0 % of Must", "a share is more than nothing"),
        ("1/0 of Must", "a share is more than nothing"),
        ("3/2 of Must", "not more than all"),
        ("no " * 50_000, "stands where “section”"),
    ],
)
def test_what_is_not_understood_is_said(typed: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        gate_of(typed)


def test_it_is_shown_in_the_language_that_is_spoken() -> None:
    gate = gate_of("two thirds of Should in topic gil at tier Must or deeper")
    assert in_words(gate) == "two thirds of Should in topic gil at tier Must or deeper"
    speak("ru")
    try:
        assert in_words(gate) == "две трети вопросов Should в теме gil на ступени Must или глубже"
    finally:
        speak("en")
