"""Reading the pictures that stand beside a note."""

from pathlib import Path
from urllib.parse import unquote

from viva.intake.model import ReadPicture

_SUFFIXES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".tif", ".tiff"])
_LARGEST = 50 * 1024 * 1024


def pictures_beside(note: Path) -> ReadPicture:
    """A reader of pictures by the target a note names: only picture files, at or below the folder above the note's."""
    folder = note.absolute().parent

    def read(target: str) -> bytes | None:
        file = folder / unquote(target.partition("#")[0].partition("?")[0])
        try:
            place = file.resolve()
            near = place.is_relative_to(folder.parent.resolve())
            if not near or place.suffix.lower() not in _SUFFIXES or place.stat().st_size > _LARGEST:
                return None
            return place.read_bytes()
        except (OSError, ValueError):  # no such file, or no name a file could have: the import tells what is missing
            return None

    return read
