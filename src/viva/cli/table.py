"""Tables on a terminal, of which a narrow one shows the columns that matter."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from viva.cli.column import Column

_GAP = 2


def columns_that_fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, main: int, width: int) -> list[int]:
    """Which columns to show, by number: as many as leave room to the main one, and none that is empty.

    It needs what it says, or half of the width where it says more.
    """
    taken = 0
    kept = [main]
    needed = _width(columns[main], [row[main] for row in rows])
    room = width - min(needed, width // 2)
    for number in sorted(set(range(len(columns))) - {main}, key=lambda each: columns[each].rank):
        fields = [row[number] for row in rows]
        if columns[number].rank and not any(fields):
            continue
        taken += _width(columns[number], fields) + _GAP
        if columns[number].rank and taken > room:
            break
        kept.append(number)
    return sorted(kept)


def laid_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, main: int) -> Table:
    """The table, whose main column takes the room that the others leave."""
    table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="bold")
    for number, column in enumerate(columns):
        width = None if number == main else _width(column, [row[number] for row in rows])
        table.add_column(
            Text(column.heading),
            justify="right" if column.numbers else "left",
            overflow="fold",
            width=width,
            ratio=1 if number == main else None,
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _width(column: Column, fields: Sequence[str]) -> int:
    longest = max(map(cell_len, (column.heading, *fields)))
    return min(longest, column.widest or longest)
