"""The piece of a text that shows why a search found it."""

from collections.abc import Sequence

from viva.bank.index import Term
from viva.bank.model import Excerpt, Mark
from viva.bank.shadow import words

BEFORE = 40
"""Characters shown before the first match."""


def excerpt(text: str, terms: Sequence[Term], longest: int) -> Excerpt | None:
    """At most about `longest` characters around the first match, with all matches in it; None when nothing matches.

    Space is shown as single blanks: an excerpt is one line.
    """
    first = next((word.start for word in words(text) if _matches(word.stems, terms)), None)
    if first is None:
        return None
    return _marked(_cut(text, first, longest), terms)


def whole(text: str, terms: Sequence[Term]) -> Excerpt:
    """The whole text with all matches in it."""
    return _marked(text, terms)


def _cut(text: str, first: int, longest: int) -> str:
    start = max(0, first - BEFORE)
    if start:
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), first)
    piece = text[start : start + longest]
    end = "…" if start + longest < len(text) else ""
    if end and not text[start + longest].isspace():
        piece = piece.rpartition(" ")[0] or piece
    return ("…" if start else "") + " ".join(piece.split()) + end


def _marked(text: str, terms: Sequence[Term]) -> Excerpt:
    return Excerpt(text, tuple(Mark(word.start, word.end) for word in words(text) if _matches(word.stems, terms)))


def _matches(stems: Sequence[str], terms: Sequence[Term]) -> bool:
    return any(term.stem in stems or (term.prefix and _begins(stems, term.prefix)) for term in terms)


def _begins(stems: Sequence[str], prefix: str) -> bool:
    return any(stem.startswith(prefix) for stem in stems)
