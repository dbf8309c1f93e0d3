"""What the starter bank holds: its pages stand beside this module, one folder for each language."""

import hashlib
import string
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final

from viva.bank.exported import ExportedBank
from viva.exchange.folder import is_page
from viva.exchange.model import FoundPage
from viva.exchange.reading import read_bank
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

FOLDER: Final = Path(__file__).parent / "bank"

_DIGITS: Final = string.digits + string.ascii_lowercase
_LENGTH: Final = 10


def key_of(language: str, name: str) -> str:
    """By what a page is known in every bank: ten small letters and digits that follow from where it stands."""
    number = int.from_bytes(hashlib.sha256(f"{language}/{name}".encode()).digest())
    digits = ""
    for _place in range(_LENGTH):
        number, rest = divmod(number, len(_DIGITS))
        digits += _DIGITS[rest]
    return digits


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that it is written in."""
    return tuple(sorted(place.name for place in folder.iterdir() if place.is_dir() and not place.name.startswith(".")))


def keys(wanted: Collection[str] = (), folder: Path = FOLDER) -> frozenset[str]:
    """The keys of all pages, without reading them."""
    chosen = chosen_of(wanted, folder)
    return frozenset(
        key_of(language, page.relative_to(folder / language).with_suffix("").as_posix())
        for language in chosen
        for page in (folder / language).rglob("*.md")
        if is_page(page.name)
    )


def chosen_of(wanted: Collection[str], folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that are meant: all, or those that are named; InvalidInput for one that it is not written in."""
    known = languages(folder)
    for language in wanted:
        if language not in known:
            told = _("The starter bank is not in {language}; it is in {known}.")
            raise InvalidInput(told.format(language=language, known=", ".join(known)))
    return tuple(language for language in known if language in wanted or not wanted)


def read(wanted: Collection[str] = (), folder: Path = FOLDER) -> tuple[ExportedBank, list[FoundPage]]:
    """The pages in some languages, or in all, and how they hang together."""
    chosen = chosen_of(wanted, folder)
    files = read_bank(folder)
    pages = [_keyed(page) for page in files.new if page.path.partition("/")[0] in chosen]
    there = {page.page.key for page in pages}
    relations = tuple(one for one in files.bank.relations if one.one in there and one.other in there)
    return replace(files.bank, relations=relations), pages


def _keyed(found: FoundPage) -> FoundPage:
    """The page with its key, also where it is so new that nobody filled it in."""
    language, _slash, name = found.path.removesuffix(".md").partition("/")
    return replace(found, page=replace(found.page, key=key_of(language, name)))
