"""Attack programs, and what each must not achieve.

An attack says in its second line how to judge it, `# CHECK:` and words: see
`tests/fixtures/attacks/README.md`. Nothing here ends a process: whatever is
left over fails the test, and goes with the keeper.
"""

import os
import socket
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from viva.sandbox.linux import memory
from viva.sandbox.model import Limits, Profile, Program, Result, Runner, Status

OWN = Path(__file__).resolve().parents[1] / "fixtures" / "attacks"

CANARY_FILE = Path("/tmp/viva-canary")  # noqa: S108 - a name that attacks know
CANARY_PORT, PROBED_PORT = 45871, 45872
CANARY_SOCKET = "\0viva-canary"
SECRET = "viva-canary-secret-5b1c"  # noqa: S105 - nobody's
EXPECTED = "VIVA-EXPECTED-7f3a"

LIMITS = Limits(timeout=5.0)
_FAST = 2.5
_SPARE = 2.0
_GRACE = 3.0

PLAIN = Program(files={"main.py": b'print("ok")'}, kit="stock")


@dataclass(frozen=True, slots=True)
class Attack:
    """A program with the words that say how it is judged."""

    path: Path
    checks: frozenset[str]

    @property
    def source(self) -> bytes:
        return self.path.read_bytes()


def attacks(folder: Path) -> list[Attack]:
    """All programs of a folder, in order."""
    return [_read(path) for path in sorted(folder.glob("*.py"))]


def _read(path: Path) -> Attack:
    _purpose, checks = path.read_text(encoding="utf-8").splitlines()[:2]
    assert checks.startswith("# CHECK: "), path
    return Attack(path, frozenset(checks.removeprefix("# CHECK: ").split()))


def own_attack(name: str) -> Attack:
    return _read(OWN / f"{name}.py")


class Canaries:
    """What an attack must not reach."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self._ends: list[socket.socket] = []
        self._closed = threading.Event()
        self._threads: list[threading.Thread] = []

    def _listen(self, family: socket.AddressFamily, address: "str | tuple[str, int]", name: str) -> None:
        end = socket.socket(family, socket.SOCK_STREAM)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        end.bind(address)
        end.listen()
        end.settimeout(0.1)
        self._ends.append(end)

        def accept() -> None:
            while not self._closed.is_set():
                with suppress(TimeoutError):
                    end.accept()[0].close()
                    self.reached.append(name)

        self._threads.append(threading.Thread(target=accept))

    def probe(self) -> None:
        """Try to reach a port that the program may listen on."""
        while not self._closed.is_set():
            with suppress(OSError), socket.create_connection(("127.0.0.1", PROBED_PORT), 0.1):
                self.reached.append("probe-tcp-45872")
            time.sleep(0.05)

    @contextmanager
    def out(self) -> Generator[None]:
        """Put them out, and look at them at the end."""
        content = f"canary {SECRET} {os.getpid()}"
        self._threads.append(threading.Thread(target=self.probe))
        CANARY_FILE.write_text(content, encoding="utf-8")
        self._listen(socket.AF_INET, ("127.0.0.1", CANARY_PORT), "canary-tcp")
        self._listen(socket.AF_UNIX, CANARY_SOCKET, "canary-abstract")
        for thread in self._threads:
            thread.start()
        try:
            yield
            if CANARY_FILE.read_text(encoding="utf-8") != content:
                self.reached.append("canary-file")
        finally:
            self._closed.set()
            for thread in self._threads:
                thread.join()
            for end in self._ends:
                end.close()
            CANARY_FILE.unlink(missing_ok=True)


class Census(threading.Thread):
    """Counts the processes below us while an attack runs."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.is_set():
            self.most = max(self.most, len(below()))
            time.sleep(0.05)

    def close(self) -> None:
        self._over.set()
        self.join()


def below() -> set[int]:
    """The processes that descend from this one."""
    return set(memory.descent(os.getpid())) - {os.getpid()}


def failures(attack: Attack, runner: Runner, profile: Profile) -> list[str]:
    """Run an attack, and tell what it achieved."""
    runner.run(PLAIN)  # its keeper is up from here on
    before = keepers(runner)
    left_over(before)
    canaries, census = Canaries(), Census()
    program = Program(files={"main.py": attack.source}, kit="stock", profile=profile, limits=LIMITS)
    census.start()
    with canaries.out():
        began = time.monotonic()
        results = [runner.run(program) for _each in range(2 if "twice" in attack.checks else 1)]
        took = time.monotonic() - began
    census.close()
    found = list(canaries.reached)
    for result in results:
        found += _judged(attack, result)
    if took > len(results) * (LIMITS.timeout + _SPARE):
        found.append(f"it took {took:.1f} s")
    if "fast" in attack.checks and took > _FAST:
        found.append(f"it is not fast: {took:.1f} s")
    found += _counted(attack, census.most - len(before))
    if "twice-differs" in attack.checks and _under_seed(attack, runner, profile, 1) == results[-1].stdout:
        found.append("twice-differs")
    left = left_over(before)
    if left:
        found.append(f"{len(left)} processes are left")
    after = runner.run(PLAIN)
    if (after.status, after.stdout) != (Status.EXIT, b"ok\n"):
        found.append(f"nothing runs after it: {after}")
    return found


def keepers(runner: Runner) -> set[int]:
    """The processes that stay while a runner is open: the keeper, and who guards it."""
    office = getattr(runner, "_office", None)
    if office is None:
        return set()
    guard = office._process.pid
    return {guard, *memory.children(guard)}


def left_over(known: set[int]) -> set[int]:
    """The processes below us that were not known, and do not go within the time that they have for it."""
    end = time.monotonic() + _GRACE
    while (left := below() - known) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def _judged(attack: Attack, result: Result) -> Iterator[str]:
    text = (result.stdout + b"\n" + result.stderr).decode("utf-8", "replace")
    if result.status is Status.SANDBOX_ERROR:
        yield f"sandbox-error: {result.reason}"
    yield from (line for line in text.splitlines() if line.startswith("ESCAPED"))
    if SECRET in text:
        yield "it knows the secret"
    if EXPECTED in text and EXPECTED.encode() not in attack.source:
        yield "it knows what is expected"
    statuses = {"timeout": Status.TIMEOUT, "output": Status.OUTPUT_LIMIT, "status-exit": Status.EXIT}
    for check in attack.checks & statuses.keys():
        if result.status is not statuses[check]:
            yield f"{check}: {result.status}"
    for check in attack.checks:
        word, sign, number = check.partition("<=") if "<=" in check else check.partition("=")
        if (word, sign) == ("mem", "<=") and result.peak_mb > int(number):
            yield f"it held {result.peak_mb} MB"
        if (word, sign) == ("rc", "=") and int(number) not in {result.exit_code, result.signal, -(result.signal or 0)}:
            yield f"{check}: {result.status} {result.exit_code} {result.signal}"
    if "expect-mismatch" in attack.checks and result.status is Status.EXIT and result.stdout.strip() == b"42":
        yield "it looks like what was expected"


def _counted(attack: Attack, most: int) -> Iterator[str]:
    for check in attack.checks:
        word, _sign, number = check.partition("<=")
        if word == "pids" and most > int(number):
            yield f"there were {most} processes"


def _under_seed(attack: Attack, runner: Runner, profile: Profile, seed: int) -> bytes:
    files = {"main.py": attack.source}
    return runner.run(Program(files=files, kit="stock", profile=profile, limits=LIMITS, hash_seed=seed)).stdout
