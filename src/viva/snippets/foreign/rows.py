"""Claims about rows held against what the statements of SQL gave."""

from collections.abc import Sequence

from viva.snippets.claims import Claim, How
from viva.snippets.foreign.comparing import agree_on_rows
from viva.snippets.holding import Held, Holding, alike, held_error
from viva.snippets.model import Rule
from viva.snippets.outcomes import Outcome, Seen


def hold_rows(claims: Sequence[Claim], outcome: Outcome, *, ordered: bool) -> Holding:
    """Compare each claim with the rows of its statement; without `ORDER BY` rows come in any order."""
    held = [_held(claim, outcome, ordered=ordered) for claim in claims]
    return Holding(tuple(one for one in held if one is not None))


def _held(claim: Claim, outcome: Outcome, *, ordered: bool) -> Held | None:
    of_line = [seen for seen in outcome.seen if seen.line == claim.line]
    if claim.how is How.ERROR:
        return held_error(claim, of_line, outcome)
    reached = bool(of_line) if claim.line else outcome.ended_well
    if not reached:
        return Held(claim, None, reached=False) if claim.sure else None
    rule = _rule(claim, of_line or outcome.seen, outcome, ordered=ordered)
    if rule is None and not claim.sure and not alike(claim.text, [seen.out for seen in of_line] or [outcome.stdout]):
        return None
    return Held(claim, rule)


def _rule(claim: Claim, seen: Sequence[Seen], outcome: Outcome, *, ordered: bool) -> Rule | None:
    """How a claim is what a statement gave; below a program, what all of them gave one after the other, or the last."""
    tries = [(one.out.rstrip("\n"), one.shown or "") for one in seen[-1:]]
    if not claim.line:
        parts = [f"{one.shown}\n{one.out}" for one in seen]
        tries = [(outcome.stdout.rstrip("\n"), ""), ("".join(parts).rstrip("\n"), ""), *tries]
    for rows, head in tries:
        rule = agree_on_rows(claim.text, rows, head, ordered=ordered)
        if rule is not None:
            return rule
    return None
