"""Running the rules over one page, family by family."""

from collections.abc import Callable, Collection, Iterator

from viva.checks.model import Family, Finding
from viva.checks.page import Page

Checker = Callable[[Page], Iterator[Finding]]


def check_page(page: Page, families: Collection[Family]) -> dict[Family, list[Finding]]:
    """What the rules of some families find on a page, in the order of lines."""
    return {family: _in_order(_checker(family)(page)) for family in Family if family in families}


def _in_order(findings: Iterator[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.line, finding.col, finding.code))


def _checker(family: Family) -> Checker:
    """The rules of a family, loaded when they are needed."""
    match family:
        case Family.NOTE:
            from viva.checks.note_rules import check as check_note

            return check_note
        case Family.QUESTION:
            from viva.checks.question_rules import check as check_question

            return check_question
        case Family.CODE:
            from viva.checks.code.rules import check as check_code

            return check_code
        case Family.FACT:
            from viva.checks.facts.claims import check as check_facts

            return check_facts
        case Family.LINK:
            from viva.checks.link_rules import check as check_link

            return check_link
