"""Serving the built files: kept for ever under a name with a hash, asked for anew under any other."""

import re

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from viva.web.assets import BUILT

_HASHED = re.compile(r"[\w.]+-[A-Z0-9]{8}\.(?:js|css)")


class Built(StaticFiles):
    """Files that never change under the same name."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file with how long it may be kept."""
        answer = await super().get_response(path, scope)
        if _HASHED.fullmatch(path):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


STATIC = Built(directory=BUILT, check_dir=False)
