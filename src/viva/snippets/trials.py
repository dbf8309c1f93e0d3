"""One run of a snippet in the sandbox: what goes in, and what was seen, read out of what came back."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from viva.sandbox.model import Isolation, Limits, Profile, Program, Result, Runner, Status
from viva.snippets.model import Outdated

_MARK: Final = "\x1e"
_SEEDS: Final = (0, 1)
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
class Trial:
    """What to run, and what to look at."""

    code: str
    context: tuple[str, ...] = ()
    modules: tuple[tuple[str, str], ...] = ()
    """Files of Python beside it: the name of the module, and its text."""
    name: str = "__main__"
    watch: tuple[int, ...] = ()
    swallow: tuple[int, ...] = ()
    """Lines whose errors are claimed: the program goes on behind them."""
    drop: tuple[int, ...] = ()
    """Lines that start a server."""
    session: tuple[tuple[int, str], ...] = ()
    tests: tuple[str, ...] = ()
    web: bool = False
    awaits: bool = False
    """Whether `await` stands outside of functions."""
    supply: tuple[str, ...] = ()
    """Names to be imported from one of the modules in `supply_from`."""
    supply_from: tuple[str, ...] = ()


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


class Lab:
    """Runs trials with one kit."""

    def __init__(self, runner: Runner, kit: str, *, timeout: float = 8.0) -> None:
        self._runner = runner
        self.kit = runner.kit(kit)
        self._limits = Limits(timeout=timeout)

    def run(self, trial: Trial, *, seed: int = _SEEDS[0]) -> Outcome:
        """Run it alone in a new sandbox."""
        word = secrets.token_hex(8)
        contents = {"main.py": trial.code, "trial.json": _spec(trial, word)} | dict(_probe())
        contents |= {f"context_{number}.py": text for number, text in enumerate(trial.context)}
        contents |= {f"{name.replace('.', '/')}.py": text for name, text in trial.modules}
        program = Program(
            files={name: text.encode("utf-8", "surrogatepass") for name, text in contents.items()},
            main="_viva_probe.py",
            kit=self.kit.name,
            profile=Profile.PROCESSES if _STARTS_PROCESSES.search(trial.code) else Profile.THREADS,
            limits=self._limits,
            hash_seed=seed,
        )
        return _outcome(self._runner.run(program), word)


_STARTS_PROCESSES = re.compile(
    r"\b(?:multiprocessing|ProcessPoolExecutor|subprocess|os\.(?:fork|system|popen|spawn\w+))\b"
)


@cache
def _probe() -> tuple[tuple[str, str], ...]:
    inside = files("viva.snippets.inside")
    return tuple(
        (f"_viva_{name}.py", (inside / f"{name}.py").read_text(encoding="utf-8"))
        for name in ("probe", "watching", "serving", "testing")
    )


def _spec(trial: Trial, word: str) -> str:
    return json.dumps(
        {
            "word": word,
            "name": trial.name,
            "context": [f"context_{number}.py" for number in range(len(trial.context))],
            "watch": trial.watch,
            "swallow": trial.swallow,
            "drop": trial.drop,
            "session": [{"line": line, "text": text} for line, text in trial.session],
            "tests": trial.tests,
            "web": trial.web,
            "awaits": trial.awaits,
            "supply": trial.supply,
            "modules": trial.supply_from,
        }
    )


def _outcome(result: Result, word: str) -> Outcome:
    stderr = result.stderr.decode("utf-8", "replace")
    records = re.compile(f"{_MARK}{word}([^{_MARK}]*){_MARK}\n?")
    told = [json.loads(text) for text in records.findall(stderr)]
    kinds: dict[str, list[dict[str, Any]]] = {}
    for record in told:
        kinds.setdefault(record["kind"], []).append(record)

    def fault(kind: str) -> Fault | None:
        found = kinds.get(kind)
        return _fault(found[0]["error"]) if found else None

    raised: dict[int, Fault] = {}
    for record in kinds.get("raised", ()):
        raised.setdefault(record["at"], _fault(record["error"]))
    return Outcome(
        status=result.status,
        exit_code=result.exit_code,
        stdout=result.stdout.decode("utf-8", "replace"),
        stderr=records.sub("", stderr),
        wall_ms=result.wall_ms,
        isolation=result.isolation,
        reason=result.reason,
        fault=fault("error"),
        stopped="stopped" in kinds,
        context_failed=fault("context-failed"),
        seen=tuple(
            Seen(one["line"], one["out"], one.get("repr"), one.get("str"), one.get("none", False))
            for one in kinds.get("seen", ())
        ),
        raised=raised,
        outdated=tuple(Outdated(one["line"], one["message"]) for one in kinds.get("outdated", ())),
        outside=tuple(one["address"] for one in kinds.get("outside", ())),
        gave_up="gave-up" in kinds,
        binds="binds" in kinds,
        calls=tuple(
            Call(
                one["method"],
                one["path"],
                one["guessed"],
                one.get("status"),
                one.get("body", ""),
                _fault(one["error"]) if "error" in one else None,
            )
            for one in kinds.get("call", ())
        ),
        stand_in="stand-in" in kinds,
        tests=tuple(Tested(one["name"], one["outcome"], one["why"]) for one in kinds.get("test", ())),
        entries=tuple(
            Entry(one["line"], one["out"], _fault(one["error"]) if "error" in one else None)
            for one in kinds.get("entry", ())
        ),
        lacking="lacking" in kinds,
    )


def _fault(told: Mapping[str, Any]) -> Fault:
    return Fault(tuple(told["chain"]), told["line"])


def same_under_both(lab: Lab, trial: Trial, first: Outcome, same: Any) -> bool:
    """Whether a trial prints the same with another hash seed."""
    other = lab.run(trial, seed=_SEEDS[1])
    return bool(same(first.stdout, other.stdout)) and all(
        same(one.shown or "", another.shown or "") for one, another in zip(first.seen, other.seen, strict=False)
    )


def lines_of(values: Sequence[int]) -> tuple[int, ...]:
    """Each line once, in order."""
    return tuple(sorted(set(values)))
