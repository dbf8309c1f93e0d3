"""The optional shared notes are understood as well as was promised: every limit of the bench holds."""

from collections.abc import Iterable
from pathlib import Path

from bench.quality import Figure, scored_figures, seed_figures


def missed(figures: Iterable[Figure]) -> list[str]:
    return [str(figure) for figure in figures if figure.missed]


def test_the_shared_scorer_finds_every_limit_reached(shared: Path) -> None:
    assert not missed(scored_figures(shared))


def test_the_seed_notes_are_read_as_their_truth_says(shared: Path) -> None:
    assert not missed(seed_figures(shared))
