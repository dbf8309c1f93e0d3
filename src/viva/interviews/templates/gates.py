"""Gates: what must hold for a level to be reached, in words that a person can read and a program can check.

    every Must at tier Must or deeper
    two thirds of Should in topic concurrency at tier Should or deeper
    no section under 1.5
    a mean of at least 2.5 in section "Databases"
    no red flag

A gate that names no tier asks for the tier Must: the answer was more than Missed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from viva.bank.groups import group_title
from viva.interviews.templates.phrases import Phrase, between, figure, quoted, share_words
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group


@dataclass(frozen=True, slots=True)
class Scope:
    """Which questions a gate looks at; all, where neither is named."""

    section: str | None = None
    topic: str | None = None

    def __str__(self) -> str:
        if self.section is not None:
            return f" in section {quoted(self.section)}"
        return f" in topic {quoted(self.topic)}" if self.topic is not None else ""


ANYWHERE = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """So many of the questions of a group (None: of all) are at a tier or deeper."""

    share: Fraction = Fraction(1)
    group: Group | None = Group.MUST
    tier: Group = Group.MUST
    scope: Scope = ANYWHERE

    def __str__(self) -> str:
        group = self.group.capitalize() if self.group else None
        whom = f"every {group or 'question'}" if self.share == 1 else f"{share_words(self.share)} of {group or 'all'}"
        return f"{whom}{self.scope} at tier {self.tier.capitalize()} or deeper"


class Part(StrEnum):
    """By what questions are put together for a floor."""

    SECTION = "section"
    TOPIC = "topic"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Floor:
    """No section, topic or group has a mean under a value."""

    part: Part
    least: float

    def __str__(self) -> str:
        return f"no {self.part} under {figure(self.least)}"


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean is at least a value."""

    least: float
    scope: Scope = ANYWHERE

    def __str__(self) -> str:
        return f"a mean of at least {figure(self.least)}{self.scope}"


@dataclass(frozen=True, slots=True)
class NoFlag:
    """Nobody raised a red flag."""

    def __str__(self) -> str:
        return "no red flag"


Gate = Reach | Floor | Mean | NoFlag


def usual_gates(groups: Collection[Group]) -> tuple[Gate, ...]:
    """What has to hold where nobody has said so yet, about the groups that are asked."""
    every_must, most_of_should = Reach(group=Group.MUST), Reach(share=Fraction(2, 3), group=Group.SHOULD)
    return (*(gate for gate in (every_must, most_of_should) if gate.group in groups), NoFlag())


def gate_of(text: str) -> Gate:
    """Read a gate; InvalidInput says what is not understood."""
    try:
        return _read(Phrase(text))
    except InvalidInput as trouble:
        raise InvalidInput(_("The gate “{gate}”: {trouble}.").format(gate=text, trouble=trouble)) from trouble


def _read(phrase: Phrase) -> Gate:
    gate = _begun(phrase)
    phrase.end()
    return gate


def _begun(phrase: Phrase) -> Gate:
    if phrase.take("no red flag") or phrase.take("no red flags"):
        return NoFlag()
    if phrase.take("no"):
        part = next((part for part in Part if phrase.take(part)), None)
        if part is None:
            raise phrase.unfit(_("“section”, “topic”, “group” or “red flag”"))
        phrase.expect("under")
        return Floor(part, phrase.number())
    if phrase.take("a mean of at least") or phrase.take("mean of at least"):
        least = phrase.number()
        return Mean(least, _scope(phrase))
    if phrase.take("every") or phrase.take("all"):
        return _reach(phrase, Fraction(1), _whom(phrase))
    share = phrase.share()
    if share is None:
        raise phrase.unfit(_("“every”, a share such as “two thirds of”, “no”, or “a mean of at least”"))
    if phrase.take("of all"):
        phrase.take("questions")
        return _reach(phrase, share, None)
    phrase.expect("of")
    return _reach(phrase, share, _whom(phrase))


def _whom(phrase: Phrase) -> Group | None:
    whole = phrase.take("question") or phrase.take("questions")
    return None if whole and not phrase.at_group else phrase.group()


def _reach(phrase: Phrase, share: Fraction, group: Group | None) -> Reach:
    scope = _scope(phrase)
    phrase.take("reached")
    tier = Group.MUST
    if phrase.take("at tier") or phrase.take("at"):
        tier = phrase.group()
        phrase.take("or deeper")
    if scope == ANYWHERE:
        scope = _scope(phrase)
    return Reach(share=share, group=group, tier=tier, scope=scope)


def _scope(phrase: Phrase) -> Scope:
    if phrase.take("in section"):
        return Scope(section=phrase.word(_("the title of a section")))
    if phrase.take("in topic"):
        return Scope(topic=phrase.word(_("a topic")))
    return ANYWHERE


def in_words(gate: Gate) -> str:
    """A gate in the language that is spoken, which `gate_of` reads, too; `str(gate)` is what is written in files."""
    match gate:
        case NoFlag():
            return _("no red flag")
        case Floor(part, least):
            return {
                Part.SECTION: _("no section under {least}"),
                Part.TOPIC: _("no topic under {least}"),
                Part.GROUP: _("no group under {least}"),
            }[part].format(least=figure(least))
        case Mean(least, scope):
            return _("a mean of at least {least}").format(least=figure(least)) + where(scope)
        case Reach(share=share, group=group, tier=tier, scope=scope):
            values = {"group": group_title(group) if group else "", "tier": group_title(tier), "share": _share(share)}
            if group is None:
                whom = _("every question") if share == 1 else _("{share} of all questions")
            else:
                whom = _("every {group}") if share == 1 else _("{share} of {group}")
            return whom.format(**values) + where(scope) + _(" at tier {tier} or deeper").format(**values)


def _share(share: Fraction) -> str:
    words = {
        "half": _("half"),
        "one third": _("one third"),
        "two thirds": _("two thirds"),
        "one quarter": _("one quarter"),
        "three quarters": _("three quarters"),
    }
    written = share_words(share)
    return words.get(written, written)


def where(scope: Scope) -> str:
    """Where a gate looks, as the end of a clause; empty: at all questions."""
    if scope.section is not None:
        return _(" in section “{section}”").format(section=between(scope.section))
    return _(" in topic {topic}").format(topic=quoted(scope.topic)) if scope.topic is not None else ""
