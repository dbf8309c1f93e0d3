"""Which labelled items of real notes the starter bank asks, by subject, and which it does not.

python -m bench.starter [--holes] [--strict]

`coverage/*.json` says which questions ask the knowledge of which item: `{"003": {"LINE of its prompt":
["area/slug", ...]}}`. The items themselves are an optional input, in the folder that VIVA_SHARED names; each
has tags, and those of Python, of concurrency and of data are what this part of the bank promises.
"""

import argparse
import json
import os
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from viva.starter.shipped import FOLDER

COVERAGE: Final = Path(__file__).parent / "coverage"

_TAGS: Final[Mapping[str, Sequence[str]]] = tomllib.loads((Path(__file__).parent / "subjects.toml").read_text("utf-8"))
_ELSEWHERE: Final = "elsewhere"


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled item: where it stands, what it asks, and which questions ask the same."""

    note: str
    line: int
    prompt: str
    tags: frozenset[str]
    covered_by: tuple[str, ...]

    @property
    def elsewhere(self) -> bool:
        """Whether it is about something besides that another part of the bank promises."""
        return not self.tags.isdisjoint(_TAGS[_ELSEWHERE])


def coverage(folder: Path = COVERAGE) -> dict[tuple[str, int], tuple[str, ...]]:
    """Questions by the note and the line of an item, out of all files."""
    found: defaultdict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for file in sorted(folder.glob("*.json")):
        said: Mapping[str, Mapping[str, Sequence[str]]] = json.loads(file.read_text(encoding="utf-8"))
        for note, lines in said.items():
            for line, names in lines.items():
                found[note, int(line)].update(dict.fromkeys(names))
    return {place: tuple(names) for place, names in found.items()}


def items(shared: Path, covered: Mapping[tuple[str, int], tuple[str, ...]]) -> Iterator[Item]:
    """The labelled items, in the order of notes and lines."""
    for file in sorted((shared / "truth").glob("*.json")):
        truth: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        for item in truth["items"]:
            place = (file.stem, int(item["line"]))
            yield Item(*place, item["prompt"], frozenset(item["tags"]), covered.get(place, ()))


def unknown(covered: Mapping[tuple[str, int], tuple[str, ...]], folder: Path = FOLDER) -> list[str]:
    """Names in the mapping that no question has."""
    named = {name for names in covered.values() for name in names}
    return sorted(name for name in named if not (folder / "en" / f"{name}.md").exists())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print coverage and holes; with --strict, 1 where there are holes or the mapping names what is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--holes", action="store_true", help="list the items that no question asks")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when anything is missing")
    options = parser.parse_args(arguments)
    covered = coverage()
    lost = unknown(covered)
    for name in lost:
        print(f"no question is called {name}, which the mapping names")
    shared = Path(os.environ.get("VIVA_SHARED", ""))
    if not os.environ.get("VIVA_SHARED") or not (shared / "truth").is_dir():
        print("VIVA_SHARED names no folder with labelled notes: nothing to hold the mapping against.")
        return int(options.strict and bool(lost))
    listed = list(items(shared, covered))
    strangers = set(covered) - {(item.note, item.line) for item in listed}
    for note, line in sorted(strangers):
        print(f"no item stands at {note}:{line}, which the mapping names")
    holes = _tell(listed)
    if options.holes or holes:
        print()
    for item in holes:
        print(f"{item.note}:{item.line}: {item.prompt}  [{' '.join(sorted(item.tags))}]")
    return int(options.strict and bool(lost or strangers or holes))


def _tell(listed: Sequence[Item]) -> list[Item]:
    """A line for each subject; gives what this part of the bank promises and does not ask."""
    print(f"{'items tagged':22}{'all':>6}{'asked':>7}{'holes':>7}{'of other parts too':>22}")
    seen: dict[tuple[str, int], Item] = {}
    for subject, tags in _TAGS.items():
        if subject == _ELSEWHERE:
            continue
        its = [item for item in listed if not item.tags.isdisjoint(tags)]
        missing = [item for item in its if not item.covered_by]
        elsewhere = [item for item in missing if item.elsewhere]
        asked = len(its) - len(missing)
        print(f"{subject:22}{len(its):>6}{asked:>7}{len(missing) - len(elsewhere):>7}{len(elsewhere):>22}")
        seen |= {(item.note, item.line): item for item in missing if not item.elsewhere}
    asked = sum(bool(item.covered_by) for item in listed)
    print(f"{'any':22}{len(listed):>6}{asked:>7}")
    return list(seen.values())


if __name__ == "__main__":
    sys.exit(main())
