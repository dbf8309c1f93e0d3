"""The code of some questions checked again, with as little running as their verdicts need."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from viva.bank.content import Content, Parts
from viva.snippets.cases import cases_of
from viva.snippets.checking import Checker
from viva.snippets.model import Case, Checked, Verdict

_MAY_LACK: Final = frozenset({Verdict.NEEDS_CONTEXT, Verdict.FRAGMENT, Verdict.BROKEN, Verdict.MISMATCH})
"""Verdicts that earlier code of the same note may change."""

Said = tuple[Content, Parts]
Tell = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """A question in its note, with what it says."""

    id: int
    source: str | None
    said: Said

    @property
    def cases(self) -> list[Case]:
        """Its code."""
        return cases_of(self.id, *self.said)


def check_some(
    checker: Checker, note: Sequence[Standing], wanted: Collection[int], tell: Tell
) -> Iterator[tuple[int, list[tuple[Case, Checked]]]]:
    """Some questions of a note, each with all its code judged as if the whole note were checked.

    Code is run alone first; what stands before it in the note is run only for
    questions whose verdict may depend on it.
    """
    lacking: set[int] = set()
    for one in note:
        if one.id in wanted:
            judged = _judged(checker, one.cases, tell)
            if any(checked.verdict in _MAY_LACK for _case, checked in judged):
                lacking.add(one.id)
            else:
                yield one.id, judged
    if not lacking:
        return
    tops = {_top(one) for one in note if one.id in lacking}
    last = max(place for place, one in enumerate(note) if one.id in lacking)
    before = [one for one in note[: last + 1] if one.id in lacking or _top(one) in tops]
    judged = _judged(checker, [case for one in before for case in one.cases], tell)
    for question_id in sorted(lacking):
        yield question_id, [(case, checked) for case, checked in judged if case.question == question_id]


def _judged(checker: Checker, cases: Sequence[Case], tell: Tell) -> list[tuple[Case, Checked]]:
    judged = []
    for one in checker.check(cases):
        judged.append(one)
        tell()
    return judged


def _top(one: Standing) -> tuple[str, ...]:
    """The part of the note it is in: code of other parts gives it nothing."""
    return one.said[0].section[:1]
