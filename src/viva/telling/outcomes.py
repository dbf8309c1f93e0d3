"""What jobs say of themselves, in words: what they have in hand, and what they came to."""

from collections.abc import Mapping
from typing import Any, Protocol

from viva.jobs.model import Doing, JobLine, Progress
from viva.kernel.i18n import _, ngettext
from viva.telling.plain import plain
from viva.telling.words import listed

Told = Mapping[str, Any]


class OfAJob(Protocol):
    """A job as people see it, or one of its runs."""

    @property
    def name(self) -> str: ...

    @property
    def progress(self) -> Progress: ...


def said(job: OfAJob) -> str:
    """What a job said last, in the language spoken; what an older version put into words stays as it is."""
    told = job.progress.told
    if not told:
        return job.progress.note
    if doing := told.get("doing"):
        return _doing(doing)
    words = {
        "import": imported_later,
        "check-bank": checked,
        "recheck": rechecked,
        "starter": starter_added,
        "read-arrival": notes_done,
        "import-arrival": notes_done,
    }.get(job.name)
    return words(told) if words else ""


def as_data(job: JobLine) -> dict[str, Any]:
    """A job for another program: what it said last in words as well."""
    told: dict[str, Any] = plain(job)
    told["progress"]["note"] = said(job)
    return told


def imported(told: Told) -> str:
    """How many notes there were, and what they brought."""
    read, moved, added = told.get("read", 0), told.get("moved", 0), told.get("added", 0)
    notes = ngettext("{count} note read", "{count} notes read", read).format(count=read)
    changes = _counts(
        (moved, ngettext("{count} note has moved", "{count} notes have moved", moved)),
        (added, ngettext("{count} new question", "{count} new questions", added)),
        (told.get("revised", 0), _("{count} changed")),
        (told.get("returned", 0), _("{count} back again")),
        (told.get("vanished", 0), _("{count} vanished")),
    )
    if not changes:
        return _("{notes}; nothing has changed.").format(notes=notes)
    return _("{notes}: {changes}.").format(notes=notes, changes=changes)


def imported_later(told: Told) -> str:
    """The same, and below it why notes could not be read."""
    return "\n".join([imported(told), *told.get("unread", ())])


def checked(told: Told) -> str:
    """How much was found in how many questions."""
    questions, findings = told.get("questions", 0), told.get("findings", 0)
    where = ngettext("{count} question", "{count} questions", questions).format(count=questions)
    if not findings:
        return _("Nothing was found in {where}.").format(where=where)
    found = ngettext("{count} finding", "{count} findings", findings).format(count=findings)
    return _("{findings} in {where}.").format(findings=found, where=where)


def rechecked(told: Told) -> str:
    """How many snippets were checked, and how many have which verdict."""
    from viva.telling.snippets import verdict_named  # late: most jobs run nothing

    verdicts: Mapping[str, int] = told.get("verdicts", {})
    total = sum(verdicts.values())
    if not total:
        return _("There is no code in these questions.") if told.get("chosen") else _("There is no code in the bank.")
    snippets = ngettext("{count} snippet checked", "{count} snippets checked", total).format(count=total)
    return f"{snippets}: {listed([f'{verdict_named(one)} {count}' for one, count in verdicts.items()])}"


def starter_added(told: Told) -> str:
    """What adding the starter bank did."""
    added, revised, offered, retired = (told.get(one, 0) for one in ("added", "revised", "offered", "retired"))
    changes = _counts(
        (added, ngettext("{count} question added", "{count} questions added", added)),
        (revised, ngettext("{count} question reworded", "{count} questions reworded", revised)),
        (offered, ngettext("{count} wording offered", "{count} wordings offered", offered)),
        (retired, ngettext("{count} question retired", "{count} questions retired", retired)),
    )
    return changes or _("The starter bank is up to date.")


def notes_done(told: Told) -> str:
    """How many notes were read or let in."""
    notes = told.get("notes", 0)
    return ngettext("{count} note", "{count} notes", notes).format(count=notes)


def _doing(what: str) -> str:
    words: Mapping[str, str] = {
        Doing.COMPARING: _("comparing questions"),
        Doing.COMPARING_WITH_BANK: _("Comparing with the bank"),
    }
    return words.get(what, "")


def _counts(*counted: tuple[int, str]) -> str:
    return listed([words.format(count=count) for count, words in counted if count])
