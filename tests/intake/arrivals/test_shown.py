"""What a page shows of a note under review: where a draft can be cut, and what checks found in it."""

from viva.checks.model import Finding
from viva.intake.arrivals.corrections import Reject
from viva.intake.arrivals.found import found_in
from viva.intake.arrivals.review import Review
from viva.intake.arrivals.window import cuts_in, lines_below
from viva.notes.understand import understand

NOTE = "## What is a mutex?\n\nA lock.\n\nOne thread holds it.\n\n## What is a thread?\n\nA flow of control.\n"


def review() -> Review:
    return Review.of(understand("notes.md", NOTE.encode()))


def test_a_draft_can_be_cut_at_its_lines_with_text_below_the_first() -> None:
    first, _second = review().pieces

    assert cuts_in(lines_below(review(), first)) == [(3, "A lock."), (5, "One thread holds it.")]


def test_a_long_line_to_cut_at_is_shown_by_its_beginning() -> None:
    long = Review.of(understand("notes.md", NOTE.replace("A lock.", "lock " * 1000).encode()))

    (_line, text), *_others = cuts_in(lines_below(long, long.pieces[0]))

    assert text.endswith("…")
    assert len(text) < 100


def test_findings_are_counted_in_the_lines_of_a_draft() -> None:
    found = found_in([Finding("N101", 3, 1, {}), Finding("N101", 5, 1, {}), Finding("N101", 9, 1, {})])

    assert [found.within(piece) for piece in review().pieces] == [2, 1]


def test_a_rejected_draft_has_no_findings_to_tell_of() -> None:
    found = found_in([Finding("N101", 3, 1, {})])
    rejected = review().with_correction(Reject(0))

    assert found.within(rejected.piece(0)) == 0
