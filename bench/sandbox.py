"""Figures of the sandbox: a note of 500 small snippets, how long one waits, memory, and attacks contained.

python -m bench.sandbox [--strict] [--without-attacks]

The peer is one plain `python -S` process for each snippet, of the same interpreter, one after the other like
ours. Ways take turns, so that a busy moment of the machine meets all of them.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.required import shared_folder
from tests.sandbox.attacks import OWN, SECRET, attacks, failures
from viva.kernel.errors import VivaError
from viva.sandbox.kits import interpreter
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.linux.runner import LinuxRunner
from viva.sandbox.model import OwnNote, Profile, Program, Runner
from viva.settings import Settings

SNIPPETS = 500
ROUNDS = 5
SNIPPET = """
def multiples(x):
    return [x * i for i in range(5)]

print(multiples(NUMBER))
"""
FORK_SERVER, ONE_SHOT = 3.0, 0.3
"""Times as quick as a plain process for each snippet."""
REST = 0.1


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 when a limit is missed and that matters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--without-attacks", action="store_true", help="leave out the attacks, which take minutes")
    options = parser.parse_args(arguments)
    kits = Settings.read(os.environ).kits
    Shelf(kits).build("stock")
    missed = figures(kits)
    if not options.without_attacks:
        missed |= contained(kits)
    return int(options.strict and missed)


def snippets() -> list[bytes]:
    """Small programs, no two alike."""
    return [SNIPPET.replace("NUMBER", str(number)).encode() for number in range(SNIPPETS)]


def figures(kits: Path) -> bool:
    """How quick each way is, beside plain processes."""
    with LinuxRunner(Shelf(kits), at_once=1) as alone, LinuxRunner(Shelf(kits), at_once=1, pool=2) as pooled:
        with alone.own_note(OwnNote(owner="bench", note="500.md")) as note:
            ways: dict[str, Callable[[list[bytes]], None]] = {
                "plain python -S": plainly,
                "fork server": lambda sources: run(note, sources),
                "one-shot": lambda sources: run(alone, sources),
            }
            taken = in_turns(ways, snippets())
        waited, peaks = waiting(pooled)
    plain = taken["plain python -S"]
    print(f"{SNIPPETS} snippets, one after the other, in {ROUNDS} rounds")
    print(f"  {'plain python -S':<18} {SNIPPETS / plain:7.0f} per second")
    missed = False
    for name, limit in (("fork server", FORK_SERVER), ("one-shot", ONE_SHOT)):
        ratio = plain / taken[name]
        missed |= ratio < limit
        print(f"  {name:<18} {SNIPPETS / taken[name]:7.0f} per second   {ratio:5.2f} times plain   limit {limit}")
    quantiles = statistics.quantiles(waited, n=20)
    print(
        f"from asked to answered by one that waits: p50 {statistics.median(waited):.1f} ms, p95 {quantiles[-1]:.1f} ms"
    )
    print(f"memory of a run: p50 {statistics.median(peaks):.1f} MB, most {max(peaks):.1f} MB")
    return missed


def in_turns(ways: dict[str, Callable[[list[bytes]], None]], sources: list[bytes]) -> dict[str, float]:
    """Seconds that each way takes for all; in each round each gets its share."""
    taken = dict.fromkeys(ways, 0.0)
    share = len(sources) // ROUNDS
    for way in ways.values():
        way(sources[:2])  # what is started once is there from here on
    for turn in range(ROUNDS):
        for name, way in ways.items():
            begin = time.perf_counter()
            way(sources[turn * share : (turn + 1) * share])
            taken[name] += time.perf_counter() - begin
    return taken


def plainly(sources: list[bytes]) -> None:
    """One process for each, as bare as can be."""
    python = str(interpreter.executable())
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate(sources):
            file = Path(folder) / f"{number}.py"
            file.write_bytes(source)
            subprocess.run([python, "-S", str(file)], capture_output=True, check=True)


def run(runner: Runner, sources: list[bytes]) -> None:
    """Each as a program of its own."""
    for source in sources:
        result = runner.run(program(source))
        if not result.ended_well:
            raise SystemExit(f"a snippet did not run: {result}")


def program(source: bytes) -> Program:
    """A snippet with the standard library."""
    return Program(files={"main.py": source}, kit="stock")


def waiting(runner: Runner) -> tuple[list[float], list[float]]:
    """Milliseconds until the answer when a sandbox is ready, and the memory of each run."""
    waited, peaks = [], []
    runner.run(program(b""))
    for source in snippets()[:100]:
        time.sleep(REST)  # people do not ask without end; meanwhile the pool fills
        begin = time.perf_counter()
        peaks.append(runner.run(program(source)).peak_mb)
        waited.append(1000 * (time.perf_counter() - begin))
    return waited, peaks


def contained(kits: Path) -> bool:
    """How many attacks of all achieve nothing, in each profile."""
    os.environ["VIVA_CANARY_SECRET"] = SECRET
    shared = shared_folder()
    sets = {"ours": OWN, **({"theirs": shared / "attacks"} if shared else {})}
    missed = False
    with LinuxRunner(Shelf(kits)) as runner:
        for name, folder in sets.items():
            for profile in Profile:
                known = attacks(folder)
                out = {attack.path.stem for attack in known if failures(attack, runner, profile)}
                missed |= bool(out)
                held = f"{len(known) - len(out)} of {len(known)} contained"
                print(f"attacks, {name}, {profile}: {held} {' '.join(sorted(out))}")
    return missed


if __name__ == "__main__":
    try:
        sys.exit(main())
    except VivaError as failure:
        sys.exit(str(failure))
