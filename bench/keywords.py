"""Keyword maps of a bank of ten thousand questions, beside looking for the same names in every text.

The peer knows the names by their stems as well and reads each text once, for
all maps together: it is what the search index saves.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.storing import NOTES, QUESTIONS, empty_bank, made_notes, store
from viva.app import App
from viva.notes.model import Draft, Note
from viva.notes.subject import keymaps
from viva.notes.subject.phrases import PhraseIndex

RUNS = 5
MAP_LIMIT = 0.3
OVERVIEW_LIMIT = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures beside their limits; with --strict 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    options = parser.parse_args(arguments)
    notes = list(notes_on_subjects(random.Random(7)))  # noqa: S311 - the same notes in every run
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as folder:
        app = empty_bank(Path(folder))
        store(app, notes)
        one = median(lambda: one_map(app))
        overview = median(lambda: all_maps(app))
        app.close()
    peer = median(lambda: read_all(notes))
    print(f"keyword maps of {QUESTIONS:,} questions of {NOTES} notes, median of {RUNS}")
    print(f"  one map        {one:7.3f} s   limit {MAP_LIMIT}")
    print(f"  all in numbers {overview:7.3f} s   limit {OVERVIEW_LIMIT}")
    print(f"  every text     {peer:7.3f} s   ratio {peer / overview:5.1f}")
    return int(options.strict and (one > MAP_LIMIT or overview > OVERVIEW_LIMIT))


def notes_on_subjects(chance: random.Random) -> Iterator[Note]:
    """Notes whose questions are about subjects that have maps, and name some of their terms."""
    subjects = keymaps.subjects()
    for note in made_notes(chance):
        yield replace(note, drafts=[on_a_subject(draft, *chance.choice(subjects), chance) for draft in note.drafts])


def on_a_subject(draft: Draft, topic: str, tech: str | None, chance: random.Random) -> Draft:
    """The same question on another subject."""
    terms = keymaps.terms(topic, tech)
    named = [chance.choice(keymaps.names(term)) for term in chance.sample(terms, 3)]
    return replace(
        draft,
        answer=f"{draft.answer}\n{', '.join(named)}",
        topics=(topic,),
        tech=keymaps.techs(tech),
        keywords=terms,
    )


def one_map(app: App) -> None:
    """A map as it is shown."""
    with app.reader() as unit:
        unit.keywords.map("concurrency", "python")


def all_maps(app: App) -> None:
    """All of them in numbers."""
    with app.reader() as unit:
        unit.keywords.maps()


def read_all(notes: Sequence[Note]) -> None:
    """Look for all names in every text."""
    names = {name for subject in keymaps.subjects() for term in keymaps.terms(*subject) for name in keymaps.names(term)}
    index = PhraseIndex(((name, name) for name in sorted(names)), merge=min)
    for note in notes:
        for draft in note.drafts:
            index.find(index.words(f"{draft.prompt}\n{draft.answer}"))


def median(work: Callable[[], None]) -> float:
    """The median of the seconds that a piece of work takes."""
    taken = []
    for _run in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
