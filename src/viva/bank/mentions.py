"""Which questions mention what, by the search index; and what each question is about."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from sqlalchemy import and_, bindparam, select, text
from sqlalchemy.orm import Session

from viva.bank.conditions import IN_BANK, SHOWN
from viva.bank.keymap import Said, TermKey
from viva.bank.model import QuestionStatus
from viva.bank.search.expression import Field, Pattern, Within, in_fts5, in_tsquery
from viva.bank.search.shadow import words
from viva.bank.tables import KeywordRow, LabelRow, QuestionRow
from viva.db.direct import read_rows
from viva.notes.model import Group

Phrase = tuple[str, ...]
"""Stems that stand side by side."""

_SQLITE: Final = text(
    """
    SELECT wanted.key AS number, question_search.rowid AS question_id
    FROM json_each(:wanted) AS wanted JOIN question_search ON question_search MATCH wanted.value
    """
)
_IN_TEXT: Final = (Field.PROMPT, Field.OPENING, Field.ANSWER)
_POSTGRES: Final = text(
    """
    SELECT wanted.number - 1 AS number, question_id
    FROM unnest(CAST(:wanted AS text[])) WITH ORDINALITY AS wanted (query, number)
    JOIN question_search ON words @@ CAST(wanted.query AS tsquery)
    """
)


_SAYS: Final = KeywordRow.__table__.c
_SAID: Final = (  # asked at every edit: without the bookkeeping of rows as objects
    select(_SAYS.topic, _SAYS.tech, _SAYS.term, _SAYS.names, _SAYS.necessity.label("group"), _SAYS.hidden)
    .where(_SAYS.workspace_id == bindparam("workspace"))
    .order_by(_SAYS.topic, _SAYS.tech, _SAYS.made_at, _SAYS.term)
)


class Label(NamedTuple):
    """A topic, technology or keyword of a question; both None for a question that has none of these."""

    question_id: int
    facet: str | None
    value: str | None


class Mentions:
    """What the questions of one workspace that are asked mention."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def labels(self) -> Iterator[Label]:
        """What each question is about."""
        about = LabelRow.facet.in_(("topic", "tech", "keyword"))
        query = (
            select(QuestionRow.id, LabelRow.facet, LabelRow.value)
            .outerjoin(LabelRow, and_(LabelRow.question_id == QuestionRow.id, about))
            .where(QuestionRow.workspace_id == self._workspace_id, IN_BANK, SHOWN)
            .where(QuestionRow.status != QuestionStatus.RETIRED)
        )
        return map(Label._make, self._session.execute(query))

    def of(self, names: Iterable[str]) -> dict[str, frozenset[int]]:
        """The questions of all workspaces whose texts have a name, in any inflection, by the name."""
        phrases = {name: phrases_of(name) for name in dict.fromkeys(names)}
        mentioned = self._of_phrases({phrase for each in phrases.values() for phrase in each})
        return {
            name: frozenset(question for phrase in each for question in mentioned.get(phrase, ()))
            for name, each in phrases.items()
        }

    def labelled(self, facet: str) -> frozenset[str]:
        """The values that labels of questions have."""
        query = select(LabelRow.value).where(LabelRow.workspace_id == self._workspace_id, LabelRow.facet == facet)
        return frozenset(self._session.scalars(query.distinct()))

    def said(self) -> dict[TermKey, Said]:
        """What people say about terms, in the order of the maps."""
        rows = read_rows(self._session.connection(), _SAID, workspace=self._workspace_id)
        return {
            TermKey(row.topic, row.tech, row.term): Said(
                names={language: tuple(names) for language, names in row.names.items()},
                group=Group(row.group) if row.group else None,
                hidden=row.hidden,
            )
            for row in rows
        }

    def _of_phrases(self, phrases: Collection[Phrase]) -> Mapping[Phrase, list[int]]:
        """All in one query: there are thousands of names, and each is found in microseconds."""
        asked = sorted(phrases)
        if self._session.get_bind().dialect.name == "sqlite":
            wanted = json.dumps([in_fts5(Within(_IN_TEXT, Pattern(phrase))) for phrase in asked])
            rows = self._session.execute(_SQLITE, {"wanted": wanted})
        else:
            rows = self._session.execute(
                _POSTGRES, {"wanted": [in_tsquery(Within(_IN_TEXT, Pattern(phrase))) for phrase in asked]}
            )
        found: dict[Phrase, list[int]] = {}
        for number, question_id in rows:
            found.setdefault(asked[number], []).append(question_id)
        return found


@cache
def phrases_of(name: str) -> tuple[Phrase, ...]:
    """How a name may stand in the index: word by word, and a name in code also as one word."""
    found = list(words(name))
    parts = tuple(stem for word in found for stem in word.form.stems)
    if len(found) == 1 and found[0].form.whole:
        return parts, (found[0].form.whole,)
    return (parts,) if parts else ()
