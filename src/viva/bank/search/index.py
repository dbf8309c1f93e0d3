"""The search index: FTS5 on SQLite and tsvector on PostgreSQL, over the same shadow text."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, Connection, Integer, Table, bindparam, column, literal_column, table, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import TableClause

from viva.bank.search.entry import Entry, Facet, Shadows, facet_lines
from viva.bank.search.expression import Expression, Field, in_fts5, in_tsquery
from viva.bank.search.tables import EntryRow
from viva.bank.search.vocabulary import Vocabulary
from viva.db.bulk import insert_rows

_LAST_PLACE = 16_000
"""PostgreSQL counts the places of words up to here, so the words behind are indexed on neither database."""

_APART = 10
"""Places between two fields, so that no phrase reaches from one into the other."""

_REMOVE_SQLITE: Final = (
    "DELETE FROM question_search WHERE rowid = ?",
    "DELETE FROM search_entries WHERE question_id = ?",
)
_REMOVE_POSTGRES: Final = (
    "DELETE FROM question_search WHERE question_id = %s",
    "DELETE FROM search_entries WHERE question_id = %s",
)

ORDER = (Field.PROMPT, Field.TERMS, Field.OPENING, Field.ANSWER)


class Matching(Protocol):
    """The part of an index that a query is made of."""

    source: TableClause
    question_id: ColumnElement[int]

    def matches(self, wanted: Expression) -> ColumnElement[bool]:
        """The condition that an entry has what is wanted."""
        ...


class Index:
    """Keeps what is found of the questions of one workspace, and the words it is made of."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._vocabulary = Vocabulary(session, workspace_id)

    def add(self, entries: Collection[Entry]) -> None:
        """Index questions that are not indexed."""
        if entries:
            write_entries(self._session.connection(), self._workspace_id, entries)
            self._vocabulary.learn(chain.from_iterable(entry.known_words() for entry in entries))

    def remove(self, question_ids: Collection[int]) -> None:
        """Forget questions; the words they had stay known."""
        if question_ids:
            connection = self._session.connection()
            sqlite = connection.dialect.name == "sqlite"
            for statement in _REMOVE_SQLITE if sqlite else _REMOVE_POSTGRES:
                connection.exec_driver_sql(statement, [(one,) for one in question_ids])

    def set_facets(self, facets: Sequence[tuple[int, Sequence[Facet]]]) -> None:
        """Count questions, whose texts stay as they are, by these facets."""
        for question_id, some in facets:
            self._session.execute(
                update(EntryRow).where(EntryRow.question_id == question_id).values(facets=facet_lines(some))
            )


class SqliteMatching:
    """FTS5; the row number is the question's id."""

    source = table("question_search", column("rowid", Integer))
    question_id: ColumnElement[int] = source.c.rowid + 0
    """A sum, so that SQLite does not think of looking each question up in the index instead of the other way round."""

    def matches(self, wanted: Expression) -> ColumnElement[bool]:
        """The condition that an entry has what is wanted."""
        return literal_column("question_search").op("MATCH", is_comparison=True)(in_fts5(wanted))


class PostgresMatching:
    """One tsvector for each question, whose words weigh by the field they stand in."""

    source = table("question_search", column("question_id", Integer))
    question_id: ColumnElement[int] = source.c.question_id

    def matches(self, wanted: Expression) -> ColumnElement[bool]:
        """The condition that an entry has what is wanted."""
        query = text("CAST(:query AS tsquery)").bindparams(bindparam("query", in_tsquery(wanted), unique=True))
        return literal_column("question_search.words").op("@@", is_comparison=True)(query)


def matching(connection: Connection) -> Matching:
    """How the index of the database is asked."""
    return SqliteMatching() if connection.dialect.name == "sqlite" else PostgresMatching()


def write_entries(connection: Connection, workspace_id: int, entries: Collection[Entry]) -> None:
    """Write entries of questions that have none."""
    ids = [entry.question_id for entry in entries]
    shadows = [_as_far_as_possible(entry.shadows()) for entry in entries]
    (_write_sqlite if connection.dialect.name == "sqlite" else _write_postgres)(connection, ids, shadows)
    insert_rows(
        connection,
        _table(EntryRow),
        [
            {
                "question_id": entry.question_id,
                "workspace_id": workspace_id,
                "prompt_words": _size(shadow[:1]),
                "words": _size(shadow),
                "facets": facet_lines(entry.facets),
            }
            for entry, shadow in zip(entries, shadows, strict=True)
        ],
    )


def _write_sqlite(connection: Connection, ids: Sequence[int], shadows: Sequence[Shadows]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO question_search (rowid, prompt, terms, opening, answer) VALUES (?, ?, ?, ?, ?)",
        [(each, *shadow) for each, shadow in zip(ids, shadows, strict=True)],
    )


def _write_postgres(connection: Connection, ids: Sequence[int], shadows: Sequence[Shadows]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO question_search (question_id, words) VALUES (%s, CAST(%s AS tsvector))",
        [(each, _tsvector(shadow)) for each, shadow in zip(ids, shadows, strict=True)],
    )


def _tsvector(shadows: Shadows) -> str:
    """The words with their places and weights, as PostgreSQL writes them: it need not parse a text then."""
    words: list[str] = []
    place = 0
    for field, shadow in zip(ORDER, shadows, strict=True):
        weight = field.value[1]
        for word in shadow.split():
            place += 1
            words.append(f"'{word}':{place}{weight}")
        place += _APART
    return " ".join(words)


def _as_far_as_possible(shadows: Shadows) -> Shadows:
    if sum(map(len, shadows)) < 2 * _LAST_PLACE:
        return shadows
    room = _LAST_PLACE - _APART * len(shadows)
    kept: list[str] = []
    for shadow in shadows:
        words = shadow.split()[:room]
        room -= len(words)
        kept.append(" ".join(words))
    return Shadows(*kept)


def _size(shadows: Iterable[str]) -> int:
    return sum(shadow.count(" ") + 1 for shadow in shadows if shadow)


def _table(rows_of: type[Any]) -> Table:
    found: Table = rows_of.__table__
    return found
