"""How long Viva takes until it answers: short commands, and the site until its address and its first page.

    python -m bench.startup [--runs N] [--questions N]

Peers are what any Python program pays before it does anything, and what the
standard library's parser adds to that. Runs take turns, so that a busy moment
of the machine meets all of them; processor time stands beside wall time, and is
what to compare on a busy machine.
"""

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.corpus import CHECKOUT
from bench.search import made_bank
from scripts.install import keep_compiled

RUNS = 15
QUESTIONS = 10_000

LIMITS = {"viva --version": 150, "viva search gil": 400, "serve: address told": 1000}
"""Milliseconds of wall time, in the middle of all runs, on a machine that does nothing else."""

ARGPARSE = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--version", action="version", version="0")
parser.parse_args(["--version"])
"""

_TICK = os.sysconf("SC_CLK_TCK")


class Taken(NamedTuple):
    """Milliseconds on the clock, and of a processor."""

    wall: float
    processor: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="in the bank (%(default)s)")
    options = parser.parse_args(arguments)
    viva = shutil.which("viva", path=str(Path(sys.executable).parent))
    if viva is None:
        print("viva is not installed beside this Python: run `make setup`")
        return 1
    keep_compiled(Path(sys.executable), CHECKOUT / "src")
    with TemporaryDirectory(prefix="viva-bench-") as name:
        bank = Path(name, "bank")
        made_bank(bank, options.questions).close()
        taken = in_turns(measures(viva, bank), options.runs)
    print(f"starting, {options.runs} runs each, a bank of {options.questions:,} questions; milliseconds, in the middle")
    kept = [told(name, times) for name, times in taken.items()]
    return int(not all(kept))


def measures(viva: str, bank: Path) -> dict[str, Callable[[], Mapping[str, Taken]]]:
    """What is measured, each giving one figure or several."""
    on_bank = [viva, "--data", str(bank)]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "argparse --version": [sys.executable, "-c", ARGPARSE],
        "viva --version": [viva, "--version"],
        "viva --help": [viva, "--help"],
        "viva list": [*on_bank, "list"],
        "viva search gil": [*on_bank, "search", "gil"],
        "viva import --dry-run": [*on_bank, "import", "--dry-run", str(CHECKOUT / "examples" / "notes")],
    }
    alone = {name: partial(of_command, name, command) for name, command in commands.items()}
    return {**alone, "serve": partial(of_site, [*on_bank, "serve", "--port", "0", "--no-browser"])}


def in_turns(measured: Mapping[str, Callable[[], Mapping[str, Taken]]], runs: int) -> dict[str, list[Taken]]:
    """All figures of all runs."""
    taken: dict[str, list[Taken]] = {}
    for _run in range(runs):
        for measure in measured.values():
            for name, figure in measure().items():
                taken.setdefault(name, []).append(figure)
    return taken


def told(name: str, times: Sequence[Taken]) -> bool:
    """Print a figure beside its limit, and tell whether it is kept."""
    wall, processor = (statistics.median(each) for each in zip(*times, strict=True))
    limit = LIMITS.get(name)
    verdict = "" if limit is None else f"   limit {limit}   {'kept' if wall <= limit else 'MISSED'}"
    least = min(times)
    print(
        f"  {name:<22} {wall:7.0f}   processor {processor:6.0f}"
        f"   fastest {least.wall:6.0f}, of processor {min(each.processor for each in times):6.0f}{verdict}",
        flush=True,
    )
    return limit is None or wall <= limit


def of_command(name: str, command: Sequence[str]) -> Mapping[str, Taken]:
    """What a command takes to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{name} ended with {process.returncode}")
    return {name: Taken(wall * 1000, (used.ru_utime + used.ru_stime) * 1000)}


def of_site(command: Sequence[str]) -> Mapping[str, Taken]:
    """What the site takes until its address is told, and until a browser that opens it has the first page."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            at_address = so_far(process.pid, began)
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            with opener.open(line[line.index("http") :].strip()) as page:
                page.read()
            at_page = so_far(process.pid, began)
        finally:
            process.send_signal(signal.SIGINT)
    return {"serve: address told": at_address, "serve: first page": at_page}


def so_far(pid: int, began: float) -> Taken:
    """What a process that goes on has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return Taken((time.perf_counter() - began) * 1000, (int(fields[11]) + int(fields[12])) / _TICK * 1000)


if __name__ == "__main__":
    sys.exit(main())
