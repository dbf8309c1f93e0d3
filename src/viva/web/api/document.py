"""The API as an OpenAPI document, and all of its routes."""

from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse

from viva import __version__
from viva.web.api import PREFIX, bank, changes, findings, jobs, keywords, questions, snippets, starter
from viva.web.api.problems import MEDIA_TYPE, Problem

_FAILURES = {
    401: "The browser is not known here",
    403: "A page of another site asked for it",
    404: "There is no such thing",
    409: "It does not go with what was done meanwhile, or the key was used for something else",
    412: "It was changed since it was seen",
    413: "It is too large",
    422: "Something is missing, or is not what it should be",
    428: "If-Match is missing",
    503: "The database cannot be used now, or nothing keeps code in on this machine",
}


def routes() -> APIRouter:
    """Everything under the prefix."""
    router = APIRouter(prefix=PREFIX, responses={status: _documented(text) for status, text in _FAILURES.items()})
    for area in (questions, keywords, snippets, findings, changes, jobs, bank, starter):
        router.include_router(area.routes)
    router.add_api_route("/openapi.json", tell_api, include_in_schema=False)
    return router


def tell_api() -> JSONResponse:
    """The document."""
    return JSONResponse(document())


@cache
def document() -> dict[str, Any]:
    """What there is, what it takes and what it gives."""
    alone = FastAPI(title="Viva", version=__version__, description="The question bank, for programs.")
    alone.include_router(routes())
    made = alone.openapi()
    made.get("components", {}).get("schemas", {}).pop("HTTPValidationError", None)
    made.get("components", {}).get("schemas", {}).pop("ValidationError", None)
    return made


def _documented(text: str) -> dict[str, Any]:
    return {"description": text, "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
