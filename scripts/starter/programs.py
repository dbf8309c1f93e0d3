"""The programs of pages, run in the sandbox: claimed outputs, solutions that pass, and those that must fail."""

import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scripts.starter.written import LANGUAGES, RUN, Fence, Written
from viva.bank.tasks import read_tests
from viva.sandbox.grading import Asker, Outcome, grade_function
from viva.sandbox.model import DEFAULT_KIT, Limits, Profile, Program, Status

_VERSION: Final = "1"
"""Of how programs are run here: another one forgets all results."""

_TASK_KIT: Final = "stock"
_LIMITS: Final = Limits(timeout=20.0)
_ERROR = re.compile(
    r"(?:Uncaught )?[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Group|Iteration)\b.*|Error .*"
)

Ran = dict[str, Any]
Piece = tuple[str, Callable[[], Ran]]
"""The key of a result, and how to get it."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Results by key, each in a file of its own, so that several may check at once."""

    folder: Path

    def find(self, key: str) -> Ran | None:
        """What is known; a file that was torn by a crash is not known."""
        try:
            found: Ran = json.loads((self.folder / key[:2] / key[2:]).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def keep(self, key: str, ran: Ran) -> None:
        """Remember: written aside and then named, so that nobody reads half of it."""
        place = self.folder / key[:2] / key[2:]
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f"{place.name}.{os.getpid()}")
        aside.write_text(json.dumps(ran), encoding="utf-8")
        aside.replace(place)


class Programs:
    """Runs what pages hold, several at a time, and each only once."""

    def __init__(self, sandbox: Asker, memory: Memory) -> None:
        self._sandbox = sandbox
        self._memory = memory
        self._known: dict[str, Ran] = {}
        self.ran = 0
        """How many were not known."""

    def check(self, pages: Sequence[Written]) -> None:
        """Run everything, and tell each page what is wrong with it."""
        self._learn(dict(piece for page in pages if page.page for piece in self._pieces(page)))
        for page in pages:
            if page.page:
                self._check_outputs(page)
                self._check_task(page)

    def _learn(self, pieces: dict[str, Callable[[], Ran]]) -> None:
        missing = {}
        for key, get in pieces.items():
            known = self._memory.find(key)
            if known is None:
                missing[key] = get
            else:
                self._known[key] = known
        if not missing:
            return
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            begun = {pool.submit(get): key for key, get in missing.items()}
            for done, future in enumerate(as_completed(begun), 1):
                ran, key = future.result(), begun[future]
                self._known[key] = ran
                if ran["status"] in {Status.EXIT, "graded"}:
                    self._memory.keep(key, ran)
                _progress(done, len(missing))
        self.ran += len(missing)

    def _pieces(self, page: Written) -> Iterator[Piece]:
        for fence, _claim in page.programs():
            yield self._output(page, fence)
        task = page.content.task
        if task is not None and task.tests:
            for code in (task.solution, *(wrong.code for wrong in task.wrong)):
                yield self._grade(code, task.tests)

    def _output(self, page: Written, fence: Fence) -> Piece:
        """Each language has a hash seed of its own: a program that prints sets is found out by its twin."""
        main = RUN[fence.info.lower()]
        seed = LANGUAGES.index(page.language) if page.language in LANGUAGES else 0
        kit = self._sandbox.kit(DEFAULT_KIT)

        def get() -> Ran:
            program = Program(
                files={main: fence.text.encode()},
                main=main,
                kit=kit.name,
                profile=Profile.PROCESSES,
                limits=_LIMITS,
                hash_seed=seed,
            )
            result = self._sandbox.run(program)
            out, err = (stream.decode("utf-8", "replace") for stream in (result.stdout, result.stderr))
            return {"status": result.status, "exit": result.exit_code, "out": out, "err": err, "why": result.reason}

        return _key("output", kit.hash, main, fence.text, str(seed)), get

    def _grade(self, code: str, tests: str) -> Piece:
        kit = self._sandbox.kit(_TASK_KIT)

        def get() -> Ran:
            read = read_tests(tests)
            program = Program(files={"main.py": code.encode()}, kit=kit.name, limits=_LIMITS)
            grade = grade_function(self._sandbox, program, read.function, read.cases)
            shown = [[case.outcome, case.given] for case in grade.cases]
            err = "".join(result.stderr.decode("utf-8", "replace") for result in grade.results)
            return {"status": "graded", "passed": grade.passed, "cases": shown, "err": err}

        return _key("grade", kit.hash, code, tests), get

    def _check_outputs(self, page: Written) -> None:
        predicts = page.predicts
        for fence, claim in page.programs():
            said = predicts[1] if predicts and predicts[0] is fence else claim
            ran = self._known[self._output(page, fence)[0]]
            if ran["status"] != Status.EXIT:
                page.complain(fence.line, f"the program does not end by itself: {ran['status']} {ran['why']}".rstrip())
                continue
            seen = _printed(ran)
            if said is not None:
                if _plain(said.text) != _plain(seen):
                    page.complain(
                        said.line, f"the program in line {fence.line} prints something else:\n{_quoted(seen)}"
                    )
            elif ran["exit"]:
                told = "the program fails, and no `~~~output` below it says so"
                page.complain(fence.line, f"{told}:\n{_quoted(seen)}")
            elif seen.strip() and fence.section != "prompt":
                page.complain(fence.line, f"no `~~~output` below the program says what it prints:\n{_quoted(seen)}")

    def _check_task(self, page: Written) -> None:
        task = page.content.task
        if task is None or not task.tests:
            return
        at = page.heading("task")
        tests = read_tests(task.tests)
        solved = self._known[self._grade(task.solution, task.tests)[0]]
        for test, (outcome, given) in zip(tests.lines, solved["cases"], strict=True):
            if outcome != Outcome.PASSED:
                told = f"the solution does not pass `{test.text}`: {outcome} {given}".rstrip()
                page.complain(page.line_with(test.text, otherwise=at), f"{told}{_why(solved)}")
        for wrong in task.wrong:
            ran = self._known[self._grade(wrong.code, task.tests)[0]]
            line = page.line_with(f"wrong: {wrong.label}", otherwise=at)
            if ran["passed"]:
                page.complain(line, "this solution passes all tests, but must fail: add the test that finds it out")
            elif all(outcome == Outcome.NO_ANSWER for outcome, _given in ran["cases"]):
                page.complain(line, f"this solution gives no answer at all: it must be wrong, not broken{_why(ran)}")


def _printed(ran: Ran) -> str:
    """What a program prints, and the last words of one that fails."""
    out = str(ran["out"])
    if not ran["exit"]:
        return out
    lines = [line.strip() for line in str(ran["err"]).splitlines() if line.strip()]
    errors = [line for line in lines if _ERROR.fullmatch(line)]
    last = (errors or lines or [f"exit code {ran['exit']}"])[-1]
    return f"{out.rstrip()}\n{last}" if out.strip() else last


def _plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _quoted(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.rstrip().split("\n")[:20])


def _why(ran: Ran) -> str:
    lines = str(ran["err"]).strip().splitlines()
    return f" ({lines[-1].strip()})" if lines else ""


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join((_VERSION, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        with suppress(OSError):
            print(f"\r{done} of {total} programs", end=end, file=sys.stderr, flush=True)


def some(pages: Iterable[Written]) -> bool:
    """Whether there is anything to run."""
    return any(page.page and (page.content.task or any(page.programs())) for page in pages)
