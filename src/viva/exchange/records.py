"""What a program remembers beside the pages, as JSON: the wordings questions had, who made them, where they come from.

What is as usual is left out, so that a record is short, and older programs'
records are read when something is added.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import datetime
from typing import Any, TypeVar

from viva.bank.content import Code, Content, Necessity, Parts, Picture, Point, Remark, Task
from viva.bank.exported import ExportedIgnored, ExportedQuestion, ExportedRelation, ExportedRevision, ExportedSource
from viva.bank.model import MissingPicture, Origin, QuestionStatus
from viva.notes.model import Group, Kind, Level, Need, Reason, RelationKind, Status

Document = dict[str, Any]
Made = TypeVar("Made")


class BrokenRecord(ValueError):
    """A line that no program of ours wrote."""


def json_lines(documents: Iterable[Document]) -> str:
    """Documents, one on each line."""
    return "".join(f"{json.dumps(document, ensure_ascii=False)}\n" for document in documents)


def read_lines(written: str, read: Callable[[Document], Made]) -> Iterator[tuple[int, Made]]:
    """What stands on each line, with its number; BrokenRecord with the number as its first value."""
    for number, line in enumerate(written.split("\n"), 1):
        if line.strip():
            try:
                yield number, read(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                raise BrokenRecord(number) from error


def question_document(question: ExportedQuestion) -> Document:
    """A question without its wordings."""
    document = _shortened(question)
    del document["revisions"]
    return document


def question_from(document: Document, revisions: Mapping[str, list[ExportedRevision]]) -> ExportedQuestion:
    """A question, with its wordings by its key."""
    given: Document = {
        **document,
        "status": QuestionStatus(document["status"]),
        "created_at": datetime.fromisoformat(document["created_at"]),
        "vanished_at": _moment(document.get("vanished_at")),
        "withdrawn_at": _moment(document.get("withdrawn_at")),
        "revisions": tuple(revisions[document["key"]]),
    }
    question = ExportedQuestion(**given)
    numbers = [revision.number for revision in question.revisions]
    if numbers != list(range(1, len(numbers) + 1)) or question.revision not in numbers:
        raise BrokenRecord(question.key)
    return question


def revision_document(key: str, revision: ExportedRevision) -> Document:
    """A wording of the question with this key."""
    document = _shortened(revision)
    return {
        "key": key,
        **document,
        "content": content_document(revision.content),
        "parts": _shortened(revision.parts),
    }


def revision_from(document: Document) -> tuple[str, ExportedRevision]:
    """A wording, with the key of its question."""
    values = dict(document)
    key: str = values.pop("key")
    given: Document = {
        **values,
        "origin": Origin(values["origin"]),
        "made_at": datetime.fromisoformat(values["made_at"]),
        "content": content_from_document(values["content"]),
        "parts": _parts_from(values["parts"]),
    }
    return key, ExportedRevision(**given)


def content_document(content: Content) -> Document:
    """What a wording says."""
    return _shortened(content)


def content_from_document(document: Document) -> Content:
    """What a wording said."""
    values: Document = {name: tuple(value) if isinstance(value, list) else value for name, value in document.items()}
    given: Document = {
        **values,
        "kind": Kind(document.get("kind", Kind.QUESTION)),
        "key_points": tuple(Point(text, Group(group)) for text, group in document.get("key_points", ())),
        "level": Level(document["level"]) if "level" in document else None,
        "groups": tuple(Necessity(Level(level), Group(group)) for level, group in document.get("groups", ())),
        "author_status": Status(document["author_status"]) if "author_status" in document else None,
        "follow_ups": tuple(Remark(*remark) for remark in document.get("follow_ups", ())),
        "mistakes": tuple(Remark(*remark) for remark in document.get("mistakes", ())),
        "task": Task.of(document["task"]) if "task" in document else None,
    }
    return Content(**given)


def _parts_from(document: Document) -> Parts:
    values: Document = {name: tuple(value) if isinstance(value, list) else value for name, value in document.items()}
    given: Document = {
        **values,
        "snippets": tuple(Code(*code) for code in document.get("snippets", ())),
        "pictures": tuple(Picture(*picture) for picture in document.get("pictures", ())),
        "needs": tuple(map(Need, document.get("needs", ()))),
    }
    return Parts(**given)


def relation_document(relation: ExportedRelation) -> Document:
    """How two questions hang together."""
    return {**_shortened(relation), "reason": reason_document(relation.reason)}


def relation_from(document: Document) -> ExportedRelation:
    """How two questions hung together."""
    why = document["reason"]
    given: Document = {**document, "kind": RelationKind(document["kind"]), "reason": Reason(*why)}
    return ExportedRelation(**given)


def ignored_document(ignored: ExportedIgnored) -> Document:
    """That a person ignores a finding."""
    return _shortened(ignored)


def ignored_from(document: Document) -> ExportedIgnored:
    """That a person ignored a finding."""
    given: Document = {**document, "made_at": datetime.fromisoformat(document["made_at"])}
    return ExportedIgnored(**given)


def reason_document(reason: Reason) -> list[Any]:
    """A reason: its template, and its values where it has some."""
    return [reason.template, dict(reason.values)] if reason.values else [reason.template]


def source_document(source: ExportedSource) -> Document:
    """A note the bank knows."""
    return {**_shortened(source), "missing_pictures": [[one.line, one.target] for one in source.missing_pictures]}


def source_from(document: Document) -> ExportedSource:
    """A note the bank knew."""
    given: Document = {
        **{name: value for name, value in document.items() if name != "related"},  # which is no longer kept
        "imported_at": datetime.fromisoformat(document["imported_at"]),
        "gone_at": _moment(document.get("gone_at")),
        "missing_pictures": tuple(MissingPicture(*one) for one in document.get("missing_pictures", ())),
    }
    return ExportedSource(**given)


def _shortened(value: Any) -> Document:
    """The fields of a value that are not as usual."""
    document: Document = {}
    for each in fields(value):
        held = getattr(value, each.name)
        if held != _usual(each):
            document[each.name] = held.isoformat() if isinstance(held, datetime) else held
    return document


def _usual(each: Field[Any]) -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else MISSING


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
