"""What jobs do with notes that have arrived: read them, let them in, forget them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from viva.bank.editing import Edit, Editing
from viva.bank.service import Bank
from viva.checks.cache import plain_finding
from viva.checks.model import Finding
from viva.checks.service import GivenNote
from viva.intake.arrivals.holding import Holding, is_given
from viva.intake.arrivals.model import ArrivalState, imported_as_kept, place_of
from viva.intake.arrivals.relatives import Relatives, as_kept
from viva.intake.arrivals.review import Review
from viva.intake.model import Imported
from viva.intake.service import Intake
from viva.kernel.clock import Clock
from viva.kernel.errors import InvalidInput
from viva.notes.model import Draft


class Admission:
    """Lets the arrivals of one workspace in; nothing happens with one that a person has let go meanwhile."""

    def __init__(self, holding: Holding, clock: Clock, *, bank: Bank, intake: Intake, editing: Editing) -> None:
        self._holding = holding
        self._store = holding.store
        self._clock = clock
        self._bank = bank
        self._intake = intake
        self._editing = editing

    def unread(self, arrival_id: int) -> list[tuple[int, str]]:
        """The notes that were not read yet, by number and name."""
        row = self._store.arrival(arrival_id)
        if row is None or row.state != ArrivalState.READING:
            return []
        files = self._store.files(arrival_id)
        return [(file.position, file.name) for file in files if not file.read and not file.picture]

    def look_at(self, arrival_id: int, position: int) -> str | None:
        """Understand a note, so that it is quick to show afterwards; why it cannot be read, if it cannot."""
        row = self._store.file(arrival_id, position)
        if row is None:
            return None
        try:
            self._holding.review(row)
        except InvalidInput as problem:
            return f"{row.name} {problem}"
        return None

    def check(self, arrival_id: int, position: int) -> None:
        """Have the rules look at a note, so that what they find is quick to show afterwards."""
        row = self._store.file(arrival_id, position)
        if row is not None:
            self._holding.found(row)

    def unrun(self, arrival_id: int) -> list[tuple[int, str]]:
        """The notes that wait and whose code was not run, by number and name."""
        row = self._store.arrival(arrival_id)
        if row is None or row.state != ArrivalState.REVIEW:
            return []
        return [(file.position, file.name) for file in self._holding.waiting(arrival_id) if file.ran is None]

    def given(self, arrival_id: int, position: int) -> GivenNote | None:
        """A note as checks take it; None once it is let go."""
        row = self._store.file(arrival_id, position)
        return self._holding.given(row) if row is not None else None

    def keep_run(self, arrival_id: int, position: int, kit: str, found: Iterable[Finding]) -> None:
        """Write down what running the code of a note found."""
        self._store.held(arrival_id)
        row = self._store.file(arrival_id, position)
        if row is not None:
            self._store.set_file(row.id, ran={"kit": kit, "findings": list(map(plain_finding, found))})

    def was_run(self, arrival_id: int) -> dict[str, list[int]]:
        """The questions that came of notes whose code was run, by the kit."""
        came: dict[str, list[int]] = {}
        for file in self._store.files(arrival_id):
            if file.ran is not None and file.imported is not None:
                came.setdefault(file.ran["kit"], []).extend(file.imported["question_ids"])
        return came

    def keep_reading(self, arrival_id: int, position: int, problem: str | None) -> None:
        """Write down how reading a note went."""
        self._store.held(arrival_id)
        row = self._store.file(arrival_id, position)
        if row is None:
            return
        if problem is None:
            self._holding.count(row, self._holding.review(row))
        else:
            self._store.set_file(row.id, read=True, problem=problem)

    def to_compare(self, arrival_id: int) -> tuple[dict[str, Sequence[Draft]], list[tuple[int, Draft]]]:
        """The drafts of the notes that wait, by name, and the questions of the bank; nothing once it is let go."""
        row = self._store.arrival(arrival_id)
        if row is None or row.state != ArrivalState.READING:
            return {}, []
        notes: dict[str, Sequence[Draft]] = {
            file.name: self._holding.review(file).note.drafts for file in self._holding.waiting(arrival_id)
        }
        bank = (
            [(known.question_id, known.draft) for known in self._intake.known_drafts()] if any(notes.values()) else []
        )
        return notes, bank

    def keep_relatives(self, arrival_id: int, found: Mapping[str, Relatives]) -> None:
        """Write down what the bank has already of each note."""
        self._store.held(arrival_id)
        for file in self._holding.waiting(arrival_id):
            if file.name in found:
                self._store.set_file(file.id, relatives=as_kept(found[file.name]))

    def show_for_review(self, arrival_id: int) -> None:
        """Say that all notes were read."""
        row = self._store.held(arrival_id)
        if row and row.state == ArrivalState.READING:
            row.state, row.job_id = ArrivalState.REVIEW, None

    def to_import(self, arrival_id: int, job_id: int) -> list[tuple[int, str]]:
        """The notes that the job is still to import; none when it was stopped."""
        row = self._store.arrival(arrival_id)
        if row is None or not is_given(row, job_id):
            return []
        return [(file.position, file.name) for file in self._holding.waiting(arrival_id)]

    def import_file(self, arrival_id: int, position: int, job_id: int) -> None:
        """Bring one note into the bank, with what was said about it; nothing when that is done, or was stopped."""
        row = self._store.held(arrival_id)
        if row is None or not is_given(row, job_id):
            return
        file = next((each for each in self._holding.waiting(arrival_id) if each.position == position), None)
        if file is None:
            return
        review = self._holding.review(file)
        imported = self._intake.import_note(
            review.corrected,
            place_of(file.name),
            self._holding.pictures(file),
            anew=review.is_corrected,
            beside=self._holding.beside(arrival_id),
        )
        new = self._editing.note_new(imported.new_ids).change_id if imported.new_ids else None
        changes = [new, self._word(review, imported)]
        kept = imported_as_kept(imported, [change for change in changes if change is not None])
        self._store.set_file(file.id, imported=kept)

    def finish(self, arrival_id: int, job_id: int) -> bool:
        """Say that all is in; False when there is still something to import, or the job was stopped."""
        row = self._store.held(arrival_id)
        if row is None or not is_given(row, job_id) or self._holding.waiting(arrival_id):
            return False
        row.state, row.finished_at = ArrivalState.DONE, self._clock.now()
        return True

    def forget(self, older_than: timedelta) -> int:
        """Forget what came so long ago, with the bytes; tells how many arrivals.

        What the bank has of a note is shown beside its lines, so the arrival
        that brought these stays for as long as the bank has them.
        """
        shown = self._shown_by_the_bank()
        old = [each for each in self._store.older_than(self._clock.now() - older_than) if each not in shown]
        self._store.forget(old)
        return len(old)

    def _shown_by_the_bank(self) -> set[int]:
        """The last arrival that brought each note of the bank as the bank has it."""
        read = {(source.location, source.sha256) for source in self._bank.sources()}
        last = {(str(place_of(name)), sha256): arrival_id for arrival_id, name, sha256 in self._store.brought_in()}
        return {arrival_id for note, arrival_id in last.items() if note in read}

    def _word(self, review: Review, imported: Imported) -> int | None:
        """Let the wordings of a person be their own, beside those of the note; gives the change."""
        if not any(piece.worded for piece in review.live):  # a note that is unchanged has perhaps fewer questions
            return None
        pairs = zip(imported.question_ids, review.live, strict=True)
        worded = {question_id: piece for question_id, piece in pairs if piece.worded}
        states = self._bank.states(worded)
        edits = {key: Edit(content=piece.applied_to(states[key].content)) for key, piece in worded.items()}
        return self._editing.edit_several(edits, seen={key: states[key].version for key in edits}).change_id
