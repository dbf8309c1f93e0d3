"""How well the rules that run code (C4) tell what is the matter, per rule.

    python -m bench.runs [--strict] [--details] [--write] [--data FOLDER]

On the labelled seeds a finding holds where its snippet is labelled so. The other notes of the optional shared folder
have no labels for code: what was found in them was looked at by hand, and stands below. What nobody has looked at
counts as an alarm. It takes ten minutes the first time; `--data` keeps what was run for the next. `--write` puts the
figures into the pages of the rules.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.required import shared_folder
from viva.checks.cache import Cache
from viva.checks.code.verdicts import RULES
from viva.checks.model import Found
from viva.checks.running import Running
from viva.checks.service import Checks, GivenNote
from viva.sandbox.opening import open_runner
from viva.settings import Settings

MEASURED: Final = Path(__file__).resolve().parents[1] / "src" / "viva" / "checks" / "rules" / "measured_runs.toml"
PRECISION: Final = 75.0
LABELS: Final = {"C401": "broken", "C402": "mismatch", "C403": "needs-package", "C404": "needs-service"}
NOTHING_TO_JUDGE: Final = frozenset({"C403", "C404"})
"""Rules that say what is missing, and nothing of the code: that is so wherever they say it."""

HOLDS: Final[Mapping[str, Mapping[str, frozenset[int]]]] = {
    "02": {"C401": frozenset({1620}), "C402": frozenset({291, 412, 433})},
    "06": {
        "C401": frozenset({1985, 3331, 5651, 6005, 6267, 6362, 6412, 6826, 7776, 8137, 9077, 11834}),
        "C402": frozenset({4311, 4722, 5122, 5977, 5988, 6957, 7022, 9029, 10129}),
    },
}
"""What was looked at and holds, in the other notes, by file, rule and line."""

ALARMS: Final = {
    ("02", 672, "C402"): "says behind an assignment what the next line prints",
    ("04", 2040, "C401"): "a quiz with four constructors to choose from",
    ("06", 995, "C401"): "a table of comparisons, of which two do not stand in a program one after the other",
    ("06", 1355, "C402"): "a remark behind the value",
    ("06", 1356, "C402"): "as the line before",
    ("06", 3304, "C401"): "the syntax of a pattern with its parts named",
    ("06", 3712, "C401"): "shows what a missing semicolon does, and says so two blocks later",
    ("06", 5721, "C402"): "tells the time zone of its author",
    ("06", 6894, "C401"): "a drawing",
    ("06", 7807, "C401"): "wants a library that it names in words",
    ("06", 8801, "C402"): "tells how it was before ES2022",
    ("06", 11726, "C401"): "shows an error that the sentence above names",
}
"""What was looked at and does not hold, and why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 when the limit is missed and that matters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when the limit is missed")
    parser.add_argument("--details", action="store_true", help="show each alarm")
    parser.add_argument("--write", action="store_true", help="keep the figures for the pages of the rules")
    parser.add_argument("--data", type=Path, help="folder that remembers what was run")
    options = parser.parse_args(arguments)
    shared = shared_folder()
    if shared is None:
        print("no folder with labelled notes: set VIVA_SHARED")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = dict(found_in(shared, options.data or Path(folder)))
    sets = {"seeds": judge_seeds(shared, found), "other notes": judge_others(found)}
    for name, judged in sets.items():
        for code in sorted(RULES):
            print(f"{name:<12} {code}  {judged[code, True]:4} hold {judged[code, False]:4} do not")
    hold = sum(count for judged in sets.values() for (_code, holds), count in judged.items() if holds)
    total = sum(judged.total() for judged in sets.values())
    precision = 100 * hold / max(total, 1)
    print(f"findings that hold  {hold} of {total} = {precision:.1f} %   limit {PRECISION:.0f}")
    if options.details:
        for (name, line, code), why in ALARMS.items():
            print(f"alarm  {name}:{line} {code} {why}")
    if options.write:
        MEASURED.write_text("\n".join(tables(sets)) + "\n", encoding="utf-8")
        print(f"written: {MEASURED.name}; now run scripts/rules.py")
    return int(options.strict and precision < PRECISION)


def found_in(shared: Path, data: Path) -> Iterator[tuple[str, list[Found]]]:
    """What running the code of each note finds, by the first word of the name of its file."""
    settings = Settings.read(os.environ)
    files = [*sorted((shared / "seeds").glob("*.txt")), *sorted((shared / "notes" / "raw").glob("0*"))]
    with open_runner(settings.kits, reduced=settings.reduced_sandbox) as runner:
        checks = Checks(Cache(data), running=Running(runner, Cache(data)))
        for file in files:
            yield file.name.partition("_")[0], checks.check([GivenNote(file.name, file.read_bytes())], RULES).found


def judge_seeds(shared: Path, found: Mapping[str, Sequence[Found]]) -> Counter[tuple[str, bool]]:
    """Compare what is found in the seeds with the labels of their snippets."""
    judged: Counter[tuple[str, bool]] = Counter()
    for truth in sorted((shared / "truth").glob("00?.json")):
        blocks = json.loads(truth.read_text(encoding="utf-8"))["code_blocks"]
        for _path, one in found[truth.stem]:
            of = next((block for block in blocks if block["lines"][0] <= one.line <= block["lines"][1]), None)
            wanted = LABELS.get(one.code)
            holds = of is not None and (of["verdict"] == wanted if wanted else bool(of["deprecated"]))
            judged[one.code, holds] += 1
    return judged


def judge_others(found: Mapping[str, Sequence[Found]]) -> Counter[tuple[str, bool]]:
    """Compare what is found in the other notes with what was seen when somebody looked at it."""
    judged: Counter[tuple[str, bool]] = Counter()
    for name, those in found.items():
        for _path, one in those if len(name) == len("00") else ():
            holds = one.code in NOTHING_TO_JUDGE or one.line in HOLDS.get(name, {}).get(one.code, ())
            judged[one.code, holds] += 1
            if not holds and (name, one.line, one.code) not in ALARMS:
                print(f"nobody looked at  {name}:{one.line} {one.code} {dict(one.values)}")
    return judged


def tables(sets: Mapping[str, Counter[tuple[str, bool]]]) -> Iterator[str]:
    """The figures as the pages of the rules take them."""
    yield "# Written by `python -m bench.runs --write`: findings that hold, and those that do not."
    for code in sorted(RULES):
        yield ""
        yield f"[{code}]"
        for name, judged in sets.items():
            yield f'"{name}" = [{judged[code, True]}, {judged[code, False]}]'


if __name__ == "__main__":
    sys.exit(main())
