"""Wordings of questions as they are stored."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row

from viva.bank.content import Code, Content, Necessity, Parts, Picture, Point, Remark, Task
from viva.bank.model import QuestionStatus, State
from viva.bank.search.facets import facets_of
from viva.bank.tables import QuestionRow, RevisionRow
from viva.db.base import JsonText, to_json
from viva.db.text import storable
from viva.notes.model import Group, Kind, Level, Need, Status

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
    written = _SEPARATOR.join(map(str, columns.values()))
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


def state_from(question: QuestionRow | Cells, wording: RevisionRow | Cells) -> State:
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
