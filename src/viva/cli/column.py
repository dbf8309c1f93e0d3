"""What is shown of a column of a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    heading: str
    rank: int = 0
    """Where there is little room, columns with a high one are left out first, those with 0 never."""
    widest: int | None = None
    """Longer fields go on in the next line, between two words."""
    numbers: bool = False
