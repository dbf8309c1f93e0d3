"""The wordings of a question one after the other, each with the one it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viva.bank.model import Origin, Question, Revision


@dataclass(frozen=True, slots=True)
class Step:
    """A wording, and the one before; None: it is the first."""

    revision: Revision
    before: Revision | None
    counts: bool
    offered: bool


def history_of(question: Question, revisions: Sequence[Revision]) -> Iterator[Step]:
    """The newest first; what the notes say is compared with what they said before."""
    for place, revision in reversed(list(enumerate(revisions))):
        earlier = revisions[:place]
        of_notes = [each for each in earlier if each.origin is Origin.NOTES]
        compared = of_notes if of_notes and revision.origin is Origin.NOTES else earlier
        yield Step(
            revision,
            compared[-1] if compared else None,
            counts=revision.number == question.wording.number,
            offered=question.offered is not None and revision.number == question.offered.number,
        )
