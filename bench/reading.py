"""How long one note takes to be understood, beside splitting the same bytes into Markdown blocks, and how much memory.

    python -m bench.reading [--strict] [--largest MEGABYTES]

Neither relations nor the database take part. Each measurement is a process of its own: processor time, and the
peak of its memory less what it held when everything was imported.
"""

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bench.corpus import OWN, samples, shared_folder, write

MEGABYTE: Final = 1_000_000
SIZES: Final = (1, 5, 20, 50)
LINED: Final = (".md", ".txt", ".rst", ".org")
OTHERS: Final = (".html", ".ipynb", ".csv", ".tsv")
"""What the peer does not read: to it, these are a few long blocks."""
RUNS: Final = 3
"""Of notes of a megabyte; longer ones even out by themselves."""

SLOWER: Final = 10.0
MEMORY: Final = 30.0
LONG: Final = 5
"""Megabytes from which on the limit of memory holds."""
EXPONENT: Final = 1.1
"""Of the growth with the size: 1 is linear, and large heaps cost every program a little more."""

_WARM: Final = b"## What is a question?\n\nA line that asks.\n\n- one\n- two\n"


class Taken(NamedTuple):
    """What one process needed for one note."""

    seconds: float
    memory: int


class Figure(NamedTuple):
    """A row of the table."""

    name: str
    size: int
    ours: Taken
    peer: Taken

    @property
    def slower(self) -> float:
        return self.ours.seconds / self.peer.seconds

    @property
    def times_the_file(self) -> float:
        return self.ours.memory / self.size

    @property
    def has_peer(self) -> bool:
        return self.name.endswith(LINED)

    @property
    def missed(self) -> bool:
        return (self.has_peer and self.slower > SLOWER) or (
            self.size >= LONG * MEGABYTE and self.times_the_file > MEMORY
        )

    def __str__(self) -> str:
        slower = f"<= {SLOWER:.0f}" if self.has_peer else ""
        memory = f"<= {MEMORY:.0f}" if self.size >= LONG * MEGABYTE else ""
        return (
            f"  {self.name:<14}{self.size / MEGABYTE:5.1f} MB{self.ours.seconds:9.2f} s{self.peer.seconds:9.2f} s"
            f"{self.slower:8.1f}  {slower:<5}{self.times_the_file:9.1f}  {memory:<6}{verdict(missed=self.missed)}"
        )


def verdict(*, missed: bool) -> str:
    return "MISSED" if missed else "ok"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all rows; tell by the exit code whether a limit was missed, if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="MB", help="stop at notes of this size")
    parser.add_argument("--measure", nargs=2, metavar=("WHO", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        who, file = options.measure
        print(json.dumps(measured(_READERS[who], Path(file))))
        return 0
    print("understanding one note        viva  markdown-it   times          times the file")
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as folder:
        figures = list(shown(layouts(Path(folder))))
        growing = list(shown(growth(Path(folder), [size for size in SIZES if size <= options.largest])))
    exponent = math.nan
    if len(growing) > 1:
        exponent = grown(growing)
        missed = verdict(missed=exponent > EXPONENT)
        print(f"  growth: time ~ size ^ {exponent:.2f}, limit {EXPONENT}  {missed}")
    else:
        print("  growth: not measured, for want of sizes")
    return int(options.strict and (exponent > EXPONENT or any(figure.missed for figure in (*figures, *growing))))


def shown(figures: Iterator[Figure]) -> Iterator[Figure]:
    """The same figures, printed as they come: the last ones take minutes."""
    for figure in figures:
        print(figure, flush=True)
        yield figure


def layouts(folder: Path) -> Iterator[Figure]:
    """A megabyte of every layout, of our own notes and of the optional ones."""
    for ending in LINED + OTHERS:
        if texts := samples(ending):
            yield figure_of(f"own {ending}", folder / f"note{ending}", 1, texts)
    if shared := shared_folder():
        for ending in (".md", ".txt"):
            if texts := samples(ending, [shared / "notes" / "raw", shared / "seeds"]):
                yield figure_of(f"shared {ending}", folder / f"note{ending}", 1, texts)


def growth(folder: Path, sizes: Sequence[int]) -> Iterator[Figure]:
    """Ever longer Markdown."""
    texts = samples(".md", OWN)
    for size in sizes:
        yield figure_of("growing .md", folder / "note.md", size, texts)


def grown(figures: Sequence[Figure]) -> float:
    """The exponent of time by size, between the first and the last."""
    first, last = figures[0], figures[-1]
    return math.log(last.ours.seconds / first.ours.seconds) / math.log(last.size / first.size)


def figure_of(name: str, note: Path, megabytes: int, texts: Sequence[str]) -> Figure:
    """Measure one note, and the peer on the same bytes by turns."""
    write(note, megabytes * MEGABYTE, texts)
    taken: dict[str, list[Taken]] = {who: [] for who in _READERS}
    for _run in range(RUNS if megabytes == 1 else 1):
        for who, runs in taken.items():
            runs.append(apart(who, note))
    ours, peer = (
        Taken(statistics.median(run.seconds for run in runs), max(run.memory for run in runs))
        for runs in taken.values()
    )
    return Figure(name, note.stat().st_size, ours, peer)


def apart(who: str, note: Path) -> Taken:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "bench.reading", "--measure", who, str(note)]
    return Taken(*json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def measured(reader: Callable[[], Callable[[str, bytes], object]], note: Path) -> Taken:
    """Processor time of one reading, and how far the memory of this process rose above that of its imports."""
    read = reader()
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read(note.name, _WARM)
    data = note.read_bytes()
    start = time.process_time()
    result = read(note.name, data)
    seconds = time.process_time() - start
    del result
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Taken(seconds, (peak - idle) * (1 if sys.platform == "darwin" else 1024))


def _viva() -> Callable[[str, bytes], object]:
    from viva.notes.understand import understand

    understand("note.md", b"")
    return understand


def _markdown_it() -> Callable[[str, bytes], object]:
    from markdown_it import MarkdownIt

    blocks = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
    return lambda _name, data: blocks.parse(data.decode())


_READERS: Final = {"viva": _viva, "markdown-it": _markdown_it}


if __name__ == "__main__":
    sys.exit(main())
