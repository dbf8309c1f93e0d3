"""What a check tells: rules, findings, and fixes, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from viva.kernel.i18n import spoken


class Family(StrEnum):
    """What a rule looks at; the letter its code begins with."""

    NOTE = "N"
    QUESTION = "Q"
    CODE = "C"
    FACT = "F"
    LINK = "L"


class Fault(StrEnum):
    """What is the matter with a statement."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    MISLEADING = "misleading"


class Words(NamedTuple):
    """A text in both languages that Viva speaks."""

    en: str
    ru: str

    def __str__(self) -> str:
        return self.ru if spoken() == "ru" else self.en


class Source(NamedTuple):
    """Where one can read what is right."""

    title: str
    section: str
    url: str


class Measured(NamedTuple):
    """What a rule found in notes that were labelled by hand."""

    hits: int
    alarms: int
    """Findings that do not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is looked for; `code` never changes its meaning."""

    code: str
    name: str
    message: Words
    """Template of a finding's text; its values come with the finding."""
    why: Words
    right: Words | None = None
    """The right statement, of a rule about facts."""
    fault: Fault | None = None
    sources: tuple[Source, ...] = ()
    bad: str = ""
    good: str = ""
    fix: str = ""
    """`safe`, `unsafe`, or nothing when only a person can mend it."""
    online: bool = False
    """It needs the network, and runs only when asked for."""
    needs_run: bool = False
    """It needs snippets to be run."""

    @property
    def family(self) -> Family:
        """What it looks at."""
        return Family(self.code[0])


class Edit(NamedTuple):
    """In a line, the text `old` that begins at a column (from 1) becomes `new`; both may hold line feeds."""

    line: int
    col: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fix:
    """How a finding can be mended; a safe fix never changes what a note says."""

    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is the matter, at a place counted from 1; `values` fill the message of its rule."""

    code: str
    line: int
    col: int = 1
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    fix: Fix | None = None


class Found(NamedTuple):
    """A finding and the file, or the question of the bank, it is in."""

    path: str
    finding: Finding
