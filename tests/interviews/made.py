"""Questions and templates for interviews, made by hand."""

from dataclasses import replace
from typing import Any

from tests.bank.editing import a_question
from viva.app import App
from viva.bank.content import Necessity, Point
from viva.interviews.templates.gates import gate_of
from viva.interviews.templates.model import Fixed, Item, Section, Template, pick_of
from viva.notes.model import Group, KeyPoint, Level

POINTS = (
    KeyPoint(2, "one lock", Group.MUST),
    KeyPoint(2, "bytecode", Group.SHOULD),
    KeyPoint(2, "free threads", Group.OKAY),
)


def asked(
    app: App,
    prompt: str,
    *,
    group: Group | None = None,
    level: Level | None = Level.INTERMEDIATE,
    topics: tuple[str, ...] = ("gil",),
    **more: Any,
) -> int:
    """A question that can be asked, with key points, and how necessary it is at its level."""
    more = {"source": f"{prompt[:40]}.md", "key_points": POINTS, "tech": ("python",), **more}
    question = a_question(app, prompt, level=level, topics=topics, **more)
    if group and level:
        with app.unit() as unit:
            now = unit.bank.question(question)
            unit.editing.edit(question, replace(now.content, groups=(Necessity(level, group),)), seen=now.version)
    return question


def key_of(app: App, question: int) -> str:
    with app.reader() as unit:
        return unit.bank.question(question).key


def a_template(*items: Item, title: str = "Python, L2", **more: Any) -> Template:
    """A template with one section of these items."""
    more = {"level": Level.INTERMEDIATE, "tech": ("python",), **more}
    sections = more.pop("sections", (Section(title="Language", minutes=20, items=items),))
    return Template(title=title, sections=sections, **more)


def fixed(app: App, question: int, **more: Any) -> Item:
    return Item(ask=Fixed(key_of(app, question)), **more)


def pick(text: str, **more: Any) -> Item:
    return Item(ask=pick_of(text), **more)


def gates(*texts: str) -> dict[str, Any]:
    return {"gates": tuple(map(gate_of, texts))}


def point(text: str, group: Group) -> Point:
    return Point(text, group)
