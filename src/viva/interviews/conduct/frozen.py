"""Questions as an interview keeps them: as they were when it was made, whatever becomes of the bank."""

from collections.abc import Mapping
from typing import Any

from viva.bank.content import Content, Necessity, Point, Remark
from viva.notes.model import Group, Kind, Level, Reason


def as_kept(content: Content) -> dict[str, Any]:
    """What is asked, and what an answer is compared with."""
    return {
        "prompt": content.prompt,
        "kind": content.kind.value,
        "answer": content.answer,
        "options": list(content.options),
        "correct": list(content.correct),
        "key_points": [[point.text, point.group.value] for point in content.key_points],
        "experience": content.experience,
        "level": content.level.value if content.level else None,
        "groups": [[level.value, group.value] for level, group in content.groups],
        "language": content.language,
        "tech": list(content.tech),
        "topics": list(content.topics),
        "follow_ups": [list(remark) for remark in content.follow_ups],
        "mistakes": [list(remark) for remark in content.mistakes],
    }


def from_kept(kept: Mapping[str, Any]) -> Content:
    """What was kept."""
    return Content(
        prompt=kept["prompt"],
        kind=Kind(kept["kind"]),
        answer=kept["answer"],
        options=tuple(kept["options"]),
        correct=tuple(kept["correct"]),
        key_points=tuple(Point(text, Group(group)) for text, group in kept["key_points"]),
        experience=kept["experience"],
        level=Level(kept["level"]) if kept["level"] else None,
        groups=tuple(Necessity(Level(level), Group(group)) for level, group in kept["groups"]),
        language=kept["language"],
        tech=tuple(kept["tech"]),
        topics=tuple(kept["topics"]),
        follow_ups=tuple(Remark(*remark) for remark in kept.get("follow_ups", ())),
        mistakes=tuple(Remark(*remark) for remark in kept.get("mistakes", ())),
    )


def reason_kept(reason: Reason | None) -> list[Any] | None:
    """A reason with its values."""
    return [reason.template, dict(reason.values)] if reason else None


def reason_from(kept: list[Any] | None) -> Reason | None:
    """The reason that was kept."""
    return Reason(*kept) if kept else None
