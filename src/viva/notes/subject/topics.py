"""Which topics and technologies a question belongs to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from viva.notes.subject.taxonomy import Meaning, Term, taxonomy

_PROMPT: Final = 8
_SECTION: Final = 3
_ANSWER: Final = 1
_MOST_FROM_ANSWER: Final = 6
_MOST_TOPICS: Final = 5
_ENOUGH: Final = 0.3
"""A topic is kept when it weighs this share of the weightiest."""
_ANSWER_READ: Final = 600
"""An answer names its subject early; what follows is detail."""

_TECHNICAL: Final = frozenset({Meaning.LANGUAGE, Meaning.FRAMEWORK, Meaning.TOOL})


def topics(prompt: str, answer: str = "", section: Sequence[str] = ()) -> tuple[str, ...]:
    """One to five topics, the most specific first; none where nothing is recognised.

    The prompt weighs most, then the headings above, then the beginning of the
    answer, which alone never decides against the prompt. A wider topic is left
    out when a narrower one of it is there.
    """
    weights = Counter(_weights(prompt, _PROMPT))
    for heading in section:
        weights.update(_weights(heading, _SECTION))
    from_answer = _weights(answer[:_ANSWER_READ], _ANSWER)
    weights.update({topic: min(weight, _MOST_FROM_ANSWER) for topic, weight in from_answer.items()})
    if not weights:
        return ()
    enough = _ENOUGH * max(weights.values())
    kept = {topic for topic, weight in weights.items() if weight >= enough}
    kept -= {wider for topic in kept for wider in taxonomy().above(topic)}
    ranked = sorted(kept, key=lambda topic: (-weights[topic], -len(taxonomy().above(topic)), topic))
    return tuple(ranked[:_MOST_TOPICS])


def _weights(text: str, weight: int) -> dict[str, int]:
    return {topic: weight * times for topic, times in _times(text).items()}


@lru_cache(256)
def _times(text: str) -> Counter[str]:
    """How often a text names each topic."""
    return Counter(topic for terms in _named(text) for topic in {_topic_of(term) for term in terms} if topic)


@lru_cache(256)
def _named(text: str) -> tuple[tuple[Term, ...], ...]:
    """What a text names; kept a while, because topics and technologies are told from the same texts."""
    known = taxonomy()
    return tuple(match.value for match in known.terms(known.words(text)))


def _topic_of(term: Term) -> str | None:
    if term.meaning is Meaning.CONCEPT:
        return taxonomy().topic_of[term.name]
    if term.meaning in _TECHNICAL:
        return taxonomy().techs[term.name].topic
    return None


def tech(
    prompt: str, answer: str = "", section: Sequence[str] = (), snippet_langs: Iterable[str] = ()
) -> tuple[str, ...]:
    """The technologies of a question: those of the prompt first, then of its headings, code and answer.

    A framework brings its language along. From an answer only what it names
    twice counts, and no second language beside one that the rest names.
    """
    named = [*_techs(prompt), *(name for heading in section for name in _techs(heading))]
    known = taxonomy()
    named += [known.fences[lang.lower()] for lang in snippet_langs if lang.lower() in known.fences]
    has_language = any(_language_of(name) for name in named)
    for name, times in Counter(_techs(answer[:_ANSWER_READ])).items():
        if times > 1 and not (has_language and _language_of(name)):
            named.append(name)
    found: dict[str, None] = {}
    for name in named:
        found.setdefault(name)
        language = known.techs[name].of
        if language:
            found.setdefault(language)
    return tuple(found)


def _techs(text: str) -> list[str]:
    return [term.name for terms in _named(text) for term in terms if term.meaning in _TECHNICAL]


def _language_of(name: str) -> str | None:
    """The programming language a technology is or belongs to."""
    known = taxonomy().techs[name]
    return name if known.meaning is Meaning.LANGUAGE else known.of
