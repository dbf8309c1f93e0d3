"""The words people read for what a search found, and for the filters by which it is narrowed."""

from collections.abc import Iterator

from viva.bank.groups import group_title
from viva.bank.model import QuestionStatus
from viva.bank.search.model import Hits, Order
from viva.kernel.i18n import _, ngettext
from viva.notes.model import Group, Kind, Need
from viva.telling import words


def titles() -> dict[str, str]:
    """What the filters are about, the most useful first."""
    return {
        "topic": _("Topics"),
        "tech": _("Technologies"),
        "level": _("Levels"),
        "group": _("Groups"),
        "lang": _("Languages"),
        "kind": _("Kinds"),
        "status": _("Status"),
        "need": _("Needs"),
        "is": _("State"),
        "has": _("Contains"),
        "tag": _("Tags"),
        "source": _("Notes"),
    }


def value_of(name: str, value: str) -> str:
    """What a value of a filter means; what people or the taxonomy named is left as it is."""
    match name:
        case "kind":
            return words.kind(Kind(value))
        case "status":
            return words.status(QuestionStatus(value))
        case "need":
            return words.need(Need(value))
        case "group":
            level, _colon, group = value.rpartition(":")
            said = group_title(Group(group))
            return f"{level}: {said}" if level else said
        case "is" | "has":
            return _properties().get(value, value)
        case _:
            return value


def _properties() -> dict[str, str]:
    return {
        "answered": _("answered"),
        "unanswered": _("unanswered"),
        "experience": _("about experience"),
        "edited": _("edited"),
        "offered": _("with a new wording on offer"),
        "vanished": _("no longer in the notes"),
        "code": _("code"),
        "link": _("links"),
        "picture": _("pictures"),
        "diagram": _("diagrams"),
    }


def order(value: Order) -> str:
    """In which order questions are shown."""
    return {
        Order.BEST: _("best first"),
        Order.NOTES: _("as in the notes"),
        Order.NEWEST: _("newest first"),
    }[value]


def remarks(found: Hits) -> Iterator[str]:
    """What was done to the query, or could be."""
    for typed, instead in found.corrections:
        yield nothing_for(typed, instead)
    if found.suggestion:
        yield meant(found.suggestion)


def why_none(found: Hits) -> Iterator[str]:
    """Which filters are to blame for nothing being found."""
    for typed, instead in found.unknown:
        told = no_question_has(typed)
        yield told + (" " + meant(instead) if instead else "")
    for without, total in found.reliefs:
        yield relief(without, total)


def nothing_for(typed: str, instead: str) -> str:
    """A word that is nowhere, and the one that was taken for it."""
    return _("Nothing for “{typed}”: showing “{instead}”.").format(typed=typed, instead=instead)


def meant(query: str) -> str:
    """Another query that would find more."""
    return _("Did you mean “{word}”?").format(word=query)


def no_question_has(typed: str) -> str:
    """A filter with a value that is nowhere."""
    return _("No question has {filter}.").format(filter=typed)


def relief(without: str, total: int) -> str:
    """How many there would be without a filter."""
    told = ngettext("Without {filter} there is {count}.", "Without {filter} there are {count}.", total)
    return told.format(filter=without, count=total)
