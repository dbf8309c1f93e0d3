"""What is wrong with files of a bank, each time with the place where it stands."""

from collections.abc import Iterable
from typing import NamedTuple

from viva.kernel.errors import InvalidInput


class Problem(NamedTuple):
    """One thing that is wrong, as a sentence; `line` is counted from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class Unreadable(InvalidInput):
    """Files of a bank that cannot be taken as they are; tells everything that is wrong at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
