"""Lines that may carry a prompt, and how they nest."""

from tests.notes.structure.shown import lines_of
from viva.notes.structure.units import Unit, is_part, rank, tally, units_of
from viva.notes.structure.words import words


def units(note: str) -> list[Unit]:
    return units_of(lines_of(note), set(), set())


def depths(note: str) -> list[tuple[str, int]]:
    return [(unit.line.body, unit.depth) for unit in units(note)]


def test_indentation_nests_entries() -> None:
    assert depths("- net\n  - port\n    - range\n  - host\n- disk") == [
        ("net", 0), ("port", 1), ("range", 2), ("host", 1), ("disk", 0),
    ]  # fmt: skip


def test_bullets_right_below_a_number_belong_to_it() -> None:
    assert depths("1. net\n- port\n- host\n2. disk") == [("net", 0), ("port", 1), ("host", 1), ("disk", 0)]


def test_another_sign_is_the_next_rank_of_a_list_without_indentation() -> None:
    assert depths("• net\n◦ port\n◦ host\n• disk") == [("net", 0), ("port", 1), ("host", 1), ("disk", 0)]


def test_a_paragraph_at_the_margin_closes_a_list() -> None:
    assert depths("- net\n\nText in between.\n\n  - port") == [("net", 0), ("port", 0)]


def test_plain_text_is_a_unit_only_where_it_asks() -> None:
    assert [unit.line.body for unit in units("Some text.\n\nWhat is a port?\nA number.")] == ["What is a port?"]


def test_options_are_no_units() -> None:
    lines = lines_of("1. Which?\na) this\nb) that")

    assert [unit.at for unit in units_of(lines, {0}, {1, 2})] == [0]


def test_what_stands_below_a_unit_is_counted_without_blank_lines_and_rules() -> None:
    assert [unit.content for unit in units("## Port\n\na number\n\n---\n\nof a service\n\n## Host\n")] == [2, 0]


def test_what_stands_higher_ranks_first() -> None:
    ranks = [rank(unit) for unit in units("*** net ***\n# net\n## net\n**net**\n### net\n- net\n  - net")]

    assert ranks == sorted(set(ranks))


def test_units_that_look_alike_are_counted_together() -> None:
    found = tally(units("- What is a port?\n- What is a host\n- hops\n\n## What is a hop?\n"))

    assert [(entry.count, entry.asking, entry.wording) for entry in found.values()] == [(3, 1, 2), (1, 1, 1)]


def test_a_missing_question_mark_counts_for_less() -> None:
    with_mark, without = (tally(units(note)) for note in ("- What is a port?", "- What is a port"))

    assert next(iter(with_mark.values())).ask_share > next(iter(without.values())).ask_share > 0


def test_labels_of_parts_are_known_in_several_languages() -> None:
    labels = units("**Example**\n\n**Пример использования**\n\n**Beispiel**\n\n**Output:**\n\n**Ports**")

    assert [is_part(unit, words()) for unit in labels] == [True, True, True, True, False]
