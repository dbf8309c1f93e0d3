"""The stretches of a note between two headings."""

from tests.notes.structure.shown import lines_of
from viva.notes.structure.regions import Region, regions
from viva.notes.structure.units import units_of


def cut(note: str) -> list[Region]:
    lines = lines_of(note)
    return regions(lines, units_of(lines, set(), set()))


def test_the_first_stretch_stands_under_no_heading() -> None:
    first, second = cut("- port\n\n# Hosts\n\n- name")

    assert (first.head, first.start, first.end) == (None, 0, 2)
    assert (second.head is not None, second.start, second.end) == (True, 3, 5)


def test_what_stands_under_a_question_answers_it_down_to_its_last_heading() -> None:
    note = "# Notes\n\n## What is a port?\n\n### Range\n\n## Hosts\n"

    assert [region.asks for region in cut(note)] == [False, False, True, True, False]


def test_a_heading_that_announces_questions_opens_its_list() -> None:
    assert [region.asks for region in cut("## What is asked most: questions\n\n- port\n")] == [False, False]


def test_the_line_above_a_list_is_its_introduction() -> None:
    region = cut("## Hosts\n\nKnow these:\n\n- name\n- address\n")[1]

    assert [region.intro(unit) for unit in region.units] == [2, 4]


def test_units_above_are_told_from_the_nearest_on() -> None:
    region = cut("- a\n- b\n- c\n- d")[0]

    assert [unit.line.body for unit in region.above(region.units[2])] == ["b", "a"]
    assert [unit.line.body for unit in region.below(region.units[2])] == ["d"]
