"""What an error, a test that fails, or a request that is answered badly says about a snippet."""

import ast
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from viva.notes.model import Reason
from viva.sandbox.model import Status
from viva.snippets import services
from viva.snippets.model import Outdated, Verdict
from viva.snippets.names import Names
from viva.snippets.outcomes import Call, Fault, Outcome, Tested
from viva.snippets.packages import is_package

_SIGNATURE = re.compile(
    r"missing \d+ required (?:positional|keyword-only) argument|got an unexpected keyword argument"
    r"|takes (?:from )?\d+ .*positional arguments? but|takes no (?:keyword )?arguments|got multiple values for argument"
)
_ATTRIBUTE = re.compile(r"(?:module '[\w.]+'|type object '\w+'|'(?!NoneType)\w+' object) has no attribute")
_ADDRESS_KINDS: Final = frozenset({"MissingSchema", "InvalidSchema", "InvalidURL", "UnsupportedProtocol"})
_OWN_FAULT_KINDS: Final = frozenset({"ResponseValidationError", "ImportError", "FastAPIError"})
_LACKING_KINDS: Final = frozenset(
    {"TemplateNotFound", "TemplatesNotFound", "FileNotFoundError", "BuildError", "NameError"}
)
_OUTSIDE_CONTEXT = re.compile(
    r"outside of (?:application|request) context|no running event loop|settings are not configured"
    r"|Apps aren't loaded yet|DJANGO_SETTINGS_MODULE|attempted relative import"
)


_FILE_OF_MODULE = re.compile(r" \((?:/[^()]*|unknown location)\)$")


class Blame(NamedTuple):
    """A verdict that is not about claims, and why."""

    verdict: Verdict
    reason: Reason | None = None


def blame(outcome: Outcome, tree: ast.Module, names: Names) -> Blame | None:
    """What is to say of how a program ended; None if it ended well."""
    if outcome.gave_up:
        return _wants(outcome)
    if outcome.status is not Status.EXIT:
        return _stopped(outcome, tree)
    fault = outcome.fault or outcome.context_failed
    if fault is not None:
        return blame_of_fault(fault, tree, names)
    if outcome.lacking:
        return Blame(Verdict.FRAGMENT)
    return None


def _wants(outcome: Outcome) -> Blame:
    if not outcome.outside:
        return Blame(Verdict.NEEDS_SERVICE, Reason("It asks for a service that does not run here."))
    return Blame(Verdict.NEEDS_SERVICE, Reason("It asks for {address}.", {"address": outcome.outside[0]}))


def _stopped(outcome: Outcome, tree: ast.Module) -> Blame | None:
    """What is to say of a program that the runner had to stop."""
    if outcome.status is Status.TIMEOUT:
        if outcome.outside:
            return _wants(outcome)
        if outcome.binds or services.server_lines(tree):
            return Blame(Verdict.NEEDS_SERVICE, Reason("It is a server: it waits for somebody to call it."))
        if services.asks_a_person(tree):
            return Blame(Verdict.NEEDS_SERVICE, Reason("It waits for somebody at the keyboard."))
        if services.never_ends(tree):
            return Blame(Verdict.RUNS, Reason("It runs without end, and was stopped."))
        return Blame(Verdict.BROKEN, Reason("It did not end in time."))
    if outcome.status is Status.OUTPUT_LIMIT and services.never_ends(tree):
        return Blame(Verdict.RUNS, Reason("It runs without end, and was stopped."))
    return Blame(Verdict.BROKEN, Reason("It was stopped: {status}.", {"status": outcome.status.value}))


def removed(fault: Fault | None) -> tuple[Outdated, ...]:
    """What a module does not have any more, if that is what the program ended with."""
    if fault is None or fault.line is None:
        return ()
    gone = "cannot import name" in fault.message and "ImportError" in fault.kinds
    gone |= fault.kind == "AttributeError" and fault.message.startswith("module ")
    return (Outdated(fault.line, _FILE_OF_MODULE.sub("", fault.message)),) if gone else ()


def blame_of_fault(fault: Fault, tree: ast.Module, names: Names) -> Blame:
    """What an error says that the notes do not claim."""
    why = Reason("It ends with {error}.", {"error": str(fault)[:300]})
    if fault.kind == "EOFError" and services.asks_a_person(tree):
        return Blame(Verdict.NEEDS_SERVICE, Reason("It waits for somebody at the keyboard."))
    if fault.wants_service:
        return Blame(Verdict.NEEDS_SERVICE, why)
    if fault.kind == "ModuleNotFoundError" and fault.name:
        top = fault.name.partition(".")[0]
        if is_package(top):
            return Blame(Verdict.NEEDS_PACKAGE, Reason("It needs the package {name}.", {"name": top}))
        return Blame(Verdict.NEEDS_CONTEXT, why)
    if fault.kind == "NameError" and fault.name in names.wanted:
        return Blame(
            Verdict.NEEDS_CONTEXT, Reason("The name {name} is given nowhere in it.", {"name": fault.name or ""})
        )
    if "FileNotFoundError" in fault.kinds:
        return Blame(Verdict.FRAGMENT, why)
    if _OUTSIDE_CONTEXT.search(fault.message):
        return Blame(Verdict.FRAGMENT, why)
    return Blame(Verdict.BROKEN, why)


_FIXTURE = re.compile(r"fixture '(\w+)' not found")
_NATIVELY = "async def functions are not natively supported"
_NO_ANSWER = re.compile(
    r"\b(?:ConnectionError|ConnectionRefusedError|gaierror|ConnectError|ConnectTimeout|MaxRetryError)\b"
)
_NAME = re.compile(r"NameError: name '(\w+)' is not defined")


def blame_of_tests(tests: Sequence[Tested]) -> Blame | None:
    """What tests that fail say."""
    for test in tests:
        if test.outcome not in {"failed", "error"} or _NATIVELY in test.why:
            continue
        lacks = _FIXTURE.search(test.why)
        if lacks:
            return Blame(Verdict.FRAGMENT, Reason("Its tests want the fixtures {names}.", {"names": lacks[1]}))
        if _NAME.search(test.why):
            return Blame(
                Verdict.NEEDS_CONTEXT, Reason("The name {name} is given nowhere in it.", {"name": _name(test.why)})
            )
        if _NO_ANSWER.search(test.why):
            return Blame(Verdict.NEEDS_SERVICE, Reason("Its tests ask for a service that does not run here."))
        return Blame(Verdict.BROKEN, Reason("Its test {name} fails.", {"name": test.name.rpartition("::")[2]}))
    return None


def _name(why: str) -> str:
    match = _NAME.search(why)
    return match[1] if match else ""


def blame_of_calls(outcome: Outcome) -> Blame | None:
    """What the answers of an application say: only errors count that no made-up request can be the cause of."""
    for call in outcome.calls:
        if call.fault is not None and not call.fault.wants_service and _is_own_fault(call, call.fault):
            why = {"call": f"{call.method} {call.path}", "error": str(call.fault)[:300]}
            lacks = _LACKING_KINDS & set(call.fault.kinds)
            return Blame(Verdict.FRAGMENT if lacks else Verdict.BROKEN, Reason("{call} ends with {error}.", why))
    if outcome.stand_in or any(call.fault is not None and call.fault.wants_service for call in outcome.calls):
        return _wants(outcome)
    return None


def _is_own_fault(call: Call, fault: Fault) -> bool:
    kinds = set(fault.kinds)
    if kinds & (_LACKING_KINDS | _ADDRESS_KINDS | _OWN_FAULT_KINDS):
        return True
    if call.guessed:
        return False
    if fault.kind == "TypeError":
        return _SIGNATURE.search(fault.message) is not None
    return fault.kind == "AttributeError" and _ATTRIBUTE.search(fault.message) is not None
