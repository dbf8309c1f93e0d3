"""The files that pages load, under names with a content hash, so that a browser may keep them for ever."""

import json
from functools import cached_property
from pathlib import Path

from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _

BUILT = Path(__file__).parent / "static" / "build"


class Assets:
    """What the build hook made of `frontend/`."""

    def __init__(self, folder: Path = BUILT) -> None:
        self.folder = folder

    @cached_property
    def names(self) -> dict[str, str]:
        """The built name by the plain one."""
        try:
            names: dict[str, str] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError as missing:
            raise Unavailable(_("The pages' styles and scripts are not built: run `make setup`.")) from missing
        return names

    def address(self, name: str) -> str:
        """Where a page finds a file."""
        return f"/static/{self.names[name]}"
