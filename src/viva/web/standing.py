"""How a question stands, which says what can be done about it: what its page keeps is made of that alone."""

from typing import NamedTuple

from viva.bank.model import Question, QuestionStatus
from viva.notes.model import RelationKind


class Standing(NamedTuple):
    """What stands beside all questions that stand alike is the same."""

    is_open: bool
    """Neither merged nor taken back."""
    status: QuestionStatus
    relations: tuple[RelationKind, ...] = tuple(RelationKind)
    """The ways to hang together with another."""

    @property
    def place(self) -> tuple[str, bool, QuestionStatus]:
        """There are few of them, and each has a place of its own."""
        return "standing", self.is_open, self.status

    @property
    def weight(self) -> int:
        """Nothing is kept but what is shown."""
        return 0


def standing_of(question: Question) -> Standing:
    """How it stands."""
    return Standing(question.merged_into is None and question.withdrawn_at is None, question.status)
