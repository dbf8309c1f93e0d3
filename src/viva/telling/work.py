"""What there is to do about questions, in words."""

from viva.bank.attention import Work
from viva.kernel.i18n import _


def work(kind: Work) -> str:
    """What questions of this kind are."""
    return {
        Work.ANSWER: _("without an answer"),
        Work.MORE_THAN_LINKS: _("answered by links only"),
        Work.TODO: _("marked TODO"),
        Work.PICTURE: _("with a missing picture"),
        Work.VANISHED: _("no longer in the notes"),
        Work.OFFERED: _("with a new wording on offer"),
        Work.DRAFT: _("drafts"),
    }[kind]


def advice(kind: Work) -> str:
    """What to do about them."""
    return {
        Work.ANSWER: _("Answer them, or retire what nobody asks."),
        Work.MORE_THAN_LINKS: _("Say in your own words what is behind the links."),
        Work.TODO: _("Do what the mark asks for, then take it out."),
        Work.PICTURE: _("Put the file beside the note and import it again."),
        Work.VANISHED: _("Retire them, or edit them to keep them."),
        Work.OFFERED: _("Take the new wording, or keep your own."),
        Work.DRAFT: _("Make ready what can be asked."),
    }[kind]
