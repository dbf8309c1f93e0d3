"""What people do with notes that have arrived: look them over, correct what was understood, let them in or go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.activity import Activity
from viva.bank.content import Content
from viva.checks.model import Finding
from viva.intake.arrivals.corrections import Correction, as_kept
from viva.intake.arrivals.found import FoundInNote, found_in
from viva.intake.arrivals.holding import MOST_FILES, Holding, checked_note
from viva.intake.arrivals.model import (
    Arrival,
    ArrivalLine,
    ArrivalState,
    ArrivedFile,
    Arriving,
    Ran,
    clean_name,
    imported_from_kept,
    place_of,
    told_apart,
)
from viva.intake.arrivals.relatives import Relatives, from_kept
from viva.intake.arrivals.review import Review
from viva.intake.arrivals.store import ArrivedRow
from viva.intake.arrivals.tables import ArrivalRow
from viva.intake.arrivals.understood import hash_of
from viva.intake.model import Foreseen
from viva.intake.originals import lines_in
from viva.intake.service import Intake
from viva.kernel.clock import Clock
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _

_NAMES_SHOWN = 3
_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUnderReview:
    """A note with all that was said about it."""

    arrival: Arrival
    file: ArrivedFile
    review: Review
    relatives: Relatives
    """What the bank had of each draft when the note was read."""
    can_undo: bool
    can_redo: bool


class StaleReview(Conflict):
    """Somebody said something about the note that this person has not seen yet."""

    def __init__(self) -> None:
        super().__init__(
            _("The note was corrected in another window meanwhile. Nothing was done now: look at it as it is.")
        )


class Arrivals:
    """The arrivals of one workspace."""

    def __init__(
        self,
        holding: Holding,
        person: Person,
        accounts: Accounts,
        clock: Clock,
        *,
        intake: Intake,
        activity: Activity,
    ) -> None:
        self._holding = holding
        self._store = holding.store
        self._person = person
        self._accounts = accounts
        self._clock = clock
        self._intake = intake
        self._activity = activity

    def receive(self, files: Sequence[Arriving], *, skipped: Mapping[str, int]) -> int:
        """Keep files that a person brings until they are looked over; gives the number of the arrival."""
        if not any(not file.is_picture for file in files):
            raise InvalidInput(_("There is no note among what you chose: choose files, a folder, or paste a text."))
        if len(files) > MOST_FILES:
            raise InvalidInput(_("Those are too many files: {most} at once.").format(most=MOST_FILES))
        arrival_id = self._store.add(
            made_by=self._person.id, made_at=self._clock.now(), state=ArrivalState.READING, skipped=dict(skipped)
        )
        names = told_apart(clean_name(file.name) for file in files)
        order = sorted(zip(names, files, strict=True), key=lambda pair: (pair[1].is_picture, pair[0]))
        for position, (name, file) in enumerate(order, 1):
            content = file.read()
            self._store.add_file(
                arrival_id=arrival_id,
                position=position,
                name=name,
                picture=file.is_picture,
                sha256=hash_of(content),
                size=len(content),
                content=content,
            )
        return arrival_id

    def in_progress(self) -> list[ArrivalLine]:
        """What waits to be looked over, is being read, or is coming in; newest first."""
        return self._lines((ArrivalState.READING, ArrivalState.REVIEW, ArrivalState.IMPORTING))

    def finished(self) -> list[ArrivalLine]:
        """What came in of late."""
        return self._lines((ArrivalState.DONE, ArrivalState.TAKEN_BACK))

    def arrival(self, arrival_id: int) -> Arrival:
        """One arrival."""
        return self._shown(self._holding.arrival(arrival_id), self._store.files(arrival_id))

    def lines_of(self, name: str, sha256: str) -> Sequence[str] | None:
        """The lines of a note that came through a page; None where they are not kept, or too many to be shown."""
        content = self._store.note_with(name, sha256)
        return None if content is None else lines_in(content)

    def under_review(self, arrival_id: int, position: int) -> FileUnderReview:
        """A note with its drafts as they are now; InvalidInput when it cannot be read."""
        arrival = self._holding.arrival(arrival_id)
        files = self._store.files(arrival_id)
        row = checked_note(next((file for file in files if file.position == position), None))
        corrections = self._store.corrections(row.id)
        said = [said for said, undone in corrections if not undone]
        return FileUnderReview(
            arrival=self._shown(arrival, files),
            file=_file(row),
            review=self._holding.review_with(row, said),
            relatives=from_kept(row.relatives or ()),
            can_undo=bool(said),
            can_redo=len(said) < len(corrections),
        )

    def findings(self, under: FileUnderReview) -> FoundInNote:
        """What checks find in a note as it arrived, and in what a person wrote instead."""
        found = self._holding.found(under.file)
        if under.file.ran is not None:
            found = found_in(self._holding.with_run(found.findings, under.file.ran))
        return replace(
            found, worded={one.key: self.findings_in(one.content) for one in under.review.live if one.worded}
        )

    def findings_in(self, content: Content) -> tuple[Finding, ...]:
        """What checks find in a wording that is not in the bank yet."""
        return self._holding.findings_in(content)

    def correct(self, arrival_id: int, position: int, correction: Correction, *, seen: int) -> None:
        """Say something about a note; `seen` is the version the person was looking at."""
        row = self._held(arrival_id, position, seen)
        review = self._holding.review(row, [correction])
        self._store.correct(row.id, as_kept(correction), self._person.id, self._clock.now())
        self._holding.count(row, review)

    def undo(self, arrival_id: int, position: int, *, seen: int) -> int | None:
        """Take back what was said last; gives the draft it was said of, if it was one."""
        return self._turn(arrival_id, position, seen, back=True)

    def redo(self, arrival_id: int, position: int, *, seen: int) -> int | None:
        """Say again what was taken back last; gives the draft it is said of, if it is one."""
        return self._turn(arrival_id, position, seen, back=False)

    def foresee(self, arrival_id: int) -> list[Foreseen]:
        """What the import would do to the bank, as things are now."""
        self._holding.arrival(arrival_id)
        beside = self._holding.beside(arrival_id)
        foreseen: list[Foreseen] = []
        for row in self._holding.waiting(arrival_id):
            if row.read:
                review = self._holding.review(row)
                note, pictures = review.corrected, self._holding.pictures(row)
                place = place_of(row.name)
                foreseen.append(self._intake.foresee(note, place, pictures, anew=review.is_corrected, beside=beside))
        return foreseen

    def begin(self, arrival_id: int) -> None:
        """Let the notes in: from now on nothing more is corrected."""
        row = self._holding.held(arrival_id)
        if row.state != ArrivalState.REVIEW:
            raise Conflict(_refusal(row))
        if not self._holding.waiting(arrival_id):
            raise InvalidInput(_("There is nothing in it that could be imported."))
        row.state = ArrivalState.IMPORTING

    def stop(self, arrival_id: int) -> None:
        """Let no further note in; those that are in stay there, and the others can be looked over again."""
        row = self._holding.held(arrival_id)
        if row.state != ArrivalState.IMPORTING:
            raise Conflict(_refusal(row))
        row.state, row.job_id = ArrivalState.REVIEW, None

    def discard(self, arrival_id: int) -> None:
        """Forget what has not come in, with the bytes."""
        row = self._holding.held(arrival_id)
        if row.state == ArrivalState.IMPORTING:
            raise Conflict(_refusal(row))
        self._store.forget([row.id])

    def give_to(self, arrival_id: int, job_id: int) -> None:
        """Say which job reads or imports it."""
        self._holding.held(arrival_id).job_id = job_id

    def take_back(self, arrival_id: int) -> None:
        """Take the new questions of an import out of the bank again, and the wordings a person gave them.

        Conflict when one of them was changed since then. What the import
        reworded or marked stays: the history of each question has it.
        """
        row = self._holding.held(arrival_id)
        if row.state != ArrivalState.DONE:
            raise Conflict(_refusal(row))
        shown = self._shown(row, self._store.files(row.id))
        for change_id in reversed(shown.changes):
            if self._activity.change(change_id).change.undone_at is None:
                self._activity.undo(change_id)
        row.state = ArrivalState.TAKEN_BACK

    def _turn(self, arrival_id: int, position: int, seen: int, *, back: bool) -> int | None:
        row = self._held(arrival_id, position, seen)
        said = self._store.turn(row.id, back=back)
        if said is None:
            raise Conflict(_("There is nothing to take back.") if back else _("There is nothing to do again."))
        self._holding.count(row, self._holding.review(row))
        draft: int | None = said.get("draft")
        return draft

    def _held(self, arrival_id: int, position: int, seen: int) -> ArrivedRow:
        arrival = self._holding.held(arrival_id)
        row = self._holding.note(arrival_id, position)
        if arrival.state != ArrivalState.REVIEW or row.imported is not None:
            raise Conflict(_refusal(arrival))
        if row.version != seen:
            raise StaleReview
        return row

    def _shown(self, row: ArrivedRow, files: Sequence[ArrivedRow]) -> Arrival:
        return Arrival(
            id=row.id,
            state=ArrivalState(row.state),
            made_at=row.made_at,
            made_by=self._accounts.names({row.made_by})[row.made_by],
            finished_at=row.finished_at,
            job_id=row.job_id,
            files=tuple(_file(file) for file in files if not file.picture),
            pictures=tuple(file.name for file in files if file.picture),
            skipped=row.skipped,
        )

    def _lines(self, states: Sequence[ArrivalState]) -> list[ArrivalLine]:
        rows = self._store.newest(states, _LISTED)
        sums = self._store.sums([row.id for row in rows])
        names = self._accounts.names({row.made_by for row in rows})
        return [
            ArrivalLine(
                id=row.id,
                state=ArrivalState(row.state),
                made_at=row.made_at,
                made_by=names[row.made_by],
                names=tuple(self._store.names(row.id, _NAMES_SHOWN)),
                notes=sums[row.id][0],
                questions=sums[row.id][1],
            )
            for row in rows
        ]


def _file(row: ArrivedRow) -> ArrivedFile:
    return ArrivedFile(
        id=row.id,
        position=row.position,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        version=row.version,
        read=row.read,
        problem=row.problem,
        questions=row.questions,
        judged=row.judged,
        known=len({key for key, *_other in row.relatives or ()}),
        rejected=row.rejected,
        ran=Ran(**row.ran) if row.ran is not None else None,
        imported=imported_from_kept(row.imported) if row.imported is not None else None,
        changes=tuple(row.imported["changes"]) if row.imported is not None else (),
    )


def _refusal(row: ArrivalRow) -> str:
    return {
        ArrivalState.READING: _("The notes are still being read."),
        ArrivalState.REVIEW: _("The import is not running: its notes wait to be looked over."),
        ArrivalState.IMPORTING: _("The notes are coming into the bank now: stop that first."),
        ArrivalState.DONE: _("These notes are in the bank already."),
        ArrivalState.TAKEN_BACK: _("These notes were taken out of the bank again."),
    }[ArrivalState(row.state)]
