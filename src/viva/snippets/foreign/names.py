"""Which names programs in other languages give to those that follow, and what they lack by its name."""

import re
from typing import Final

from viva.sandbox.model import Language
from viva.snippets.foreign.comments import Stripped

_DECLARED = re.compile(
    r"(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var|enum|namespace)\s+"
    r"(?:(?P<name>[\w$]+)|(?P<several>[{\[][^}\]=]*[}\]]))"
)
_MADE = re.compile(
    r"\bCREATE\s+(?:TEMP(?:ORARY)?\s+)?(?:TABLE|VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`\[]?(?P<name>[\w.]+)",
    re.IGNORECASE,
)
_NO_TABLE = re.compile(r"no such (?:table|view): (?:\w+\.)?(?P<name>\w+)")

BROWSER: Final = frozenset(
    {
        "document", "window", "localStorage", "sessionStorage", "alert", "confirm", "prompt", "location", "history",
        "XMLHttpRequest", "requestAnimationFrame", "cancelAnimationFrame", "HTMLElement", "Element", "Node", "Image",
        "IntersectionObserver", "MutationObserver", "ResizeObserver", "FileReader", "indexedDB", "customElements",
        "getComputedStyle", "matchMedia", "self", "Worker", "SharedWorker", "Notification", "addEventListener",
        "requestIdleCallback", "$", "jQuery", "DOMParser", "HTMLDivElement", "KeyboardEvent", "MouseEvent", "onmessage",
        "postMessage", "caches", "screen",
    }
)  # fmt: skip
TESTS: Final = frozenset({"describe", "it", "test", "expect", "jest", "beforeEach", "afterEach", "beforeAll", "vi"})


def given_by(stripped: Stripped, language: Language) -> frozenset[str]:
    """Names that a program declares outside of functions, or the tables that it makes, in lower case."""
    if language is Language.SQL:
        return frozenset(match["name"].rpartition(".")[2].lower() for match in _MADE.finditer(stripped.bare))
    names: set[str] = set()
    for match in _DECLARED.finditer(stripped.bare):
        before = stripped.bare[: match.start()]
        if before.count("{") > before.count("}") or (before and (before[-1].isalnum() or before[-1] in "_$.")):
            continue
        names |= {match["name"]} if match["name"] else set(re.findall(r"[\w$]+(?=\s*[,}\]])", match["several"]))
    return frozenset(names)


def table_missing(message: str) -> str | None:
    """The table that an error of SQLite says is not there."""
    match = _NO_TABLE.search(message)
    return match["name"].lower() if match else None
