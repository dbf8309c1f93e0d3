"""Parts of pages that are kept: when they are made anew, and what of them is of one page alone."""

from collections.abc import Hashable
from itertools import count
from typing import NamedTuple

from markupsafe import Markup, escape

from viva.web.fragments import Fragments, hole


class Card(NamedTuple):
    number: int
    text: str

    @property
    def place(self) -> Hashable:
        return self.number

    @property
    def weight(self) -> int:
        return len(self.text)


class Macro:
    """Makes a part as a template does, and remembers what it was asked for."""

    def __init__(self, *holes: str) -> None:
        self.made: list[Card] = []
        self._holes = holes

    def __call__(self, card: Card) -> Markup:
        self.made.append(card)
        return Markup("<p>%s</p>") % card.text + Markup("").join(Markup("[%s]") % hole(name) for name in self._holes)


def test_a_part_is_made_once_while_its_value_is_equal() -> None:
    fragments, macro = Fragments(), Macro()

    assert [fragments.show(macro, Card(1, "a < b")) for _time in range(3)] == ["<p>a &lt; b</p>"] * 3
    assert macro.made == [Card(1, "a < b")]


def test_another_value_takes_the_place_of_the_one_before() -> None:
    fragments, macro = Fragments(), Macro()

    shown = [fragments.show(macro, Card(1, text)) for text in ("a", "b", "a")]

    assert shown == ["<p>a</p>", "<p>b</p>", "<p>a</p>"]
    assert len(macro.made) == 3


def test_what_two_macros_make_of_one_value_is_kept_apart() -> None:
    fragments, macro, other = Fragments(), Macro(), Macro("key")

    shown = [fragments.show(each, Card(1, "a"), key="k") for each in (macro, other, macro, other)]

    assert shown == ["<p>a</p>", "<p>a</p>[k]"] * 2
    assert len(macro.made) == len(other.made) == 1


def test_holes_are_filled_for_each_page_and_a_function_for_each_hole() -> None:
    fragments, macro, numbers = Fragments(), Macro("key", "key", "from"), count()

    def key() -> str:
        return f"k{next(numbers)}"

    shown = [fragments.show(macro, Card(1, "a"), key=key, **{"from": text}) for text in ("<1>", "2")]

    assert shown == ["<p>a</p>[k0][k1][&lt;1&gt;]", "<p>a</p>[k2][k3][2]"]
    assert len(macro.made) == 1


def test_what_fills_a_hole_is_escaped_unless_it_is_markup() -> None:
    fragments, macro = Fragments(), Macro("about")

    assert fragments.show(macro, Card(1, ""), about="<b>").endswith("[&lt;b&gt;]")
    assert fragments.show(macro, Card(1, ""), about=escape("<") + Markup("<b>")).endswith("[&lt;<b>]")


def test_a_text_that_looks_like_a_hole_is_a_text() -> None:
    fragments, macro = Fragments(), Macro("key")
    edge = hole("key").partition("key")[0]
    Fragments().show(macro, Card(1, "a"), key="k")

    assert edge not in fragments.show(macro, Card(1, "key {{ key }} %s \0"), key="k")
    assert hole("key") == f"{edge}key{edge}"
    assert len(edge) == 32


def test_those_shown_longest_ago_are_forgotten_when_there_are_too_many() -> None:
    fragments, macro = Fragments(most=100), Macro()
    long = "x" * 20  # twenty-seven characters of markup, and twenty of the value

    for number in (1, 2, 1, 3, 1):
        fragments.show(macro, Card(number, long))
    assert [card.number for card in macro.made] == [1, 2, 3]

    fragments.show(macro, Card(2, long))
    assert [card.number for card in macro.made] == [1, 2, 3, 2]


def test_one_that_is_too_large_is_shown_and_not_kept() -> None:
    fragments, macro = Fragments(most=100), Macro()

    for _time in range(2):
        assert len(fragments.show(macro, Card(1, "x" * 1000))) > 1000
    assert len(macro.made) == 2


def test_what_is_forgotten_is_made_anew() -> None:
    fragments, macro = Fragments(), Macro()
    fragments.show(macro, Card(1, "a"))
    fragments.forget()
    fragments.show(macro, Card(1, "a"))

    assert len(macro.made) == 2
