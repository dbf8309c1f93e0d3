"""The values of a wording, in words, for telling what is different about them."""

from typing import Any

from viva.bank.content import Necessity, Point, Remark
from viva.bank.groups import group_title
from viva.kernel.i18n import _
from viva.notes.model import Kind, Role, Status
from viva.telling import words


def part(name: str) -> str:
    """What a part of a wording is called, its texts too."""
    texts = {"prompt": words.role(Role.PROMPT), "answer": words.role(Role.ANSWER)}
    return texts[name] if name in texts else words.field(name)


def said(name: str, value: Any) -> str:
    """A value of the part of a wording that is called so."""
    match value:
        case Point(text, group):
            return f"{text} ({group_title(group)})"
        case Remark(text, note):
            return f"{text}\n{note}" if note else text
        case Necessity(level, group):
            return f"{level}: {group_title(group)}"
        case bool():
            return _("yes") if value else _("no")
        case Kind():
            return words.kind(value)
        case Status():
            return _("done") if value is Status.DONE else _("partly")
        case int() if name == "correct":
            return str(value + 1)
        case _:
            return str(value)
