"""How well notes are understood: on our own labelled notes, and on the optional shared ones.

    python -m bench.quality [--strict] [--details NAME]

Every figure stands beside the limit it has to reach; with --strict a missed limit is exit code 1.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bench.score_notes import Judgement, Labels, Tally, judge, load
from bench.seed_truth import judge_seeds
from viva.notes.model import Draft, Kind, Note, Reason, Span
from viva.notes.understand import understand

CHECKOUT = Path(__file__).resolve().parents[1]
FIXTURES = CHECKOUT / "tests" / "fixtures" / "notes"
SECOND = CHECKOUT / "tests" / "fixtures" / "second"
THIRD = CHECKOUT / "tests" / "fixtures" / "third"

COLUMNS = (
    "answered", "spans", "mcq kind", "mcq options", "mcq correct", "left out",
    "number", "level", "status", "section", "language", "repaired",
)  # fmt: skip

SCORED = {"f1": 95.0, "answered": 97.0, "spans": 92.0, "mcq_kind": 95.0, "mcq_options": 95.0, "mcq_correct": 95.0}
LINES_WRONGLY_TAKEN = 2.0

SEEDS = {
    "level": 98.0,
    "level invented": 99.0,
    "number": 98.0,
    "number invented": 99.0,
    "status": 98.0,
    "status invented": 99.0,
    "section": 98.0,
    "language": 99.0,
    "repaired": 100.0,
    "same, one language: precision": 90.0,
    "same, one language: recall": 85.0,
    "same, two languages: precision": 90.0,
    "same, two languages: recall": 70.0,
    "repeated block": 100.0,
}

# Counted by hand once, with the converters that could be installed then.
PEER = (
    "For comparison: the best installable Markdown-to-cards converter makes 122 sensible cards of 349 from the seeds."
)


class Figure(NamedTuple):
    """A percentage beside the one it has to reach."""

    what: str
    reached: float | None
    limit: float
    at_most: bool = False

    @property
    def missed(self) -> bool:
        if self.reached is None:
            return True
        return self.reached > self.limit if self.at_most else self.reached < self.limit

    def __str__(self) -> str:
        sign = "<=" if self.at_most else ">="
        return f"  {self.what:<34}{percent(self.reached)}  {sign} {self.limit:g}{'  MISSED' if self.missed else ''}"


def percent(share: float | None) -> str:
    """A percentage in six places, or a dash where nothing was judged."""
    return f"{'-':>6}" if share is None else f"{share:6.1f}"


def share(tally: Tally, name: str) -> float | None:
    rate = tally.rate(name)
    return None if rate is None else 100 * rate


def judged(labels: Labels) -> list[Judgement]:
    """What is right and wrong about our reading of one labelled note."""
    return list(judge(labels, understand(labels.path.name, labels.path.read_bytes())))


def show_labelled(title: str, notes: Sequence[Labels], *, each: bool) -> None:
    """A row for every format and one for all, and one for `each` note if asked to."""
    print(f"{title:<34}{'items':>6}{'F1':>6}" + "".join(f"{name[-8:]:>9}" for name in COLUMNS))
    total = Tally.of(())
    for group in dict.fromkeys(labels.group for labels in notes):
        tallies = {labels.path.name: Tally.of(judged(labels)) for labels in notes if labels.group == group}
        for name, tally in tallies.items() if each else ():
            print(row(f"  {name}", tally))
        together = sum(tallies.values(), Tally.of(()))
        print(row(group.upper(), together))
        total += together
    print(row("ALL", total))
    naive = (Tally.of(judge(labels, naively(labels))) for labels in notes)
    print(row("every heading or line ending in ?", sum(naive, Tally.of(()))))


def naively(labels: Labels) -> Note:
    """The peer: every heading and every line that ends in a question mark asks, up to the next one."""
    asking = [
        number
        for number, line in enumerate(labels.lines, start=1)
        if line.lstrip().startswith("#") or line.rstrip("*_` ").endswith(("?", "？"))
    ]
    drafts = []
    for number, following in pairwise([*asking, len(labels.lines) + 1]):
        filled = [n for n in range(number + 1, following) if labels.lines[n - 1].strip()]
        drafts.append(
            Draft(
                source=labels.path.name,
                line=number,
                prompt=labels.lines[number - 1].strip("#*_-+ 0123456789.)"),
                kind=Kind.QUESTION,
                reason=Reason("heading or question mark"),
                prompt_span=Span(number, number),
                answer_span=Span(filled[0], filled[-1]) if filled else None,
                answered=bool(filled),
            )
        )
    note = understand(labels.path.name, labels.path.read_bytes())
    return replace(note, drafts=drafts)


def row(name: str, tally: Tally) -> str:
    cells = "".join(f"{percent(share(tally, column)):>9}" for column in COLUMNS)
    return f"{name[:33]:<34}{tally.judged['recall']:>6}{100 * tally.f1:6.1f}{cells}"


def show_details(labels: Labels) -> None:
    """Every wrong judgement about one note, with its line."""
    print(f"{labels.group}/{labels.path.name}")
    for name, line, right in judged(labels):
        if not right:
            print(f"  {line:>4}  {name:<12} {labels.lines[line - 1][:90]}")


def scored_figures(shared: Path) -> Iterator[Figure]:
    """What the shared scorer says about the JSON of `viva import`; its table is printed on the way."""
    notes = shared / "notes"
    with tempfile.TemporaryDirectory() as folder:
        for number, items in predictions(notes / "raw").items():
            Path(folder, f"{number}.json").write_text(json.dumps(items), encoding="utf-8")
        command = [sys.executable, str(notes / "score.py"), "--pred", folder, "--raw", str(notes / "raw")]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        scored = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout
    overall = json.loads(scored)["overall"]
    for name, limit in SCORED.items():
        yield Figure(name, percentage(overall.get(f"macro_{name}", overall.get(name))), limit)
    taken = overall["not_items_taken"] / overall["not_items"]
    yield Figure("lines wrongly taken", percentage(taken), LINES_WRONGLY_TAKEN, at_most=True)


def percentage(rate: float | None) -> float | None:
    return None if rate is None else 100 * rate


def predictions(raw: Path) -> dict[str, list[Mapping[str, Any]]]:
    """The items that `viva import --dry-run --json` prints, by the number that starts the name of their note."""
    viva = Path(sys.executable).with_name("viva")
    printed = subprocess.run([viva, "import", "--dry-run", "--json", raw], check=True, capture_output=True, text=True)
    items: dict[str, list[Mapping[str, Any]]] = {path.name.split("_")[0]: [] for path in raw.iterdir()}
    for item in json.loads(printed.stdout)["items"]:
        items[Path(item["source"]).name.split("_")[0]].append(item)
    return items


def seed_figures(shared: Path) -> Iterator[Figure]:
    tally = Tally.of(judge_seeds(shared))
    for name, limit in SEEDS.items():
        yield Figure(name, share(tally, name), limit)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all tables; tell by the exit code whether a limit was missed, if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--details", metavar="NAME", help="only list what is wrong about one of our labelled notes")
    options = parser.parse_args(arguments)
    notes = load(FIXTURES)
    if options.details:
        for labels in notes:
            if labels.path.name == options.details:
                show_details(labels)
        return 0
    show_labelled("our labelled notes, first set", notes, each=True)
    print()
    show_labelled("our labelled notes, second set", load(SECOND), each=False)
    print()
    show_labelled("our labelled notes, third set", load(THIRD), each=False)
    shared = Path(os.environ.get("VIVA_SHARED") or CHECKOUT.parent / "shared")
    if not shared.is_dir():
        print(f"\nNo labelled notes in {shared}: set VIVA_SHARED to measure on more than our own.")
        return int(os.environ.get("CI") == "true")
    print("\nshared notes, by their own scorer")
    figures = [*scored_figures(shared)]
    show(figures)
    print("\nseed notes, beside their truth")
    figures += (more := [*seed_figures(shared)])
    show(more)
    print(f"\n{PEER}")
    return int(options.strict and any(figure.missed for figure in figures))


def show(figures: Sequence[Figure]) -> None:
    for figure in figures:
        print(figure)


if __name__ == "__main__":
    sys.exit(main())
