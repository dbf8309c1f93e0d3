"""Sealing a scorecard: a hash over all it says, which still holds when its texts are erased.

In the sealed document each text is a hash of itself with a salt. Text and salt
are kept beside it; when a candidate is erased these go, and the document with
its seal stays as it was. Numbers are written as text, so that no database
writes them in another way.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from viva.interviews.conduct.model import Answered, Entry, Line
from viva.interviews.results.model import Leaning
from viva.interviews.templates.phrases import figure

FORM = 1

Texts = dict[str, Any]
"""By what they are, pairs of a salt and a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a scorecard says beside its entries."""

    interview: str
    seat: int
    part: str
    template: str
    revision: int
    number: int
    """1 for what was submitted, more for amendments."""
    sealed_at: datetime
    recommendation: Leaning
    computed: Leaning
    reason: str = ""
    """Why the recommendation departs from the gates; of an amendment: why it is made."""
    previous: str | None = None
    """The seal of what it amends."""


def document_of(card: Card, entries: Iterable[Entry], lines: Mapping[int, Line]) -> tuple[dict[str, Any], Texts]:
    """What is sealed, and the texts that belong to it."""
    texts: Texts = {}

    def hidden(name: str, text: str) -> str | None:
        if not text:
            return None
        salt = secrets.token_hex(16)
        texts[name] = [salt, text]
        return _hash(salt, text)

    said = [
        {
            "line": entry.line,
            "question": lines[entry.line].key,
            "revision": lines[entry.line].revision,
            "group": lines[entry.line].group.value,
            "weight": figure(lines[entry.line].weight),
            "state": entry.state.value,
            "rating": None if entry.rating is None else figure(entry.rating),
            "ticked": list(entry.ticked),
            "note": hidden(f"note {entry.line}", entry.note),
            "flag": hidden(f"flag {entry.line}", entry.flag),
            "reason": hidden(f"reason {entry.line}", entry.reason),
            "version": entry.version,
        }
        for entry in sorted(entries, key=lambda entry: entry.line)
    ]
    document = {
        "viva-scorecard": FORM,
        "interview": card.interview,
        "seat": card.seat,
        "part": card.part,
        "template": card.template,
        "template-revision": card.revision,
        "number": card.number,
        "sealed-at": card.sealed_at.isoformat(),
        "recommendation": card.recommendation.value,
        "computed": card.computed.value,
        "reason": hidden("reason", card.reason),
        "previous": card.previous,
        "entries": said,
    }
    return document, texts


def seal_of(document: Mapping[str, Any]) -> str:
    """The hash of a document: of its JSON with sorted names and without spaces."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def holds(document: Mapping[str, Any], texts: Mapping[str, Any], seal: str) -> bool:
    """Whether a scorecard is as it was sealed; texts that were erased are not missed."""
    if seal_of(document) != seal:
        return False
    hashes = {"reason": document["reason"]}
    for said in document["entries"]:
        hashes |= {f"{name} {said['line']}": said[name] for name in ("note", "flag", "reason")}
    return all(hashes.get(name) == _hash(salt, text) for name, (salt, text) in texts.items())


def entries_in(document: Mapping[str, Any], texts: Mapping[str, Any]) -> list[Entry]:
    """What a scorecard says of each question."""

    def text(name: str) -> str:
        return str(texts[name][1]) if name in texts else ""

    return [
        Entry(
            line=said["line"],
            version=said["version"],
            state=Answered(said["state"]),
            rating=None if said["rating"] is None else float(said["rating"]),
            note=text(f"note {said['line']}"),
            flag=text(f"flag {said['line']}"),
            ticked=tuple(said["ticked"]),
            reason=text(f"reason {said['line']}"),
        )
        for said in document["entries"]
    ]


def _hash(salt: str, text: str) -> str:
    return sha256((salt + text).encode("utf-8", "backslashreplace")).hexdigest()
