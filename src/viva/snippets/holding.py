"""Claims held against what was seen: which of them are claims at all, which agree, and how leniently."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from viva.snippets.claims import Claim, How
from viva.snippets.comparing import agree, agree_on_error
from viva.snippets.model import Checked, Outdated, Rule, Verdict, Wrong
from viva.snippets.outcomes import Outcome, Seen
from viva.snippets.phrases import EXPLAINED

_ALIKE: Final = 70.0
"""From here on, in percent, a comment behind something printed is taken for what it should have printed."""
_STRICT: Final = frozenset({Rule.EXACT, Rule.SPACING, Rule.QUOTES})
_ORDER: Final = list(Rule)
_MOST_WINDOWS: Final = 400
_LONGEST: Final = 20_000
"""Characters of output that a verdict keeps."""

Agree = Callable[[str, Sequence[str]], Rule | None]
"""The strictest rule by which a claim is one of the texts that were seen."""


@dataclass(frozen=True, slots=True)
class Held:
    """One claim, and how it compares; `reached` tells whether its line was run at all."""

    claim: Claim
    rule: Rule | None
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Holding:
    """All claims of a snippet, compared."""

    held: tuple[Held, ...]

    @property
    def documented(self) -> str | None:
        return "\n".join(one.claim.text for one in self.held) if self.held else None

    @property
    def verdict(self) -> Verdict:
        compared = [one for one in self.held if one.reached]
        if any(one.rule is None for one in compared):
            return Verdict.MISMATCH
        if any(one.claim.how is How.ERROR for one in compared):
            return Verdict.RAISES_AS_DOCUMENTED
        return Verdict.MATCHES if compared else Verdict.RUNS

    @property
    def rule(self) -> Rule | None:
        """The most lenient rule that was needed; None if a claim does not hold, or there is none."""
        rules = [one.rule for one in self.held if one.reached]
        found = [rule for rule in rules if rule is not None]
        return max(found, key=_ORDER.index) if found and len(found) == len(rules) else None


def hold(claims: Sequence[Claim], outcome: Outcome, agree: Agree = agree) -> Holding:
    """Compare each claim with what was seen; one that may be mere words counts only if what was seen speaks for it."""
    lines: dict[int, list[Seen]] = {}
    for seen in outcome.seen:
        lines.setdefault(seen.line, []).append(seen)
    held: list[Held | None] = [_held(claim, lines.get(claim.line, []), outcome, agree) for claim in claims]
    spoken = {claim.prints for claim, one in zip(claims, held, strict=True) if one is not None and not claim.sure}
    rest = [
        Held(claim, None)
        for claim, one in zip(claims, held, strict=True)
        if one is None and claim.how is How.LINE and claim.prints and True in spoken and lines.get(claim.line)
    ]
    found = [one for one in held if one is not None] + rest
    return Holding(tuple(sorted(found, key=lambda one: one.claim.line or len(claims) + 10**6)))


def unheld(claims: Sequence[Claim]) -> Holding:
    """The claims of a snippet that was not run, those that are claims whatever it does."""
    return Holding(tuple(Held(claim, None, reached=False) for claim in claims if claim.sure))


def wrong_of(holding: Holding, outcome: Outcome) -> tuple[Wrong, ...]:
    """The claims that were reached and do not hold, with what was seen in their place."""
    return tuple(
        Wrong(one.claim.line, one.claim.text, _real(one.claim, outcome))
        for one in holding.held
        if one.reached and one.rule is None
    )


def _real(claim: Claim, outcome: Outcome) -> str | None:
    """What a claim should have said."""
    entry = next((entry for entry in outcome.entries if entry.line == claim.line), None)
    if entry is not None:
        return str(entry.fault) if entry.fault else entry.out.rstrip("\n")
    if claim.how is How.ERROR:
        fault = outcome.raised.get(claim.line)
        return None if fault is None else str(fault)
    if claim.how is not How.LINE:
        return None if outcome.calls else outcome.stdout.rstrip("\n")[:_LONGEST]
    seen = [one for one in outcome.seen if one.line == claim.line]
    printed = "".join(one.out for one in seen).rstrip("\n")
    values = [one.shown for one in seen if one.shown is not None and not one.is_none]
    return (printed if printed or claim.prints else ", ".join(values))[:_LONGEST] or None


def _held(claim: Claim, seen: Sequence[Seen], outcome: Outcome, agree: Agree) -> Held | None:
    if claim.how is How.ERROR:
        return held_error(claim, seen, outcome)
    if claim.how is How.LINE:
        return _held_line(claim, seen, agree, reached=bool(seen))
    if claim.how is How.BLOCK:
        return Held(claim, _rule_in_output(claim.text, outcome.stdout, agree), reached=_went_by(outcome))
    texts = [outcome.stdout, *filter(None, [outcome.console])]
    if outcome.calls:
        texts = [call.body for call in outcome.calls if call.method == "GET"]
    rule = agree(claim.text, texts)
    if rule is None and not claim.sure and not alike(claim.text, texts):
        return None
    return Held(claim, rule, reached=any(texts) and _went_by(outcome))


def _went_by(outcome: Outcome) -> bool:
    return outcome.ended_well


def held_error(claim: Claim, seen: Sequence[Seen], outcome: Outcome) -> Held | None:
    """How a claim that there is an error compares."""
    fault = outcome.raised.get(claim.line)
    if fault is None and outcome.fault is not None and outcome.fault.line == claim.line:
        fault = outcome.fault
    if fault is None:
        rule = agree(claim.text, [one.out.partition("\n")[0] for one in seen if one.out])
        if rule is not None:  # it was caught, and shown
            return Held(replace(claim, how=How.LINE), rule)
        return Held(claim, None, reached=bool(seen)) if claim.sure else None
    rule = agree_on_error(claim.text, fault.kinds, fault.message)
    return Held(claim, rule) if rule or claim.sure else None


def _held_line(claim: Claim, seen: Sequence[Seen], agree: Agree, *, reached: bool) -> Held | None:
    if not reached:
        return Held(claim, None, reached=False) if claim.sure else None
    printed = [text for text in _printed(seen) if text]
    values = [] if claim.prints else _values(seen)
    for text in _readings(claim.text):
        rule = agree(text, printed) or agree(text, values)
        if rule is None:
            continue
        if not claim.sure and not printed and rule not in _STRICT:
            continue
        return Held(replace(claim, text=text), rule)
    if claim.sure or (printed and alike(claim.text, printed)):
        return Held(claim, None)
    return None


def _readings(text: str) -> Iterator[str]:
    """A comment whole, and up to each place where an explanation may begin, the longest first."""
    yield text
    for match in reversed(list(EXPLAINED.finditer(text))):
        yield text[: match.start()]
    if text.endswith((".", ",")):
        yield text[:-1]


def _printed(seen: Sequence[Seen]) -> list[str]:
    outs = [one.out for one in seen]
    return ["".join(outs), outs[0], outs[-1]]


def _values(seen: Sequence[Seen]) -> list[str]:
    shown = [one.shown for one in seen if one.shown is not None]
    texts = [one.text for one in seen if one.text is not None]
    if not shown:
        return []
    return [", ".join(shown), shown[0], shown[-1], texts[0], texts[-1]]


def alike(claimed: str, seen: Sequence[str]) -> bool:
    """Whether a comment nearly is what was printed, and so was meant to be."""
    return any(text.strip() and fuzz.ratio(claimed, text.strip()) >= _ALIKE for text in seen)


def _rule_in_output(claimed: str, output: str, agree: Agree) -> Rule | None:
    """How a claim is the whole output, or some lines of it one after the other."""
    rule = agree(claimed, [output])
    if rule is not None:
        return rule
    lines, count = output.splitlines(), claimed.count("\n") + 1
    windows = ["\n".join(lines[at : at + count]) for at in range(min(len(lines) - count + 1, _MOST_WINDOWS))]
    return agree(claimed, windows)


def as_seen(checked: Checked, outcome: Outcome, holding: Holding, *outdated: Outdated) -> Checked:
    """A verdict with what was seen; `outdated` is what is known besides of APIs that are gone."""
    return replace(
        checked,
        documented=holding.documented,
        output=shown_by(outcome, holding),
        rule=holding.rule,
        wrong=wrong_of(holding, outcome),
        outdated=tuple(dict.fromkeys((*outcome.outdated, *outdated))),
        line=outcome.fault.line if outcome.fault else None,
        isolation=outcome.isolation.value,
        wall_ms=round(outcome.wall_ms, 1),
    )


def shown_by(outcome: Outcome, holding: Holding) -> str:
    """What it printed; where it printed nothing, the values behind its claims; and the error that ended it."""
    text = outcome.stdout.rstrip("\n")
    if not text and outcome.calls:
        text = "\n".join(
            f"{call.method} {call.path} {call.status}: {call.body}" for call in outcome.calls if call.status
        )
    if not text:
        lines = {one.claim.line for one in holding.held}
        values = [one.shown for one in outcome.seen if one.line in lines and one.shown and not one.is_none]
        text = "\n".join(values)
    faults = [*outcome.raised.values()] if not outcome.fault else [outcome.fault]
    shown = "\n".join(part for part in (text, *map(str, faults)) if part)
    return shown[:_LONGEST]
