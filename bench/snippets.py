"""How many labelled snippets get the right verdict, by the full kit and by the standard library alone.

    python -m bench.snippets [--strict] [--details] [--kit KIT ...]

Reads the labelled notes in the folder VIVA_SHARED (default: `shared` beside the checkout), and our own in
`tests/fixtures/snippets`. Every snippet is run in the sandbox.
"""

import argparse
import json
import os
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bench.corpus import shared_folder
from viva.notes.model import Note
from viva.notes.understand import understand
from viva.sandbox.opening import open_runner
from viva.settings import Settings
from viva.snippets.cases import cases_in
from viva.snippets.checking import Checker

FIXTURES: Final = Path(__file__).parents[1] / "tests" / "fixtures" / "snippets"
LIMITS: Final = {
    ("all", "verdict"): 95.0,
    ("stock", "verdict"): 97.0,
    ("all", "documented"): 95.0,
    ("stock", "documented"): 95.0,
    ("all", "language"): 98.0,
    ("stock", "language"): 98.0,
}


class Label(NamedTuple):
    """What a person says of a snippet."""

    verdict: str
    documented: str | None
    lang: str | None


class Labelled(NamedTuple):
    """A note with a label for each of its snippets, in order."""

    note: Note
    labels: Sequence[Label]


def seeds(shared: Path, kit: str) -> Iterator[Labelled]:
    """The labelled notes of the shared folder."""
    name = "verdict_stock" if kit == "stock" else "verdict"
    for path in sorted((shared / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        note = understand(truth["source"], (shared / "seeds" / truth["source"]).read_bytes())
        blocks = sorted(truth["code_blocks"], key=lambda block: block["lines"])
        labels = [Label(block[name], block["documented_output"], block["lang"]) for block in blocks]
        yield Labelled(note, labels)


def fixtures(kit: str) -> Iterator[Labelled]:
    """Our own labelled notes."""
    for path in sorted(FIXTURES.glob("*.toml")):
        (source,) = (other for other in FIXTURES.glob(f"{path.stem}.*") if other != path)
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        name = "stock" if kit == "stock" else "verdict"
        labels = [
            Label(block.get(name, block["verdict"]), _documented(block, kit), block.get("lang"))
            for block in table["block"]
        ]
        yield Labelled(understand(source.name, source.read_bytes()), labels)


def _documented(block: Mapping[str, str], kit: str) -> str | None:
    """What it claims; comments that are claims only if what runs speaks for them are none where it does not run."""
    return (
        block.get("stock_documented", block.get("documented")) if kit == "stock" else block.get("documented")
    ) or None


class Score(NamedTuple):
    """How many are right, of how many."""

    right: int
    all: int

    @property
    def percent(self) -> float:
        return 100 * self.right / self.all if self.all else 100.0


def measure(checker: Checker, notes: Iterator[Labelled], *, details: bool) -> dict[str, Score]:
    """Judge all notes, and compare with their labels."""
    right = dict.fromkeys(("verdict", "documented", "invented", "language"), 0)
    count, claimed, named = 0, 0, 0
    for note, labels in notes:
        for (case, checked), label in zip(checker.check(cases_in(note)), labels, strict=True):
            same = checked.documented == label.documented
            count += 1
            claimed += label.documented is not None
            named += label.lang is not None
            right["verdict"] += checked.verdict.value == label.verdict
            right["documented"] += same and label.documented is not None
            right["invented"] += checked.documented is not None and label.documented is None
            right["language"] += checked.lang == label.lang
            if details and (checked.verdict.value != label.verdict or not same):
                print(
                    f"    {note.source}:{case.span.first}  {checked.verdict.value} for {label.verdict},"
                    f" {checked.documented!r} for {label.documented!r}  ({checked.reason})"
                )
    return {
        "verdict": Score(right["verdict"], count),
        "documented": Score(right["documented"], claimed),
        "documented, none invented": Score(count - claimed - right["invented"], count - claimed),
        "language": Score(right["language"], named),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each figure beside its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--details", action="store_true", help="show each that is wrong")
    parser.add_argument("--kit", action="append", choices=("all", "stock"), help="only this kit")
    options = parser.parse_args(arguments)
    shared = shared_folder()
    missed = False
    settings = Settings.read(os.environ)
    with open_runner(settings.kits, reduced=settings.reduced_sandbox) as runner:
        for kit in options.kit or ("stock", "all"):
            sets = [("our own", fixtures(kit))]
            if shared is not None:
                sets.append(("seeds", seeds(shared, kit)))
            for title, notes in sets:
                began = time.perf_counter()
                scores = measure(Checker(runner, kit), notes, details=options.details)
                seconds = time.perf_counter() - began
                print(f"{title}, kit {kit}: {scores['verdict'].all} snippets in {seconds:.1f} s")
                for name, score in scores.items():
                    limit = LIMITS.get((kit, name))
                    below = limit is not None and score.percent < limit
                    missed |= below
                    told = f"  >= {limit:.0f}  {'MISSED' if below else 'kept'}" if limit else ""
                    print(f"  {name:<28}{score.right:4} of {score.all:4}{score.percent:8.1f} %{told}")
    if shared is None:
        print("No labelled notes: set VIVA_SHARED.", file=sys.stderr)
    return int(options.strict and missed)


if __name__ == "__main__":
    sys.exit(main())
