"""Every component in every state on one page, for those who build pages and for the tests that look at them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Response

from viva.bank.content import Content, Point
from viva.bank.differences import differences
from viva.interviews.conduct.model import Answered, Part
from viva.interviews.out.words import answered_word, part_word
from viva.interviews.scale import DEFAULT, Scale, Step, anchors
from viva.kernel.i18n import _
from viva.notes.model import Group, Level, Span
from viva.snippets.model import Checked, Place, Rule, Verdict, Wrong
from viva.telling.seats import digits
from viva.web.asking import Here
from viva.web.paging import paging

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

_LONG = "Достопримечательностями-переосвидетельствование"
_OWN = Scale("Team", (Step(1, "Weak", "Says little of it."), Step(2.5, _LONG, "x" * 200), Step(4, "Strong")))
_POINTS = (Point("one lock", Group.MUST), Point("bytecode, and a very long anchor that is cut " * 6, Group.SHOULD))


@dataclass(frozen=True, slots=True)
class Rated:
    """A choice of ratings in one state."""

    scale: Scale
    rating: float | None = None
    off: bool = False

    @property
    def anchors(self) -> Mapping[float, str]:
        """What each rating stands for."""
        return anchors(self.scale, _POINTS)

    @property
    def digits(self) -> Mapping[float, str]:
        """Which digit presses it."""
        return digits(self.scale)


def _of_interviews() -> dict[str, Any]:
    """What is made for interviews, in every state."""
    parts = [(Part.LEAD, True, False), (Part.PANEL, False, False), (Part.SHADOW, True, True)]
    return {
        "rating_samples": {
            "none": Rated(DEFAULT),
            "given": Rated(DEFAULT, 2),
            "off": Rated(DEFAULT, off=True),
            "own": Rated(_OWN, 2.5),
        },
        "answered_samples": [*map(answered_word, Answered), _("asked, not rated yet"), _("skipped")],
        "person_samples": [(part.name.title(), part_word(part), here, done) for part, here, done in parts],
        "saving_samples": [
            (_("Saving …"), ""),
            (_("Saved"), "good"),
            (_("Offline. Changes waiting: {count}").format(count=3), "warn"),
            (_("Conflict. To decide: {count}").format(count=1), "warn"),
            (_("This link opens nothing any more. Changes waiting: {count}").format(count=2), "warn"),
            (_("This browser keeps nothing: do not close the page before all is saved"), "warn"),
        ],
    }


@routes.get("/ui")
def show_components(here: Here) -> Response:
    """The page."""
    return here.page(
        "showcase/page.html",
        sample_differences=tuple(differences(_BEFORE, _AFTER)),
        sample_verdicts=[_SAMPLE, *_VERDICTS],
        **_of_interviews(),
        walk=paging(2, 1_234, "/ui"),
    )
