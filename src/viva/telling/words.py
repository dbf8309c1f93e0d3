"""The words people read for the values of the product."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from viva.bank.model import Origin, QuestionStatus, Revision
from viva.interviews.templates.titles import topic_title
from viva.kernel.i18n import _, say, spoken
from viva.notes.model import Kind, Need, Reason, RelationKind, Role

if TYPE_CHECKING:
    from viva.bank.keymap import TermOrigin
    from viva.intake.files import Skipped


def reason(why: Reason) -> str:
    """Why something was decided, in the language spoken."""
    topic = why.values.get("topic")
    values = {**why.values, "topic": topic_title(topic, spoken())} if isinstance(topic, str) else why.values
    return say(why.template, values)


def kind(value: Kind) -> str:
    """What sort of prompt it is."""
    return {
        Kind.QUESTION: _("question"),
        Kind.TOPIC: _("topic"),
        Kind.MCQ: _("multiple choice"),
        Kind.TODO: _("to do"),
    }[value]


def need(value: Need) -> str:
    """What is still to be done."""
    return {
        Need.ANSWER: _("an answer"),
        Need.MORE_THAN_LINKS: _("more than links"),
        Need.AUTHOR: _("its author (marked TODO)"),
    }[value]


def status(value: QuestionStatus) -> str:
    """How far a question is."""
    return {
        QuestionStatus.DRAFT: _("draft"),
        QuestionStatus.READY: _("ready"),
        QuestionStatus.RETIRED: _("retired"),
    }[value]


def making(value: QuestionStatus) -> str:
    """What a button says that gives a question this status."""
    return {
        QuestionStatus.DRAFT: _("Make a draft"),
        QuestionStatus.READY: _("Make ready"),
        QuestionStatus.RETIRED: _("Retire"),
    }[value]


def settling(*, take: bool) -> str:
    """What a button says that decides about a wording on offer."""
    return _("Take the new wording") if take else _("Keep yours")


def author(wording: Revision, *, published: bool) -> str:
    """Who worded a question: a person, or where it comes from."""
    if wording.origin is not Origin.NOTES:
        return wording.made_by
    return _("the starter bank") if published else _("the notes")


def field(name: str) -> str:
    """What a part of a wording is called."""
    return {
        "kind": _("kind"),
        "options": _("option"),
        "correct": _("right option"),
        "key_points": _("key point"),
        "experience": _("asks for experience"),
        "section": _("section"),
        "level": _("level"),
        "groups": _("group"),
        "language": _("language"),
        "tech": _("technology"),
        "topics": _("topic"),
        "keywords": _("keyword"),
        "tags": _("tag"),
        "number": _("number"),
        "author_status": _("status in the notes"),
        "explanations": _("explanation of an option"),
        "follow_ups": _("follow-up"),
        "mistakes": _("common mistake"),
        "sources": _("source"),
        "task": _("task"),
    }[name]


def role(value: Role) -> str:
    """What a line is."""
    return {
        Role.PROMPT: _("prompt"),
        Role.ANSWER: _("answer"),
        Role.SECTION: _("section"),
        Role.CONTEXT: _("context"),
        Role.LEFT_OUT: _("left out"),
        Role.BLANK: _("blank"),
    }[value]


def relation(value: RelationKind, *, forwards: bool = True) -> str:
    """How another question hangs together with this one."""
    if value is RelationKind.FOLLOW_UP:
        return _("is followed up by") if forwards else _("follows up")
    return {
        RelationKind.COPY: _("copy"),
        RelationKind.NEAR: _("nearly the same"),
        RelationKind.TWIN: _("the same in another language"),
        RelationKind.CONTRADICTS: _("contradicts"),
    }[value]


def term_origin(value: "TermOrigin") -> str:
    """Where a term of a keyword map comes from."""
    from viva.bank.keymap import TermOrigin  # late: it brings the taxonomy along

    return {
        TermOrigin.TAXONOMY: _("taxonomy"),
        TermOrigin.NOTES: _("notes"),
        TermOrigin.PERSON: _("a person"),
    }[value]


def skipped(value: "Skipped") -> str:
    """Why something in a folder was not taken."""
    from viva.intake.files import Skipped  # late: only imports skip files

    return {
        Skipped.HIDDEN: _("hidden"),
        Skipped.DEPENDENCIES: _("dependencies and caches"),
        Skipped.IGNORED: _("ignored by .gitignore"),
        Skipped.EXCLUDED: _("excluded"),
        Skipped.EXPORTED: _("banks and handbooks that were exported"),
        Skipped.NO_NOTE: _("not named like a note"),
        Skipped.SEEN: _("found before under another name"),
    }[value]


def place(source: str | None, line: int, *, published: bool = False) -> str:
    """Where a question comes from: its line in a note, the starter bank, or a person."""
    if source:
        return f"{source}:{line}"
    return _("starter bank") if published else _("written by hand")


def listed(words: Sequence[str]) -> str:
    """Words one after another."""
    return ", ".join(words)
