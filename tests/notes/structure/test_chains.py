"""Which numbering runs through a note, and which starts again inside an answer."""

from tests.notes.structure.shown import answers, lines_of, prompts, sections, texts_of
from viva.notes.structure.chains import main_chains
from viva.notes.structure.units import units_of


def chains(note: str) -> tuple[list[list[str]], list[str]]:
    """The numbers of each chain, and of the lists inside them."""
    lines = lines_of(note)
    found, inner = main_chains(lines, [unit for unit in units_of(lines, set(), set()) if unit.line.number])
    return [[unit.line.number for unit in chain] for chain in found], [unit.line.number for unit in inner]


def numbered(*numbers: str) -> str:
    return "\n\n".join(f"{number}. What is it?" for number in numbers)


OUTLINED = """
1. What happens when a name is looked up?

1. the cache is asked
2. then the resolver
3. then the root

2. What does a resolver do?

1. it asks for the user
2. it remembers the answer

3. What is a zone?

A part of the tree.
"""


def test_numbers_that_start_again_inside_an_answer_are_its_outline() -> None:
    assert prompts(OUTLINED) == [
        "What happens when a name is looked up?",
        "What does a resolver do?",
        "What is a zone?",
    ]


def test_the_outline_belongs_to_the_answer_it_stands_in() -> None:
    assert answers(OUTLINED)["What does a resolver do?"] == ["1. it asks for the user", "2. it remembers the answer"]


def test_numbers_that_an_author_left_out_do_not_end_a_chain() -> None:
    assert chains(numbered("1", "2", "4", "5", "8")) == ([["1", "2", "4", "5", "8"]], [])


def test_sub_numbers_grow_within_their_number() -> None:
    assert chains(numbered("1", "1.1", "1.2", "2", "2.1", "3"))[0] == [["1", "1.1", "1.2", "2", "2.1", "3"]]


def test_ten_comes_behind_nine() -> None:
    assert chains(numbered(*(str(k) for k in range(1, 13))))[0] == [[str(k) for k in range(1, 13)]]


def test_a_number_given_twice_stays_in_its_chain() -> None:
    assert chains(numbered("1", "2", "3", "3", "4"))[0] == [["1", "2", "3", "3", "4"]]


def test_one_before_every_entry_is_one_chain() -> None:
    assert chains(numbered("1", "1", "1", "1")) == ([["1", "1", "1", "1"]], [])


def test_roman_numbers_count() -> None:
    assert chains(numbered("I", "II", "III", "IV", "V"))[0] == [["I", "II", "III", "IV", "V"]]


LISTS = """
Networks

1. What is a port?
2. What is a socket?
3. What is a packet?

Databases

1. What is an index?
2. What is a view?
3. What is a join?
"""


def test_lists_under_titles_each_count_for_themselves() -> None:
    assert chains("\n".join(texts_of(LISTS))) == ([["1", "2", "3"], ["1", "2", "3"]], [])


def test_the_titles_of_lists_are_sections() -> None:
    assert sections(LISTS)["What is a packet?"] == ("Networks",)
    assert sections(LISTS)["What is an index?"] == ("Databases",)
