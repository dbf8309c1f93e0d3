"""Writing down the words that are indexed; none is forgotten, since words cost little and come back."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from viva.db.direct import run

_PENDING: Final = "viva.search.words"

_INSERT_SQLITE: Final = "INSERT OR IGNORE INTO search_words (workspace_id, word) VALUES (?, ?)"
_INSERT_POSTGRES: Final = (
    "INSERT INTO search_words (workspace_id, word) SELECT %s, unnest(CAST(%s AS text[])) ON CONFLICT DO NOTHING"
)


def learn(session: Session, workspace_id: int, words: Iterable[str]) -> None:
    """Know these words from the end of the transaction on.

    All at once and in their order: two transactions that learn the same
    words then wait for each other at most, and never crosswise.
    """
    pending: dict[int, set[str]] = session.info.setdefault(_PENDING, {})
    pending.setdefault(workspace_id, set()).update(words)


def write_words(connection: Connection, workspace_id: int, words: Iterable[str]) -> None:
    """Write words down that may be known already."""
    if connection.dialect.name == "sqlite":
        run(connection, _INSERT_SQLITE, [(workspace_id, word) for word in sorted(words)])
    else:
        run(connection, _INSERT_POSTGRES, [(workspace_id, sorted(words))])


@event.listens_for(Session, "before_commit")
def _write_down(session: Session) -> None:
    for workspace_id, words in sorted(session.info.pop(_PENDING, {}).items()):
        if words:
            write_words(session.connection(), workspace_id, words)
