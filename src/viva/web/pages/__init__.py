"""The pages, a module for each area."""

from collections.abc import Sequence

from fastapi import APIRouter

UPLOADS = frozenset({"/import"})
"""Where files come in, which may be larger than a form."""


def routers() -> Sequence[APIRouter]:
    """All areas of the site, imported when it is built."""
    from viva.web.pages import access, activity, home, imports, pictures, review, settings, showcase, twins

    return [
        access.routes,
        activity.routes,
        home.routes,
        imports.routes,
        pictures.routes,
        review.routes,
        settings.routes,
        twins.routes,
        showcase.routes,
    ]
