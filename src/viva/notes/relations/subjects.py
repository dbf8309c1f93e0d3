"""What each draft asks, with what its surroundings add: headings, technologies, the rest of its note."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from viva.notes.model import Draft
from viva.notes.relations.asks import Ask, asks, heading_asks
from viva.notes.stems import words
from viva.notes.taxonomy import Meaning, taxonomy

_NOT_WORD: Final = re.compile(r"[\W_]+")
_MAIN_LANGUAGE: Final = 0.5
"""A note is about a programming language when at least this share of the drafts that name one names it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft as relations see it."""

    asks: tuple[Ask, ...]
    prompt: str
    """Normalised, for comparing letter by letter."""
    answer: str
    from_section: bool
    """The prompt names nothing ("Introduction"); the heading above does."""


def subjects(drafts: Sequence[Draft]) -> list[Subject]:
    """The subjects of all drafts, in their order."""
    main = _main_languages(drafts)
    return [_subject(draft, main.get(draft.source, frozenset())) for draft in drafts]


def _subject(draft: Draft, main: frozenset[str]) -> Subject:
    own = asks(draft.prompt)
    found = own or (_section_asks(draft.section) if draft.section else ())
    frame = _frame(draft.section)
    languages = _languages(draft) or main
    context = {name for heading in draft.section for ask in heading_asks(heading) for name in ask.subject}
    found = tuple(ask for ask in found if not ask.subject or not ask.subject <= context) or found
    placed = tuple(dict.fromkeys(_placed(ask, frame, languages) for ask in found))
    return Subject(placed, normalised(draft.prompt), normalised(draft.answer), from_section=not own)


def _section_asks(section: Sequence[str]) -> tuple[Ask, ...]:
    return next((found for heading in reversed(section) if (found := heading_asks(heading))), ())


def _placed(ask: Ask, frame: frozenset[str], languages: frozenset[str]) -> Ask:
    """An ask with the frame and language of its surroundings where it names none itself."""
    outer = frame - ask.subject - _implied(ask.subject)
    return ask._replace(frame=ask.frame or outer, languages=ask.languages or languages)


def _implied(subject: frozenset[str]) -> frozenset[str]:
    known = taxonomy()
    topics = {known.topic_of[name] for name in subject if name in known.topic_of}
    return frozenset(wider for topic in topics for wider in (topic, *known.above(topic)))


def _frame(section: Sequence[str]) -> frozenset[str]:
    """The framework of the headings above; two different ones ("FastAPI vs Flask") are none."""
    for heading in reversed(section):
        named = _named(heading, Meaning.FRAMEWORK)
        if named:
            return named if len(named) == 1 else frozenset()
    return frozenset()


def _named(text: str, meaning: Meaning) -> frozenset[str]:
    found = taxonomy().terms(words(text))
    return frozenset(term.name for match in found for term in match.value if term.meaning is meaning)


def _languages(draft: Draft) -> frozenset[str]:
    techs = taxonomy().techs
    return frozenset(name for name in draft.tech if name in techs and techs[name].meaning is Meaning.LANGUAGE)


def _main_languages(drafts: Sequence[Draft]) -> dict[str, frozenset[str]]:
    """The programming language each note is mostly about."""
    named: dict[str, Counter[str]] = {}
    for draft in drafts:
        named.setdefault(draft.source, Counter()).update(_languages(draft))
    main = {}
    for source, counts in named.items():
        enough = _MAIN_LANGUAGE * counts.total()
        main[source] = frozenset(name for name, times in counts.items() if times >= enough)
    return main


def normalised(text: str) -> str:
    """Letters and digits in lower case, one space between words."""
    return _NOT_WORD.sub(" ", text).strip().lower()
