"""What a person says about a note under review, as the forms of its page send it."""

from collections.abc import Callable, Mapping
from typing import Literal

from viva.bank.content import Point
from viva.intake.arrivals import review as steps
from viva.intake.arrivals.corrections import (
    Accept,
    AcceptRest,
    Correction,
    Merge,
    Move,
    Reject,
    RejectRest,
    Reopen,
    Reword,
    Split,
)
from viva.intake.arrivals.review import MOST_POINTS, Review
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.numbers import whole
from viva.notes.model import Group, Kind, Level
from viva.web.asking import Change


class Said(Change):
    """What a person says about a note; `seen` is the version they looked at, `at` the first line they saw."""

    seen: int
    at: int = 1


class SaidOfDraft(Said):
    """One of the buttons beside a draft, or a form below them."""

    do: Literal[
        "accept", "reject", "reopen", "merge", "merge-above", "longer", "shorter", "split", "move", "accept-rest",
        "reject-rest",
    ]  # fmt: skip
    draft: int = -1
    line: str = ""
    prompt_first: str = ""
    prompt_last: str = ""
    answer_first: str = ""
    answer_last: str = ""


class Worded(Said):
    """A wording as it was typed; a key point stands in `point`, its group at the same place in `group`."""

    prompt: str = ""
    answer: str = ""
    kind: Kind = Kind.QUESTION
    level: Level | Literal[""] = ""
    point: list[str] = []  # noqa: RUF012 - pydantic copies it
    group: list[Group | Literal[""]] = []  # noqa: RUF012 - as above


_MOST_LINES = 999_999_999

_JUDGEMENTS: Mapping[str, Callable[[int], Correction]] = {
    "accept": Accept,
    "reject": Reject,
    "reopen": Reopen,
    "merge": Merge,
    "accept-rest": lambda _key: AcceptRest(),
    "reject-rest": lambda _key: RejectRest(),
}


def correction_of(form: SaidOfDraft, review: Review) -> Correction:
    """The correction that a button asks for; InvalidInput when there can be none."""
    key = form.draft
    match form.do:
        case "merge-above":
            above = review.before(review.piece(key))
            if above is None:
                raise InvalidInput(_("There is no question above this one to merge it with."))
            return Merge(above.key)
        case "longer":
            return steps.longer(review, key)
        case "shorter":
            return steps.shorter(review, key)
        case "split":
            return Split(key, _number(form.line))
        case "move":
            answer = (form.answer_first.strip(), form.answer_last.strip())
            first, last = (_number(text) if text else None for text in answer)
            return Move(key, _number(form.prompt_first), _number(form.prompt_last), first, last)
        case simple:
            return _JUDGEMENTS[simple](key)


def wording_of(form: Worded, key: int) -> Reword:
    """The correction that lets a draft say what was typed."""
    pairs = zip(form.point[: MOST_POINTS + 1], form.group[: MOST_POINTS + 1], strict=False)
    points = tuple(Point(" ".join(text.split()), group) for text, group in pairs if group and text.strip())
    answer = form.answer.replace("\r\n", "\n")
    return Reword(key, " ".join(form.prompt.split()), answer, form.kind, form.level or None, points)


def _number(text: str) -> int:
    told = text.strip()
    number = whole(told, _MOST_LINES)
    if number is None:
        raise InvalidInput(_("{text} is no line number.").format(text=repr(told[:20])))
    return number
