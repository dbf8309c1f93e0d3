"""Reading notes: from the paths a person names to understood notes, and on into the bank."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from viva.app import App
from viva.bank.model import Pair
from viva.cli.output import Output
from viva.cli.pictures import pictures_beside
from viva.cli.progress import progress
from viva.cli.views import words
from viva.intake.files import Found, Skipped, find_notes
from viva.intake.model import Imported, Outcome
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _, ngettext
from viva.notes.model import Account, Draft, Note, Relation
from viva.notes.relations import relate
from viva.notes.understand import understand


class Stored(NamedTuple):
    """What the bank made of a note, and what became of its lines if they were read."""

    imported: Imported
    account: Account | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The notes that were found; what cannot be read is kept as sentences for the end."""

    found: Sequence[Found]
    skipped: Mapping[Skipped, int]
    unread: list[str]
    output: Output

    @classmethod
    def of(cls, paths: Sequence[Path], *, include: Sequence[str], exclude: Sequence[str], output: Output) -> "Reading":
        """Find the notes in files and folders."""
        search = find_notes(paths, include=include, exclude=exclude)
        found = list(search)
        problems = [problem.message for problem in search.problems]
        if not found and not problems:
            raise InvalidInput(_("There are no notes in {paths}.").format(paths=", ".join(map(str, paths))))
        return cls(found, search.skipped, problems, output)

    def understand(self, *, with_progress: bool = True) -> Iterator[Note]:
        """Each note that can be read, in the order found; where notes are shown one by one, that is progress enough."""
        for one in self._each(_("Reading")) if with_progress else self.found:
            note = self._read(one)
            if note:
                yield note

    def store(self, app: App) -> list[Stored]:
        """Bring each note into the bank in a transaction of its own, then say how all questions hang together."""
        unchanged = self._unchanged(app)
        stored: list[Stored] = []
        for one in self._each(_("Importing")):
            if one.source in unchanged:
                stored.append(Stored(Imported(source=one.source, outcome=Outcome.UNCHANGED, question_ids=()), None))
                continue
            note = self._read(one)
            if note:
                with app.unit() as unit:
                    imported = unit.intake.import_note(note, one.path.absolute(), pictures_beside(one.path))
                stored.append(Stored(imported, note.account))
        self._relate(app)
        return stored

    def _read(self, one: Found) -> Note | None:
        """The note, or None when it cannot be read, which is then known."""
        try:
            content = one.read()
        except InvalidInput as problem:
            self.unread.append(str(problem))
            return None
        try:
            return understand(one.source, content)
        except InvalidInput as problem:  # worded to follow the name of the file
            self.unread.append(f"{one.source} {problem}")
            return None

    def _unchanged(self, app: App) -> set[str]:
        """The notes that the bank holds as they are; one look at the bank serves for all of them."""
        same: set[str] = set()
        with app.reader() as unit:
            for one in self.found:
                try:
                    content = sha256(one.read()).hexdigest()
                except InvalidInput:  # read again, and told, when its turn comes
                    continue
                if unit.intake.unchanged(one.path.absolute(), content, pictures_beside(one.path)):
                    same.add(one.source)
        return same

    def relations(self, notes: Sequence[Note]) -> list[Relation]:
        """How the questions of all notes hang together."""
        return self._compare([draft for note in notes for draft in note.drafts])

    def _relate(self, app: App) -> None:
        """Compare all questions when some are new, outside of the transaction that stores it: nobody waits for it."""
        with app.reader() as unit:
            if not unit.intake.waits_for_relations():
                return
            known = list(unit.intake.known_drafts())
        ids = [question_id for question_id, _draft in known]
        found = self._compare([draft for _id, draft in known])
        pairs = [Pair(ids[pair.one], ids[pair.other], pair.kind, pair.score, pair.reason) for pair in found]
        with app.unit() as unit:
            unit.intake.relate(pairs, among=ids)

    def _compare(self, drafts: Sequence[Draft]) -> list[Relation]:
        with progress(self.output, _("Comparing"), 1) as advance:
            advance(ngettext("{count} question", "{count} questions", len(drafts)).format(count=len(drafts)))
            return relate(drafts)

    def _each(self, title: str) -> Iterator[Found]:
        with progress(self.output, title, len(self.found)) as advance:
            for one in self.found:
                advance(one.source)
                yield one

    def tell_rest(self) -> None:
        """Say on standard error what was not taken, and name what could not be read."""
        if self.skipped:
            counts = [f"{words.skipped(why)} {count}" for why, count in self.skipped.items()]
            self.output.remark(_("Not taken: {counts}").format(counts=words.listed(counts)))
        for sentence in self.unread:
            self.output.remark(("viva: ", "bold red"), sentence)
