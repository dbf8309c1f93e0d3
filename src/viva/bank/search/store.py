"""Every query of a search."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from viva.bank.conditions import IN_BANK, SHOWN
from viva.bank.search.expression import Expression
from viva.bank.search.filters import EDITED, OFFERED, VANISHED, Condition, FilterName
from viva.bank.search.index import matching
from viva.bank.search.model import Order
from viva.bank.search.ranking import Class, Sought
from viva.bank.search.tables import EntryRow
from viva.bank.store import Cells, QuestionStore
from viva.bank.tables import APART, LabelRow, QuestionRow, RevisionRow, SourceRow
from viva.db.unchanged import while_unchanged

Facets = dict[str, Counter[str]]

_BETWEEN = ","

_AS_IN_NOTES = (QuestionRow.source_id.is_(None), QuestionRow.source_id, QuestionRow.position, QuestionRow.id)


class SearchStore:
    """The index of one workspace in one transaction, together with the questions it is of."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._matching = matching(session.connection())
        self._has = func.instr if session.get_bind().dialect.name == "sqlite" else func.strpos

    def best(self, asked: Sought, conditions: Sequence[Condition], count: int) -> list[int]:
        """The ids of the best `count` questions; fewer when there are no more."""
        found: dict[int, None] = {}
        for each in asked.classes or (None,):
            if len(found) >= count:
                break
            found.update(dict.fromkeys(self._of_class(each, asked, conditions, count)))
        return list(found)[:count]

    def ordered(self, asked: Sought, conditions: Sequence[Condition], order: Order, count: int) -> list[int]:
        """The ids of the first `count` questions in an order that has nothing to do with the words."""
        query = self._matches(asked.everything, asked, conditions, EntryRow.question_id, with_questions=True)
        query = query.order_by(QuestionRow.id.desc()) if order is Order.NEWEST else query.order_by(*_AS_IN_NOTES)
        return list(self._session.scalars(query.limit(count)).all())

    def count(self, asked: Sought, conditions: Sequence[Condition]) -> int:
        """How many questions there are in all."""
        return self._session.scalar(self._matches(asked.everything, asked, conditions, func.count())) or 0

    def facets(self, asked: Sought, conditions: Sequence[Condition]) -> tuple[Facets, int]:
        """How many questions have each value of each facet, and how many there are in all."""
        return while_unchanged(
            self._session,
            ("facets", self._workspace_id, asked.everything, asked.unwanted, tuple(conditions)),
            lambda: self._facets(asked, conditions),
        )

    def _facets(self, asked: Sought, conditions: Sequence[Condition]) -> tuple[Facets, int]:
        together = self._matches(
            asked.everything,
            asked,
            conditions,
            func.count(),
            func.aggregate_strings(EntryRow.facets, ""),
            func.aggregate_strings(QuestionRow.status, _BETWEEN),
            func.aggregate_strings(cast(QuestionRow.source_id, String), _BETWEEN),
            with_questions=True,
        )
        total, lines, statuses, source_ids = self._session.execute(together).one()
        facets: Facets = {}
        for line, count in _lines(lines or ""):
            name, _colon, value = line.partition(":")
            facets.setdefault(name, Counter())[value] += count
        facets[FilterName.STATUS] = _counted(statuses)
        facets[FilterName.SOURCE] = Counter()
        for name, count in self._named(_counted(source_ids)):
            facets[FilterName.SOURCE][name] += count
        return facets, total

    def indexed(self) -> int:
        """How many questions are in the index."""
        return self._session.scalar(select(func.count()).where(EntryRow.workspace_id == self._workspace_id)) or 0

    def meets(self, wanted: Expression) -> bool:
        """Whether any question has it, whatever the filters."""
        return self._session.scalar(self._entries(wanted, EntryRow.question_id).limit(1)) is not None

    def count_of(self, wanted: Expression) -> int:
        """How many questions have it, whatever the filters."""
        return self._session.scalar(self._entries(wanted, func.count())) or 0

    def lines(self, question_ids: Sequence[int]) -> list[Cells]:
        """The questions as a list shows them, with their answers, in this order."""
        rows = {row.id: row for row in QuestionStore(self._session, self._workspace_id).with_answers(question_ids)}
        return [rows[question_id] for question_id in question_ids]

    def values(self, name: FilterName) -> Collection[str]:
        """The values that questions have of a filter that takes any."""
        if name is FilterName.SOURCE:
            query = select(SourceRow.name).where(SourceRow.workspace_id == self._workspace_id)
        elif name is FilterName.LANG:
            query = select(RevisionRow.language).where(RevisionRow.workspace_id == self._workspace_id).distinct()
        else:
            of_facet = (LabelRow.workspace_id == self._workspace_id, LabelRow.facet == name.value)
            query = select(LabelRow.value).where(*of_facet).distinct()
        return self._session.scalars(query).all()

    def _of_class(self, one: Class | None, asked: Sought, conditions: Sequence[Condition], count: int) -> Iterator[int]:
        if one is None:
            query = self._matches(None, asked, conditions, EntryRow.question_id, with_questions=True)
            query = query.order_by(*_AS_IN_NOTES)
        else:
            size = EntryRow.prompt_words if one.short_prompt else EntryRow.words
            query = self._matches(one.expression, asked, conditions, EntryRow.question_id)
            query = query.order_by(size, EntryRow.question_id)
        return iter(self._session.scalars(query.limit(count)).all())

    def _matches(
        self,
        wanted: Expression | None,
        asked: Sought,
        conditions: Sequence[Condition],
        *columns: Any,
        with_questions: bool = False,
    ) -> Select[*tuple[Any, ...]]:
        """The entries that fit, and their questions where something is asked that only these know."""
        query = self._entries(wanted, *columns).where(*map(self._fits, conditions))
        if asked.unwanted is not None:
            index = self._matching
            unwanted = select(index.question_id).where(index.matches(asked.unwanted)).correlate(None)
            query = query.where(EntryRow.question_id.not_in(unwanted))
        if not with_questions and not any(map(_is_of_questions, conditions)):
            return query.where(EntryRow.question_id.not_in(self._hidden()))
        query = query.join(QuestionRow, QuestionRow.id == EntryRow.question_id).where(IN_BANK)
        if any(VANISHED in each.values for each in conditions if each.name is FilterName.IS):
            return query
        return query.where(SHOWN)

    def _entries(self, wanted: Expression | None, *columns: Any) -> Select[*tuple[Any, ...]]:
        index = self._matching
        query = select(*columns).where(EntryRow.workspace_id == self._workspace_id)
        if wanted is None:
            return query.select_from(EntryRow)
        found = query.select_from(index.source).join(EntryRow, EntryRow.question_id == index.question_id)
        return found.where(index.matches(wanted))

    def _hidden(self) -> Select[int]:
        """The questions that no search shows: few beside those it may, and known to an index of their own."""
        return select(QuestionRow.id).where(QuestionRow.workspace_id == self._workspace_id, APART, ~(IN_BANK & SHOWN))

    def _fits(self, condition: Condition) -> ColumnElement[bool]:
        fits = or_(*(self._has_value(condition.name, value) for value in condition.values))
        return ~fits if condition.excluded else fits

    def _has_value(self, name: FilterName, value: str) -> ColumnElement[bool]:
        match name, value:
            case FilterName.STATUS, _:
                return QuestionRow.status == value
            case FilterName.SOURCE, _:
                named = or_(SourceRow.name == value, SourceRow.name.endswith(f"/{value}", autoescape=True))
                ours = and_(SourceRow.workspace_id == self._workspace_id, named)
                return QuestionRow.source_id.in_(select(SourceRow.id).where(ours))
            case FilterName.IS, str() if value == VANISHED:
                return QuestionRow.vanished_at.is_not(None)
            case FilterName.IS, str() if value == EDITED:
                return or_(QuestionRow.noted.is_(None), QuestionRow.noted != QuestionRow.revision)
            case FilterName.IS, str() if value == OFFERED:
                return QuestionRow.offered.is_not(None)
            case _:
                return self._has(EntryRow.facets, f"\n{name}:{value}\n") > 0

    def _named(self, sources: Counter[str]) -> Iterator[tuple[str, int]]:
        names = self._session.execute(
            select(SourceRow.id, SourceRow.name).where(SourceRow.workspace_id == self._workspace_id)
        )
        return ((name, sources[str(source_id)]) for source_id, name in names if str(source_id) in sources)


def _is_of_questions(condition: Condition) -> bool:
    """Whether it changes without another wording, so that entries do not know it."""
    return condition.name in {FilterName.STATUS, FilterName.SOURCE} or (
        condition.name is FilterName.IS and not {VANISHED, EDITED, OFFERED}.isdisjoint(condition.values)
    )


def _lines(facets: str) -> Iterator[tuple[str, int]]:
    """How often each line is there, of the facets of many questions one behind the other.

    Many questions have the same facets, and many of the others are as many of
    a kind: so few lines have to be looked at.
    """
    kinds: dict[int, list[str]] = {}
    for lines, count in Counter(facets.strip("\n").split("\n\n")).items():
        kinds.setdefault(count, []).append(lines)
    for times, some in kinds.items():
        for line, count in Counter("\n".join(some).split("\n")).items():
            if line:
                yield line, count * times


def _counted(values: str | None) -> Counter[str]:
    return Counter(values.split(_BETWEEN)) if values else Counter()
