"""All snippets of a note, or of a bank, each with its verdict."""

from collections.abc import Iterator, Sequence

from viva.sandbox.model import DEFAULT_KIT, Runner
from viva.snippets.judging import Judge
from viva.snippets.model import Case, Checked
from viva.snippets.surroundings import Earlier
from viva.snippets.trials import Lab, Memory

_AT_ONCE = 16
"""Snippets that are run ahead, several at a time, before the first of them is told."""


class Checker:
    """Gives verdicts on snippets that stand together, by one kit."""

    def __init__(self, runner: Runner, kit: str = DEFAULT_KIT, memory: Memory | None = None) -> None:
        self._lab = Lab(runner, kit, memory)

    @property
    def used(self) -> frozenset[str]:
        """What was asked of the memory."""
        return frozenset(self._lab.used)

    def check(self, cases: Sequence[Case]) -> Iterator[tuple[Case, Checked]]:
        """The snippets of one note in their order, each with its verdict as soon as it is known."""
        judge = Judge(self._lab)
        earlier: list[Earlier] = []
        for begin in range(0, len(cases), _AT_ONCE):
            some = cases[begin : begin + _AT_ONCE]
            judge.prepare(some)
            for case in some:
                checked, known = judge.check(case, earlier)
                earlier.append(known)
                yield case, checked
