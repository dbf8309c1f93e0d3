"""Where the pictures of a wording are found."""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from viva.bank.content import Parts


def pictures_of(parts: Parts) -> Callable[[str], str | None]:
    """Finds the address of a picture that a wording shows, where its bytes are kept."""
    return addresses({picture.target: picture.sha256 for picture in parts.pictures if picture.sha256})


def addresses(kept: Mapping[str, str]) -> Callable[[str], str | None]:
    """Finds the address of a picture by its target, as the wording has it or as Markdown writes it in an address."""

    def address(target: str) -> str | None:
        sha256 = kept.get(target) or kept.get(unquote(target))
        return f"/pictures/{sha256}" if sha256 else None

    return address
