"""The search index: FTS5 on SQLite and tsvector on PostgreSQL, over the same shadow text."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from sqlalchemy import Boolean, Float, Integer, TextualSelect, bindparam, text
from sqlalchemy.orm import Session

from viva.bank.shadow import shadow, stem

LONGEST = 150_000
"""Characters of a text that are indexed: PostgreSQL indexes no more than a megabyte of stems with their places."""


class Entry(NamedTuple):
    """What is indexed of a question."""

    question_id: int
    prompt: str
    answer: str


class Term(NamedTuple):
    """One word of a query: this stem, or (for an unfinished word) anything that begins with `prefix`."""

    stem: str
    prefix: str | None


def terms_of(folded: Sequence[str]) -> list[Term]:
    """The words of a query, of which the last may be unfinished."""
    finished = [Term(stem(word), None) for word in folded[:-1]]
    return [*finished, *(Term(stem(word), word) for word in folded[-1:])]


class Index(Protocol):
    """Keeps shadows and finds them."""

    def add(self, entries: Collection[Entry]) -> None:
        """Index questions that are not indexed."""
        ...

    def remove(self, question_ids: Collection[int]) -> None:
        """Forget questions."""
        ...

    def found(self, terms: Sequence[Term]) -> TextualSelect:
        """Selects question_id, in_prompt and rank (smaller is better) of the questions that have all terms."""
        ...


class SqliteIndex:
    """FTS5; the row number is the question's id."""

    _ADD = "INSERT INTO question_search (rowid, prompt, answer) VALUES (?, ?, ?)"
    _REMOVE = "DELETE FROM question_search WHERE rowid = ?"
    _FOUND = text(
        """
        SELECT rowid AS question_id, bm25(question_search, 4.0, 1.0) AS rank,
               rowid IN (SELECT rowid FROM question_search WHERE question_search MATCH :prompt_query) AS in_prompt
        FROM question_search WHERE question_search MATCH :query
        """
    )

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entries: Collection[Entry]) -> None:
        """Index questions that are not indexed."""
        rows = [(entry.question_id, shadow(entry.prompt), shadow(entry.answer[:LONGEST])) for entry in entries]
        if rows:
            self._session.connection().exec_driver_sql(self._ADD, rows)

    def remove(self, question_ids: Collection[int]) -> None:
        """Forget questions."""
        if question_ids:
            self._session.connection().exec_driver_sql(self._REMOVE, [(one,) for one in question_ids])

    def found(self, terms: Sequence[Term]) -> TextualSelect:
        """Selects question_id, in_prompt and rank of the questions that have all terms."""
        query = " AND ".join(self._say(term) for term in terms)
        return self._FOUND.bindparams(query=query, prompt_query=f"prompt : ({query})").columns(
            question_id=Integer, rank=Float, in_prompt=Boolean
        )

    @staticmethod
    def _say(term: Term) -> str:
        return f'("{term.stem}" OR "{term.prefix}" *)' if term.prefix else f'"{term.stem}"'


class PostgresIndex:
    """One tsvector per question: words of the prompt weigh A, words of the answer B."""

    _ADD = text(
        """
        INSERT INTO question_search (question_id, words) VALUES (:id,
            setweight(to_tsvector('simple', :prompt), 'A') || setweight(to_tsvector('simple', :answer), 'B'))
        """
    )
    _REMOVE = text("DELETE FROM question_search WHERE question_id IN :ids").bindparams(bindparam("ids", expanding=True))
    _FOUND = text(
        """
        SELECT question_id, -ts_rank(words, to_tsquery('simple', :query)) AS rank,
               words @@ to_tsquery('simple', :prompt_query) AS in_prompt
        FROM question_search WHERE words @@ to_tsquery('simple', :query)
        """
    )

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entries: Collection[Entry]) -> None:
        """Index questions that are not indexed."""
        rows = [
            {
                "id": entry.question_id,
                "prompt": shadow(entry.prompt[:LONGEST]),
                "answer": shadow(entry.answer[:LONGEST]),
            }
            for entry in entries
        ]
        if rows:
            self._session.execute(self._ADD, rows)

    def remove(self, question_ids: Collection[int]) -> None:
        """Forget questions."""
        self._session.execute(self._REMOVE, {"ids": list(question_ids)})

    def found(self, terms: Sequence[Term]) -> TextualSelect:
        """Selects question_id, in_prompt and rank of the questions that have all terms."""
        return self._FOUND.bindparams(
            query=" & ".join(self._say(term, "") for term in terms),
            prompt_query=" & ".join(self._say(term, "A") for term in terms),
        ).columns(question_id=Integer, rank=Float, in_prompt=Boolean)

    @staticmethod
    def _say(term: Term, weight: str) -> str:
        exact = f"{term.stem}:{weight}" if weight else term.stem
        return f"({exact} | {term.prefix}:*{weight})" if term.prefix else exact


def index_of(session: Session) -> Index:
    """The index of the database that the session works on."""
    return SqliteIndex(session) if session.get_bind().dialect.name == "sqlite" else PostgresIndex(session)
