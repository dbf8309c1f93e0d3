"""How much there is of everything, beside what this part of the bank promises."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scripts.starter.alone import spoken
from scripts.starter.written import AREAS, Written
from viva.notes.model import Level

PROMISED: Final = {
    "questions": 190,
    "python": 120,
    "concurrency": 25,
    "data": 45,
    "with a snippet and its output": 140,
    "predict the output": 80,
    "multiple choice": 60,
    "coding tasks": 30,
}


def lines(pairs: Mapping[str, Mapping[str, Written]]) -> Iterator[str]:
    """A table: each question counts once, in whatever languages it is there."""
    questions = [pair.get("en") or next(iter(pair.values())) for pair in pairs.values()]
    counted = counts(questions)
    yield f"{'':34}{'there':>7}{'promised':>10}"
    for name, promised in PROMISED.items():
        lacking = f"  missing {promised - counted[name]}" if counted[name] < promised else ""
        yield f"{name:34}{counted[name]:>7}{promised:>10}{lacking}"
    pages = [page for pair in pairs.values() for page in pair.values()]
    programs = [program for page in pages for program in page.programs()]
    tasks = [page.content.task for page in pages if page.page and page.content.task]
    yield ""
    yield f"{'pages':34}{len(pages):>7}"
    yield f"{'programs that are run':34}{len(programs):>7}"
    yield f"{'  of them with their output':34}{sum(1 for _fence, claim in programs if claim):>7}"
    yield f"{'solutions that must fail':34}{sum(len(task.wrong) for task in tasks):>7}"
    yield f"{'longest answer, in words':34}{max(map(spoken, pages), default=0):>7}"
    yield ""
    yield f"{'by area and level':34}" + "".join(f"{level:>7}" for level in Level)
    for area in AREAS:
        levels = Counter(page.content.level for page in questions if page.page and page.area == area)
        yield f"{area:34}" + "".join(f"{levels[level]:>7}" for level in Level)


def counts(questions: Sequence[Written]) -> Counter[str]:
    """How many questions there are of each sort."""
    counted: Counter[str] = Counter()
    for page in questions:
        counted["questions"] += 1
        counted[page.area] += 1
        if page.page is None:
            continue
        counted["with a snippet and its output"] += bool(
            page.predicts or any(claim for _fence, claim in page.programs())
        )
        counted["predict the output"] += page.predicts is not None
        counted["multiple choice"] += bool(page.content.options)
        counted["coding tasks"] += page.content.task is not None
    return counted
