"""What the subject of a question is called, in English and Russian: so that it is found by its terms in either."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from viva.notes.subject import keymaps
from viva.notes.subject.taxonomy import Meaning, taxonomy

_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_SHORTEST: Final = 2
_WRITTEN_IN_CYRILLIC: Final = frozenset({"ru", "uk", "be", "bg", "sr", "mk"})


@lru_cache(maxsize=64)  # an edited question is asked for as it was and as it is
def other_names(
    prompt: str,
    *,
    topics: tuple[str, ...] = (),
    tech: tuple[str, ...] = (),
    keywords: tuple[str, ...] = (),
    language: str,
) -> str:
    """The names of what a prompt asks about, of its topics, technologies and keywords, in the language it is not in.

    English for questions in Cyrillic and Russian for all others; of topics in
    both, since a prompt need not say its topic. A line for each name. Of a
    keyword only the first: it is not what the question is about.
    """
    cyrillic = language in _WRITTEN_IN_CYRILLIC or (language == "und" and bool(_CYRILLIC.search(prompt)))
    lines: dict[str, None] = {}
    for topic in topics:
        lines.update(dict.fromkeys(_names(topic, cyrillic=cyrillic)))
    for concept in dict.fromkeys([*_concepts(prompt), *topics, *tech]):
        lines.update(dict.fromkeys(_names(concept, cyrillic=not cyrillic)))
    for keyword in keywords:
        lines.update(dict.fromkeys(_of_keyword(keyword, cyrillic=not cyrillic)))
    return "\n".join(lines)


def _concepts(text: str) -> list[str]:
    known = taxonomy()
    return [
        term.name for found in known.terms(known.words(text)) for term in found.value if term.meaning <= Meaning.TOOL
    ]


@cache
def _of_keyword(keyword: str, *, cyrillic: bool) -> tuple[str, ...]:
    """There are few keywords, and every question has some."""
    return _in_script(keymaps.names(keyword), cyrillic=cyrillic)[:1]


@cache
def _names(concept: str, *, cyrillic: bool) -> tuple[str, ...]:
    return _in_script([name.lstrip("=") for name in taxonomy().names_of(concept)], cyrillic=cyrillic)


def _in_script(names: Iterable[str], *, cyrillic: bool) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for name in names if len(name) >= _SHORTEST and bool(_CYRILLIC.search(name)) is cyrillic)
    )
