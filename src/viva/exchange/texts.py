"""The texts of a question in which a person writes Markdown or code."""

from collections.abc import Callable
from dataclasses import replace

from viva.bank.content import Content, Point, Remark, Task, WrongSolution


def texts_of(content: Content) -> list[str]:
    """The texts of a question with marks in them."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    map_texts(content, keep)
    return found


def map_texts(content: Content, change: Callable[[str], str]) -> Content:
    """The question with each of its texts changed."""
    return replace(
        content,
        prompt=change(content.prompt),
        answer=change(content.answer),
        options=tuple(map(change, content.options)),
        key_points=tuple(Point(change(point.text), point.group) for point in content.key_points),
        explanations=tuple(map(change, content.explanations)),
        follow_ups=tuple(Remark(*map(change, remark)) for remark in content.follow_ups),
        mistakes=tuple(Remark(*map(change, remark)) for remark in content.mistakes),
        sources=tuple(map(change, content.sources)),
        task=_map_task(content.task, change) if content.task else None,
    )


def _map_task(task: Task, change: Callable[[str], str]) -> Task:
    return Task(
        change(task.prompt),
        change(task.starter),
        change(task.tests),
        change(task.solution),
        tuple(WrongSolution(change(label), change(code)) for label, code in task.wrong),
    )
