"""The pages, a module for each area."""

import re
from collections.abc import Sequence

from fastapi import APIRouter

UPLOADS = re.compile(r"/import|/questions/(?:new|[0-9]+/edit)")
"""Where files come in, which may be larger than a form."""


def routers(*, local: bool = True) -> Sequence[APIRouter]:
    """All areas of the site, imported when it is built; the page of all components only where one is alone."""
    from viva.web.pages import (
        access,
        activity,
        bank,
        candidates,
        combining,
        findings,
        home,
        imports,
        interviews,
        jobs,
        keywords,
        pictures,
        questions,
        results,
        review,
        scorecards,
        seat,
        seat_live,
        seats,
        settings,
        showcase,
        snippets,
        starter,
        template_editing,
        templates,
        twins,
        wording,
        work,
    )

    return [
        access.routes,
        activity.routes,
        bank.routes,
        candidates.routes,
        combining.routes,
        findings.routes,
        home.routes,
        imports.routes,
        interviews.routes,
        jobs.routes,
        keywords.routes,
        pictures.routes,
        questions.routes,
        results.routes,
        review.routes,
        scorecards.routes,
        seat.routes,
        seat_live.routes,
        seats.routes,
        settings.routes,
        snippets.routes,
        starter.routes,
        template_editing.routes,
        templates.routes,
        twins.routes,
        wording.routes,
        work.routes,
        *([showcase.routes] if local else []),
    ]
