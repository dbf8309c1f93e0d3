"""Every component in every state on one page, for those who build pages and for the tests that look at them."""

from dataclasses import replace

from fastapi import APIRouter, Response

from viva.bank.content import Content, Point
from viva.bank.differences import differences
from viva.notes.model import Group, Level, Span
from viva.snippets.model import Checked, Place, Rule, Verdict, Wrong
from viva.web.asking import Here

routes = APIRouter()

_BEFORE = Content(prompt="What is a lock?", answer="One thread.\nAnother line.", topics=("gil", "threading"))
_AFTER = Content(
    prompt="What is a mutex?",
    answer="One thread.\nA line that is new.",
    topics=("threading", "gil"),
    level=next(iter(Level)),
    key_points=(Point("mutual exclusion", Group.MUST),),
)

_SAMPLE = Checked(
    verdict=Verdict.MISMATCH, lang="python", documented="[1, 2]", output="[2, 1]\n" + "x" * 200, kit="all",
    wrong=(Wrong(3, "[1, 2]", "[2, 1]"),), rule=Rule.SET_ORDER, interpreter="CPython 3.13.1", isolation="full",
    wall_ms=120.0, context=(Place(None, Span(1, 2)),), reproducible=False,
)  # fmt: skip
_VERDICTS = [replace(_SAMPLE, verdict=verdict, wrong=()) for verdict in Verdict]


@routes.get("/ui")
def show_components(here: Here) -> Response:
    """The page."""
    return here.page(
        "showcase/page.html",
        sample_differences=tuple(differences(_BEFORE, _AFTER)),
        sample_verdicts=[_SAMPLE, *_VERDICTS],
    )
