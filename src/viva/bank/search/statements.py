"""What a search asks of the database: pieces of SQL, each beside the values it needs."""

from collections.abc import Sequence
from typing import Final, Protocol

from viva.bank.fitting import IN_BANK, SHOWN, named
from viva.bank.search.expression import AllOf, Expression, Field, Within, in_fts5, in_tsquery
from viva.bank.search.filters import EDITED, OFFERED, VANISHED, Condition, FilterName
from viva.db.pieces import Piece, all_of, any_of


class Index(Protocol):
    """How the index of a database is asked."""

    question_id: str
    has: str
    """The function that tells where a text has another."""

    def matches(self, wanted: Expression) -> Piece:
        """The condition that an entry has what is wanted."""
        ...


class SqliteIndex:
    """FTS5; the row number is the question's id."""

    question_id = "question_search.rowid + 0"
    """A sum, so that SQLite does not think of looking each question up in the index instead of the other way round."""
    has = "instr"

    def matches(self, wanted: Expression) -> Piece:
        """The condition that an entry has what is wanted."""
        return Piece("question_search MATCH ?", (in_fts5(wanted),))


class PostgresIndex:
    """One tsvector for each question, whose words weigh by the field they stand in, and one of its prompt alone.

    The index of the former knows no weights: what has a word of the prompt
    would be looked up in the row of every match.
    """

    question_id = "question_search.question_id"
    has = "strpos"

    def matches(self, wanted: Expression) -> Piece:
        """The condition that an entry has what is wanted."""
        match wanted:
            case Within((Field.PROMPT,), part):
                return self._vector_has("prompt", part)
            case AllOf(parts) if any(isinstance(part, Within) for part in parts):
                return all_of(map(self.matches, parts))
            case _:
                return self._vector_has("words", wanted)

    @staticmethod
    def _vector_has(vector: str, wanted: Expression) -> Piece:
        return Piece(f"question_search.{vector} @@ CAST(? AS tsquery)", (in_tsquery(wanted),))


INDEXES: Final[dict[str, Index]] = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}

IN_NOTES: Final = "questions.source_id IS NULL, questions.source_id, questions.position, questions.id"
"""The order of the notes; what is in none comes last."""

_OF_QUESTION: Final = {
    VANISHED: "questions.vanished_at IS NOT NULL",
    EDITED: "(questions.noted IS NULL OR questions.noted != questions.revision)",
    OFFERED: "questions.offered IS NOT NULL",
}
"""What a question `is` without its wording saying so."""

_APART: Final = "vanished_at IS NOT NULL OR merged_into IS NOT NULL OR withdrawn_at IS NOT NULL"
"""Whether a question may be hidden: the few of which this is so are in an index, `question_search_apart`."""

_NOT_HIDDEN: Final = (
    "search_entries.question_id NOT IN (SELECT questions.id FROM questions "
    f"WHERE questions.workspace_id = ? AND ({_APART}) AND NOT ({IN_BANK} AND ({SHOWN})))"
)
"""It is none of the questions that no search shows."""


class Statements:
    """What is asked about the entries of one workspace, and their questions."""

    def __init__(self, dialect: str, workspace_id: int) -> None:
        self._index = INDEXES[dialect]
        self._workspace_id = workspace_id

    def matches(
        self,
        columns: str,
        wanted: Expression | None,
        unwanted: Expression | None,
        conditions: Sequence[Condition],
        *,
        with_questions: bool = False,
    ) -> Piece:
        """Entries that fit, joined with their questions where something is asked that only these know."""
        fitting = [*map(self._fits, conditions)]
        if unwanted is not None:
            fitting.append(self._lacks(unwanted))
        if not with_questions and not any(map(_is_of_questions, conditions)):
            return self.entries(columns, wanted, *fitting, Piece(_NOT_HIDDEN, (self._workspace_id,)))
        fitting.append(Piece(IN_BANK))
        if not any(VANISHED in each.values for each in conditions if each.name is FilterName.IS):
            fitting.append(Piece(f"({SHOWN})"))
        joined = " JOIN questions ON questions.id = search_entries.question_id"
        return self.entries(columns, wanted, *fitting, joined=joined)

    def entries(self, columns: str, wanted: Expression | None, *more: Piece, joined: str = "") -> Piece:
        """Entries that have something, and of which more is true."""
        found, where = "search_entries", [Piece("search_entries.workspace_id = ?", (self._workspace_id,))]
        if wanted is not None:
            found = f"question_search JOIN search_entries ON search_entries.question_id = {self._index.question_id}"
            where.append(self._index.matches(wanted))
        condition = all_of((*where, *more))
        return Piece(f"SELECT {columns} FROM {found}{joined} WHERE {condition.sql}", condition.values)

    def _lacks(self, unwanted: Expression) -> Piece:
        sql, values = self._index.matches(unwanted)
        having = f"SELECT {self._index.question_id} FROM question_search WHERE {sql}"
        return Piece(f"search_entries.question_id NOT IN ({having})", values)

    def _fits(self, condition: Condition) -> Piece:
        fits = any_of(self._has_value(condition.name, value) for value in condition.values)
        return Piece(f"NOT {fits.sql}", fits.values) if condition.excluded else fits

    def _has_value(self, name: FilterName, value: str) -> Piece:
        if name is FilterName.STATUS:
            return Piece("questions.status = ?", (value,))
        if name is FilterName.SOURCE:
            ours, values = named(value)
            of_source = f"SELECT sources.id FROM sources WHERE sources.workspace_id = ? AND {ours}"
            return Piece(f"questions.source_id IN ({of_source})", (self._workspace_id, *values))
        if name is FilterName.IS and value in _OF_QUESTION:
            return Piece(_OF_QUESTION[value])
        return Piece(f"{self._index.has}(search_entries.facets, ?) > 0", (f"\n{name}:{value}\n",))


def _is_of_questions(condition: Condition) -> bool:
    """Whether it changes without another wording, so that entries do not know it."""
    return condition.name in {FilterName.STATUS, FilterName.SOURCE} or (
        condition.name is FilterName.IS and not _OF_QUESTION.keys().isdisjoint(condition.values)
    )
