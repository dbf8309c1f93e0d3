"""Keeping the search index: FTS5 on SQLite and tsvector on PostgreSQL, over the same shadow text."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, delete, update
from sqlalchemy.orm import Session

from viva.bank.search.entry import Entry, Shadows, Texts
from viva.bank.search.expression import Field
from viva.bank.search.facets import Facet, facet_lines
from viva.bank.search.learning import learn
from viva.bank.search.tables import EntryRow
from viva.db.bulk import insert_rows, update_rows
from viva.db.direct import asked, run

_LAST_PLACE = 16_000
"""PostgreSQL counts the places of words up to here, so the words behind are indexed on neither database."""

_APART = 10
"""Places between two fields, so that no phrase reaches from one into the other."""

_INSERT: Final = {
    "sqlite": "INSERT INTO question_search (prompt, terms, opening, answer, rowid) VALUES (?, ?, ?, ?, ?)",
    "postgresql": "INSERT INTO question_search (words, question_id) VALUES (CAST(%s AS tsvector), %s)",
}
_UPDATE: Final = {
    "sqlite": "UPDATE question_search SET prompt = ?, terms = ?, opening = ?, answer = ? WHERE rowid = ?",
    "postgresql": "UPDATE question_search SET words = CAST(%s AS tsvector) WHERE question_id = %s",
}
_READ: Final = """
    SELECT rowid, prompt, terms, opening, answer FROM question_search
    WHERE rowid IN (SELECT value FROM json_each(?))
"""
_REMOVE: Final = {
    "sqlite": "DELETE FROM question_search WHERE rowid = ?",
    "postgresql": "DELETE FROM question_search WHERE question_id = %s",
}

_ENTRIES: Final = cast("Table", EntryRow.__table__)

ORDER = (Field.PROMPT, Field.TERMS, Field.OPENING, Field.ANSWER)


class Index:
    """Keeps what is found of the questions of one workspace, and the words it is made of."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def add(self, entries: Sequence[Entry]) -> None:
        """Index questions that are not indexed."""
        if entries:
            write_entries(self._session.connection(), self._workspace_id, entries)
            learn(
                self._session, self._workspace_id, chain.from_iterable(entry.texts.known_words() for entry in entries)
            )

    def change(self, entries: Sequence[tuple[Entry, Texts | None]]) -> None:
        """Index questions that are indexed otherwise; beside each stands, if known, what it was found by so far."""
        if not entries:
            return
        connection = self._session.connection()
        kept = _kept(connection, [entry.question_id for entry, was in entries if was])
        now = [(entry, entry.texts.shadows(was, kept.get(entry.question_id))) for entry, was in entries]
        update_rows(connection, _ENTRIES, _write(connection, _UPDATE, now), key="question_id")
        learn(
            self._session,
            self._workspace_id,
            chain.from_iterable(entry.texts.known_words(since=was) for entry, was in entries),
        )

    def remove(self, question_ids: Collection[int]) -> None:
        """Forget questions; the words they had stay known."""
        if question_ids:
            connection = self._session.connection()
            ids = [(one,) for one in question_ids]
            run(connection, _REMOVE[connection.dialect.name], ids)
            self._session.execute(delete(EntryRow).where(EntryRow.question_id.in_(question_ids)))

    def set_facets(self, facets: Sequence[tuple[int, Sequence[Facet]]]) -> None:
        """Count questions, whose texts stay as they are, by these facets."""
        for question_id, some in facets:
            self._session.execute(
                update(EntryRow).where(EntryRow.question_id == question_id).values(facets=facet_lines(some))
            )


def write_entries(connection: Connection, workspace_id: int, entries: Sequence[Entry]) -> None:
    """Write entries of questions that have none."""
    rows = _write(connection, _INSERT, [(entry, entry.texts.shadows()) for entry in entries])
    insert_rows(connection, _ENTRIES, [{"workspace_id": workspace_id, **row} for row in rows])


def _write(
    connection: Connection, how: Mapping[str, str], entries: Sequence[tuple[Entry, Shadows]]
) -> list[dict[str, Any]]:
    """Write what is indexed of questions, and give what stands beside the index."""
    sqlite = connection.dialect.name == "sqlite"
    possible = [(entry, _as_far_as_possible(shadows)) for entry, shadows in entries]
    rows: list[tuple[Any, ...]] = [
        (*(shadows if sqlite else (_tsvector(shadows),)), entry.question_id) for entry, shadows in possible
    ]
    run(connection, how[connection.dialect.name], rows)
    return [_row(entry, shadows) for entry, shadows in possible]


def _row(entry: Entry, shadows: Shadows) -> dict[str, Any]:
    return {
        "question_id": entry.question_id,
        "prompt_words": _size(shadows[:1]),
        "words": _size(shadows),
        "facets": facet_lines(entry.facets),
    }


def _kept(connection: Connection, question_ids: Sequence[int]) -> dict[int, Shadows]:
    """What the index keeps of questions, where it can be read back and nothing was left out; PostgreSQL stores less."""
    if connection.dialect.name != "sqlite" or not question_ids:
        return {}
    found = {one: Shadows(*row) for one, *row in asked(connection, _READ, [json.dumps(question_ids)])}
    return {one: shadows for one, shadows in found.items() if sum(map(len, shadows)) < _LAST_PLACE}


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
