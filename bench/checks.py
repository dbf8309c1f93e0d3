"""How well `viva check` tells statements that do not hold, per rule, and how long it takes.

    python -m bench.checks [--strict] [--details] [--write]

Rules about facts are judged on the labelled seeds and on the other notes of the optional shared folder: a finding
on a line that is labelled wrong, or on the one beside it, is a hit; any other is an alarm, unless it stands in
`FAULTY` with the reason why the statement does not hold. `--write` puts the figures into the pages of the rules.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.required import shared_folder
from viva.checks.cache import Cache
from viva.checks.model import Family, Found
from viva.checks.rulebook import rules_of
from viva.checks.service import Checks, GivenNote

MEASURED: Final = Path(__file__).resolve().parents[1] / "src" / "viva" / "checks" / "rules" / "measured.toml"
SHARE, PRECISION, ALARMS = 50.0, 95.0, 29
RUNS: Final = 10
BESIDE: Final = 1  # lines a finding may be off

FAULTY: Final = {
    (
        "000",
        53,
        "F202",
    ): "says the same as line 30, which is labelled: the last reference frees an object, no collector",
    ("01", 1426, "F101"): "holds for the default build only, as in the seeds",
    ("01", 1491, "F108"): "async makes a coroutine function, as in the seeds",
    ("02", 644, "F403"): "wrapper without parameters, as in the seeds",
}
"""Statements that no label names and that do not hold either: file, line, rule, and why."""


class Judged(NamedTuple):
    """The findings of one set of notes: hits and alarms by rule, and which labels were met."""

    hits: Counter[str]
    alarms: list[Found]
    met: int
    labels: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--details", action="store_true", help="show each alarm, and each statement that was not found")
    parser.add_argument("--write", action="store_true", help="keep the figures for the pages of the rules")
    options = parser.parse_args(arguments)
    shared = shared_folder()
    if shared is None:
        print("no folder with labelled notes: set VIVA_SHARED")
        return 0
    seeds, others = judge_seeds(shared, details=options.details), judge_others(shared)
    print_rules(seeds, others)
    missed = print_totals(seeds, others, details=options.details)
    print_times(sorted((shared / "seeds").glob("*.txt")))
    if options.write:
        write(seeds, others)
    return int(options.strict and missed)


def facts_in(file: Path, name: str) -> list[Found]:
    """What the rules about facts find in a file."""
    note = GivenNote(name, file.read_bytes())
    return Checks(Cache(None)).check([note], set(rules_of(Family.FACT))).found


def judge_seeds(shared: Path, *, details: bool) -> Judged:
    """Compare what is found in the seeds with their labels."""
    hits: Counter[str] = Counter()
    alarms: list[Found] = []
    met = labels = 0
    for truth in sorted((shared / "truth").glob("00?.json")):
        claims = json.loads(truth.read_text(encoding="utf-8")).get("claims", [])
        (file,) = (shared / "seeds").glob(f"{truth.stem}_*")
        seen: set[int] = set()
        for one in facts_in(file, truth.stem + file.suffix):
            near = [
                index
                for index, claim in enumerate(claims)
                for line in (claim["line"], *claim["also_lines"])
                if abs(line - one.finding.line) <= BESIDE
            ]
            seen.update(near)
            if near or (truth.stem, one.finding.line, one.finding.code) in FAULTY:
                hits[one.finding.code] += 1
            else:
                alarms.append(one)
        met, labels = met + len(seen), labels + len(claims)
        if details:
            for index, claim in enumerate(claims):
                if index not in seen:
                    print(f"not found  {truth.stem}:{claim['line']} {claim['quote'][:90]}")
    return Judged(hits, alarms, met, labels)


def judge_others(shared: Path) -> Judged:
    """Whatever is found in the other notes is an alarm, unless it was looked at and holds."""
    hits: Counter[str] = Counter()
    alarms: list[Found] = []
    for file in sorted((shared / "notes" / "raw").glob("0*")):
        name = file.name[:2]
        for one in facts_in(file, name + file.suffix):
            if (name, one.finding.line, one.finding.code) in FAULTY:
                hits[one.finding.code] += 1
            else:
                alarms.append(one)
    return Judged(hits, alarms, 0, 0)


def print_rules(seeds: Judged, others: Judged) -> None:
    """One row for each rule that found anything."""
    wrong = {name: Counter(one.finding.code for one in judged.alarms) for name, judged in (("s", seeds), ("o", others))}
    rules = rules_of(Family.FACT)
    print(f"{'':<42} seeds: hits alarms   other notes: hold alarms")
    for code, rule in rules.items():
        row = (seeds.hits[code], wrong["s"][code], others.hits[code], wrong["o"][code])
        if any(row):
            print(f"{code} {rule.name:<38} {row[0]:>10} {row[1]:>6} {row[2]:>18} {row[3]:>6}")
    quiet = [
        code for code in rules if not (seeds.hits[code] or wrong["s"][code] or others.hits[code] or wrong["o"][code])
    ]
    print(f"silent on all of these notes: {len(quiet)} of {len(rules)} rules")


def print_totals(seeds: Judged, others: Judged, *, details: bool) -> bool:
    """The totals beside their limits; tells whether one is missed."""
    hits, alarms = seeds.hits.total(), len(seeds.alarms)
    share, precision = 100 * seeds.met / seeds.labels, 100 * hits / max(hits + alarms, 1)
    print(f"statements found       {seeds.met} of {seeds.labels} = {share:.1f} %   limit {SHARE:.0f}")
    print(f"findings that hold     {hits} of {hits + alarms} = {precision:.1f} %   limit {PRECISION:.0f}")
    print(f"  of them shown faulty beyond the labels: {sum(1 for name, *_ in FAULTY if len(name) == len('000'))}")
    print(f"alarms in other notes  {len(others.alarms)}   limit {ALARMS}")
    if details:
        for one in (*seeds.alarms, *others.alarms):
            print(f"alarm  {one.path}:{one.finding.line} {one.finding.code} {one.finding.values}")
    return share < SHARE or precision < PRECISION or len(others.alarms) > ALARMS


def print_times(seeds: Sequence[Path]) -> None:
    """`viva check` on the seeds, cold and warm, beside what starting ruff takes."""
    programs = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        check = [str(programs / "viva"), "--data", folder, "check", *map(str, seeds)]
        taken: defaultdict[str, list[float]] = defaultdict(list)
        for run in range(RUNS):
            taken["viva check, cold"].append(seconds([*check, "--no-cache"]))
            if not run:
                seconds(check)
            taken["viva check, warm"].append(seconds(check))
            taken["ruff --version"].append(seconds([str(programs / "ruff"), "--version"]))
    for name, times in taken.items():
        print(f"{name:<18} median {statistics.median(times) * 1000:7.0f} ms   fastest {min(times) * 1000:7.0f} ms")


def seconds(command: Sequence[str]) -> float:
    """How long a command takes, whatever it finds."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def write(seeds: Judged, others: Judged) -> None:
    """Put the figures where the pages of the rules take them from."""
    MEASURED.write_text("\n".join(_tables(seeds, others)) + "\n", encoding="utf-8")
    print(f"written: {MEASURED.name}; now run scripts/rules.py")


def _tables(seeds: Judged, others: Judged) -> Iterator[str]:
    yield "# Written by `python -m bench.checks --write`: findings that hold, and those that do not."
    for code in rules_of(Family.FACT):
        yield ""
        yield f"[{code}]"
        for name, judged in (("seeds", seeds), ("other notes", others)):
            wrong = sum(1 for one in judged.alarms if one.finding.code == code)
            yield f'"{name}" = [{judged.hits[code]}, {wrong}]'


if __name__ == "__main__":
    sys.exit(main())
