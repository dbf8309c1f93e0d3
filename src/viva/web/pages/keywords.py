"""Keyword maps: what one should know on a subject, what of it questions cover, and what people say about it."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from pydantic import Json, TypeAdapter

from viva.app import Unit
from viva.bank.editing import Done
from viva.bank.errors import StaleTerm
from viva.bank.keymap import UNSAID, Names, Said, Term
from viva.bank.search.retyping import typed
from viva.notes.model import Group
from viva.web.addresses import NOTHING
from viva.web.asking import Asked, Change, Here
from viva.web.pages.bank import named
from viva.web.templating import query, segment

routes = APIRouter()

MOST_NAMES = 8
"""Of a term, in a query for the questions that cover it."""

_SEEN = TypeAdapter(dict[str, Said])


@routes.get("/keywords")
def show_maps(here: Here, every: Annotated[str, Query(alias="all")] = "") -> Response:
    """Every subject in numbers, with its holes."""
    with here.reading() as unit:
        subjects = unit.keywords.maps(all_subjects=bool(every))
    return here.page("keywords/page.html", subjects=subjects, every=bool(every))


class TermForm(Change):
    """A term of a map, and what is said about it."""

    topic: str
    tech: str = ""
    term: str
    names_en: str = ""
    names_ru: str = ""
    group: Group | str = ""
    seen: Json[dict[str, Said]]
    """What the person before it saw that is said about terms."""

    def names(self) -> Names | None:
        """What else it is called; None: as before."""
        given = {"en": named(self.names_en), "ru": named(self.names_ru)}
        return {language: names for language, names in given.items() if names} or None


@routes.post("/keywords/put")
def put_term(here: Here, form: Annotated[TermForm, Form()]) -> Response:
    """Add a term, or say something else about one that is there."""
    group = Group(form.group) if form.group in set(Group) else None
    return _say(
        here,
        form,
        lambda unit: unit.keywords.put(
            form.topic,
            form.term,
            tech=form.tech or None,
            names=form.names(),
            group=group,
            no_group=form.group == "none",
            seen=form.seen,
        ),
    )


@routes.post("/keywords/hide")
def hide_term(here: Here, form: Annotated[TermForm, Form()]) -> Response:
    """Take a term out of its map."""
    return _say(
        here, form, lambda unit: unit.keywords.hide(form.topic, form.term, tech=form.tech or None, seen=form.seen)
    )


@routes.post("/keywords/restore")
def restore_term(here: Here, form: Annotated[TermForm, Form()]) -> Response:
    """Show a term again."""
    return _say(
        here, form, lambda unit: unit.keywords.restore(form.topic, form.term, tech=form.tech or None, seen=form.seen)
    )


@routes.get("/keywords/{topic:path}")
def show_map(here: Here, topic: str, tech: str = "", done: int | None = None) -> Response:
    """The terms of a subject."""
    with here.reading() as unit:
        shown = unit.keywords.map(topic, tech or None)
        told = here.told(unit)
    return here.page(
        "keywords/map.html",
        map=shown,
        subject=shown.subject,
        told=told,
        nothing_done=done == NOTHING,
        groups=Group,
        found_by=found_by,
        seen=seen,
        back=address(shown.subject.topic, shown.subject.tech or ""),
    )


def address(topic: str, tech: str, **more: object) -> str:
    """Where the map of a subject is."""
    asked = query(tech=tech, **more)
    return f"/keywords/{segment(topic)}" + (f"?{asked}" if asked else "")


def found_by(term: Term, topic: str) -> str:
    """A query for the questions that cover a term."""
    names = list(dict.fromkeys(name for each in term.names.values() for name in each if '"' not in name))[:MOST_NAMES]
    words = " OR ".join(f'"{name}"' for name in names or [term.name])
    return f"{typed('topic', topic) or ''} {words}".strip()


def seen(terms: Iterable[Term]) -> str:
    """What a form sends along: all that the page shows that people say about these."""
    return _SEEN.dump_json({term.name: term.said for term in terms if term.said != UNSAID}).decode()


def _say(here: Asked, form: TermForm, say: Callable[[Unit], Done]) -> Response:
    def carry_out(unit: Unit) -> str:
        change = say(unit)
        return address(form.topic, form.tech, done=f"{change.change_id or NOTHING}")

    try:
        return here.change(form, carry_out)
    except StaleTerm as stale:
        return _overtaken(here, form, stale.term)


def _overtaken(here: Asked, form: TermForm, name: str) -> Response:
    """What is said about a term now beside what was seen, with what came too late, to be done all the same."""
    with here.reading() as unit:
        map_ = unit.keywords.map(form.topic, form.tech or None)
    there = [term for term in (*map_.terms, *map_.hidden) if term.name == name]
    again = form.model_dump(mode="json", exclude={"key", "seen"})
    return here.page(
        "keywords/overtaken.html",
        status=HTTPStatus.CONFLICT,
        term=name,
        before=form.seen.get(name, UNSAID),
        now=there[0].said if there else UNSAID,
        action=here.request.url.path,
        again={**again, "seen": seen(there)},
        back=address(form.topic, form.tech),
    )
