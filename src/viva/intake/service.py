"""Storing what was understood of notes."""

from collections.abc import Collection, Iterable
from pathlib import Path

from viva.intake.model import Imported, Pair, ReadPicture
from viva.notes.model import Draft, Note


class Intake:
    """Brings notes into the bank of one workspace."""

    def unchanged(self, location: Path, sha256: str, pictures: ReadPicture) -> bool:
        """Whether the bank already holds exactly this file as this program reads it; cheap, asked before understanding.

        `location` is where the file is, absolute; `pictures` is only asked
        when the note shows pictures.
        """
        raise NotImplementedError

    def import_note(self, note: Note, location: Path, pictures: ReadPicture) -> Imported:
        """Store one note, in the transaction of this unit.

        Questions are recognised: the same ones get a new revision when their
        content changed, those no longer there are marked as vanished, and
        those that come back are taken up again. A file that moved with the
        same content is the same source.
        """
        raise NotImplementedError

    def known_drafts(self) -> Iterable[tuple[int, Draft]]:
        """Every question of the notes as the draft it came from, with its id: what new drafts are compared with."""
        raise NotImplementedError

    def relate(self, pairs: Iterable[Pair], *, among: Collection[int]) -> None:
        """Replace what was found about how the questions `among` hang together with each other."""
        raise NotImplementedError
