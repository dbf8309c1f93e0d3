"""One run of a snippet in the sandbox: what goes in, and what is remembered of what came back."""

import json
import os
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final, Protocol

from viva.sandbox.kits.interpreter import INSIDE
from viva.sandbox.model import Language, Limits, Profile, Program, Runner, Status
from viva.snippets.outcomes import Outcome, Raw, raw, read

_SEEDS: Final = (0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What to run, and what to look at."""

    code: str
    language: Language = Language.PYTHON
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


class Memory(Protocol):
    """Remembers what trials came to, by their keys; it may be asked from several threads."""

    def find(self, keys: Collection[str]) -> Mapping[str, Raw]:
        """Those that are known."""
        ...

    def keep(self, key: str, outcome: Raw) -> None:
        """Remember one."""
        ...


class Lab:
    """Runs trials with one kit."""

    def __init__(self, runner: Runner, kit: str, memory: Memory | None = None, *, timeout: float = 8.0) -> None:
        self._runner = runner
        self.kit = runner.kit(kit)
        self._memory = memory
        self._known: dict[str, Raw] = {}
        self._limits = Limits(timeout=timeout)
        self.used: set[str] = set()
        """The keys of all trials that were asked for."""

    def prepare(self, trials: Sequence[Trial]) -> None:
        """Run trials that will be asked for, several at once, as far as they are not known."""
        wanted = {self.key(trial, _SEEDS[0]): trial for trial in trials}
        self._recall(list(wanted))
        missing = [(key, trial) for key, trial in wanted.items() if key not in self._known]
        if not missing:
            return
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            begun = [pool.submit(self._learn, key, trial, _SEEDS[0]) for key, trial in missing]
        for each in begun:
            each.result()

    def run(self, trial: Trial, *, seed: int = _SEEDS[0]) -> Outcome:
        """What a trial comes to, alone in a new sandbox; the same is not run again."""
        key = self.key(trial, seed)
        self.used.add(key)
        if key not in self._known:
            self._recall([key])
        if key not in self._known:
            self._learn(key, trial, seed)
        return read(self._known[key])

    def key(self, trial: Trial, seed: int) -> str:
        """What makes a trial the same: its code, what stands before it, what is looked at, the kit, and the probe."""
        return sha256(
            "\0".join([_spec(trial, ""), repr(trial), str(seed), self.kit.hash, _probe_hash()]).encode(
                "utf-8", "surrogatepass"
            )
        ).hexdigest()

    def _recall(self, keys: Sequence[str]) -> None:
        if self._memory is not None:
            self._known |= self._memory.find([key for key in keys if key not in self._known])

    def _learn(self, key: str, trial: Trial, seed: int) -> None:
        word = secrets.token_hex(8)
        found = self._known[key] = raw(self._runner.run(self._program(trial, seed, word)), word)
        if self._memory is not None and _is_lasting(found):
            self._memory.keep(key, found)

    def _program(self, trial: Trial, seed: int, word: str) -> Program:
        main, start, probe = _FILES[trial.language]
        contents = {main: trial.code, "trial.json": _spec(trial, word)}
        contents |= {name: text for name, text in _probe() if name in probe}
        contents |= {f"context_{number}.py": text for number, text in enumerate(trial.context)}
        contents |= {f"{name.replace('.', '/')}.py": text for name, text in trial.modules}
        return Program(
            files={name: text.encode("utf-8", "surrogatepass") for name, text in contents.items()},
            main=start,
            kit=self.kit.name,
            profile=Profile.PROCESSES if _STARTS_PROCESSES.search(trial.code) else Profile.THREADS,
            limits=self._limits,
            hash_seed=seed,
        )


def _is_lasting(found: Raw) -> bool:
    """Whether it would come to the same another time: not where the sandbox broke, or only the time was short."""
    if found["status"] == Status.TIMEOUT:
        return any(record["kind"] in {"outside", "binds"} for record in found["told"])
    return bool(found["status"] != Status.SANDBOX_ERROR)


_OF_PYTHON = ("_viva_probe.py", "_viva_watching.py", "_viva_serving.py", "_viva_testing.py")
_OF_SCRIPTS = ("_viva_script.cjs",)
_FILES: Final = {
    Language.PYTHON: ("main.py", _OF_PYTHON[0], _OF_PYTHON),
    Language.JAVASCRIPT: ("main.js", _OF_SCRIPTS[0], _OF_SCRIPTS),
    Language.TYPESCRIPT: ("main.js", _OF_SCRIPTS[0], _OF_SCRIPTS),
    Language.SQL: ("main.sql", "_viva_querying.py", ("_viva_querying.py",)),
}
"""Of each language: the file of the snippet, what is started, and all that belongs to it."""

_STARTS_PROCESSES = re.compile(
    r"\b(?:multiprocessing|ProcessPoolExecutor|subprocess|os\.(?:fork|system|popen|spawn\w+))\b"
)


@cache
def _probe() -> tuple[tuple[str, str], ...]:
    inside = files("viva.snippets.inside")
    names = {name for _main, _start, probe in _FILES.values() for name in probe}
    return tuple((name, (inside / name.removeprefix("_viva_")).read_text(encoding="utf-8")) for name in sorted(names))


@cache
def _probe_hash() -> str:
    return sha256(repr(_probe()).encode()).hexdigest()


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
            "typed": trial.language is Language.TYPESCRIPT,
            "beside": INSIDE,
        }
    )
