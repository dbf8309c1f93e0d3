"""A draft taken apart into what it says (a revision) and where it stands (its place), and put together again.

A revision is never changed afterwards, and lines move all the time: so the
lines of all parts are kept beside the revision, in the same order as the parts.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from viva.bank.model import Run
from viva.bank.tables import QuestionRow, RevisionRow
from viva.db.base import JsonText, to_json
from viva.notes.model import (
    Account,
    Diagram,
    Draft,
    Group,
    Image,
    KeyPoint,
    Kind,
    Level,
    Link,
    Need,
    Option,
    Reason,
    Reference,
    Role,
    Snippet,
    Span,
    Status,
)

Columns = dict[str, Any]

FACETS = (("tech", "tech"), ("topic", "topics"), ("need", "needs"))
"""What the labels of each part are called."""

_SEPARATOR = "\x1e"  # nothing that a person writes, so that no two contents read the same


@dataclass(frozen=True, slots=True)
class Wording:
    """What a question says."""

    columns: Columns
    """Of its revision."""
    content_hash: bytes
    """Two wordings with one hash are the same."""
    labels: tuple[tuple[str, str], ...]
    """Pairs of a facet and a value, by which questions are chosen."""
    searched: str
    """What is found besides the prompt."""


def wording_of(draft: Draft, pictures: Mapping[str, str | None]) -> Wording:
    """What a draft says, without its lines; `pictures` gives the hash of each picture's bytes."""
    parts: Columns = {
        "section": draft.section,
        "tech": draft.tech,
        "topics": draft.topics,
        "keywords": draft.keywords,
        "snippets": [(snippet.lang, snippet.text) for snippet in draft.snippets],
        "links": [link.url for link in draft.links],
        "images": [(image.target, image.alt, pictures.get(image.target)) for image in draft.images],
        "references": [reference.target for reference in draft.references],
        "diagrams": [diagram.notation for diagram in draft.diagrams],
        "options": [option.text for option in draft.options],
        "correct": draft.correct,
        "key_points": [(point.text, point.group) for point in draft.key_points],
        "needs": draft.needs,
    }
    columns: Columns = {
        "prompt": draft.prompt,
        "answer": draft.answer,
        "kind": draft.kind,
        "answered": draft.answered,
        "level": draft.level,
        "author_number": draft.number,
        "author_status": draft.status,
        "language": draft.language,
        "experience": draft.experience,
        "parts": JsonText(to_json({name: part for name, part in parts.items() if part})),
    }
    return Wording(
        columns,
        content_hash=_hash(columns),
        labels=tuple((facet, value) for facet, part in FACETS for value in dict.fromkeys(parts[part])),
        searched="\n".join((draft.answer, *parts["options"])),
    )


def _hash(columns: Columns) -> bytes:
    content = _SEPARATOR.join(f"{value}" for value in columns.values())
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).digest()


def place_of(draft: Draft) -> Columns:
    """Where a draft and its parts stand, and why it was taken for a question."""
    place = {
        "prompt": draft.prompt_span,
        "answer": draft.answer_span,
        "snippets": [snippet.span for snippet in draft.snippets],
        "links": [link.line for link in draft.links],
        "images": [image.line for image in draft.images],
        "references": [reference.line for reference in draft.references],
        "diagrams": [diagram.span for diagram in draft.diagrams],
        "options": [option.line for option in draft.options],
        "key_points": [point.line for point in draft.key_points],
        "follows": draft.follows,
        "reason": reason_columns(draft.reason),
    }
    return {name: part for name, part in place.items() if part}


def reason_columns(reason: Reason) -> list[Any]:
    """A reason as it is stored."""
    return [reason.template, dict(reason.values)] if reason.values else [reason.template]


def reason_from(stored: list[Any]) -> Reason:
    """A reason as it was."""
    return Reason(*stored)


def draft_from(question: QuestionRow, revision: RevisionRow, source: str) -> Draft:
    """The draft that has this place and this wording, in the note named `source`."""
    place, parts = question.place, revision.parts

    def pairs(name: str) -> Iterator[tuple[Any, Any]]:
        return zip(place.get(name, ()), parts.get(name, ()), strict=True)

    return Draft(
        source=source,
        line=question.line,
        prompt=revision.prompt,
        kind=Kind(revision.kind),
        reason=reason_from(place["reason"]),
        prompt_span=Span(*place["prompt"]),
        answer_span=Span(*place["answer"]) if "answer" in place else None,
        answer=revision.answer,
        answered=revision.answered,
        section=tuple(parts.get("section", ())),
        level=Level(revision.level) if revision.level else None,
        number=revision.author_number,
        status=Status(revision.author_status) if revision.author_status else None,
        language=revision.language,
        tech=tuple(parts.get("tech", ())),
        topics=tuple(parts.get("topics", ())),
        keywords=tuple(parts.get("keywords", ())),
        snippets=tuple(Snippet(Span(*span), *snippet) for span, snippet in pairs("snippets")),
        links=tuple(Link(line, url) for line, url in pairs("links")),
        images=tuple(Image(line, target, alt) for line, (target, alt, _) in pairs("images")),
        references=tuple(Reference(line, target) for line, target in pairs("references")),
        diagrams=tuple(Diagram(Span(*span), notation) for span, notation in pairs("diagrams")),
        options=tuple(Option(line, text) for line, text in pairs("options")),
        correct=tuple(parts.get("correct", ())),
        key_points=tuple(KeyPoint(line, text, Group(group)) for line, (text, group) in pairs("key_points")),
        experience=revision.experience,
        needs=tuple(map(Need, parts.get("needs", ()))),
        follows=place.get("follows"),
    )


def picture_hashes(revision: RevisionRow) -> tuple[str | None, ...]:
    """The hash of each picture's bytes, in the order of the pictures."""
    return tuple(sha256 for _, _, sha256 in revision.parts.get("images", ()))


def account_columns(account: Account) -> list[Any]:
    """The lines of a note by role and reason, neighbours taken together: [first, last, role, index of the reason]."""
    runs: list[Any] = []
    line = 1
    for (role, why), lines in groupby(zip(account.roles, account.why, strict=True)):
        following = line + sum(1 for _ in lines)
        runs.append((line, following - 1, role, why))
        line = following
    return runs


def account_from(runs: list[Any], reasons: list[Any]) -> tuple[Run, ...]:
    """The lines of a note by role and reason."""
    known = [reason_from(reason) for reason in reasons]
    return tuple(
        Run(Span(first, last), Role(role), known[why] if why >= 0 else None) for first, last, role, why in runs
    )
