"""The small language in which rules say what a statement means; it becomes regular expressions.

    gil|$gil ... ( only|just ) one thread*

- `word` is that word, `word*` any word that begins so, `a|b` either, `two_words` both in a row.
- `( one two | three )` is one of several sequences, `x?` and `( … )?` may be missing.
- `..` is up to three words in between, `...` up to seven, neither of them a denial or the
  beginning of another clause; `....` is up to twelve words of any kind.
- `$name` is a concept: all that something is called in both languages.

Words are compared in lower case, without marks, and with one spelling of ё; whatever is no
letter or digit separates them. A pattern never reaches beyond its sentence.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

_PIECE: Final = re.compile(r"/(?:[^/\\]|\\.)+/|\)\?|[()]|[^\s()]+")
_BETWEEN: Final = r"[^\w;]{1,12}"
_WORD: Final = r"\w{1,40}"
_TURN: Final = (
    "not|no|never|cannot|nor|without|isn|aren|wasn|weren|doesn|don|didn|won|wouldn|couldn|shouldn|can(?=')|hardly|rather|instead"
    "|unlike|but|while|whereas|however|although|unless|except|only(?=\\W+if)|than"
    "|не|ни|нет|никогда|нельзя|без|вовсе|отнюдь|вместо|а|но|однако|тогда|хотя|кроме|чем"
)
"""Words that deny what follows, or begin to speak of something else."""
_GAPS: Final = {
    "..": rf"(?:{_BETWEEN}(?!(?:{_TURN})\b){_WORD}){{0,3}}?",
    "...": rf"(?:{_BETWEEN}(?!(?:{_TURN})\b){_WORD}){{0,7}}?",
    "....": rf"(?:{_BETWEEN}{_WORD}){{0,12}}?",
}
_BEGINNING: Final = 3  # letters
_WORDS: Final = re.compile(r"\w+")
_BEGINS: Final = r"(?<!\w)"
_ENDS: Final = r"(?!\w)"


def compiled(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """One expression for any of several patterns."""
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{expression(pattern)})" for pattern in patterns))


def expression(pattern: str) -> str:
    """The regular expression of a pattern; ValueError tells what is wrong with it."""
    pieces = _pieces(pattern)
    made = _sequences(pieces, pattern)
    if pieces:
        raise ValueError(f"a bracket too many in {pattern!r}")
    return f"{_BEGINS}(?:{made}){_ENDS}"


def _pieces(pattern: str) -> list[str]:
    """The parts of a pattern in reverse, so that the next one can be popped."""
    return [match[0] for match in _PIECE.finditer(pattern)][::-1]


def _sequences(pieces: list[str], pattern: str) -> str:
    """Sequences with bars between them, up to a closing bracket or the end."""
    choices: list[str] = []
    while True:
        choices.append(_sequence(pieces, pattern))
        if not pieces or pieces[-1] != "|":
            return "|".join(choices)
        pieces.pop()


def _sequence(pieces: list[str], pattern: str) -> str:
    parts: list[tuple[str, bool]] = []  # the expression of a word, and whether it may be missing
    gaps: list[str] = [""]  # what may stand before each
    while pieces and pieces[-1] not in {")", ")?", "|"}:
        piece = pieces.pop()
        if piece in _GAPS:
            gaps[-1] = _GAPS[piece]
            continue
        parts.append(_element(piece, pieces, pattern))
        gaps.append("")
    while len(parts) > 1 and parts[0][1]:  # what may be missing in front finds nothing more
        parts, gaps = parts[1:], gaps[1:]
    if not parts:
        raise ValueError(f"nothing to look for in a part of {pattern!r}")
    return _joined(parts, gaps)


def _joined(parts: Sequence[tuple[str, bool]], gaps: Sequence[str]) -> str:
    made = ""
    for number, (part, optional) in enumerate(parts):
        lead = f"{gaps[number]}{_BETWEEN}" if number else ""
        made += f"(?:{lead}(?:{part}))?" if optional and number else f"{lead}(?:{part})"
    return made


def _element(piece: str, pieces: list[str], pattern: str) -> tuple[str, bool]:
    if piece == "(":
        inner = _sequences(pieces, pattern)
        if not pieces:
            raise ValueError(f"a bracket is not closed in {pattern!r}")
        return f"(?:{inner})", pieces.pop() == ")?"
    if piece[0] == piece[-1] == "/":
        return f"(?:{piece[1:-1]})", False
    optional = piece.endswith("?")
    return "|".join(map(_word, piece.removesuffix("?").split("|"))), optional


def _word(piece: str) -> str:
    return _BETWEEN.join(_part(part, piece) for part in piece.split("_"))


def _part(part: str, piece: str) -> str:
    if part.startswith("$"):
        return f"(?:{concept(part[1:])})"
    stem, star, rest = part.partition("*")
    if rest or not stem or not all(char.isalnum() for char in stem):
        raise ValueError(f"{piece!r} is no word of a pattern")
    return re.escape(stem) + (r"\w{0,30}" if star else _ENDS)


def beginnings(pattern: str) -> frozenset[str] | None:
    """How words begin of which each match has at least one; None where that cannot be told.

    So most patterns need not be tried on most sentences: see `words_begin`.
    """
    return _some_beginnings(_pieces(pattern))


def words_begin(plain: str) -> set[str]:
    """How the words of a sentence begin, as `beginnings` has it."""
    return {word[:_BEGINNING] for word in _WORDS.findall(plain)}


def _some_beginnings(pieces: list[str]) -> frozenset[str] | None:
    """Those of several sequences: each of them must have some."""
    found: set[str] = set()
    is_known = True
    while True:
        one = _sure_beginnings(pieces)
        is_known = is_known and one is not None
        found |= one or frozenset()
        if not pieces or pieces[-1] != "|":
            return frozenset(found) if is_known else None
        pieces.pop()


def _sure_beginnings(pieces: list[str]) -> frozenset[str] | None:
    """Those of the most telling part of a sequence that cannot be missing."""
    best: frozenset[str] | None = None
    while pieces and pieces[-1] not in {")", ")?", "|"}:
        piece = pieces.pop()
        if piece == "(":
            found = _some_beginnings(pieces)
            may_be_missing = pieces.pop() == ")?"
        elif piece in _GAPS or piece[0] == piece[-1] == "/":
            continue
        else:
            may_be_missing = piece.endswith("?")
            found = _of_words(piece.removesuffix("?").split("|"))
        if not may_be_missing and found is not None and (best is None or _telling(found) > _telling(best)):
            best = found
    return best


def _of_words(words: Sequence[str]) -> frozenset[str] | None:
    found: set[str] = set()
    for word in words:
        part = max(word.split("_"), key=len)
        if part.startswith("$"):
            inner = [beginnings(name) for name in _concepts()[part[1:]]]
            if None in inner:
                return None
            found.update(*(one for one in inner if one))
        elif part.endswith("*") and len(part) <= _BEGINNING:
            return None
        else:
            found.add(part.removesuffix("*")[:_BEGINNING])
    return frozenset(found)


def _telling(found: frozenset[str]) -> tuple[int, int]:
    return min(map(len, found)), -len(found)


@cache
def concept(name: str) -> str:
    """The expression of all that a concept is called."""
    names = _concepts().get(name)
    if names is None:
        raise ValueError(f"there is no concept {name!r}")
    return "|".join(f"(?:{_sequences(pieces, each)})" for each in names if (pieces := _pieces(each)))


@cache
def _concepts() -> Mapping[str, list[str]]:
    text = files("viva.checks.facts").joinpath("concepts.toml").read_text(encoding="utf-8")
    return {name: list(names) for name, names in tomllib.loads(text).items()}


def concept_names() -> Iterator[str]:
    """All concepts there are."""
    yield from _concepts()
