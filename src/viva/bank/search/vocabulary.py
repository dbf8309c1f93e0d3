"""The words that were indexed, unstemmed: what a misspelt or an unfinished word may have meant."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.orm import Session

from viva.bank.search.shadow import stem
from viva.bank.search.tables import WordRow
from viva.db.direct import run

_PENDING: Final = "viva.search.words"
_LAST: Final = "\U0010ffff"  # sorts behind every letter
_SHORTEST_BEGINNING: Final = 3
_MOST: Final = 2_000

_INSERT_SQLITE: Final = "INSERT OR IGNORE INTO search_words (workspace_id, word) VALUES (?, ?)"
_INSERT_POSTGRES: Final = text(
    "INSERT INTO search_words (workspace_id, word) "
    "SELECT :workspace, unnest(CAST(:words AS text[])) ON CONFLICT DO NOTHING"
)


class Vocabulary:
    """The words of one workspace; none is forgotten, since words cost little and come back."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def learn(self, words: Iterable[str]) -> None:
        """Know these words from the end of the transaction on.

        All at once and in their order: two transactions that learn the same
        words then wait for each other at most, and never crosswise.
        """
        pending: dict[int, set[str]] = self._session.info.setdefault(_PENDING, {})
        pending.setdefault(self._workspace_id, set()).update(words)

    def beginning_with(self, beginning: str) -> Sequence[str]:
        """The stems of known words that begin so, although their stems do not: `running` of `runn`."""
        if len(beginning) < _SHORTEST_BEGINNING:
            return ()
        words = self._session.scalars(
            select(WordRow.word)
            .where(WordRow.workspace_id == self._workspace_id, WordRow.word >= beginning)
            .where(WordRow.word < beginning + _LAST)
            .order_by(WordRow.word)
            .limit(_MOST)
        )
        return list(dict.fromkeys(each for each in map(stem, words) if not each.startswith(beginning)))

    def of_about(self, length: int, slack: int, beginning: str = "") -> Sequence[str]:
        """All words that are about as long, and begin so."""
        query = select(WordRow.word).where(
            WordRow.workspace_id == self._workspace_id,
            func.length(WordRow.word).between(length - slack, length + slack),
        )
        if beginning:
            query = query.where(WordRow.word >= beginning, WordRow.word < beginning + _LAST)
        return self._session.scalars(query).all()


def write_words(connection: Connection, workspace_id: int, words: Iterable[str]) -> None:
    """Write words down that may be known already."""
    if connection.dialect.name == "sqlite":
        run(connection, _INSERT_SQLITE, [(workspace_id, word) for word in sorted(words)])
    else:
        connection.execute(_INSERT_POSTGRES, {"workspace": workspace_id, "words": sorted(words)})


@event.listens_for(Session, "before_commit")
def _write_down(session: Session) -> None:
    for workspace_id, words in sorted(session.info.pop(_PENDING, {}).items()):
        if words:
            write_words(session.connection(), workspace_id, words)
