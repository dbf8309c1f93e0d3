"""A program to be killed: it imports generated notes and says after each that it is in the bank.

Run as `python -m tests.torture.importer DATA ADDRESS FIRST LAST ROUNDS`: the
notes FIRST to LAST, each in ROUNDS versions, one version after the other.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.apps import settings_of
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.notes.model import Link, Note

QUESTIONS = 30


def note(number: int, version: int) -> Note:
    """One version of one note: every question says which, and every second one differs from the version before."""
    drafts = [
        a_draft(
            f"Question {place} of note {number}?",
            line=1 + 3 * place,
            answer=f"Said in version {version if place % 2 else 0}. " + "More words. " * 40,
            topics=("threads", f"topic-{place % 5}"),
            links=(Link(2 + 3 * place, f"https://example.org/{version}"),),
        )
        for place in range(QUESTIONS)
    ]
    return a_note(*drafts, source=f"note-{number}.md")


def notes(first: int, last: int, rounds: int) -> Iterator[tuple[int, int]]:
    """Number and version of each note, in the order of their import."""
    return ((number, version) for version in range(1, rounds + 1) for number in range(first, last + 1))


def main(data: str, address: str, *numbers: str) -> None:
    """Import, and say so."""
    app = App(settings_of(Path(data), address))
    print("ready", flush=True)  # noqa: T201 - how it speaks to the test
    for number, version in notes(*map(int, numbers)):
        put(app, note(number, version))
        print(number, version, flush=True)  # noqa: T201
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
