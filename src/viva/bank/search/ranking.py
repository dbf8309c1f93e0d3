"""How a query is asked of the index: what must be there, and in which order what is found is shown.

Whole classes of matches come one after the other, told apart by what is where,
and inside a class the shorter text comes first. Both databases can tell this
from their index alone, so both show the same in the same order; what they
would compute themselves (bm25, ts_rank) differs between them, and costs more.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from viva.bank.search.expression import AllOf, AnyOf, Expression, Field, Pattern, Within
from viva.bank.search.query import Query, Word
from viva.bank.search.shadow import fold, words

Beginning = Callable[[str], Sequence[str]]
"""Gives the stems of known words that begin so, although their stems do not."""

_SPOKEN_PLUS: Final = re.compile(r"([^\W_])\+\Z")
_SHORTEST_BEGINNING: Final = 2
"""Letters by which a word is known to have begun: nearly every text has a word for a single one."""

_IN_PROMPT: Final = (Field.PROMPT,)
_IN_OPENING: Final = (Field.PROMPT, Field.OPENING)
_IN_TERMS: Final = (Field.PROMPT, Field.OPENING, Field.TERMS)

_AROUND: Final = """
    a an the is are was were be do does did what which how why when where who can could should would you your i we it
    its of to and in on at by as that this these those between explain describe
    и в во на с со о об из к у от за же ли бы а вы мы я ты что такое как какие какой какая какое каков какова чем
    зачем почему когда где кто это для между расскажите объясните
"""
DISPENSABLE: Final = frozenset(_AROUND.split())
"""Words around a subject: where there are others, an entry without them is found as well, only later."""


class Clause(NamedTuple):
    """One thing that must be there, in any of these spellings."""

    finished: tuple[Pattern, ...]
    """As it was typed."""
    unfinished: tuple[Pattern, ...]
    """What it may become when more letters follow."""
    dispensable: bool
    choice: bool
    """There are several words to choose from."""

    @property
    def exact(self) -> Expression:
        """As it was typed; what cannot be meant so, as it may become."""
        return _any(self.finished or self.unfinished)

    @property
    def any(self) -> Expression:
        """As it was typed, or any word that begins so; what is found by its beginning is not looked for twice."""
        patterns = dict.fromkeys((*self.finished, *self.unfinished))
        return _any([each for each in patterns if each.unfinished or each._replace(unfinished=True) not in patterns])


class Class(NamedTuple):
    """Matches of one kind; `short_prompt` says that those with the shorter prompt come first, not the shorter text."""

    expression: Expression
    short_prompt: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """A query as the index is asked for it."""

    everything: Expression | None
    """What every match has; None when the query has no word."""
    classes: tuple[Class, ...]
    """The best first; a match belongs to the first it is in, and all belong to the last."""
    unwanted: Expression | None
    terms: tuple[tuple[Pattern, ...], ...]
    """What is marked in what was found, all spellings of one thing together."""


def sought(query: Query, beginning: Beginning) -> Sought:
    """How a query is asked."""
    clauses = [clause for alternatives in query.wanted if (clause := _clause(alternatives, beginning))]
    unwanted = [pattern for word in query.unwanted for pattern in _patterns(word.text)]
    if not clauses:
        return Sought(None, (), _any(unwanted) if unwanted else None, ())
    needed = [clause for clause in clauses if not clause.dispensable] or clauses
    everything = _all(clause.any for clause in needed)
    return Sought(
        everything,
        tuple(_classes(clauses, needed, everything)),
        _any(unwanted) if unwanted else None,
        tuple((*clause.finished, *clause.unfinished) for clause in needed),
    )


def clause_of(word: Word, beginning: Beginning) -> Clause | None:
    """What is looked for because of one word; None when there is nothing in it that the index knows."""
    return _clause((word,), beginning)


def _classes(clauses: Sequence[Clause], needed: Sequence[Clause], everything: Expression) -> Iterable[Class]:
    in_prompt = [
        *_phrases(clauses),
        _all(clause.exact for clause in clauses),
        _all(clause.exact for clause in needed),
        everything,
    ]
    yield from (Class(Within(_IN_PROMPT, each), short_prompt=True) for each in dict.fromkeys(in_prompt))
    if len(needed) > 1:
        some = Within(_IN_PROMPT, _any(tuple(clause.any for clause in needed)))
        yield Class(AllOf((some, everything)), short_prompt=True)
    yield Class(Within(_IN_OPENING, everything), short_prompt=False)
    yield Class(Within(_IN_TERMS, everything), short_prompt=True)
    yield Class(everything, short_prompt=False)


def _phrases(clauses: Sequence[Clause]) -> Iterable[Expression]:
    """The whole query side by side, when it is more than one word and all are simply to be there."""
    if len(clauses) > 1 and all(clause.finished and not clause.choice for clause in clauses):
        stems = tuple(stem for clause in clauses for stem in clause.finished[0].stems)
        yield Pattern(stems)
        last = clauses[-1].unfinished
        if last:
            before = tuple(stem for clause in clauses[:-1] for stem in clause.finished[0].stems)
            yield Pattern((*before, *last[0].stems), unfinished=last[0].unfinished)


def _clause(alternatives: Sequence[Word], beginning: Beginning) -> Clause | None:
    finished = [pattern for word in alternatives if not _is_half_plus(word) for pattern in _patterns(word.text)]
    unfinished = [pattern for word in alternatives if word.unfinished for pattern in _beginnings(word, beginning)]
    if not finished and not unfinished:
        return None
    return Clause(
        tuple(dict.fromkeys(finished)),
        tuple(dict.fromkeys(unfinished)),
        dispensable=all(map(_is_dispensable, alternatives)),
        choice=len(alternatives) > 1,
    )


def _is_half_plus(word: Word) -> bool:
    """C+ on the way to C++."""
    return word.unfinished and _SPOKEN_PLUS.search(word.text) is not None


def _is_dispensable(word: Word) -> bool:
    return not word.quoted and all(part in DISPENSABLE for found in words(word.text) for part in found.form.words)


def _patterns(text: str) -> list[Pattern]:
    """The spellings of a piece: its words side by side, and where it is one name also its parts written together."""
    found = list(words(text))
    stems = tuple(stem for word in found for stem in word.form.stems)
    if not stems:
        return []
    patterns = [Pattern(stems)]
    if len(found) == 1 and found[0].form.whole:
        patterns.append(Pattern((found[0].form.whole,)))
    return patterns


def _beginnings(word: Word, beginning: Beginning) -> list[Pattern]:
    """What a piece may become: its last word goes on, or, where it is one name, the name does."""
    found = list(words(word.text))
    if not found:
        return []
    before = tuple(stem for each in found[:-1] for stem in each.form.stems)
    last = found[-1].form
    if found[-1].end < len(word.text):  # a mark behind the last word ends it, but for the first plus of C++
        plus = _SPOKEN_PLUS.search(word.text)
        return [Pattern((*before, fold(plus[1]) + "plus"), unfinished=True)] if plus else []
    parts = last.words[: len(last.stems)]
    before += last.stems[:-1]
    patterns = []
    if before or len(parts[-1]) >= _SHORTEST_BEGINNING:
        patterns.append(Pattern((*before, parts[-1]), unfinished=True))
        patterns += [Pattern((*before, each)) for each in beginning(parts[-1])]
    if len(last.words) > len(last.stems) and len(found) == 1:
        patterns.append(Pattern((last.words[-1],), unfinished=True))
    return patterns


def _all(parts: Iterable[Expression]) -> Expression:
    several = tuple(parts)
    return several[0] if len(several) == 1 else AllOf(several)


def _any(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
