"""Findings in the bank as plain values: which are wanted, and what a list tells of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from viva.bank.model import QuestionLine
from viva.checks.model import Family, Fault, Finding
from viva.checks.rulebook import all_rules

LONGEST_REASON = 500
"""Characters of why somebody ignores a finding."""

_ERRORS = ("C1", "C2", "C5")
_NOTICES = ("N105", "Q101", "Q108")


class Severity(StrEnum):
    """How bad it is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Mending(StrEnum):
    """How a finding can be mended."""

    SAFE = "safe"
    """Without changing what the question says."""
    UNSAFE = "unsafe"
    BY_HAND = "by-hand"


def severity_of(code: str) -> Severity:
    """How bad what a rule finds is."""
    rule = all_rules().get(code)
    if (rule is not None and rule.fault is Fault.WRONG) or code.startswith(_ERRORS):
        return Severity.ERROR
    return Severity.NOTICE if code.startswith(_NOTICES) else Severity.WARNING


def mending_of(finding: Finding) -> Mending:
    """How a finding can be mended."""
    if finding.fix is None:
        return Mending.BY_HAND
    return Mending.SAFE if finding.fix.safe else Mending.UNSAFE


def line_hash(text: str) -> str:
    """What a line is known by: it may move, its words may not change."""
    said = " ".join(text.split())
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:16]


class IgnoredKey(NamedTuple):
    """What is ignored: whatever a rule finds in a line of a question."""

    question_id: int
    code: str
    line_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """That somebody ignores something, and why."""

    id: int
    key: IgnoredKey
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which findings are wanted; what is None does not matter."""

    family: Family | None = None
    code: str | None = None
    severity: Severity | None = None
    mending: Mending | None = None
    topic: str | None = None
    source: str | None = None
    """A note by its name; the empty one stands for questions that are in none."""
    question: int | None = None
    ignored: bool = False
    """Those that somebody ignores, and no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding in a question of the bank, as it was found in one of its wordings."""

    question: QuestionLine
    revision: int
    place: int
    """Among the findings of this wording."""
    finding: Finding
    text: str
    """The line it is in."""
    ignored: Ignored | None

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return severity_of(self.finding.code)

    @property
    def mending(self) -> Mending:
        """How it can be mended."""
        return mending_of(self.finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """Some findings in the order of the bank, how many there are, and what they are."""

    findings: tuple[KeptFinding, ...]
    total: int
    families: Mapping[Family, int]
    codes: Mapping[str, int]
    severities: Mapping[Severity, int]
    mendings: Mapping[Mending, int]
    sources: Mapping[str, int]
    ignored: int
    """How many are ignored, of all there are."""
    unchecked: int
    """How many questions were not checked in the wording they have now."""
    checked_at: datetime | None
    """When any of them was checked last."""
