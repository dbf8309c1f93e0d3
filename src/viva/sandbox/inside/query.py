"""Runs a file of SQL on an empty SQLite database, and prints rows as the shell of SQLite does."""

import sqlite3
import sys
from collections.abc import Iterator

_WRITTEN_OUT = 1e15
"""Whole numbers from here on have an exponent."""


def main(path: str) -> int:
    """Stop at the first statement that fails, and say where."""
    with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - as quick as it can be
        text = file.read()
    database = sqlite3.connect(":memory:", isolation_level=None)
    for line, statement in statements(text):
        try:
            for row in database.execute(statement):
                sys.stdout.write("|".join(map(shown, row)) + "\n")
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            sys.stdout.flush()
            sys.stderr.write(f"Error near line {line}: {error}\n")
            return 1
    return 0


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement with the line it begins on; only SQLite knows where one ends, since triggers hold several."""
    collected = ""
    begun = line = 1
    for piece in text.splitlines(keepends=True):
        for part in pieces(piece):
            if not collected.strip():
                collected, begun = "", line
            collected += part
            if sqlite3.complete_statement(collected):
                yield begun, collected
                collected = ""
        line += 1
    if collected.strip():
        yield begun, collected


def pieces(line: str) -> Iterator[str]:
    """A line cut behind each semicolon."""
    while ";" in line:
        end = line.index(";") + 1
        yield line[:end]
        line = line[end:]
    if line:
        yield line


def shown(value: object) -> str:
    """A value as the shell of SQLite prints it."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _WRITTEN_OUT
        return f"{value:.1f}" if whole else f"{value:.15g}"
    return str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
