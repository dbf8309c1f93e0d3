"""How claimed and real output are compared, from strict to lenient."""

import pytest

from viva.snippets.comparing import agree, agree_on_error, same_output
from viva.snippets.model import Rule


@pytest.mark.parametrize(
    ("claimed", "seen", "rule"),
    [
        ("5", "5\n", Rule.EXACT),
        ("[1,2]", "[1, 2]\n", Rule.SPACING),
        ("a  b", "a b", Rule.SPACING),
        ("'tea'", "tea", Rule.QUOTES),
        ("tea", "'tea'", Rule.QUOTES),
        ('["tea"]', "['tea']", Rule.SPACING),
        ("<Lamp at 0x7f00aa>", "<Lamp at 0x55ee10>", Rule.ADDRESS),
        ("140234866534752", "139872345678912", Rule.OBJECT_ID),
        ("took 0.51 seconds", "took 0.73 seconds", Rule.TIME),
        ("2021-05-06 10:11:12", "2026-11-29 21:00:01", Rule.TIME),
        ("{3, 1, 2}", "{1, 2, 3}", Rule.SET_ORDER),
        ("{b, a}", "{a, b}", Rule.SET_ORDER),
        ("0.333", "0.3333333333333333", Rule.FLOAT_DIGITS),
        ("0.6667", "0.6666666666666666", Rule.FLOAT_DIGITS),
        ("about 0.33 of it", "about 0.3333 of it", Rule.FLOAT_DIGITS),
        ("~0.33", "0.3333333333333333", Rule.FLOAT_DIGITS),
        ("1, 2, 3", "1\n2\n3\n", Rule.LAYOUT),
        ("[D, B, object]", "[<class '__main__.D'>, <class '__main__.B'>, <class 'object'>]", Rule.SHORTHAND),
        ("[0, 1, ..., 9]", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]", Rule.ELLIPSIS),
    ],
)
def test_the_strictest_rule_that_holds_is_told(claimed: str, seen: str, rule: Rule) -> None:
    assert agree(claimed, [seen]) is rule


@pytest.mark.parametrize(
    ("claimed", "seen"),
    [
        ("5", "6"),
        ("0.34", "0.3333333333333333"),
        ("0.3", "0.4"),
        ("1", "1.0"),
        ("True", "1"),
        ("[1, 2]", "[2, 1]"),
        ("{1, 2}", "{1, 2, 3}"),
        ("tea", "Tea"),
        ("...", "anything"),
        ("0.1234", "0.9876"),
        ("[1]", "1"),
        ("(1, 2)", "[1, 2]"),
        ("", "5"),
        ("{'a': 1}", "{'a': 2}"),
    ],
)
def test_what_differs_agrees_by_no_rule(claimed: str, seen: str) -> None:
    assert agree(claimed, [seen]) is None


def test_a_set_is_compared_the_same_whatever_order_this_process_gives_it() -> None:
    assert agree("{'n', 'b', 'a'}", ["{'a', 'n', 'b'}"]) is Rule.SET_ORDER
    assert agree("{'a', 'n', 'b'}", ["{'a', 'n', 'b'}"]) is Rule.EXACT


@pytest.mark.parametrize(
    ("claimed", "rule"),
    [
        ("KeyError: 'tea'", Rule.EXACT),
        ("raises KeyError", Rule.TRACEBACK),
        ("LookupError", Rule.TRACEBACK),
        ("Error: there is none", Rule.PARAPHRASE),
        ("ValueError", None),
    ],
)
def test_an_error_is_known_by_its_kind_and_words(claimed: str, rule: Rule | None) -> None:
    assert agree_on_error(claimed, ("KeyError", "LookupError", "Exception"), "'tea'") is rule


def test_addresses_and_times_do_not_make_an_output_another() -> None:
    assert same_output("<Lamp at 0x7f00aa> 0.51 s", "<Lamp at 0x55ee10> 0.73 s")
    assert not same_output("['a', 'b']", "['b', 'a']")
