"""Comparing the questions of the bank with each other: those of notes, and those that people write and reword."""

from contextlib import AbstractContextManager
from typing import Protocol

from viva.bank.known import Pair
from viva.intake.progress import Progress, unwatched
from viva.intake.service import Intake
from viva.kernel.i18n import _, ngettext


class Working(Protocol):
    """A unit of work, of which comparing needs no more than this."""

    @property
    def intake(self) -> Intake: ...


class Units(Protocol):
    """Who gives units of work of a person: the App, or a job that runs."""

    def unit(self) -> AbstractContextManager[Working]: ...

    def reader(self) -> AbstractContextManager[Working]: ...


def compare(units: Units, progress: Progress = unwatched, *, at_most: int | None = None) -> bool:
    """Compare all questions when some are new or reworded, outside of transactions: nobody waits for it.

    False when there are more than `at_most`, and so nothing was done.
    """
    with units.reader() as unit:
        if not unit.intake.waits_for_relations():
            return True
        if at_most is not None and unit.intake.count() > at_most:
            return False
        known = list(unit.intake.known_drafts())
    from viva.notes.relations import relate  # late: who changes questions need not know how to compare them

    with progress(_("Comparing"), 1) as advance:
        advance(ngettext("{count} question", "{count} questions", len(known)).format(count=len(known)))
        found = relate([one.draft for one in known])
    ids = [one.question_id for one in known]
    pairs = [Pair(ids[pair.one], ids[pair.other], pair.kind, pair.score, pair.reason) for pair in found]
    with units.unit() as unit:
        unit.intake.relate(pairs, among={one.question_id: one.revision for one in known})
    return True
