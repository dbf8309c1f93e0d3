"""A note line by line, with what each line became and why."""

from collections.abc import Iterator

from viva.cli.output import Part
from viva.kernel.i18n import _, ngettext
from viva.notes.model import Draft, Note, Role
from viva.telling import words

Line = tuple[Part, ...]

_STYLES = {
    Role.PROMPT: "bold green",
    Role.ANSWER: "",
    Role.SECTION: "bold blue",
    Role.CONTEXT: "cyan",
    Role.LEFT_OUT: "yellow",
    Role.BLANK: "dim",
}


def explained(note: Note) -> Iterator[Line]:
    """Every line with its role; below a prompt why it was taken, below lines that were left out why not."""
    yield ((note.source, "bold"), ("  " + _about(note), "dim"))
    width = max((len(words.role(role)) for role in Role), default=0)
    margin = " " * (8 + width + 2)
    drafts = {draft.line: draft for draft in note.drafts}
    repaired = {repair.line: repair for repair in note.text.repairs}
    for number, text in enumerate(note.text.lines, start=1):
        role = Role(note.account.roles[number - 1])
        style = _STYLES[role]
        became = words.role(role)
        yield ((f"{number:>6}  ", "dim"), (f"{became:<{width}}  " if text else became, style), (text, style))
        if number in repaired:
            yield (margin, (_("repaired; it was: {old}").format(old=repaired[number].old), "dim"))
        for reason in _reasons(note, number, drafts.get(number)):
            yield (margin, (f"↳ {reason}", "dim italic"))


def _about(note: Note) -> str:
    questions = ngettext("{count} question", "{count} questions", len(note.drafts)).format(count=len(note.drafts))
    return f"{note.format}, {note.text.encoding}, {questions}"


def _reasons(note: Note, number: int, draft: Draft | None) -> Iterator[str]:
    if draft:
        yield f"{words.kind(draft.kind)}: {words.reason(draft.reason)}"
    why = note.account.why[number - 1]
    if why >= 0 and not _goes_on(note, number):
        yield words.reason(note.account.reasons[why])


def _goes_on(note: Note, number: int) -> bool:
    """Whether the next line has the same role for the same reason, and will say it for both."""
    roles, why = note.account.roles, note.account.why
    return number < len(roles) and (roles[number], why[number]) == (roles[number - 1], why[number - 1])
