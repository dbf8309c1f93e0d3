"""What a folder of a bank holds, and what an export does to one, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

from viva.bank.exported import ExportedBank
from viva.exchange.errors import Problem
from viva.exchange.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of a bank with its file and the pictures it shows."""

    path: str
    page: Page
    pictures: Mapping[str, str | None]
    """The hash of each picture's bytes by its target; None where its file is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFiles:
    """What a folder holds: what was exported, and what people did to it since."""

    bank: ExportedBank
    """As it was exported, with the relations that the pages tell, and the bytes of all pictures."""
    new: tuple[FoundPage, ...] = ()
    """Pages of questions of which nothing was exported."""
    edited: tuple[FoundPage, ...] = ()
    """Pages that say something else than what was exported."""
    keywords_edited: bool = False
    """Whether a person wrote what is said about keyword maps, and no export."""
    removed: tuple[str, ...] = ()
    """Keys of questions whose page is no longer there."""
    findings: tuple[Problem, ...] = ()
    """What a person should look at, and what does not keep the bank from being read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Which files an export adds, changes and removes; paths as they stand in the folder, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
