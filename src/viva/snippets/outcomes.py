"""What a trial came to: the runner's facts, and what the probe told, as it is kept and as it is read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from viva.sandbox.model import Isolation, Result, Status
from viva.snippets.model import Outdated

Raw = Mapping[str, Any]
"""An outcome as plain values, as it can be kept."""

_MARK: Final = "\x1e"
_CONNECTION: Final = frozenset(
    {
        "ConnectionError", "ConnectionRefusedError", "ConnectTimeout", "ConnectError", "NewConnectionError", "gaierror",
        "MaxRetryError", "NameResolutionError", "ServerSelectionTimeoutError", "NoBrokersAvailable",
        "AMQPConnectionError", "EndpointConnectionError", "URLError", "ClientConnectorError", "TclError",
    }
)  # fmt: skip
_REFUSED: Final = frozenset({99, 101, 110, 111, 113})  # no address, no network, timed out, refused, no route
_PYTHON: Final = "builtins"
_OWN: Final = frozenset({_PYTHON, "__main__", "snippet"})
"""Where an error comes from that a program can raise itself, to show what happens then."""


class Fault(NamedTuple):
    """An error that was seen: the one that came out, and those that led to it."""

    chain: tuple[Mapping[str, Any], ...]
    line: int | None

    @property
    def kind(self) -> str:
        return str(self.chain[0]["type"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """Its type and all its bases by name."""
        return tuple(self.chain[0]["mro"])

    @property
    def message(self) -> str:
        return str(self.chain[0]["message"])

    @property
    def name(self) -> str | None:
        """What is missing, where a name or a module is."""
        name = self.chain[0]["name"]
        return None if name is None else str(name)

    @property
    def is_pythons(self) -> bool:
        """Whether it is of a kind that Python itself has."""
        return str(self.chain[0]["module"]) == _PYTHON

    @property
    def wants_service(self) -> bool:
        """Whether somebody did not answer who is not in the sandbox."""
        return any(_is_connection(error) for error in self.chain)

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}" if self.message else self.kind


def _is_connection(error: Mapping[str, Any]) -> bool:
    if error["errno"] in _REFUSED:
        return True
    return error["module"] not in _OWN and bool(_CONNECTION.intersection(error["mro"]))


class Seen(NamedTuple):
    """What one execution of a line printed, and what value it gave, as repr and as text; None where it gives none."""

    line: int
    out: str
    shown: str | None
    text: str | None
    is_none: bool


class Call(NamedTuple):
    """One request to an application; `guessed` tells that its body was made up."""

    method: str
    path: str
    guessed: bool
    status: int | None
    body: str
    fault: Fault | None


class Tested(NamedTuple):
    """One test."""

    name: str
    outcome: str
    why: str


class Entry(NamedTuple):
    """One thing typed in a session."""

    line: int
    out: str
    fault: Fault | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a trial came to: the runner's facts, and what the probe told."""

    status: Status
    exit_code: int | None
    stdout: str
    stderr: str
    wall_ms: float
    isolation: Isolation
    reason: str = ""
    fault: Fault | None = None
    stopped: bool = False
    """Whether the program itself asked to exit."""
    context_failed: Fault | None = None
    seen: tuple[Seen, ...] = ()
    raised: Mapping[int, Fault] = field(default_factory=dict)
    """The first error of each line that was watched."""
    outdated: tuple[Outdated, ...] = ()
    outside: tuple[str, ...] = ()
    """Addresses outside of the sandbox that it tried to reach."""
    gave_up: bool = False
    binds: bool = False
    calls: tuple[Call, ...] = ()
    console: str = ""
    """What was printed to both streams, in order; empty where all of it went to standard output, or nobody told."""
    stand_in: bool = False
    """Whether a stand-in answered for another host."""
    tests: tuple[Tested, ...] = ()
    entries: tuple[Entry, ...] = ()
    lacking: bool = False
    """Whether a name that was to be supplied was found nowhere."""

    @property
    def ended_well(self) -> bool:
        """Whether the program came to its end without an error, or stopped itself."""
        return self.status is Status.EXIT and self.fault is None and not self.context_failed and not self.lacking


def raw(result: Result, word: str) -> Raw:
    """Take the records of the probe out of what a program wrote; what is no record stays."""
    stderr = result.stderr.decode("utf-8", "replace")
    records = re.compile(f"{_MARK}{word}([^{_MARK}]*){_MARK}\n?")
    return {
        "status": result.status.value,
        "exit_code": result.exit_code,
        "stdout": result.stdout.decode("utf-8", "replace"),
        "stderr": records.sub("", stderr),
        "wall_ms": round(result.wall_ms, 1),
        "isolation": result.isolation.value,
        "reason": result.reason,
        "told": list(filter(None, map(_record, records.findall(stderr)))),
    }


def _record(text: str) -> dict[str, Any] | None:
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) and isinstance(record.get("kind"), str) else None


def read(kept: Raw) -> Outcome:
    """An outcome; a program that found out how to write records, and writes bad ones, has told nothing."""
    facts = Outcome(
        status=Status(kept["status"]),
        exit_code=kept["exit_code"],
        stdout=kept["stdout"],
        stderr=kept["stderr"],
        wall_ms=kept["wall_ms"],
        isolation=Isolation(kept["isolation"]),
        reason=kept["reason"],
    )
    kinds: dict[str, list[dict[str, Any]]] = {}
    for record in kept["told"]:
        kinds.setdefault(record["kind"], []).append(record)
    try:
        return replace(facts, **_told(kinds))
    except (KeyError, TypeError, IndexError, AttributeError, ValueError):
        return facts


def _told(kinds: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    def fault(kind: str) -> Fault | None:
        found = kinds.get(kind)
        return _fault(found[0]) if found else None

    raised: dict[int, Fault] = {}
    for record in kinds.get("raised", ()):
        found = _fault(record)
        if found is not None:
            raised.setdefault(int(record["at"]), found)
    return {
        "fault": fault("error"),
        "context_failed": fault("context-failed"),
        "raised": raised,
        "seen": tuple(
            Seen(one["line"], one["out"], one.get("repr"), one.get("str"), one.get("none", False))
            for one in kinds.get("seen", ())
        ),
        "outdated": tuple(Outdated(one["line"], one["message"]) for one in kinds.get("outdated", ())),
        "outside": tuple(str(one["address"]) for one in kinds.get("outside", ())),
        "console": "".join(str(one["text"]) for one in kinds.get("console", ())),
        "calls": tuple(map(_call, kinds.get("call", ()))),
        "tests": tuple(Tested(one["name"], one["outcome"], one["why"]) for one in kinds.get("test", ())),
        "entries": tuple(Entry(one["line"], one["out"], _fault(one)) for one in kinds.get("entry", ())),
        "stopped": "stopped" in kinds,
        "gave_up": "gave-up" in kinds,
        "binds": "binds" in kinds,
        "stand_in": "stand-in" in kinds,
        "lacking": "lacking" in kinds,
    }


def _call(told: Mapping[str, Any]) -> Call:
    return Call(told["method"], told["path"], told["guessed"], told.get("status"), told.get("body", ""), _fault(told))


def _fault(told: Mapping[str, Any]) -> Fault | None:
    error = told.get("error")
    if error is None:
        return None
    fault = Fault(tuple(error["chain"]), error["line"])
    str(fault)  # what is not there is told now
    return fault
