"""The texts of a question in which a person writes Markdown."""

from collections.abc import Callable
from dataclasses import replace

from viva.bank.content import Content, Point


def texts_of(content: Content) -> list[str]:
    """The texts of a question with marks in them."""
    return [content.prompt, content.answer, *content.options, *(point.text for point in content.key_points)]


def map_texts(content: Content, change: Callable[[str], str]) -> Content:
    """The question with each of its texts changed."""
    return replace(
        content,
        prompt=change(content.prompt),
        answer=change(content.answer),
        options=tuple(map(change, content.options)),
        key_points=tuple(Point(change(point.text), point.group) for point in content.key_points),
    )
