"""Making the whole index anew, from the questions as they are stored."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, text

from viva.bank.content import Content, Point
from viva.bank.naming import Naming
from viva.bank.search.entry import Entry, Texts
from viva.bank.search.facets import facets_of
from viva.bank.search.index import write_entries
from viva.bank.search.learning import write_words
from viva.bank.wording import remarks_from
from viva.db.reader import json_from

Advance = Callable[[str], None]
"""Told the prompt of each question."""

NamingOf = Callable[[int], Naming]
"""What terms are called in a workspace."""

_BATCH: Final = 500

# Plain statements, not the rows of today: an old bank is indexed by this while its tables are still those of then.
_QUESTIONS: Final = text(
    """
    SELECT q.id, q.workspace_id, r.prompt, r.answer, r.kind, r.answered, r.level, r.language, r.experience, r.parts
    FROM questions AS q JOIN revisions AS r ON r.question_id = q.id AND r.number = q.revision
    WHERE q.id > :after ORDER BY q.id LIMIT :count
    """
)
_LABELS: Final = text("SELECT question_id, facet, value FROM labels WHERE question_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


def rebuild(connection: Connection, naming: NamingOf, advance: Advance = lambda _prompt: None) -> int:
    """Forget the index and make it again; tells how many questions are in it.

    Who changes a question meanwhile waits where it comes to the index, and
    then finds this one: on PostgreSQL by a lock, on SQLite as any writer.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE question_search, search_entries, search_words IN EXCLUSIVE MODE")
    for table in ("question_search", "search_entries", "search_words"):
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
    done = 0
    known: dict[int, Naming] = {}
    for rows in _batches(connection):
        labels = _labels(connection, [row.id for row in rows])
        by_workspace = sorted(rows, key=lambda row: (row.workspace_id, row.id))
        for workspace_id, its_rows in groupby(by_workspace, key=lambda row: row.workspace_id):
            names = known.get(workspace_id) or known.setdefault(workspace_id, naming(workspace_id))
            entries = [_entry(row, labels.get(row.id, ()), names) for row in its_rows]
            write_entries(connection, workspace_id, entries)
            words = set(chain.from_iterable(entry.texts.known_words() for entry in entries))
            write_words(connection, workspace_id, words)
        done += len(rows)
        for row in rows:
            advance(row.prompt)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO question_search (question_search) VALUES ('optimize')")
    return done


def _batches(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    after = 0
    while rows := connection.execute(_QUESTIONS, {"after": after, "count": _BATCH}).all():
        yield rows
        after = rows[-1].id


def _labels(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    labels: dict[int, list[tuple[str, str]]] = {}
    for question_id, facet, value in connection.execute(_LABELS, {"ids": ids}):
        labels.setdefault(question_id, []).append((facet, value))
    return labels


def _entry(row: Row[Any], labels: Iterable[tuple[str, str]], naming: Naming) -> Entry:
    parts: dict[str, Any] = json_from(row.parts)
    content = Content(
        prompt=row.prompt,
        answer=row.answer,
        options=tuple(parts.get("options", ())),
        key_points=tuple(Point(*point) for point in parts.get("key_points", ())),
        experience=row.experience,
        language=row.language,
        tech=tuple(parts.get("tech", ())),
        topics=tuple(parts.get("topics", ())),
        keywords=tuple(parts.get("keywords", ())),
        **remarks_from(parts),
    )
    return Entry(
        question_id=row.id,
        texts=Texts(content, naming),
        facets=facets_of(row._asdict(), [name for name, part in parts.items() if part], labels),
    )
