"""What a prompt asks for: intent, subject and the circumstances, whatever language it is written in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from viva.notes.subject.phrases import Found
from viva.notes.subject.stems import Word, stem
from viva.notes.subject.taxonomy import Meaning, Term, broad, places, taxonomy


class Intent(StrEnum):
    """What is wanted of a subject; in this order the first one named counts."""

    COMPARE = "compare"
    EXPERIENCE = "experience"
    WHY = "why"
    WHEN = "when"
    WHETHER = "whether"
    PROS = "pros"
    PRACTICE = "practice"
    LIST = "list"
    INTRODUCE = "introduce"
    HOW = "how"


class Ask(NamedTuple):
    """One thing a prompt wants to know; equal asks want the same."""

    intent: Intent
    subject: frozenset[str]
    """Concepts and technologies; empty when the taxonomy knows none of the words."""
    rest: frozenset[str]
    """The other words that carry meaning: actions, general things, unknown stems."""
    frame: frozenset[str]
    """Frameworks the subject is seen in."""
    languages: frozenset[str]
    """Programming languages the prompt names."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left that could be compared."""
        return not self.subject and not self.rest


_SENTENCE_END: Final = re.compile(r"(?<=[^\W_][?!;…])\s+|(?<=[^\W_)]{2}[.])(?<!\bvs[.])\s+|(?<=\)[.?!])\s+|\?+")
_NEXT_QUESTION: Final = re.compile(
    r"(?:,\s*(?:and\s+|и\s+|а\s+|но\s+)?|\s+(?:and|и|а)\s+)"
    r"(?=(?:when|how|what|why|where|which|who|whether|почему|как|когда|зачем|что|чем|в\s+чем|в\s+чём|какой|какая|какие|каким|можно|где)\b)",
    re.IGNORECASE,
)
_AFTERTHOUGHT: Final = re.compile(
    r"(?:,\s*|\s+)(?:especially|particularly|including|such\s+as|like(?=\s)|e\.g\.|i\.e\.|for\s+example|for\s+instance"
    r"|например|в\s+том\s+числе|включая|особенно|типа)\b.*"
    r"|(?:,\s*|\s+)(?:and|и)\s+(?:its|their|his|his|его|её|ее|их)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_PARENTHESIS: Final = re.compile(r"\s*(?<![A-Za-z0-9_])\(([^()]*)\)|\s*\[([^\[\]]*)\]")
_ABBREVIATION: Final = re.compile(r"[A-ZА-Я][A-ZА-Яa-z0-9]{1,7}\Z")
_GLOSS: Final = re.compile(r":\s+|:\Z|\s+[-–—]{1,2}\s+")
_SEPARATOR: Final = re.compile(r"[,/&+|]")
_JOINING: Final = frozenset({"and", "и", "&"})
_CHOOSING: Final = frozenset({"or", "или"})
_PLACING: Final = frozenset({"in", "of", "for", "inside", "within", "в", "во", "на", "для", "у"})
_ASKING_VERBS: Final = frozenset({
    "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "must", "may", "has",
    "have", "isn't", "aren't", "don't", "doesn't",
})  # fmt: skip
_WHICH: Final = "what"
_WHETHER_PARTICLE: Final = "ли"
_PARTICLE_WITHIN: Final = 4
_PROMPT_READ: Final = 1000
_MOST_SENTENCES: Final = 3
_MOST_JOINED: Final = 4
_COMPARED: Final = 2
_LONG_ASIDE: Final = 4
_LONG_STATEMENT: Final = 5
_USING: Final = "using"
_INTENTS: Final = {**{intent.value: intent for intent in Intent}, "works": Intent.INTRODUCE}


def asks(prompt: str) -> tuple[Ask, ...]:
    """The asks of a prompt, the main one first.

    A joined prompt ("decorators and generators") gives one ask for each of its
    subjects and one for all together. What stands in brackets, after a colon
    or after "for example" explains the subject and is not asked for.
    """
    prompt = " ".join(prompt.split())[:_PROMPT_READ]
    asides = [" ".join(filter(None, match.groups())) for match in _PARENTHESIS.finditer(prompt)]
    sentences = [part for part in _SENTENCE_END.split(_PARENTHESIS.sub(" ", prompt)) if part.strip()] or asides
    first, *later = _asking(sentences) or [""]
    found = dict.fromkeys(_sentence_asks(first))
    # "Why do we care about it?" goes on about the first sentence.
    found.update(dict.fromkeys(ask for sentence in later for ask in _sentence_asks(sentence) if ask.subject))
    found.update(dict.fromkeys(_said_again(asides, next(iter(found), None))))
    return tuple(ask for ask in found if not ask.is_empty)


def _asking(sentences: Sequence[str]) -> list[str]:
    """The sentences that ask: the first, unless it only tells what the next one asks about, and those that say so."""
    if len(sentences) < 2:
        return list(sentences)
    judged = [(sentence, _Parts(sentence).intents) for sentence in sentences[:_MOST_SENTENCES]]
    if judged[0][1] == {Intent.WHETHER}:
        # "True or false?" and the statement it is about are one question.
        return [" ".join(sentences[:_MOST_SENTENCES])]
    asking = [sentence for sentence, intents in judged[1:] if intents]
    tells = asking and not judged[0][1] and len(judged[0][0].split()) >= _LONG_STATEMENT
    return asking if tells else [*sentences[:1], *asking]


def _said_again(asides: Sequence[str], main: Ask | None) -> Iterator[Ask]:
    """The subject once more, in brackets: a whole phrase stands alone, an abbreviation only for the main subject."""
    for aside in asides:
        is_phrase = "," not in aside and len(aside.split()) >= _LONG_ASIDE
        is_abbreviation = _ABBREVIATION.match(aside) is not None
        for ask in _sentence_asks(aside) if is_phrase or is_abbreviation else ():
            if is_abbreviation and main and main.intent is not Intent.COMPARE:
                yield ask._replace(intent=main.intent, rest=main.rest, frame=main.frame, languages=main.languages)
            elif is_phrase and ask.subject - broad():
                yield ask


def _sentence_asks(sentence: str) -> list[Ask]:
    clauses = [part for part in _NEXT_QUESTION.split(_AFTERTHOUGHT.sub("", sentence)) if part.strip()]
    for clause in clauses:
        found = _clause_asks(_without_gloss(clause))
        if any(not ask.is_empty for ask in found):
            return found
    return []


def _without_gloss(clause: str) -> str:
    """The head of "head: explanation", unless the head says nothing or the tail compares what it lists."""
    head, *tail = _GLOSS.split(clause, maxsplit=1)
    if not tail or not head.strip():
        return clause
    before, after = _Parts(head), _Parts(tail[0])
    if not any(group.concepts for group in before.groups) or Intent.COMPARE in after.intents:
        return f"{head} {tail[0]}"
    return head


@dataclass(slots=True)
class _Group:
    """The words between two conjunctions."""

    concepts: set[str] = field(default_factory=set)
    frameworks: set[str] = field(default_factory=set)
    rest: set[str] = field(default_factory=set)


class _Parts:
    """A clause taken apart into what is wanted and the things it is wanted of."""

    def __init__(self, clause: str) -> None:
        self.intents: set[Intent] = set()
        self.languages: set[str] = set()
        self.groups = [_Group()]
        self.starts_with_action = False
        self.offers_choice = False
        self._names_tools = False
        text = taxonomy().words(clause)
        at = 0
        for word_or_phrase in _runs(text, taxonomy().terms(text)):
            first, last, terms = word_or_phrase
            if _separated(clause, text, first):
                self.groups.append(_Group())
            if terms:
                self._take(terms, is_first=at == 0, is_place=_placed(text, first))
            elif not _joins(text[first]):
                self._take_unknown(text[first])
            at = last
        self.offers_choice = any(word.surface.lower() in _CHOOSING for word in text)
        if not self.intents and text:
            self.intents |= _opening_intent(text)
        self.groups = [group for group in self.groups if group.concepts or group.frameworks or group.rest]

    def _take(self, terms: Sequence[Term], *, is_first: bool, is_place: bool) -> None:
        meaning, name = terms[0]
        group = self.groups[-1]
        if name == _USING:
            self._names_tools = any(group.concepts for group in self.groups)
        elif self._names_tools and meaning is not Meaning.FRAMEWORK:
            return
        elif is_place and name in places() and any(group.concepts for group in self.groups):
            group.rest.add(f"in:{name}")
        elif meaning in {Meaning.CONCEPT, Meaning.TOOL}:
            group.concepts.add(name)
        elif meaning is Meaning.FRAMEWORK:
            group.frameworks.add(name)
        elif meaning is Meaning.LANGUAGE:
            self.languages.add(name)
        elif meaning is Meaning.ASK and name in _INTENTS:
            self.intents.add(_INTENTS[name])
        elif meaning is Meaning.ACTION:
            self.starts_with_action |= is_first
            group.rest.add(f"do:{name}")
        elif meaning is Meaning.THING:
            group.rest.add(f"of:{name}")

    def _take_unknown(self, word: Word) -> None:
        if self._names_tools:
            return
        if len(word.surface) > 1 or word.surface.isdigit() or not word.surface.isascii():
            self.groups[-1].rest.add(stem(word.surface))

    @property
    def intent(self) -> Intent:
        named = next((intent for intent in Intent if intent in self.intents), Intent.INTRODUCE)
        if named is Intent.HOW and not any(group.rest for group in self.groups):
            # The action is the subject itself: "how do you mock" wants mocking introduced.
            return Intent.INTRODUCE
        if not self.intents and self.starts_with_action:
            return Intent.HOW
        return named


def _runs(
    text: Sequence[Word], found: Sequence[Found[tuple[Term, ...]]]
) -> Iterator[tuple[int, int, tuple[Term, ...]]]:
    """The phrases of a text and, one by one, the words between them."""
    at = 0
    for first, last, terms in found:
        yield from ((between, between + 1, ()) for between in range(at, first))
        yield first, last, terms
        at = last
    yield from ((between, between + 1, ()) for between in range(at, len(text)))


def _joins(word: Word) -> bool:
    return word.surface.lower() in _JOINING


def _placed(text: Sequence[Word], at: int) -> bool:
    """Whether a preposition stands before a word, or before the article in between."""
    return any(word.surface.lower() in _PLACING for word in text[max(0, at - 2) : at])


def _opening_intent(text: Sequence[Word]) -> set[Intent]:
    """What a prompt without a known asking phrase wants, by the way it begins."""
    opening = [word.surface.lower() for word in text[:_PARTICLE_WITHIN]]
    if opening[0] in _ASKING_VERBS or _WHETHER_PARTICLE in opening:
        return {Intent.WHETHER}
    return {Intent.LIST} if opening[0] == _WHICH and len(text) > 1 else set()


def _separated(clause: str, text: Sequence[Word], at: int) -> bool:
    """Whether a conjunction or a comma stands before a word."""
    if at == 0:
        return False
    between = clause[text[at - 1].end : text[at].start]
    return bool(_SEPARATOR.search(between)) or _joins(text[at - 1])


def _clause_asks(clause: str) -> list[Ask]:
    parts = _Parts(clause)
    groups = _merged(parts.groups)
    frameworks = {name for group in groups for name in group.frameworks}
    whole = _ask(parts, groups, frameworks)
    joined = len(groups) > 1 and all(group.concepts for group in groups) and not parts.offers_choice
    if not joined or parts.intent is not Intent.INTRODUCE or len(groups) > _MOST_JOINED:
        return [whole]
    together = whole._replace(intent=Intent.COMPARE) if len(whole.subject) > 1 else whole
    return [*(_ask(parts, [group], frameworks) for group in groups), together]


def _merged(groups: Sequence[_Group]) -> list[_Group]:
    """Groups without a concept of their own belong to the one before, or else to the one after."""
    merged: list[_Group] = []
    for group in groups:
        if merged and not (group.concepts and merged[-1].concepts):
            merged[-1].concepts |= group.concepts
            merged[-1].frameworks |= group.frameworks
            merged[-1].rest |= group.rest
        else:
            merged.append(group)
    return merged


def _ask(parts: _Parts, groups: Sequence[_Group], frameworks: set[str]) -> Ask:
    subject = {name for group in groups for name in group.concepts}
    rest = {word for group in groups for word in group.rest}
    frame = set(frameworks)
    intent = parts.intent
    compares = intent is Intent.COMPARE
    if (compares and len(subject - broad()) < _COMPARED) or not (subject or any(":" not in word for word in rest)):
        subject |= frame
        frame = set()
    languages = frozenset(parts.languages)
    if (compares and len(languages) > 1) or not (subject or any(":" not in word for word in rest)):
        subject |= languages
        languages = frozenset()
    frame -= taxonomy().implied(subject)
    if not compares and len(groups) == 1:
        subject -= taxonomy().wider(subject)
    if intent in {Intent.COMPARE, Intent.LIST} and len(subject) == 1 and subject <= taxonomy().compounds:
        intent = Intent.INTRODUCE
    return Ask(intent, frozenset(subject), frozenset(rest), frozenset(frame), languages)
