"""Questions to be edited, and looking at them."""

from typing import Any

from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.content import Content
from viva.bank.model import Filter, Question


def a_question(
    app: App, prompt: str = "What is the GIL?", *, answer: str = "A lock.", source: str = "a.md", **more: Any
) -> int:
    """A question of a note of its own."""
    return put(app, a_note(a_draft(prompt, answer=answer, language="en", **more), source=source)).question_ids[0]


def look(app: App, question: int) -> Question:
    with app.reader() as unit:
        return unit.bank.question(question)


def says(app: App, question: int) -> Content:
    return look(app, question).content


def listed(app: App, **wanted: Any) -> list[str]:
    with app.reader() as unit:
        return [line.prompt for line in unit.bank.questions(Filter(**wanted)).questions]


def found(app: App, words: str) -> list[str]:
    with app.reader() as unit:
        return [hit.question.prompt for hit in unit.search.find(words).hits]


def undo(app: App, change: int | None = None) -> None:
    with app.unit() as unit:
        unit.activity.undo(change)


def redo(app: App) -> None:
    with app.unit() as unit:
        unit.activity.redo()
