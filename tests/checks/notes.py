"""Checking small notes in tests."""

from collections.abc import Sequence

from viva.checks.cache import Cache
from viva.checks.model import Finding
from viva.checks.rulebook import chosen
from viva.checks.service import Checks, GivenNote

EVERYTHING = chosen((), ())


def check(text: str | bytes, *select: str, path: str = "note.md") -> list[Finding]:
    """What is found in one note, without any cache."""
    data = text.encode() if isinstance(text, str) else text
    done = Checks(Cache(None)).check([GivenNote(path, data)], chosen(select, ()))
    assert not done.problems
    return [one.finding for one in done.found]


def codes(text: str | bytes, *select: str, path: str = "note.md") -> list[str]:
    """The codes that are found in one note."""
    return [finding.code for finding in check(text, *select, path=path)]


def said(*statements: str, asked: str = "") -> str:
    """A note with an answer of these points."""
    heading = f"## {asked}\n\n" if asked else ""
    return heading + "".join(f"- {statement}\n" for statement in statements)


def lines(findings: Sequence[Finding]) -> list[int]:
    """Where they are."""
    return [finding.line for finding in findings]
