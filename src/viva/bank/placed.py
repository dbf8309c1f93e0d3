"""Drafts of a note in the places they take, and which of them say something else than before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viva.bank.combining import following
from viva.bank.content import Content, Parts, content_of, parts_in
from viva.bank.known import KnownQuestion, Slot
from viva.bank.noted import place_of
from viva.bank.wording import Columns, Wording

Pictures = Mapping[str, str | None]
"""The hash of each picture's bytes by its target; None where its file is missing."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft with the place it takes in its source, and what it says."""

    slot: Slot
    source_id: int
    position: int
    parts: Parts
    wording: Wording

    @classmethod
    def of(cls, slot: Slot, source_id: int, position: int, pictures: Pictures) -> "Placed":
        """The draft in a slot, with what is found in it."""
        parts = parts_in(slot.draft, pictures)
        return cls(slot, source_id, position, parts, Wording(content_of(slot.draft), parts))

    def columns(self) -> Columns:
        """Its place, as it is stored."""
        draft = self.slot.draft
        return {
            "source_id": self.source_id,
            "position": self.position,
            "line": draft.line,
            "place": place_of(draft),
        }

    def moved_from(self, old: KnownQuestion) -> bool:
        """Whether it stood elsewhere before."""
        draft = self.slot.draft
        return (
            (self.position, draft.line) != (old.position, old.draft.line)
            or old.vanished
            or place_of(draft) != place_of(old.draft)
        )

    def followed(self, old: KnownQuestion) -> Content | None:
        """The wording that counts from now on: the notes' own, with what a person said about the question.

        None when it stays the person's, whose text is not that of the notes.
        """
        notes = content_of(self.slot.draft)
        return following(content_of(old.draft), old.own_content, notes) if old.own_content else notes

    def agrees(self, old: KnownQuestion) -> bool:
        """Whether the notes say what a person's own wording says already."""
        return self.wording.content_hash == old.own_hash

    def is_offered(self, old: KnownQuestion) -> bool:
        """Whether the notes' wording waits beside a merged one, or a person's own that does not say the same."""
        return old.merged_into is not None or (self.followed(old) is None and not self.agrees(old))


def placed_in(slots: Sequence[Slot], source_id: int, pictures: Pictures) -> list[Placed]:
    """The drafts of a note in their order."""
    return [Placed.of(slot, source_id, position, pictures) for position, slot in enumerate(slots)]


def reworded(placed: Sequence[Placed]) -> list[tuple[Placed, KnownQuestion]]:
    """Those of known questions whose notes say something else."""
    known = ((each, each.slot.known) for each in placed if each.slot.known)
    return [(each, old) for each, old in known if each.wording.content_hash != old.content_hash]
