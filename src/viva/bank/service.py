"""What people ask the bank."""

from viva.bank.model import (
    Filter,
    Hits,
    Page,
    Question,
    QuestionStatus,
    Revision,
    SourceLine,
    SourceReading,
    Stats,
)


class Bank:
    """The questions of one workspace, as one person sees them."""

    def questions(self, wanted: Filter = Filter(), *, limit: int = 100, offset: int = 0) -> Page:
        """Questions in the order of their sources and places."""
        raise NotImplementedError

    def question(self, question_id: int) -> Question:
        """One question whole; NotFound when the workspace has none such."""
        raise NotImplementedError

    def revisions(self, question_id: int) -> tuple[Revision, ...]:
        """Every wording it had, oldest first."""
        raise NotImplementedError

    def search(self, words: str, wanted: Filter = Filter(), *, limit: int = 20) -> Hits:
        """Questions that contain all words, in any inflection; matches in the prompt come first.

        The last word may be unfinished. InvalidInput when there is no word in it.
        """
        raise NotImplementedError

    def stats(self) -> Stats:
        """The bank in numbers."""
        raise NotImplementedError

    def sources(self) -> tuple[SourceLine, ...]:
        """Every note the bank knows, by name."""
        raise NotImplementedError

    def reading(self, name: str) -> SourceReading:
        """How a note was read, by its name, location, or the end of either after a slash; NotFound, or Conflict when several fit."""
        raise NotImplementedError

    def picture(self, sha256: str) -> bytes:
        """The bytes of a picture."""
        raise NotImplementedError

    def change_status(self, question_id: int, status: QuestionStatus, *, seen: int) -> None:
        """Make a question ready, a draft again, or retire it.

        `seen` is the version the person was looking at; a stale one is a Conflict.
        """
        raise NotImplementedError
