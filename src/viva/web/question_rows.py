"""A question as a row of a list: what its page keeps of it is made of that alone."""

from typing import NamedTuple

from viva.bank.model import QuestionLine


class QuestionRow(NamedTuple):
    """All of a row but what matched in it, which another letter of a search changes."""

    question: QuestionLine

    @property
    def place(self) -> tuple[str, int]:
        """By its number."""
        return "question", self.question.id

    @property
    def weight(self) -> int:
        """The line has the whole prompt."""
        return len(self.question.prompt)
