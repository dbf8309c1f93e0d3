"""What groups are called: the same on every page, in files, at the terminal, and in gates and ratings."""

from viva.kernel.i18n import _
from viva.notes.model import Group


def group_title(group: Group | str) -> str:
    """A group, as gates name it."""
    return {
        Group.MUST: _("Must"),
        Group.SHOULD: _("Should"),
        Group.OKAY: _("Okay"),
        Group.PERFECT: _("Perfect"),
    }[Group(group)]
