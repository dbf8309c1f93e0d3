"""The arrivals of one workspace in one transaction, as everything that is done with them needs them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.content import Content, parts_of
from viva.checks.model import Finding
from viva.intake.arrivals.corrections import Correction, from_kept
from viva.intake.arrivals.found import FoundInNote
from viva.intake.arrivals.model import ArrivalState, Ran, pictures_among, place_of
from viva.intake.arrivals.review import Review, Verdict
from viva.intake.arrivals.store import ArrivalStore, ArrivedRow
from viva.intake.arrivals.tables import ArrivalRow
from viva.intake.arrivals.understood import Understood
from viva.intake.model import ReadPicture
from viva.kernel.errors import NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS

if TYPE_CHECKING:
    from viva.checks.service import GivenNote

R = TypeVar("R")

MOST_FILES = 5_000
"""Files that may arrive at once."""


class Holding:
    """What is there, and how a note under review stands."""

    def __init__(self, session: Session, person: Person, understood: Understood, checked: Path) -> None:
        self.store = ArrivalStore(session, person.workspace_id)
        self._checked = checked
        self._understood = understood

    def arrival(self, arrival_id: int) -> ArrivedRow:
        """An arrival to look at."""
        return _there(self.store.arrival(arrival_id) if arrival_id in IDS else None)

    def held(self, arrival_id: int) -> ArrivalRow:
        """An arrival that nobody else changes, nor what belongs to it, until this unit ends."""
        return _there(self.store.held(arrival_id) if arrival_id in IDS else None)

    def note(self, arrival_id: int, position: int) -> ArrivedRow:
        """A note of an arrival."""
        self.arrival(arrival_id)
        row = self.store.file(arrival_id, position) if position in range(1, MOST_FILES + 1) else None
        return checked_note(row)

    def waiting(self, arrival_id: int) -> list[ArrivedRow]:
        """The notes that can be imported, and are not."""
        files = self.store.files(arrival_id)
        return [file for file in files if not file.picture and file.problem is None and file.imported is None]

    def review(self, row: ArrivedRow, further: Sequence[Correction] = ()) -> Review:
        """A note with all that was said about it, and perhaps with more."""
        said = [said for said, undone in self.store.corrections(row.id) if not undone]
        return self.review_with(row, said, further)

    def review_with(
        self, row: ArrivedRow, said: Iterable[Mapping[str, Any]], further: Sequence[Correction] = ()
    ) -> Review:
        """A note with what was said about it, as it is kept."""
        read = partial(self.store.content, row.id)
        return self._understood.review(row.name, row.sha256, [*map(from_kept, said), *further], read)

    def found(self, note: ArrivedRow) -> FoundInNote:
        """What checks find in a note as it arrived; what was found before is known by its bytes."""
        read = partial(self.store.content, note.id)
        return self._understood.found(note.name, note.sha256, read, partial(self._checked_now, note))

    def _checked_now(self, note: ArrivedRow) -> tuple[Finding, ...]:
        from viva.checks.cache import Cache  # late: most that is done with arrivals needs no rules
        from viva.checks.service import TOGETHER, Checks, codes_alone

        found = Checks(Cache(self._checked)).check([self.given(note)], codes_alone() | TOGETHER).found
        return tuple(one.finding for one in found)

    def with_run(self, findings: Sequence[Finding], ran: Ran) -> tuple[Finding, ...]:
        """What checks find in a note together with what running its code found, in the order of its lines."""
        from viva.checks.cache import finding_from
        from viva.checks.code.verdicts import old_apis_in, repeats

        told = old_apis_in(findings)
        when_run = [one for one in map(finding_from, ran.findings) if not repeats(one, told)]
        return tuple(sorted([*findings, *when_run], key=lambda one: (one.line, one.col, one.code)))

    def findings_in(self, content: Content) -> tuple[Finding, ...]:
        """What checks find in a question that is in no note yet."""
        from viva.checks.cache import Cache
        from viva.checks.service import Checks, GivenQuestion, codes_alone

        given = GivenQuestion("draft", content, parts_of(content, {}))
        return tuple(one.finding for one in Checks(Cache(self._checked)).check([given], codes_alone()).found)

    def given(self, note: ArrivedRow) -> "GivenNote":
        """A note as checks take it."""
        from viva.checks.service import GivenNote

        return GivenNote(note.name, self.store.content(note.id))

    def count(self, row: ArrivedRow, review: Review) -> None:
        """Write down how a note stands, which is another version of it."""
        self.store.set_file(
            row.id,
            version=row.version + 1,
            read=True,
            questions=len(review.live),
            judged=sum(piece.verdict is not Verdict.OPEN for piece in review.pieces),
            rejected=sum(not piece.live for piece in review.pieces),
        )

    def pictures(self, note: ArrivedRow) -> ReadPicture:
        """A reader of the pictures that came with a note."""
        pictures = (file for file in self.store.files(note.arrival_id) if file.picture)
        return pictures_among(note.name, {file.name: partial(self.store.content, file.id) for file in pictures})

    def beside(self, arrival_id: int) -> list[Path]:
        """The places of all notes of an arrival."""
        return [place_of(file.name) for file in self.store.files(arrival_id) if not file.picture]


def _there(row: R | None) -> R:
    if row is None:
        raise NotFound(_("There is no such import: it was let go, or forgotten after some days."))
    return row


def checked_note(row: ArrivedRow | None) -> ArrivedRow:
    """A file of an arrival, if it is a note."""
    if row is None or row.picture:
        raise NotFound(_("There is no such note in this import."))
    return row


def is_given(row: ArrivalRow, job_id: int) -> bool:
    """Whether an arrival is being imported by this job."""
    return row.state == ArrivalState.IMPORTING and row.job_id == job_id
