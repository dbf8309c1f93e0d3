"""What is stored of notes beside the wordings: where drafts and their parts stand, reasons, and the account of lines.

A revision is never changed afterwards, and lines move all the time: so the
lines of all parts are kept beside the revision, in the same order as the parts.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from viva.bank.model import Place, Run
from viva.bank.tables import QuestionRow, RevisionRow
from viva.bank.wording import Cells, Columns, content_from, parts_from
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


def place_from(question: QuestionRow | Cells, source: str, location: str) -> Place:
    """Where a question stands in the notes."""
    place = question.place
    return Place(
        source=source,
        location=location,
        line=question.line,
        prompt=Span(*place["prompt"]),
        answer=Span(*place["answer"]) if "answer" in place else None,
        snippets=tuple(Span(*span) for span in place.get("snippets", ())),
        reason=reason_from(place["reason"]),
    )


def draft_now(question: QuestionRow, revision: RevisionRow, source: str | None) -> Draft:
    """The draft a question would be today, to be compared with others; in a person's wording the parts have no line."""
    if source is not None and revision.number == question.noted:
        return draft_from(question, revision, source)
    content = content_from(revision)
    return Draft(
        source=source or "",
        line=question.line,
        prompt=content.prompt,
        kind=content.kind,
        reason=Reason("written by a person"),
        prompt_span=Span(question.line, question.line),
        answer=content.answer,
        answered=revision.answered,
        section=content.section,
        level=content.level,
        language=content.language,
        tech=content.tech,
        topics=content.topics,
        keywords=content.keywords,
        snippets=tuple(Snippet(Span(0, 0), *code) for code in parts_from(revision).snippets),
        options=tuple(Option(0, text) for text in content.options),
        correct=content.correct,
        experience=content.experience,
        follows=question.place.get("follows"),
    )


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
    known = {why: reason_from(reasons[why]) for _first, _last, _role, why in runs if why >= 0}
    return tuple(Run(Span(first, last), Role(role), known.get(why)) for first, last, role, why in runs)
