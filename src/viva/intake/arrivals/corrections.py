"""What a person can say about the drafts of a note, and how it is kept: small steps that can be taken back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from viva.bank.content import Point
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Kind, Level


@dataclass(frozen=True, slots=True)
class Accept:
    """The draft is right as it is."""

    DO: ClassVar = "accept"
    draft: int


@dataclass(frozen=True, slots=True)
class Reject:
    """The draft is not to come into the bank."""

    DO: ClassVar = "reject"
    draft: int


@dataclass(frozen=True, slots=True)
class Reopen:
    """The draft is to be decided about again."""

    DO: ClassVar = "reopen"
    draft: int


@dataclass(frozen=True, slots=True)
class AcceptRest:
    """All that nothing was said about is right."""

    DO: ClassVar = "accept-rest"


@dataclass(frozen=True, slots=True)
class RejectRest:
    """Nothing but what was accepted is to come in."""

    DO: ClassVar = "reject-rest"


@dataclass(frozen=True, slots=True)
class Merge:
    """The draft and the next one are one question: the first asks, and all the rest is its answer."""

    DO: ClassVar = "merge"
    draft: int


@dataclass(frozen=True, slots=True)
class Split:
    """From this line on it is another question."""

    DO: ClassVar = "split"
    draft: int
    line: int


@dataclass(frozen=True, slots=True)
class Move:
    """The draft has these lines; no answer where the lines of one are None."""

    DO: ClassVar = "move"
    draft: int
    prompt_first: int
    prompt_last: int
    answer_first: int | None = None
    answer_last: int | None = None


@dataclass(frozen=True, slots=True)
class Reword:
    """The draft is to say this; what a person does not write stays as it was found."""

    DO: ClassVar = "reword"
    draft: int
    prompt: str
    answer: str
    kind: Kind
    level: Level | None
    key_points: tuple[Point, ...]


Correction = Accept | Reject | Reopen | AcceptRest | RejectRest | Merge | Split | Move | Reword

_KINDS: Mapping[str, type[Correction]] = {
    kind.DO: kind for kind in (Accept, Reject, Reopen, AcceptRest, RejectRest, Merge, Split, Move, Reword)
}


def as_kept(correction: Correction) -> dict[str, Any]:
    """A correction as the database keeps it."""
    return {"do": correction.DO, **asdict(correction)}


def from_kept(kept: Mapping[str, Any]) -> Correction:
    """A correction as it was kept; InvalidInput when another version of Viva, which knows more, has kept it."""
    said = {name: value for name, value in kept.items() if name != "do"}
    try:
        kind = _KINDS[kept["do"]]
        if kind is Reword:
            said["kind"] = Kind(said["kind"])
            said["level"] = Level(said["level"]) if said["level"] else None
            said["key_points"] = tuple(Point(text, Group(group)) for text, group in said["key_points"])
        return kind(**said)
    except (KeyError, TypeError, ValueError) as unknown:
        raise InvalidInput(_("The note was corrected with another version of Viva, which knows more.")) from unknown
