"""Every query of a search."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from viva.bank.lines import Answered, Lines
from viva.bank.model import QuestionStatus
from viva.bank.search.expression import Expression
from viva.bank.search.facets import Facets, counted
from viva.bank.search.filters import Condition, FilterName
from viva.bank.search.model import Order
from viva.bank.search.ranking import Class, Sought
from viva.bank.search.statements import IN_NOTES, Statements
from viva.db.pieces import Piece, first
from viva.db.reader import Reader

_STATUSES: Final = ", ".join(f"count(*) FILTER (WHERE questions.status = '{each}')" for each in QuestionStatus)
_TOGETHER: Final = {
    "sqlite": "count(*), group_concat(search_entries.facets, ''), "
    f"group_concat(CAST(questions.source_id AS VARCHAR), ','), {_STATUSES}",
    "postgresql": "count(*), string_agg(search_entries.facets, ''), "
    f"string_agg(CAST(questions.source_id AS VARCHAR), ','), {_STATUSES}",
}
_BETWEEN = ","

_VALUES: Final = {
    FilterName.SOURCE: "SELECT name FROM sources WHERE workspace_id = ?",
    FilterName.LANG: "SELECT DISTINCT language FROM revisions WHERE workspace_id = ?",
}
_LABELS: Final = "SELECT DISTINCT value FROM labels WHERE workspace_id = ? AND facet = ?"


class SearchStore:
    """The index of one workspace in one state of the database, together with the questions it is of."""

    def __init__(self, reader: Reader, workspace_id: int) -> None:
        self._reader = reader
        self._workspace_id = workspace_id
        self._lines = Lines(reader, workspace_id)
        self._statements = Statements(reader.dialect, workspace_id)

    def best(self, asked: Sought, conditions: Sequence[Condition], count: int) -> list[int]:
        """The ids of the best `count` questions; fewer when there are no more."""
        if not asked.classes:
            return self.ordered(asked, conditions, Order.NOTES, count)
        found: dict[int, None] = {}
        for each in asked.classes:
            if len(found) >= count:
                break
            found.update(dict.fromkeys(self._of_class(each, asked, conditions, count)))
        return list(found)[:count]

    def ordered(self, asked: Sought, conditions: Sequence[Condition], order: Order, count: int) -> list[int]:
        """The ids of the first `count` questions in an order that has nothing to do with the words."""
        found = self._matches("questions.id", asked, conditions, with_questions=True)
        return self._firsts(first(count, found, "questions.id DESC" if order is Order.NEWEST else IN_NOTES))

    def count(self, asked: Sought, conditions: Sequence[Condition]) -> int:
        """How many questions there are in all."""
        return self._number(self._matches("count(*)", asked, conditions))

    def facets(self, asked: Sought, conditions: Sequence[Condition]) -> tuple[Facets, int]:
        """How many questions have each value of each facet, and how many there are in all."""
        return self._reader.while_unchanged(
            ("facets", self._workspace_id, asked.everything, asked.unwanted, tuple(conditions)),
            lambda: self._facets(asked, conditions),
        )

    def _facets(self, asked: Sought, conditions: Sequence[Condition]) -> tuple[Facets, int]:
        together = self._matches(_TOGETHER[self._reader.dialect], asked, conditions, with_questions=True)
        ((total, lines, source_ids, *statuses),) = self._reader.ask(*together)
        facets = counted(lines or "")
        facets[FilterName.STATUS] = +Counter(dict(zip(map(str, QuestionStatus), statuses, strict=True)))
        facets[FilterName.SOURCE] = Counter()
        for name, count in self._named(Counter(source_ids.split(_BETWEEN) if source_ids else ())):
            facets[FilterName.SOURCE][name] += count
        return facets, total

    def indexed(self) -> int:
        """How many questions are in the index."""
        return self._number(self._statements.entries("count(*)", None))

    def meets(self, wanted: Expression) -> bool:
        """Whether any question has it, whatever the filters."""
        sql, values = self._statements.entries("1", wanted)
        return bool(self._reader.ask(f"{sql} LIMIT 1", values))

    def count_of(self, wanted: Expression) -> int:
        """How many questions have it, whatever the filters."""
        return self._number(self._statements.entries("count(*)", wanted))

    def lines(self, question_ids: Sequence[int]) -> list[Answered]:
        """The questions as a list shows them, with their answers, in this order."""
        rows = {row.question.id: row for row in self._lines.with_answers(question_ids)}
        return [rows[question_id] for question_id in question_ids]

    def values(self, name: FilterName) -> Collection[str]:
        """The values that questions have of a filter that takes any."""
        if name in _VALUES:
            return self._firsts(Piece(_VALUES[name], (self._workspace_id,)))
        return self._firsts(Piece(_LABELS, (self._workspace_id, name.value)))

    def _of_class(self, one: Class, asked: Sought, conditions: Sequence[Condition], count: int) -> list[int]:
        found = self._statements.matches("search_entries.question_id", one.expression, asked.unwanted, conditions)
        size = "search_entries.prompt_words" if one.short_prompt else "search_entries.words"
        return self._firsts(first(count, found, f"{size}, search_entries.question_id"))

    def _matches(
        self, columns: str, asked: Sought, conditions: Sequence[Condition], *, with_questions: bool = False
    ) -> Piece:
        return self._statements.matches(
            columns, asked.everything, asked.unwanted, conditions, with_questions=with_questions
        )

    def _named(self, sources: Counter[str]) -> Iterator[tuple[str, int]]:
        names = self._reader.ask("SELECT id, name FROM sources WHERE workspace_id = ?", (self._workspace_id,))
        return ((name, sources[str(source_id)]) for source_id, name in names if str(source_id) in sources)

    def _number(self, counting: Piece) -> int:
        ((number,),) = self._reader.ask(*counting)
        return int(number)

    def _firsts(self, found: Piece) -> list[Any]:
        """The first column of what a statement finds."""
        return [row[0] for row in self._reader.ask(*found)]
