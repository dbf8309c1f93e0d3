"""What each draft asks, with what its surroundings add: headings, technologies, the rest of its note."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from viva.notes.model import Draft, Kind
from viva.notes.relations.asks import Ask, Intent, asks
from viva.notes.subject.phrases import Found
from viva.notes.subject.taxonomy import Meaning, Term, taxonomy

_NOT_WORD: Final = re.compile(r"[\W_]+")
_MAIN_LANGUAGE: Final = 0.5
"""A note is about a programming language when at least this share of the drafts that name one names it."""

_PROMPT_READ: Final = 1000
_SHORT: Final = 8
"""A prompt of more words than this says itself what it speaks of."""

_heading_asks = lru_cache(4096)(asks)


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft as relations see it."""

    asks: tuple[Ask, ...]
    """Empty where the words alone do not say what is asked."""
    prompt: str
    """Normalised, with options and code of the prompt, to compare letter by letter."""
    answer: bytes
    """A fingerprint of the normalised answer; empty without one."""
    stands_alone: bool
    """The prompt names its subject and points at nothing around it."""
    goes_on: bool = False
    """The prompt speaks of the question before it ("and how does it scale?")."""
    points_away: bool = False
    """The prompt is about something ("the code below") that the draft does not hold."""


def subjects(drafts: Sequence[Draft]) -> list[Subject]:
    """The subjects of all drafts, in their order."""
    main = _main_languages(drafts)
    return [_subject(draft, main.get(draft.source, frozenset())) for draft in drafts]


def normalised(text: str) -> str:
    """Letters and digits in lower case, one space between words."""
    return _NOT_WORD.sub(" ", text).strip().lower()


def _subject(draft: Draft, main: frozenset[str]) -> Subject:
    prompt = normalised(draft.prompt)
    answer = _fingerprint(normalised(draft.answer))
    material = _material(draft)
    signals = _signals(draft.prompt)
    own = asks(draft.prompt)
    goes_on = "before" in signals or ("pronoun" in signals and not any(ask.subject for ask in own))
    if material or draft.kind is Kind.MCQ or "pointing" in signals or goes_on:
        points_away = "pointing" in signals and not draft.snippets
        whole = f"{prompt} {material}".strip()
        return Subject((), whole, answer, stands_alone=False, goes_on=goes_on, points_away=points_away)
    headings = [_heading_asks(heading) for heading in draft.section]
    is_bare = draft.kind is Kind.TOPIC
    found = _in_section(own, headings, is_bare=is_bare) if own or signals <= {Intent.INTRODUCE} else ()
    if is_bare and own and not signals:
        found = [*found, *_making(found)]
    languages = _languages(draft) or main
    placed = tuple(dict.fromkeys(_placed(ask, _frame(headings), languages) for ask in found))
    return Subject(placed, prompt, answer, stands_alone=bool(own))


def _fingerprint(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest() if text else b""


def _material(draft: Draft) -> str:
    """The options and the code that a prompt asks about: other material, other question."""
    code = [snippet.text for snippet in draft.snippets if snippet.span.last <= draft.prompt_span.last]
    options = sorted(option.text for option in draft.options)
    return normalised(" ".join((*code, *options)))


@lru_cache(1 << 15)
def _signals(prompt: str) -> frozenset[str]:
    """The names of the asking phrases in a prompt.

    A pronoun counts where it comes before anything it could stand for, and in
    a short prompt: "why is it slow?".
    """
    known = taxonomy()
    text = known.words(prompt[:_PROMPT_READ])
    found = known.terms(text)
    named = {term.name for match in found for term in match.value if term.meaning is Meaning.ASK}
    if "before" in named and not (found[0].first == 0 and _names(found[0].value, "before")):
        named.discard("before")
    if "pronoun" in named and (len(text) > _SHORT or not _pronoun_leads(found)):
        named.discard("pronoun")
    return frozenset(named)


def _pronoun_leads(found: Sequence[Found[tuple[Term, ...]]]) -> bool:
    """Whether only general words stand before the first pronoun."""
    at = 0
    for match in found:
        if match.first > at:
            return False
        if _names(match.value, "pronoun"):
            return True
        at = match.last
    return False


def _names(terms: Sequence[Term], ask: str) -> bool:
    return Term(Meaning.ASK, ask) in terms


def _in_section(own: Sequence[Ask], headings: Sequence[Sequence[Ask]], *, is_bare: bool) -> Sequence[Ask]:
    """The asks of a prompt as its headings make them to be understood.

    A prompt that names nothing ("Introduction") has the subject of its heading;
    a bare one below a comparison names an aspect of it ("Performance"); and in a joined
    prompt the subject of the whole section is not what is asked for.
    """
    nearest = next((found for found in reversed(headings) if found), ())
    if not own:
        return nearest
    if is_bare and nearest and nearest is headings[-1] and nearest[0].intent is Intent.COMPARE:
        whole, aspect = nearest[0], own[0]
        return [whole._replace(rest=whole.rest | aspect.rest | aspect.subject)]
    context = {name for found in headings for ask in found for name in ask.subject}
    return [ask for ask in own if not ask.subject or not ask.subject <= context] or own


def _making(found: Sequence[Ask]) -> list[Ask]:
    """A bare topic ("class") leaves open whether it asks what that is or how to make one."""
    if len(found) != 1 or found[0].intent is not Intent.INTRODUCE or found[0].rest or not found[0].subject:
        return []
    return [found[0]._replace(intent=Intent.HOW, rest=frozenset({"do:create"}))]


def _placed(ask: Ask, frame: frozenset[str], languages: frozenset[str]) -> Ask:
    """An ask with the frame and language of its surroundings where it names none itself."""
    outer = frame - ask.subject - taxonomy().implied(ask.subject)
    return ask._replace(frame=ask.frame or outer, languages=ask.languages or languages)


def _frame(headings: Sequence[Sequence[Ask]]) -> frozenset[str]:
    """The framework the nearest heading is about; a comparison of two is about neither."""
    techs = taxonomy().techs
    for found in reversed(headings):
        named = {name for ask in found for name in ask.frame | ask.subject if name in techs}
        frameworks = frozenset(name for name in named if techs[name].meaning is Meaning.FRAMEWORK)
        if frameworks:
            return frameworks if len(frameworks) == 1 else frozenset()
    return frozenset()


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
