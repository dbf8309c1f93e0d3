"""What a call that changes something must bring, and carrying it out once."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import Header, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from viva.app import Unit
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.ids import IDS
from viva.kernel.numbers import whole
from viva.receipts.service import LONGEST_KEY
from viva.web.asking import Asked

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_KEY,
        description="Sent again with the same key, a request changes nothing and is answered the same.",
    ),
]

IfMatch = Annotated[
    str | None, Header(alias="If-Match", description="The ETag of what was seen; anything else is refused with 412.")
]

IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description="The ETag of an earlier answer: 304 while it is still so.")
]
STILL_SO: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "It is as an earlier answer told"}}


def unless_known(body: BaseModel, known: str | None, tag: str | None = None) -> Response:
    """What was asked for, named by its ETag; nothing when that is known (RFC 9110, section 13.1.2).

    What has no version is named by what it says.
    """
    content = body.model_dump_json().encode()
    tag = tag or f'"{sha256(content).hexdigest()[:32]}"'
    named = {one.strip().removeprefix("W/") for one in known.split(",")} if known else set()
    if named & {tag, "*"}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    return Response(content, headers={"ETag": tag}, media_type="application/json")


def etag(version: int) -> str:
    """A version as HTTP has it."""
    return f'"{version}"'


def seen(if_match: str | None) -> int:
    """The version that was seen: an edit that does not say is refused with 428 (RFC 6585, section 3)."""
    if if_match is None:
        raise HTTPException(428)
    version = whole(if_match.strip().removeprefix('"').removesuffix('"'), IDS[-1])
    if version is None:
        raise InvalidInput(_("If-Match must have the ETag of an earlier answer."))
    return version


def once(
    here: Asked, key: str, body: BaseModel | None, carry_out: Callable[[Unit], Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Carry a call out once; all that it asks for is compared when its key comes again."""
    headers = here.request.headers.get("if-match", "")
    told = json.dumps(
        [here.request.method, here.request.url.path, headers, body.model_dump(mode="json") if body else None]
    )
    with here.site.app.unit() as unit:
        answer = unit.receipts.once(key, told.encode(), lambda: carry_out(unit))
        unit.check_reworded()
    return answer
