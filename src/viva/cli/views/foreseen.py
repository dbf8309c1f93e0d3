"""What an import would do to the bank, as a diff: notes, and below each what would happen to its questions."""

from collections.abc import Iterator, Sequence
from typing import Any

from viva.cli.output import Output, Part
from viva.cli.views.difference import changed
from viva.intake.model import Foreseen, Outcome, Reworded, Titled
from viva.kernel.i18n import _, ngettext
from viva.telling import words
from viva.telling.plain import plain

Line = tuple[Part, ...]

HANG = 10
"""The column where the words of a difference go on below."""

_READ_AT_ONCE = 200
"""How many lines a terminal shows unless the person wants more."""

_NOTE_SIGNS = {
    Outcome.NEW: ("+", "green"),
    Outcome.CHANGED: ("~", "yellow"),
    Outcome.MOVED: ("~", "yellow"),
    Outcome.GONE: ("-", "red"),
}


def show(output: Output, foreseen: Sequence[Foreseen], *, limit: int | None) -> None:
    """The diff, cut where a terminal shows more than a person reads, and a sum."""
    most = limit if limit is not None else _READ_AT_ONCE if output.on_terminal else 0
    lines = [line for note in foreseen if note.outcome is not Outcome.UNCHANGED for line in _note(note)]
    output.lines(lines[: most or None], hang=HANG)
    if most and len(lines) > most:
        rest = len(lines) - most
        told = ngettext(
            "… and {count} more line; --limit 0 shows all.", "… and {count} more lines; --limit 0 shows all.", rest
        )
        output.remark(told.format(count=rest))
    if lines:
        output.line()
    output.line(_sum(foreseen))


def as_json(foreseen: Sequence[Foreseen], unread: Sequence[str]) -> dict[str, Any]:
    """The same for another program."""
    return {"notes": [_as_json(note) for note in foreseen], "unread": list(unread)}


def _note(note: Foreseen) -> Iterator[Line]:
    sign, style = _NOTE_SIGNS[note.outcome]
    yield ((f"{sign} {note.source}", f"bold {style}"), (f"  {_outcome(note)}", "dim"))
    yield from ((("    + ", "green"), (_one_line(content.prompt), "green")) for content in note.added)
    for reworded in note.reworded:
        yield from _reworded(reworded)
    yield from (_titled("-", "red", question) for question in note.vanished)
    yield from (_titled("=", "cyan", question) for question in note.returned)


def _reworded(question: Reworded) -> Iterator[Line]:
    yield _titled("~", "yellow", Titled(question.id, question.before.prompt))
    if question.offered:
        told = _("A person worded it: the wording of the notes would only be offered.")
        yield ("        ", (told, "yellow"))
    lines = list(changed(question.before, question.after))
    yield from (("        ", *line) for line in lines)
    if not lines:
        yield ("        ", (_("other pictures, links or code"), "dim"))


def _titled(sign: str, style: str, question: Titled) -> Line:
    return ((f"    {sign} {question.id}  {_one_line(question.prompt)}", style),)


def _one_line(prompt: str) -> str:
    return " ".join(prompt.split())


def _outcome(note: Foreseen) -> str:
    if note.outcome is Outcome.MOVED:
        return _("was {former}").format(former=note.moved_from)
    return {Outcome.NEW: _("new note"), Outcome.CHANGED: _("changed"), Outcome.GONE: _("no longer there")}[note.outcome]


def _sum(foreseen: Sequence[Foreseen]) -> str:
    """What an import would bring altogether."""
    read = sum(note.outcome is not Outcome.GONE for note in foreseen)
    notes = ngettext("{count} note read", "{count} notes read", read).format(count=read)
    added = sum(len(note.added) for note in foreseen)
    counts = (
        (added, ngettext("{count} new question", "{count} new questions", added)),
        (sum(len(note.reworded) for note in foreseen), _("{count} changed")),
        (sum(len(note.returned) for note in foreseen), _("{count} back again")),
        (sum(len(note.vanished) for note in foreseen), _("{count} vanished")),
    )
    changes = [told.format(count=count) for count, told in counts if count]
    if not changes:
        return _("{notes}; an import would change nothing.").format(notes=notes)
    return _("{notes}; an import would bring: {changes}.").format(notes=notes, changes=words.listed(changes))


def _as_json(note: Foreseen) -> dict[str, Any]:
    told: dict[str, Any] = plain(note)
    told["reworded"] = [_reworded_as_json(each) for each in note.reworded]
    return told


def _reworded_as_json(question: Reworded) -> dict[str, Any]:
    before, after = plain(question.before), plain(question.after)
    names = [name for name in after if before[name] != after[name]]
    return {
        "id": question.id,
        "offered": question.offered,
        "before": {name: before[name] for name in names},
        "after": {name: after[name] for name in names},
    }
