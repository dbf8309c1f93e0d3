"""The pages, a module for each area."""

from collections.abc import Sequence

from fastapi import APIRouter

UPLOADS = frozenset({"/import"})
"""Where files come in, which may be larger than a form."""


def routers(*, local: bool = True) -> Sequence[APIRouter]:
    """All areas of the site, imported when it is built; the page of all components only where one is alone."""
    from viva.web.pages import access, activity, home, imports, jobs, pictures, review, settings, showcase, twins, work

    return [
        access.routes,
        activity.routes,
        home.routes,
        imports.routes,
        jobs.routes,
        pictures.routes,
        review.routes,
        settings.routes,
        twins.routes,
        work.routes,
        *([showcase.routes] if local else []),
    ]
