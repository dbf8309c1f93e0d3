"""What can go wrong with a question or a term."""

from viva.kernel.errors import Conflict, InvalidInput, NotFound
from viva.kernel.i18n import _


class StaleQuestion(Conflict):
    """A question was changed since the person looked at it; the caller has what they wanted to make of it."""

    def __init__(self, question_id: int) -> None:
        super().__init__(_("Question {id} was changed meanwhile: look at it again.").format(id=question_id))
        self.question_id = question_id


class StaleTerm(Conflict):
    """Something else was said about a term of a keyword map since the person looked at it."""

    def __init__(self, term: str) -> None:
        super().__init__(_("The term {term} was changed meanwhile: look at it again.").format(term=term))
        self.term = term


def no_question(question_id: int) -> NotFound:
    """The workspace has no such question."""
    return NotFound(_("There is no question {id} in the bank.").format(id=question_id))


def merged_away(question_id: int, into: int) -> InvalidInput:
    """A question is a part of another."""
    return InvalidInput(_("Question {id} was merged into {into}: change that one.").format(id=question_id, into=into))
