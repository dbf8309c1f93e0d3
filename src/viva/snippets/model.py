"""A snippet as it stands in a note, what was found out about it, and the words for that."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from viva.notes.model import Reason, Span


class Sort(StrEnum):
    """What a block of code is."""

    PROGRAM = "program"
    SESSION = "session"
    """What was typed at a prompt, with the answers."""
    SHELL = "shell"
    OUTPUT = "output"
    """What a program printed, or the error it ended with."""
    DIAGRAM = "diagram"
    PSEUDO_CODE = "pseudo-code"
    DATA = "data"
    OTHER = "other"
    """Code in a language that is not run here."""


class Verdict(StrEnum):
    """What became of a snippet when it was run."""

    RUNS = "runs"
    """It ends well, and claims no output."""
    MATCHES = "matches"
    MISMATCH = "mismatch"
    RAISES_AS_DOCUMENTED = "raises-as-documented"
    NEEDS_CONTEXT = "needs-context"
    """It works after earlier snippets of its topic or section."""
    FRAGMENT = "fragment"
    """It works when names, files or fixtures are supplied that the notes leave out."""
    NEEDS_PACKAGE = "needs-package"
    NEEDS_SERVICE = "needs-service"
    """It wants a network, a server, or a person at the keyboard; or it is a server itself."""
    BROKEN = "broken"
    NOT_PYTHON = "not-python"


class Rule(StrEnum):
    """How exactly claimed and real output were compared, from strict to lenient: the first that holds is kept."""

    EXACT = "exact"
    SPACING = "spacing"
    QUOTES = "quotes"
    """A text with its quotes, or without them."""
    ADDRESS = "address"
    OBJECT_ID = "object-id"
    TIME = "time"
    SET_ORDER = "set-order"
    FLOAT_DIGITS = "float-digits"
    LAYOUT = "layout"
    """The same values, with other commas, brackets and lines between them."""
    SHORTHAND = "shorthand"
    """A class by its bare name, or a function."""
    ELLIPSIS = "ellipsis"
    TRACEBACK = "traceback"
    """The error, without its line numbers and the words behind it."""
    PARAPHRASE = "paraphrase"
    """The claim says that there is an error, in its own words."""


_OUTPUT_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*(?:output|stdout)\b")


class Case(NamedTuple):
    """A snippet where it stands; `span` excludes the fences, `text` is dedented."""

    source: str
    span: Span
    lang: str
    text: str
    notation: str | None = None
    """Of a drawing: how it is drawn."""
    section: tuple[str, ...] = ()
    question: int | None = None
    """Line of its question; snippets outside of any have none."""
    after: tuple[str, ...] = ()
    """Lines below it that may say what it prints, up to the next program."""

    @property
    def place(self) -> "Place":
        return Place(self.question, self.span)

    def is_output_of(self, program: "Case | None") -> bool:
        """Whether it is what the program above it says that it prints, in a fence of its own with that word."""
        if program is None:
            return False
        below = [line for line in program.after if line.strip()]
        return bool(below) and _OUTPUT_FENCE.match(below[0]) is not None and below[1:2] == self.text.split("\n")[:1]


class Place(NamedTuple):
    """Where an earlier snippet stands: its question, and its lines."""

    question: int | None
    span: Span


class Outdated(NamedTuple):
    """A warning about what will go, or is gone, that was seen while the snippet ran."""

    line: int
    """Of the snippet, from 1."""
    message: str


class Wrong(NamedTuple):
    """A claim that does not hold, and what is so instead."""

    line: int
    """Of the snippet, from 1: where the statement ends that it is about; 0: it stands below the snippet."""
    claimed: str
    real: str | None
    """None where nothing was seen that could stand in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known of one snippet, by one kit."""

    verdict: Verdict
    lang: str
    sort: Sort = Sort.PROGRAM
    documented: str | None = None
    """The output that the notes claim, verbatim."""
    output: str = ""
    """What it really printed, or gave where nothing was printed."""
    rule: Rule | None = None
    """Where claimed and real output agree: how leniently they had to be compared."""
    wrong: tuple[Wrong, ...] = ()
    """The claims that do not hold, one by one."""
    reproducible: bool | None = None
    """Whether it prints the same under two hash seeds; None where that was not tried."""
    outdated: tuple[Outdated, ...] = ()
    reason: Reason | None = None
    line: int | None = None
    """Of the snippet, from 1: where the error came from that ended it."""
    context: tuple[Place, ...] = ()
    """The earlier snippets that it ran after."""
    kit: str = ""
    interpreter: str = ""
    isolation: str = ""
    wall_ms: float = 0.0

    @property
    def deprecated(self) -> str | None:
        """The warnings in one text."""
        return "; ".join(dict.fromkeys(one.message for one in self.outdated)) or None
