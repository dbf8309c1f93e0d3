"""Letting another wording of a question count, of those that are there."""

from viva.bank.desk import Desk, Standing
from viva.bank.model import status_of


def choose(desk: Desk, question: Standing, number: int) -> None:
    """Let a wording of the notes count; a status that only said what was needed follows it."""
    now, new = (desk.wording(question.id, each)[1] for each in (question.revision, number))
    if question.status == status_of(now):
        question.status = status_of(new)
    question.revision, question.offered = number, None
