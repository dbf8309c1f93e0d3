"""The verdict on a snippet of JavaScript, TypeScript or SQL: as on one of Python, with what these languages have."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.notes.model import Reason
from viva.sandbox.model import Language, Status
from viva.snippets.claims import Claim, How, claim_after
from viva.snippets.comparing import agree_on_error, same_output
from viva.snippets.faults import Blame
from viva.snippets.foreign.blaming import blame
from viva.snippets.foreign.claims import claims_in
from viva.snippets.foreign.comments import Stripped, stripped
from viva.snippets.foreign.comparing import agree_on_value
from viva.snippets.foreign.names import given_by, table_missing
from viva.snippets.foreign.rows import hold_rows
from viva.snippets.holding import Holding, as_seen, hold, unheld
from viva.snippets.model import Case, Checked, Sort, Verdict
from viva.snippets.outcomes import Fault, Outcome
from viva.snippets.reading import Readable
from viva.snippets.surroundings import Context, Earlier, context_for
from viva.snippets.trials import Lab, Trial

LANGUAGES: Final = {
    "javascript": Language.JAVASCRIPT,
    "typescript": Language.TYPESCRIPT,
    "sql": Language.SQL,
}
"""What is run besides Python, by its name in notes."""

_SCRIPTS: Final = frozenset({"javascript", "typescript"})
_NOTHING: Final = Context((), frozenset())
_MOST_LACKING: Final = 8


@dataclass(frozen=True, slots=True)
class _Looked:
    """A program with everything that its text tells."""

    case: Case
    language: Language
    stripped: Stripped
    claims: tuple[Claim, ...]

    def trial(self) -> Trial:
        return Trial(
            code=self.case.text + "\n",
            language=self.language,
            watch=tuple(sorted({claim.line for claim in self.claims if claim.line and claim.how is not How.BLOCK})),
            swallow=tuple(claim.line for claim in self.claims if claim.how is How.ERROR),
        )

    def hold(self, outcome: Outcome) -> Holding:
        if self.language is Language.SQL:
            return hold_rows(self.claims, outcome, ordered="order by" in self.stripped.bare.lower())
        return hold(self.claims, outcome, agree_on_value)

    def claims_fault(self, fault: Fault) -> bool:
        return any(
            claim.how is How.ERROR
            and claim.line == fault.line
            and agree_on_error(claim.text, fault.kinds, fault.message)
            for claim in self.claims
        )


class ForeignJudge:
    """Gives verdicts on programs in other languages, with one kit."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab

    def check(self, case: Case, readable: Readable, earlier: Sequence[Earlier]) -> tuple[Checked, Earlier]:
        """The verdict, and what the snippet can give to those of its language that follow."""
        looked = _look(case, readable)
        family = _SCRIPTS if readable.lang in _SCRIPTS else {readable.lang}
        checked = self._program(looked, [one for one in earlier if one.checked.lang in family])
        given = given_by(looked.stripped, looked.language)
        return checked, Earlier(case, checked, case.text, given, frozenset())

    def first_trial(self, case: Case, readable: Readable) -> Trial | None:
        """How it is run first; None if the kit cannot run it."""
        looked = _look(case, readable)
        return looked.trial() if looked.language in self._lab.kit.interpreters else None

    def _program(self, looked: _Looked, earlier: Sequence[Earlier]) -> Checked:
        if looked.language not in self._lab.kit.interpreters:
            lacks = Reason("It needs Node, which this kit does not have.")
            checked = self._checked(looked, Verdict.NEEDS_PACKAGE, lacks)
            return replace(checked, documented=unheld(looked.claims).documented)
        trial, outcome, context = self._run_in_context(looked, earlier)
        found = self._blame(looked, outcome)
        if found is not None:
            holding = looked.hold(outcome) if outcome.ended_well else unheld(looked.claims)
            checked = replace(self._checked(looked, found.verdict, found.reason), context=context.places)
            return as_seen(checked, outcome, holding)
        holding = looked.hold(outcome)
        verdict, reason = holding.verdict, None
        reproducible = self._reproducible(trial, outcome, holding)
        if reproducible is False:
            reason = Reason("It prints something else each time.")
            verdict = Verdict.RUNS if verdict is Verdict.MISMATCH else verdict
        if context.before and verdict in {Verdict.RUNS, Verdict.MATCHES}:
            verdict = Verdict.NEEDS_CONTEXT
        checked = replace(self._checked(looked, verdict, reason), reproducible=reproducible, context=context.places)
        return as_seen(checked, outcome, holding)

    def _run_in_context(self, looked: _Looked, earlier: Sequence[Earlier]) -> tuple[Trial, Outcome, Context]:
        """Run it alone, then after the snippets that give what it lacks; what they give is seen only by running."""
        alone = trial = looked.trial()
        first = outcome = self._run(trial)
        wanted: set[str] = set()
        context = _NOTHING
        while name := self._lacking(looked, outcome):
            if name in wanted or len(wanted) == _MOST_LACKING:
                return alone, first, _NOTHING
            wanted.add(name)
            context = context_for(looked.case, wanted, earlier)
            if context.lacking:
                return alone, first, _NOTHING
            trial = replace(alone, context=tuple(one.code for one in context.before))
            outcome = self._run(trial)
        if outcome.context_failed is not None:
            return alone, first, _NOTHING
        return trial, outcome, context

    @staticmethod
    def _lacking(looked: _Looked, outcome: Outcome) -> str | None:
        faults = [*outcome.raised.values(), *filter(None, [outcome.fault])]
        if looked.language is Language.SQL:
            return next((name for fault in faults if (name := table_missing(fault.message))), None)
        lacks = (fault for fault in faults if fault.kind == "ReferenceError" and fault.name)
        return next((fault.name for fault in lacks if not looked.claims_fault(fault)), None)

    def _run(self, trial: Trial) -> Outcome:
        outcome = self._lab.run(trial)
        if outcome.status is Status.SANDBOX_ERROR:
            raise Unavailable(_("The sandbox does not work: {reason}").format(reason=outcome.reason))
        return outcome

    @staticmethod
    def _blame(looked: _Looked, outcome: Outcome) -> Blame | None:
        if outcome.fault is not None and looked.claims_fault(outcome.fault):
            return None
        return blame(outcome, looked.stripped, looked.language)

    def _reproducible(self, trial: Trial, outcome: Outcome, holding: Holding) -> bool | None:
        """Whether it prints the same another time; not tried where nothing is printed or claimed."""
        if not outcome.stdout and not holding.held:
            return None
        other = self._lab.run(trial, seed=1)
        told = {one.claim.line for one in holding.held}
        values = zip(outcome.seen, other.seen, strict=False)
        return (
            other.status is outcome.status
            and same_output(outcome.stdout, other.stdout)
            and all(same_output(one.shown or "", another.shown or "") for one, another in values if one.line in told)
        )

    def _checked(self, looked: _Looked, verdict: Verdict, reason: Reason | None) -> Checked:
        kit = self._lab.kit
        return Checked(
            verdict=verdict,
            lang=looked.language.value,
            sort=Sort.PROGRAM,
            reason=reason,
            kit=kit.name,
            interpreter=kit.interpreters.get(looked.language, ""),
        )


def _look(case: Case, readable: Readable) -> _Looked:
    language = LANGUAGES[readable.lang]
    apart = stripped(case.text, language)
    claims = claims_in(apart, language)
    below = claim_after(case.after, serves=False)
    if below and not any(claim.sure and claim.how is not How.ERROR for claim in claims):
        claims.append(below)
    return _Looked(case, language, apart, tuple(claims))
