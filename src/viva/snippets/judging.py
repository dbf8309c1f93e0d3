"""The verdict on a snippet: it is run alone, then after what stands before it, and compared with what it claims."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace

from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.notes.model import Reason
from viva.sandbox.model import Language, Status
from viva.snippets import services
from viva.snippets.claims import Claim, How, claim_after, claims_in
from viva.snippets.comparing import agree, agree_on_error, same_output
from viva.snippets.faults import Blame, blame, blame_of_calls, blame_of_tests, removed
from viva.snippets.foreign.judging import LANGUAGES, ForeignJudge
from viva.snippets.holding import Held, Holding, as_seen, hold, unheld
from viva.snippets.model import Case, Checked, Rule, Sort, Verdict
from viva.snippets.names import Names, missing_fixtures, names_in, tests_in
from viva.snippets.outcomes import Fault, Outcome
from viva.snippets.packages import is_package
from viva.snippets.reading import Readable, read
from viva.snippets.surroundings import Context, Earlier, asked_of, context_for, giver_of, modules_of
from viva.snippets.trials import Lab, Trial


@dataclass(frozen=True, slots=True)
class Looked:
    """A program with everything that its text tells."""

    case: Case
    readable: Readable
    tree: ast.Module
    names: Names
    claims: tuple[Claim, ...]
    servers: tuple[int, ...]
    tests: tuple[str, ...]

    def trial(self) -> Trial:
        """How it is run: alone, as a program, or as a module where it would start a server."""
        errors = tuple(claim.line for claim in self.claims if claim.how is How.ERROR)
        asked = {claim.line for claim in self.claims if claim.line and claim.how is not How.BLOCK}
        runs_tests = "unittest.main(" not in self.readable.code and "pytest.main(" not in self.readable.code
        return Trial(
            code=self.readable.code,
            modules=self.readable.modules,
            name="snippet" if self.servers else "__main__",
            watch=tuple(sorted(asked)),
            swallow=errors,
            drop=self.servers,
            tests=self.tests if runs_tests else (),
            web=services.makes_application(self.tree),
            awaits=self.readable.awaits,
        )


class Judge:
    """Gives verdicts with one kit; what is true of a snippet in another kit is none of its business."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._foreign = ForeignJudge(lab)

    def check(self, case: Case, earlier: Sequence[Earlier] = ()) -> tuple[Checked, Earlier]:
        """The verdict, and what the snippet can give to those that follow; `earlier` are those before it, in order."""
        readable = read(case)
        if readable.sort not in {Sort.PROGRAM, Sort.SESSION}:
            checked = self._checked(readable, Verdict.NOT_PYTHON)
            return checked, Earlier(case, checked, "", frozenset(), frozenset())
        if readable.lang in LANGUAGES:
            return self._foreign.check(case, readable, earlier)
        earlier = [one for one in earlier if one.checked.lang not in LANGUAGES]
        if readable.tree is None:
            checked = self._unread(readable)
            return checked, Earlier(case, checked, "", frozenset(), frozenset())
        names = names_in(readable.code, readable.tree)
        if readable.sort is Sort.SESSION:
            checked = self._session(case, readable, names, earlier)
        else:
            checked = self._program(_look(case, readable, names), earlier)
        return checked, Earlier(case, checked, readable.code, names.given, names.imported)

    def prepare(self, cases: Sequence[Case]) -> None:
        """Run what will be run of these snippets in any case, several at once."""
        self._lab.prepare([trial for case in cases if (trial := self._first_trial(case))])

    def _first_trial(self, case: Case) -> Trial | None:
        """How a snippet is run first; None if it is not run at all."""
        readable = read(case)
        if readable.sort is Sort.PROGRAM and readable.lang in LANGUAGES:
            return self._foreign.first_trial(case, readable)
        if readable.tree is None or readable.torn_off:
            return None
        if readable.sort is Sort.SESSION:
            return _session_trial(readable)
        if readable.sort is not Sort.PROGRAM or services.left_out(readable.tree) or missing_fixtures(readable.tree):
            return None
        return _look(case, readable, names_in(readable.code, readable.tree)).trial()

    def _checked(self, readable: Readable, verdict: Verdict, reason: Reason | None = None) -> Checked:
        kit = self._lab.kit
        return Checked(
            verdict=verdict,
            lang=readable.lang,
            sort=readable.sort,
            reason=reason,
            kit=kit.name,
            interpreter=kit.interpreters.get(Language.PYTHON, ""),
        )

    def _unread(self, readable: Readable) -> Checked:
        """What Python cannot read."""
        error = readable.error or SyntaxError("not a program")
        kind = type(error).__name__
        said = _comments(readable.code)
        claimed = next((text for text in said if "SyntaxError" in text or kind in text), None)
        shown = f"{kind}: {error.msg}"
        if claimed is not None:
            held = Reason("Python refuses it, as the notes say.")
            checked = self._checked(readable, Verdict.RAISES_AS_DOCUMENTED, held)
            return replace(checked, documented=claimed, output=shown, rule=Rule.TRACEBACK)
        if readable.unfinished:
            return replace(
                self._checked(readable, Verdict.FRAGMENT, Reason("Something is left out in it.")), output=shown
            )
        reason = Reason("It is written for Python 2.") if readable.old else Reason("Python cannot read it.")
        return replace(self._checked(readable, Verdict.BROKEN, reason), output=shown)

    def _program(self, looked: Looked, earlier: Sequence[Earlier]) -> Checked:
        readable = looked.readable
        said = unheld(looked.claims)
        if readable.torn_off:
            return self._unrun(looked, Verdict.FRAGMENT, Reason("It is cut out of a function."))
        lacks = missing_fixtures(looked.tree)
        if lacks:
            reason = Reason("Its tests want the fixtures {names}.", {"names": ", ".join(lacks)})
            package = self._missing_package(looked)
            return package or self._unrun(looked, Verdict.FRAGMENT, reason)
        if services.left_out(looked.tree):
            return self._unrun(looked, Verdict.FRAGMENT, Reason("Something is left out in it."))
        trial = looked.trial()
        outcome = self._run(trial)
        found = self._blame(looked, outcome)
        if found is None:
            return self._ended(looked, trial, outcome)
        if found.verdict in {Verdict.NEEDS_CONTEXT, Verdict.FRAGMENT} or (
            found.verdict is Verdict.BROKEN and looked.names.wanted and not _is_import(outcome.fault)
        ):
            return self._in_context(looked, trial, earlier, found, outcome)
        return self._told(looked, outcome, found, said)

    def _unrun(self, looked: Looked, verdict: Verdict, reason: Reason) -> Checked:
        return replace(self._checked(looked.readable, verdict, reason), documented=unheld(looked.claims).documented)

    def _missing_package(self, looked: Looked) -> Checked | None:
        """The verdict if it imports packages that the kit has not, without running it further than that."""
        imports = tuple(name for name in sorted(looked.names.packages) if is_package(name))
        if not imports:
            return None
        outcome = self._run(Trial(code="\n".join(f"import {name}" for name in imports)))
        found = self._blame(looked, outcome)
        if found is None or found.verdict is not Verdict.NEEDS_PACKAGE:
            return None
        return self._told(looked, outcome, found, unheld(looked.claims))

    def _run(self, trial: Trial) -> Outcome:
        outcome = self._lab.run(trial)
        if outcome.status is Status.SANDBOX_ERROR:
            raise Unavailable(_("The sandbox does not work: {reason}").format(reason=outcome.reason))
        return outcome

    def _blame(self, looked: Looked, outcome: Outcome) -> Blame | None:
        """What stands against the snippet, of all that was seen; None if nothing does."""
        fault = outcome.fault
        if fault is not None and self._is_claimed(looked, fault):
            return None
        return (
            blame(outcome, looked.tree, looked.names)
            or blame_of_tests(outcome.tests)
            or blame_of_calls(outcome)
            or self._blame_of_text(looked)
        )

    @staticmethod
    def _is_claimed(looked: Looked, fault: Fault) -> bool:
        return any(
            claim.how is How.ERROR
            and claim.line == fault.line
            and agree_on_error(claim.text, fault.kinds, fault.message)
            for claim in looked.claims
        )

    @staticmethod
    def _blame_of_text(looked: Looked) -> Blame | None:
        useless = services.useless_decorator(looked.tree)
        if useless:
            values = {"decorator": useless[0], "route": useless[1]}
            return Blame(Verdict.BROKEN, Reason("@{decorator} does nothing above @{route}: put it below.", values))
        if looked.servers:
            return Blame(Verdict.NEEDS_SERVICE, Reason("It is a server: it waits for somebody to call it."))
        return None

    def _told(self, looked: Looked, outcome: Outcome, found: Blame, said: Holding) -> Checked:
        """A verdict for a reason besides claims; what the notes claim is kept, and compared where that is possible."""
        holding = hold(looked.claims, outcome) if outcome.ended_well else said
        checked = self._checked(looked.readable, found.verdict, found.reason)
        return self._seen(checked, outcome, holding)

    @staticmethod
    def _seen(checked: Checked, outcome: Outcome, holding: Holding) -> Checked:
        return as_seen(checked, outcome, holding, *removed(outcome.fault))

    def _ended(self, looked: Looked, trial: Trial, outcome: Outcome, context: Context | None = None) -> Checked:
        """The verdict on a program that came to its end: by its claims, under two hash seeds."""
        holding = hold(looked.claims, outcome)
        verdict, reason = holding.verdict, None
        reproducible = self._reproducible(trial, outcome, holding) if not trial.web else None
        if verdict is Verdict.MISMATCH and reproducible is False:
            verdict = Verdict.RUNS
        if reproducible is False:
            reason = Reason("It prints something else each time.")
        if looked.readable.awaits and verdict in {Verdict.RUNS, Verdict.MATCHES}:
            verdict, reason = (
                Verdict.FRAGMENT,
                Reason("`await` stands outside of a function: that works in notebooks only."),
            )
        if context is not None and verdict in {Verdict.RUNS, Verdict.MATCHES}:
            verdict = Verdict.NEEDS_CONTEXT
        checked = replace(self._checked(looked.readable, verdict, reason), reproducible=reproducible)
        return self._seen(checked, outcome, holding)

    def _reproducible(self, trial: Trial, outcome: Outcome, holding: Holding) -> bool | None:
        """Whether it prints the same with another hash seed; not tried where nothing is printed or claimed."""
        if not outcome.stdout and not holding.held:
            return None
        other = self._lab.run(trial, seed=1)
        if other.status is not outcome.status:
            return False
        values = zip(outcome.seen, other.seen, strict=False)
        return same_output(outcome.stdout, other.stdout) and all(
            same_output(one.shown or "", another.shown or "") for one, another in values
        )

    def _in_context(
        self, looked: Looked, trial: Trial, earlier: Sequence[Earlier], found: Blame, alone: Outcome
    ) -> Checked:
        """The verdict on a program that lacks something: it is tried after the snippets that give it."""
        case = looked.case
        modules = self._modules(looked, alone, earlier)
        context = context_for(case, looked.names.wanted, earlier)
        said = unheld(looked.claims)
        if not context.before and not modules:
            return self._told(looked, alone, _fragment(found, context), said)
        if context.needs_package:
            if context.lacking:
                return self._told(looked, alone, _fragment(found, context), said)
            reason = Reason("What stands before it needs packages of another kit.")
            checked = self._told(looked, alone, Blame(Verdict.NEEDS_CONTEXT, reason), said)
            return replace(checked, context=context.places)
        tried = replace(trial, context=tuple(one.code for one in context.before), modules=(*trial.modules, *modules))
        if context.lacking:
            sources = modules_of([looked.names.imported, *(one.imported for one in context.before)])
            tried = replace(tried, supply=tuple(sorted(context.lacking)), supply_from=sources)
        outcome = self._run(tried)
        after = self._blame(looked, outcome)
        if context.lacking:
            return self._supplied(looked, outcome, alone, after, context, found)
        if after is None:
            return replace(self._ended(looked, tried, outcome, context), context=context.places)
        if after.verdict is Verdict.NEEDS_SERVICE:
            return replace(self._told(looked, outcome, after, said), context=context.places)
        return self._told(looked, alone, Blame(Verdict.FRAGMENT, after.reason or found.reason), said)

    def _supplied(
        self, looked: Looked, outcome: Outcome, alone: Outcome, after: Blame | None, context: Context, found: Blame
    ) -> Checked:
        """With names supplied that the notes give nowhere it is a fragment, unless a library refuses them."""
        said = unheld(looked.claims)
        refused = outcome.fault is not None and not outcome.fault.is_pythons and not outcome.fault.wants_service
        if after is not None and refused:
            return self._told(looked, outcome, Blame(Verdict.BROKEN, after.reason), said)
        return self._told(looked, alone, _fragment(found, context), said)

    @staticmethod
    def _modules(looked: Looked, alone: Outcome, earlier: Sequence[Earlier]) -> tuple[tuple[str, str], ...]:
        """Earlier snippets as the modules that the program imports and that are not there, by name."""
        fault = alone.fault
        if fault is None or not _is_import(fault) or not fault.name or "." in fault.name:
            return ()
        giver = giver_of(looked.case, asked_of(fault.name, looked.tree), earlier)
        return ((fault.name, giver.code),) if giver else ()

    def _session(self, case: Case, readable: Readable, names: Names, earlier: Sequence[Earlier]) -> Checked:
        """The verdict on what was typed at a prompt: each entry is held against the answer below it."""
        trial = _session_trial(readable)
        outcome = self._run(trial)
        context = context_for(case, names.wanted, earlier) if names.wanted else Context((), frozenset())
        if context.before and not context.lacking and not context.needs_package:
            after = self._run(replace(trial, context=tuple(one.code for one in context.before)))
            if after.context_failed is None:
                outcome = after
        else:
            context = Context((), context.lacking)
        answers = {line: answer for line, _text, answer in readable.session}
        held: list[Held] = []
        for entry in outcome.entries:
            answer = answers.get(entry.line, "")
            if not answer and entry.fault is None:
                continue
            claim = Claim(entry.line, answer, How.ERROR if entry.fault else How.LINE)
            if entry.fault is None:
                rule = agree(answer, [entry.out])
            else:
                rule = agree_on_error(answer, entry.fault.kinds, entry.fault.message) if answer else None
                if not answer:
                    return self._failed_entry(readable, outcome, entry.fault, names)
            held.append(Held(claim, rule))
        holding = Holding(tuple(held))
        verdict = holding.verdict
        if context.before and verdict in {Verdict.RUNS, Verdict.MATCHES}:
            verdict = Verdict.NEEDS_CONTEXT
        if outcome.status is not Status.EXIT:
            reason = Reason("It did not end in time.")
            return self._seen(self._checked(readable, Verdict.BROKEN, reason), outcome, holding)
        reproducible = self._reproducible(trial, outcome, holding) if not context.before else None
        if verdict is Verdict.MISMATCH and reproducible is False:
            verdict = Verdict.RUNS
        checked = replace(self._checked(readable, verdict), reproducible=reproducible, context=context.places)
        return self._seen(checked, outcome, holding)

    def _failed_entry(self, readable: Readable, outcome: Outcome, fault: Fault, names: Names) -> Checked:
        found = blame(replace(outcome, fault=fault), readable.tree or ast.Module([], []), names)
        verdict = found.verdict if found else Verdict.BROKEN
        if verdict is Verdict.NEEDS_CONTEXT:
            verdict = Verdict.FRAGMENT
        return self._seen(self._checked(readable, verdict, found.reason if found else None), outcome, Holding(()))


def _session_trial(readable: Readable) -> Trial:
    return Trial(code=readable.code, session=tuple((line, text) for line, text, _answer in readable.session))


def _look(case: Case, readable: Readable, names: Names) -> Looked:
    tree = readable.tree
    assert tree is not None  # noqa: S101 - told apart before
    serves = services.makes_application(tree)
    claims = claims_in(readable.code, tree)
    below = claim_after(case.after, serves=serves)
    if readable.printed is not None:
        below = Claim(0, readable.printed, How.WHOLE)
    if below and not any(claim.sure and claim.how is not How.ERROR for claim in claims):
        claims.append(below)
    return Looked(case, readable, tree, names, tuple(claims), services.server_lines(tree), tuple(tests_in(tree)))


def _fragment(found: Blame, context: Context) -> Blame:
    if context.lacking:
        names = ", ".join(sorted(context.lacking))
        return Blame(Verdict.FRAGMENT, Reason("The notes do not say what {names} is.", {"names": names}))
    return Blame(Verdict.FRAGMENT, found.reason)


def _is_import(fault: Fault | None) -> bool:
    return fault is not None and "ImportError" in fault.kinds


def _comments(code: str) -> list[str]:
    found: list[str] = []
    for line in code.splitlines():
        _code, sign, text = line.partition("#")
        if sign:
            found.append(text.strip())
    return found
