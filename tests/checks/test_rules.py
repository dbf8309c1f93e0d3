"""What every rule promises."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.checks.notes import codes
from tests.required import CHECKOUT
from viva.checks.explaining import page, proof_of
from viva.checks.model import Family, Rule
from viva.checks.rulebook import all_rules, chosen, rule
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import speak

RULES = list(all_rules().values())
FACTS = [one for one in RULES if one.family is Family.FACT]
PAGES = CHECKOUT / "docs" / "rules"

every_rule = pytest.mark.parametrize("rule", RULES, ids=[one.code for one in RULES])
every_fact = pytest.mark.parametrize("rule", FACTS, ids=[one.code for one in FACTS])


SHOWN = [one for one in RULES if one.bad and one.code != "Q111" and not one.needs_run]
"""Q111 looks beside the file: test_questions has it; those that need the code to be run are in test_running."""


@pytest.mark.parametrize("rule", SHOWN, ids=[one.code for one in SHOWN])
def test_a_rule_finds_its_bad_example(rule: Rule) -> None:
    assert rule.code in codes(rule.bad.lstrip("\n"), rule.code)


@every_rule
def test_a_rule_leaves_its_good_example_alone(rule: Rule) -> None:
    assert rule.code not in codes(rule.good.lstrip("\n"), rule.code)


@every_fact
def test_each_bad_statement_is_found_by_itself_and_no_good_one_by_any_rule(rule: Rule) -> None:
    statements = [line for line in rule.bad.splitlines() if line.startswith("- ")]
    heading = rule.bad.partition("- ")[0] if statements else ""
    for statement in statements:
        assert codes(f"{heading}{statement}\n", "F") == [rule.code], statement
    assert codes(rule.good, "F") == []


@every_rule
def test_a_rule_speaks_both_languages(rule: Rule) -> None:
    for words in (rule.message, rule.why, *([rule.right] if rule.right else [])):
        assert words.en.strip()
        assert words.ru.strip()
        assert re.search("[а-яё]", words.ru) or words is rule.right, words.ru
        assert set(re.findall(r"{\w+}", words.en)) >= set(re.findall(r"{\w+}", words.ru))


@every_rule
def test_the_names_of_rules_are_words_with_hyphens(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


def test_no_two_rules_have_the_same_name() -> None:
    assert [name for name, count in Counter(one.name for one in RULES).items() if count > 1] == []


@every_fact
def test_a_rule_about_facts_says_what_is_right_and_where_that_is_written(rule: Rule) -> None:
    assert rule.fault
    assert rule.right
    assert rule.sources
    for source in rule.sources:
        assert source.title
        assert source.url.startswith("https://")


@every_fact
def test_a_rule_about_facts_has_a_proof_that_asserts_something(rule: Rule) -> None:
    assert "assert" in proof_of(rule.code) or "raise AssertionError" in proof_of(rule.code)


def test_no_proof_is_without_its_rule() -> None:
    folder = CHECKOUT / "src" / "viva" / "checks" / "rules" / "proofs"

    assert {file.name.removesuffix(".py.txt").upper() for file in folder.iterdir()} == {one.code for one in FACTS}


def test_there_are_forty_rules_about_facts_and_more() -> None:
    assert len(FACTS) >= 40


@every_rule
def test_the_documentation_has_the_page_of_a_rule(rule: Rule) -> None:
    speak("en")
    written = (PAGES / f"{rule.code}.md").read_text(encoding="utf-8")

    assert written == "\n".join(page(rule)) + "\n", "run `python scripts/rules.py`"


def test_the_documentation_lists_all_rules_and_has_no_page_too_many() -> None:
    listed = re.findall(r"\(([A-Z]\d{3})\.md\)", (PAGES / "index.md").read_text(encoding="utf-8"))

    assert listed == list(all_rules())
    assert {file.stem for file in PAGES.glob("*.md")} == {*listed, "index"}


def test_codes_are_listed_in_order() -> None:
    assert all(one.code < other.code for one, other in pairwise(RULES) if one.family is other.family)


def test_the_longer_of_two_beginnings_decides() -> None:
    wanted = chosen(["F"], ["F1"])

    assert "F201" in wanted
    assert "F101" not in wanted
    assert "F101" in chosen(["F101"], ["F1"])
    assert "N101" not in wanted


def test_a_beginning_that_fits_no_rule_is_refused() -> None:
    with pytest.raises(InvalidInput, match="X9"):
        chosen(["X9"], [])


@pytest.mark.parametrize("code", ["F999", "hello", ""])
def test_a_rule_that_is_not_there_is_not_found(code: str) -> None:
    with pytest.raises(NotFound):
        rule(code)


def test_the_changelog_counts_the_rules_about_facts() -> None:
    assert f"{len(FACTS)} rules about statements" in (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
