"""What becomes of a change that came too late: pure, and the same rules as the page of a seat has in its script.

Where what the person changed is still as it was, another field was changed, and it is sent again. Texts that were
changed in different places are put together. What is left is for the person to decide.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from viva.interviews.conduct.model import OWN, Answered, Change, Kind

TEXTS = frozenset({Kind.NOTE, Kind.FLAG, Kind.SCRATCH})


def field(kind: Kind) -> Kind:
    """Which field a change is about: a rating and a state take each other's place."""
    return Kind.RATE if kind is Kind.STATE else kind


class Target(NamedTuple):
    """What has a version of its own: an entry, a line that all share, or the shared text."""

    what: str
    line: int | None


def target(change: Change) -> Target:
    """What the version that a change carries is of."""
    if change.kind is Kind.SCRATCH:
        return Target("scratch", None)
    return Target("own" if change.kind in OWN else "shared", change.line)


def standing(kind: Kind, there: Mapping[str, Any]) -> Any:
    """What stands in the field that changes of a kind are about, as JSON can hold it."""
    match kind:
        case Kind.RATE | Kind.STATE:
            return [there.get("state"), there.get("rating")]
        case Kind.NOTE | Kind.FLAG:
            return there.get(kind.value, "")
        case Kind.SCRATCH:
            return there.get("text", "")
        case Kind.SKIP:
            return there.get("skipped")
        case Kind.ASSIGN:
            return there.get("assigned")
        case _:
            return there.get("swapped_for")


def intended(change: Change) -> Any:
    """What a change makes of that field."""
    values = change.values
    match change.kind:
        case Kind.RATE:
            rating = values.get("rating")
            return [Answered.NOT_ASKED, None] if rating is None else [Answered.RATED, rating]
        case Kind.STATE:
            return [values.get("state"), None]
        case Kind.SKIP:
            return bool(values.get("skipped", True))
        case Kind.ASSIGN:
            return values.get("seat")
        case _:
            return values.get("text", "")


def reconciled(change: Change, was: Any, there: Mapping[str, Any]) -> Change | None:
    """The change to send instead; None where a person must decide. `was` is what stood there when it was made."""
    mine, theirs = intended(change), standing(change.kind, there)
    if change.kind in TEXTS:
        both = merged(str(was or ""), mine, theirs)
        return None if both is None else replace(change, values={**change.values, "text": both})
    return change if theirs in (was, mine) else None


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Two texts made of the same one, put together where they changed different places; None where they did not."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    one, other = stretch(base, mine), stretch(base, theirs)
    first, second = (one, other) if one.start < other.start else (other, one)
    if first.start == second.start or first.end > second.start:
        return None
    return base[: first.start] + first.text + base[first.end : second.start] + second.text + base[second.end :]


class Stretch(NamedTuple):
    """The one stretch of a text that another has otherwise, and what it has there."""

    start: int
    end: int
    text: str


def stretch(before: str, after: str) -> Stretch:
    """Where two texts differ: between the beginning and the end that they share."""
    most = min(len(before), len(after))
    start = next((place for place in range(most) if before[place] != after[place]), most)
    same = 0
    while same < most - start and before[-1 - same] == after[-1 - same]:
        same += 1
    return Stretch(start, len(before) - same, after[start : len(after) - same])
