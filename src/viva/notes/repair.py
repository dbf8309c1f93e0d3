"""Text that was decoded wrongly, put right run by run."""

from collections.abc import Iterator


def repair_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Repair damaged lines in place; yield the number of each with what it was."""
    yield from ()
