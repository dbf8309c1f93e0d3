"""A bank into a folder and back, beside writing and reading the bytes of the same files."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from viva.bank.content import Content, Point, parts_of
from viva.bank.exported import ExportedBank, ExportedQuestion, ExportedRevision
from viva.bank.model import Origin, QuestionStatus
from viva.exchange.reading import read_bank
from viva.exchange.writing import plan_export
from viva.notes.model import Group, Level

QUESTIONS = 2_000
RUNS = 3


def main() -> int:
    """Print each time beside that of the bare files."""
    bank = made_bank()
    figures: dict[str, list[float]] = {"write": [], "again": [], "read": [], "bare write": [], "bare read": []}
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as name:
        for run in range(RUNS):
            folder = Path(name, f"ours-{run}")
            figures["write"].append(timed(partial(export, folder, bank)))
            figures["again"].append(timed(partial(export, folder, bank)))
            figures["read"].append(timed(partial(read_bank, folder)))
            contents = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            bare = Path(name, f"bare-{run}")
            figures["bare write"].append(timed(partial(write, bare, contents)))
            figures["bare read"].append(timed(partial(read, bare)))
    times = {name: statistics.median(seen) for name, seen in figures.items()}
    for name, peer in (("write", "bare write"), ("again", "bare read"), ("read", "bare read")):
        per_question = times[name] / QUESTIONS * 1e6
        print(
            f"{name:6}{times[name]:7.2f} s  {per_question:6.0f} µs a question   "
            f"{times[name] / times[peer]:5.1f} times {peer} ({times[peer]:.2f} s)"
        )
    return 0


def made_bank() -> ExportedBank:
    """Questions with an answer of a usual length, code and key points."""
    return ExportedBank(questions=tuple(made_question(number) for number in range(QUESTIONS)))


def made_question(number: int) -> ExportedQuestion:
    """The question with this number."""
    content = Content(
        prompt=f"What does the scheduler do with task {number}, and why?",
        answer=f"It waits for {number}.\n\n```python\nawait task({number})\n```\n\n" + "And then it goes on. " * 20,
        level=Level.INTERMEDIATE,
        language="en",
        tech=("python",),
        topics=(f"topic-{number % 40}", "concurrency"),
        keywords=("scheduler", "task", "await"),
        key_points=(Point("it waits", Group.MUST), Point("others go on meanwhile", Group.SHOULD)),
    )
    made_at = datetime(2026, 3, 1, tzinfo=UTC)
    revision = ExportedRevision(
        number=1, origin=Origin.NOTES, author="Ana", made_at=made_at, content=content, parts=parts_of(content, {})
    )
    return ExportedQuestion(
        key=f"{number:010}", status=QuestionStatus.READY, created_at=made_at, revision=1, revisions=(revision,)
    )


def export(folder: Path, bank: ExportedBank) -> None:
    """Write a bank into a folder."""
    plan_export(folder, bank).write()


def timed(work: Callable[[], object]) -> float:
    """How many seconds a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def write(folder: Path, contents: dict[Path, bytes]) -> None:
    """Write files as they are."""
    for path, content in contents.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def read(folder: Path) -> int:
    """Read all files."""
    return sum(len(path.read_bytes()) for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
