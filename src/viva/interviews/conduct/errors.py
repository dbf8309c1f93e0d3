"""What can go wrong with an interview."""

from viva.kernel.errors import Conflict, NotFound
from viva.kernel.i18n import _


class StaleInterview(Conflict):
    """An interview is in another state than the person saw."""


class Sealed(Conflict):
    """Ratings of others are asked for, which nobody may see yet."""

    def __init__(self, waiting: tuple[str, ...]) -> None:
        names = ", ".join(waiting)
        super().__init__(_("The ratings are sealed until all have submitted theirs: {names}.").format(names=names))
        self.waiting = waiting


def no_interview(interview_id: int) -> NotFound:
    """The workspace has no such interview."""
    return NotFound(_("There is no interview {id}.").format(id=interview_id))


def no_seat() -> NotFound:
    """The link opens nothing; whether it ever did is not told."""
    return NotFound(_("This link opens no interview: it was closed, or is not complete."))
