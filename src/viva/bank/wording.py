"""Wordings of questions as they are stored, and the places of drafts, which are stored beside them.

A revision is never changed afterwards, and lines move all the time: so the
lines of all parts are kept beside the revision, in the same order as the parts.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import Row

from viva.bank.content import Code, Content, Necessity, Parts, Picture, Point, Remark, Task
from viva.bank.model import Place, QuestionStatus, Run, State
from viva.bank.search.facets import facets_of
from viva.bank.tables import QuestionRow, RevisionRow
from viva.db.base import JsonText, storable, to_json
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
Cells = Row[*tuple[Any, ...]]

_SEPARATOR = "\x1e"  # nothing that a person writes, so that no two contents read the same


@dataclass(frozen=True)
class Wording:
    """What a question says, as it is stored; each part of it is made when it is first asked for."""

    content: Content
    """What is written."""
    found: Parts
    """What was found in it."""

    @cached_property
    def columns(self) -> Columns:
        """Of its revision."""
        content, found = self.content, self.found
        return {
            "prompt": content.prompt,
            "answer": content.answer,
            "kind": content.kind,
            "answered": found.answered,
            "level": content.level,
            "author_number": content.number,
            "author_status": content.author_status,
            "language": content.language,
            "experience": content.experience,
            "parts": JsonText(to_json(self._parts)),
        }

    @cached_property
    def content_hash(self) -> bytes:
        """Two wordings with one hash are the same."""
        return _hash(self.columns)

    @cached_property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a facet and a value, by which questions are chosen."""
        return labels_of(self.content, self.found)

    @cached_property
    def facets(self) -> tuple[tuple[str, str], ...]:
        """By what a search counts it."""
        content = self.content
        columns = {
            "kind": content.kind,
            "answered": self.found.answered,
            "level": content.level,
            "language": content.language,
            "experience": content.experience,
        }
        return facets_of(columns, self._parts, self.labels)

    @cached_property
    def _parts(self) -> Columns:
        """What of its parts there is."""
        content, found = self.content, self.found
        parts: Columns = {
            "section": content.section,
            "tech": content.tech,
            "topics": content.topics,
            "keywords": content.keywords,
            "snippets": found.snippets,
            "links": found.links,
            "images": found.pictures,
            "references": found.references,
            "diagrams": found.diagrams,
            "options": content.options,
            "correct": content.correct,
            "key_points": content.key_points,
            "needs": found.needs,
            "groups": content.groups,
            "tags": content.tags,
            "explanations": content.explanations,
            "follow_ups": content.follow_ups,
            "mistakes": content.mistakes,
            "sources": content.sources,
            "task": content.task,
        }
        return {name: part for name, part in parts.items() if part}


def labels_of(content: Content, found: Parts) -> tuple[tuple[str, str], ...]:
    """By what a question is chosen: pairs of a facet and a value, each once.

    A group is a label alone (`must`) and with its level (`L2:must`).
    """
    facets = (
        ("tech", content.tech),
        ("topic", content.topics),
        ("need", found.needs),
        ("group", [group for _level, group in content.groups]),
        ("group", [f"{level}:{group}" for level, group in content.groups]),
        ("tag", content.tags),
        ("keyword", own_keywords(content)),
    )
    return tuple(dict.fromkeys((facet, storable(value)) for facet, values in facets for value in values))


def own_keywords(content: Content) -> tuple[str, ...]:
    """The keywords that somebody gave a question, besides those that all questions on its subject have."""
    if not content.keywords:
        return ()
    from viva.notes.subject.taxonomy import keywords  # late: who only shows questions need not load the taxonomy

    usual = keywords(content.topics, content.tech)
    return () if content.keywords == usual else tuple(word for word in content.keywords if word not in usual)


def searched_in(content: Content) -> str:
    """What is found of a question besides its prompt; key points are mostly lines of the answer, but not all.

    What is said around it comes last, where it counts least.
    """
    points = () if content.experience else (point.text for point in content.key_points)
    unsaid = (point for point in points if point not in content.answer)
    return "\n".join(
        (content.answer, *content.options, *unsaid, *own_keywords(content), *filter(None, content.remarked))
    )


def _hash(columns: Columns) -> bytes:
    written = _SEPARATOR.join(f"{value}" for value in columns.values())
    return hashlib.sha256(written.encode("utf-8", "backslashreplace")).digest()


def content_from(revision: RevisionRow | Cells) -> Content:
    """What a stored wording says."""
    parts = revision.parts
    return Content(
        prompt=revision.prompt,
        kind=Kind(revision.kind),
        answer=revision.answer,
        options=tuple(parts.get("options", ())),
        correct=tuple(parts.get("correct", ())),
        key_points=tuple(Point(text, Group(group)) for text, group in parts.get("key_points", ())),
        experience=revision.experience,
        section=tuple(parts.get("section", ())),
        level=Level(revision.level) if revision.level else None,
        groups=tuple(Necessity(Level(level), Group(group)) for level, group in parts.get("groups", ())),
        language=revision.language,
        tech=tuple(parts.get("tech", ())),
        topics=tuple(parts.get("topics", ())),
        keywords=tuple(parts.get("keywords", ())),
        tags=tuple(parts.get("tags", ())),
        number=revision.author_number,
        author_status=Status(revision.author_status) if revision.author_status else None,
        **remarks_from(parts),
    )


def remarks_from(parts: Columns) -> Columns:
    """What a stored wording says around the question, by the names of Content."""
    return {
        "explanations": tuple(parts.get("explanations", ())),
        "follow_ups": tuple(Remark(*remark) for remark in parts.get("follow_ups", ())),
        "mistakes": tuple(Remark(*remark) for remark in parts.get("mistakes", ())),
        "sources": tuple(parts.get("sources", ())),
        "task": Task.of(parts["task"]) if "task" in parts else None,
    }


def parts_from(revision: RevisionRow | Cells) -> Parts:
    """What was found in a stored wording."""
    parts = revision.parts
    return Parts(
        answered=revision.answered,
        snippets=tuple(Code(*code) for code in parts.get("snippets", ())),
        links=tuple(parts.get("links", ())),
        pictures=tuple(Picture(*picture) for picture in parts.get("images", ())),
        references=tuple(parts.get("references", ())),
        diagrams=tuple(parts.get("diagrams", ())),
        needs=tuple(map(Need, parts.get("needs", ()))),
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


def place_from(question: QuestionRow, source: str, location: str) -> Place:
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


def state_from(question: QuestionRow, wording: RevisionRow) -> State:
    """A question as it is now."""
    return State(
        id=question.id,
        key=question.key,
        version=question.version,
        status=QuestionStatus(question.status),
        content=content_from(wording),
        offered=question.offered is not None,
        merged_into=question.merged_into,
        withdrawn=question.withdrawn_at is not None,
    )
