"""Searching the bank of one workspace, as one person sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from viva.accounts.model import Person
from viva.bank.content import opening
from viva.bank.lines import Answered
from viva.bank.model import Filter
from viva.bank.search.excerpt import Marker
from viva.bank.search.expression import Pattern
from viva.bank.search.filters import OFFERED, VANISHED, Condition, FilterName, checked
from viva.bank.search.model import Correction, Hit, Hits, Order, Relief
from viva.bank.search.query import Query, Word, parsed
from viva.bank.search.ranking import Sought, clause_of, sought
from viva.bank.search.shadow import stem, words
from viva.bank.search.spelling import nearest, on_the_other_keyboard, slips_allowed
from viva.bank.search.store import SearchStore
from viva.bank.search.vocabulary import Vocabulary
from viva.db.reader import Reader
from viva.db.text import storable
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

EXCERPT: Final = 200
"""Characters of an answer that a search shows."""

FEW: Final = 2
"""Where no more is found, a word of the query may be misspelt as it is in one of the notes."""

_TIMES_AS_MANY: Final = 5
_FURTHEST: Final = 1 << 31

ANY: Final = Filter()


class Search:
    """Finds questions by what they say and by what they are."""

    def __init__(self, reader: Reader, person: Person) -> None:
        self._store = SearchStore(reader, person.workspace_id)
        self._vocabulary = Vocabulary(reader, person.workspace_id)

    def browse(self, text: str, *, order: Order = Order.BEST, limit: int = 20, offset: int = 0) -> Hits:
        """As `find` with facets, in any order; where nothing is asked for, all questions in the order of the notes."""
        if text.strip():
            return self.find(text, limit=limit, offset=offset, facets=True, order=order)
        return self._page(self._asked(Query()), (), limit=limit, offset=offset, facets=True, order=order)

    def chosen(self, text: str) -> tuple[int, ...]:
        """All questions that fit a query as it is typed: what is done to "all that were found" is done to these."""
        query = parsed(storable(text))
        return tuple(self._store.best(self._asked(query), query.conditions, _FURTHEST))

    def find(
        self,
        text: str,
        wanted: Filter = ANY,
        *,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
        order: Order = Order.BEST,
    ) -> Hits:
        """Questions that fit a query, best first; see docs/search.md for what one can ask.

        The last word may be unfinished. A word that is nowhere in the bank is
        taken for the nearest that is, and the result says so. InvalidInput
        when there is nothing to search for.
        """
        query = parsed(storable(text))
        conditions = (*query.conditions, *conditions_of(wanted))
        asked = self._asked(query)
        if asked.everything is None and asked.unwanted is None and not query.conditions:
            raise InvalidInput(_("There is no word to search for in {query}.").format(query=repr(text)))
        hits = self._page(asked, conditions, limit=limit, offset=offset, facets=facets, order=order)
        if hits.total > FEW or asked.everything is None:
            return hits if hits.total else self._explained(hits, asked, conditions)
        if hits.total:
            return self._with_suggestion(hits, text, query, conditions)
        instead = self._corrections(query)
        if instead:
            asked = self._asked(query.corrected(instead))
            hits = self._page(asked, conditions, limit=limit, offset=offset, facets=facets, order=order)
        told = tuple(Correction(*each) for each in instead.items())
        return replace(hits if hits.total else self._explained(hits, asked, conditions), corrections=told)

    def indexed(self) -> int:
        """How many questions are in the index, those that vanished too."""
        return self._store.indexed()

    def _asked(self, query: Query) -> Sought:
        return sought(query, self._vocabulary.beginning_with)

    def _page(
        self,
        asked: Sought,
        conditions: Sequence[Condition],
        *,
        limit: int,
        offset: int,
        facets: bool,
        order: Order = Order.BEST,
    ) -> Hits:
        store = self._store
        wanted = min(offset + limit, _FURTHEST)
        if order is Order.BEST:
            ids = store.best(asked, conditions, wanted)
        else:
            ids = store.ordered(asked, conditions, order, wanted)
        counted = {}
        if facets:
            tallies, total = store.facets(asked, conditions)
            counted = {name: dict(sorted(tally.items(), key=_most_first)) for name, tally in sorted(tallies.items())}
        else:
            total = len(ids) if len(ids) < wanted else store.count(asked, conditions)
        marker = Marker(asked.terms)
        hits = tuple(_hit(found, marker) for found in store.lines(ids[offset:]))
        return Hits(hits=hits, total=total, facets=counted)

    def _corrections(self, query: Query) -> dict[str, str]:
        """For each word that is nowhere in the bank the nearest that is."""
        typed = dict.fromkeys(word for word in chain.from_iterable(query.wanted) if not word.quoted)
        return {word.text: meant for word in typed if not self._is_known(word) and (meant := self._meant(word))}

    def _is_known(self, word: Word) -> bool:
        clause = clause_of(word, self._vocabulary.beginning_with)
        return clause is None or self._store.meets(clause.any)

    def _meant(self, word: Word) -> str | None:
        for switched in on_the_other_keyboard(word.text):
            if any(words(switched)) and self._is_known(Word(switched)):
                return switched
        return self._nearest(word)

    def _nearest(self, word: Word, at_least: int = 1, *, same_letter: bool = False) -> str | None:
        """The known word that is nearest and in most questions, if it is in enough."""
        folded = "".join(part for found in words(word.text) for part in found.form.words[: len(found.form.stems)])
        slack = slips_allowed(folded)
        if not slack:
            return None
        known = self._vocabulary.of_about(len(folded), slack, folded[0] if same_letter else "")
        near = nearest(folded, [each for each in known if each != folded])
        counts = {each: self._store.count_of(Pattern((stem(each.word),))) for each in near}
        best = max(near, key=lambda each: (each.word[0] == folded[0], counts[each]), default=None)
        return best.word if best and counts[best] >= at_least else None

    def _with_suggestion(self, hits: Hits, text: str, query: Query, conditions: Sequence[Condition]) -> Hits:
        """With a query that finds many more, if a word of this one looks misspelt."""
        instead: dict[str, str] = {}
        for word in chain.from_iterable(query.wanted):
            found = [] if word.quoted else list(words(word.text))
            if (
                len(found) == 1
                and not found[0].form.whole
                and self._store.count_of(Pattern(found[0].form.stems)) <= FEW
            ):
                meant = self._nearest(word, at_least=_TIMES_AS_MANY * FEW, same_letter=True)
                if meant:
                    instead[word.text] = meant
        if (
            instead
            and self._store.count(self._asked(query.corrected(instead)), conditions) > _TIMES_AS_MANY * hits.total
        ):
            for typed, meant in instead.items():
                text = text.replace(typed, meant)
            return replace(hits, suggestion=text)
        return hits

    def _explained(self, hits: Hits, asked: Sought, conditions: Sequence[Condition]) -> Hits:
        """With the filters that are to blame for nothing being found."""
        unknown: list[Correction] = []
        reliefs: list[Relief] = []
        for condition in conditions:
            if not condition.excluded:
                unknown += self._unknown(condition)
            rest = [each for each in conditions if each is not condition]
            total = self._store.count(asked, rest) if rest or asked.everything is not None else 0
            if total:
                reliefs.append(Relief(str(condition), total))
        return replace(hits, unknown=tuple(unknown), reliefs=tuple(reliefs))

    def _unknown(self, condition: Condition) -> list[Correction]:
        if condition.name not in {
            FilterName.TOPIC, FilterName.TECH, FilterName.TAG, FilterName.LANG, FilterName.SOURCE
        }:  # fmt: skip
            return []
        from difflib import get_close_matches  # late: most queries are right

        there = list(self._store.values(condition.name))
        if condition.name is FilterName.SOURCE:
            there += [name.rpartition("/")[2] for name in there]
        near = {value: get_close_matches(value, there, n=1) for value in condition.values if value not in there}
        return [
            Correction(f"{condition.name}:{value}", f"{condition.name}:{close[0]}" if close else "")
            for value, close in near.items()
        ]


def conditions_of(wanted: Filter) -> list[Condition]:
    """The conditions of a filter made elsewhere."""
    group = f"{wanted.level}:{wanted.group}" if wanted.level and wanted.group else wanted.group
    given: Mapping[FilterName, str | None] = {
        FilterName.KIND: wanted.kind,
        FilterName.STATUS: wanted.status,
        FilterName.LEVEL: wanted.level,
        FilterName.LANG: wanted.language,
        FilterName.TECH: wanted.tech,
        FilterName.TOPIC: wanted.topic,
        FilterName.NEED: wanted.need,
        FilterName.GROUP: group,
        FilterName.TAG: wanted.tag,
        FilterName.SOURCE: wanted.source,
    }
    conditions = [
        Condition(name, (checked(name, storable(str(value))),)) for name, value in given.items() if value is not None
    ]
    if wanted.answered is not None:
        conditions.append(Condition(FilterName.IS, ("answered" if wanted.answered else "unanswered",)))
    if wanted.offered:
        conditions.append(Condition(FilterName.IS, (OFFERED,)))
    if wanted.vanished:
        conditions.append(Condition(FilterName.IS, (VANISHED,)))
    return conditions


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _hit(found: Answered, marker: Marker) -> Hit:
    prompt = marker.whole(opening(found.question.prompt))
    return Hit(found.question, prompt, marker.excerpt(found.answer, found.code, EXCERPT))
