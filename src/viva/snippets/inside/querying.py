"""Runs one file of SQL inside the sandbox, on an empty SQLite database, and tells what each statement gave.

It reads `trial.json` in the working folder, runs `main.sql`, and prints rows as
`viva run` does. What it sees goes to standard error in the same records as what
`probe.py` tells. Nothing here decides: claims never come in.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_MARK = "\x1e"
_LONGEST = 20_000  # characters of the rows of one statement that are told


def tell(word: str, kind: str, **facts: Any) -> None:
    """One record."""
    record = f"{_MARK}{word}{json.dumps({'kind': kind} | facts)}{_MARK}\n".encode()
    while record:
        record = record[os.write(2, record) :]


def described(error: Exception, line: int) -> dict[str, Any]:
    """An error as others are told."""
    kinds = [kind.__name__ for kind in type(error).__mro__]
    alone = {"type": kinds[0], "module": "sqlite3", "mro": kinds, "message": str(error), "errno": None, "name": None}
    return {"chain": [alone], "line": line}


def run(trial: dict[str, Any], query: Any) -> bool:
    """All statements; an error that is claimed ends its own statement only."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    for name in trial["context"]:
        for _line, statement in query.statements(Path(name).read_text(encoding="utf-8")):
            try:
                database.execute(statement).fetchall()
            except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
                tell(trial["word"], "context-failed", name=name, error=described(error, 0))
                return False
    swallowed = set(trial["swallow"])
    for begun, statement in query.statements(Path("main.sql").read_text(encoding="utf-8")):
        line = begun + statement.rstrip().count("\n")
        try:
            answer = database.execute(statement)
            rows = ["|".join(map(query.shown, row)) for row in answer]
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            if line in swallowed:
                tell(trial["word"], "raised", at=line, error=described(error, line))
                continue
            sys.stdout.flush()
            sys.stderr.write(f"Error near line {begun}: {error}\n")
            tell(trial["word"], "error", error=described(error, line))
            return False
        text = "".join(f"{row}\n" for row in rows)
        sys.stdout.write(text)
        if answer.description:
            head = "|".join(str(column[0]) for column in answer.description)
            tell(trial["word"], "seen", line=line, out=text[:_LONGEST], repr=head, str=head, none=False)
    return True


if __name__ == "__main__":
    trial = json.loads(Path("trial.json").read_text(encoding="utf-8"))
    sys.path.insert(0, trial["beside"])
    sys.exit(0 if run(trial, import_module("query")) else 1)  # what runs SQL for `viva run` too
