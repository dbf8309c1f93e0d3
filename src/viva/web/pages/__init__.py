"""The pages, a module for each area, loaded when the first of its pages is asked for."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module

from fastapi import APIRouter

from viva.web.areas import Load

UPLOADS = re.compile(r"/import|/questions/(?:new|[0-9]+/edit)")
"""Where files come in, which may be larger than a form."""

MODULES: Mapping[str, Sequence[str]] = {
    "": ["home"],
    "activity": ["activity"],
    "bank": ["bank", "snippets"],
    "enter": ["access"],
    "findings": ["findings"],
    "healthz": ["access"],
    "import": ["imports", "review"],
    "interviews": [
        "candidates",
        "comparing",
        "interviews",
        "past",
        "results",
        "seats",
        "template_editing",
        "templates",
    ],
    "jobs": ["jobs"],
    "keywords": ["keywords"],
    "metrics": ["access"],
    "pictures": ["pictures"],
    "questions": ["combining", "questions", "snippets", "wording"],
    "rules": ["findings"],
    "seat": ["scorecards", "seat", "seat_live"],
    "settings": ["settings"],
    "starter": ["starter"],
    "twins": ["twins"],
    "ui": ["showcase"],
    "work": ["work"],
}
"""By the first part of an address, the modules that have addresses which begin so."""


def areas(*, local: bool = True) -> Mapping[str, Load]:
    """What loads each area; the page of all components is only where one is alone."""
    return {first: partial(_load, modules) for first, modules in MODULES.items() if local or first != "ui"}


def _load(modules: Sequence[str]) -> APIRouter:
    router = APIRouter(redirect_slashes=False)
    for name in modules:
        router.include_router(import_module(f"{__name__}.{name}").routes)
    return router
