"""Notes as reading them would yield, made by hand."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from viva.app import App
from viva.intake.model import Imported, ReadPicture
from viva.notes.model import Account, Draft, Kind, Note, Reason, Repair, Role, Span, Text

REASON = Reason("a line with a question mark")
FOLDER = Path("/notes")


def a_draft(prompt: str = "What is a thread?", *, line: int = 1, answer: str = "", **more: Any) -> Draft:
    """A question on one line, with its answer on the next."""
    return Draft(
        source=more.pop("source", "python.md"),
        line=line,
        prompt=prompt,
        kind=more.pop("kind", Kind.QUESTION),
        reason=more.pop("reason", REASON),
        prompt_span=Span(line, line),
        answer_span=Span(line + 1, line + 1) if answer else None,
        answer=answer,
        answered=bool(answer),
        **more,
    )


def a_note(
    *drafts: Draft, source: str = "python.md", repairs: Sequence[Repair] = (), left_out: Reason | None = None
) -> Note:
    """A note of these questions; its hash follows from them."""
    roles = [Role.PROMPT, Role.ANSWER, Role.BLANK] * len(drafts)
    why = [-1] * len(roles)
    if left_out:
        roles.append(Role.LEFT_OUT)
        why.append(0)
    return Note(
        source=source,
        sha256=hashlib.sha256(repr((drafts, left_out)).encode()).hexdigest(),
        text=Text([], "utf-8", repairs=tuple(repairs)),
        format="markdown",
        drafts=list(drafts),
        account=Account(bytearray(roles), why, (left_out,) if left_out else ()),
    )


def prompts(*texts: str) -> list[Draft]:
    """Questions without answers, one after the other."""
    return [a_draft(text, line=1 + 3 * place) for place, text in enumerate(texts)]


def no_pictures(_target: str) -> None:
    """Reads no picture: there is none."""


def put(app: App, note: Note, *, at: Path | None = None, pictures: ReadPicture = no_pictures) -> Imported:
    """Import a note."""
    with app.unit() as unit:
        return unit.intake.import_note(note, at or FOLDER / note.source, pictures)
