"""The bank as one JSON document for other programs: everything, always in the same order, piece by piece."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from viva.bank.content import Task
from viva.bank.exported import ExportedBank, ExportedQuestion, ExportedRelation, ExportedRevision
from viva.exchange.records import reason_document

FORMAT = "viva-questions"
VERSION = 1

Document = dict[str, Any]


def document(bank: ExportedBank) -> Iterator[str]:
    """The text of the document, one question on each line."""
    names = {source.location: source.name for source in bank.sources}
    yield f'{{"format": "{FORMAT}", "version": {VERSION},\n"questions": ['
    yield from _lines(_question(question, names) for question in bank.questions)
    yield '],\n"relations": ['
    yield from _lines(map(_relation, bank.relations))
    yield '],\n"keywords": ['
    yield from _lines(
        {
            "topic": keyword.topic,
            "tech": keyword.tech,
            "term": keyword.term,
            "names": dict(keyword.names),
            "group": keyword.group,
            "hidden": keyword.hidden,
        }
        for keyword in bank.keywords
    )
    yield "]}\n"


def _lines(documents: Iterable[Document]) -> Iterator[str]:
    between = "\n"
    for each in documents:
        yield between + json.dumps(each, ensure_ascii=False)
        between = ",\n"


def _question(question: ExportedQuestion, names: dict[str, str]) -> Document:
    return {
        "id": question.key,
        "status": question.status,
        "merged_into": question.merged_into,
        "created_at": question.created_at.isoformat(),
        "vanished_at": question.vanished_at.isoformat() if question.vanished_at else None,
        "withdrawn_at": question.withdrawn_at.isoformat() if question.withdrawn_at else None,
        "source": names.get(question.source or ""),
        "line": question.line or None,
        "revision": question.revision,
        "offered": question.offered,
        **_wording(question.wording),
        "revisions": [_revision(revision) for revision in question.revisions],
    }


def _revision(revision: ExportedRevision) -> Document:
    return {
        "number": revision.number,
        "origin": revision.origin,
        "author": revision.author,
        "made_at": revision.made_at.isoformat(),
        **_wording(revision),
    }


def _wording(revision: ExportedRevision) -> Document:
    content, parts = revision.content, revision.parts
    return {
        "prompt": content.prompt,
        "kind": content.kind,
        "answer": content.answer,
        "answered": parts.answered,
        "options": content.options,
        "correct": content.correct,
        "key_points": [{"text": text, "group": group} for text, group in content.key_points],
        "experience": content.experience,
        "section": content.section,
        "level": content.level,
        "groups": dict(content.groups),
        "language": content.language,
        "tech": content.tech,
        "topics": content.topics,
        "keywords": content.keywords,
        "tags": content.tags,
        "number": content.number,
        "author_status": content.author_status,
        "explanations": content.explanations,
        "follow_ups": [remark._asdict() for remark in content.follow_ups],
        "mistakes": [remark._asdict() for remark in content.mistakes],
        "sources": content.sources,
        "task": _task(content.task) if content.task else None,
        "snippets": [{"lang": lang, "text": text} for lang, text in parts.snippets],
        "links": parts.links,
        "pictures": [{"target": target, "alt": alt, "sha256": sha256} for target, alt, sha256 in parts.pictures],
        "references": parts.references,
        "diagrams": parts.diagrams,
        "needs": parts.needs,
    }


def _task(task: Task) -> Document:
    return {**task._asdict(), "wrong": [wrong._asdict() for wrong in task.wrong]}


def _relation(relation: ExportedRelation) -> Document:
    return {
        "one": relation.one,
        "other": relation.other,
        "kind": relation.kind,
        "score": relation.score,
        "reason": reason_document(relation.reason),
        "by_person": relation.by_person,
        "denied": relation.denied,
    }
