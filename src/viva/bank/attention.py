"""What of the bank waits for a person, kind by kind, and what it covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.bank.content import Content
from viva.bank.lines import question_line
from viva.bank.model import Decision, Filter, QuestionLine, QuestionPicture, QuestionStatus
from viva.bank.service import unkept_pictures
from viva.bank.tallies import Tallies
from viva.bank.wording import content_from
from viva.notes.model import Level, Need, RelationKind


class Work(StrEnum):
    """What there is to do about a question that is still asked."""

    ANSWER = "answer"
    MORE_THAN_LINKS = "links"
    TODO = "todo"
    PICTURE = "picture"
    VANISHED = "vanished"
    OFFERED = "offered"
    DRAFT = "draft"


_FILTERS = {
    Work.ANSWER: Filter(need=Need.ANSWER),
    Work.MORE_THAN_LINKS: Filter(need=Need.MORE_THAN_LINKS),
    Work.TODO: Filter(need=Need.AUTHOR),
    Work.VANISHED: Filter(vanished=True),
    Work.OFFERED: Filter(offered=True),
    Work.DRAFT: Filter(status=QuestionStatus.DRAFT),
}


UNDECIDED = (RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN, RelationKind.CONTRADICTS)
"""How two questions hang together where a person should say what is to be done about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question that waits for somebody."""

    question: QuestionLine
    version: int
    """What to send back as `seen` when changing it."""
    wording: int
    """The number of the one that counts."""
    offer: tuple[Content, Content] | None = None
    """What it says, and what the notes offer instead."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many questions there are of each topic, most first, at each level."""

    topics: Mapping[str, Mapping[Level | None, int]]


class Attention:
    """What waits for a person in one workspace; who is no longer asked (retired) waits for nobody."""

    def __init__(self, session: Session, person: Person) -> None:
        self._store = Tallies(session, person.workspace_id)

    def counts(self) -> dict[Work, int]:
        """How much there is to do of each kind; a question may be counted in several."""
        pictures = {Work.PICTURE: len(self.pictures())}
        return {kind: self._store.how_many(_FILTERS[kind]) if kind in _FILTERS else pictures[kind] for kind in Work}

    def waiting(self, kind: Work, *, limit: int = 50, offset: int = 0) -> tuple[Waiting, ...]:
        """Questions about which there is so much to do, in the order of sources and places."""
        rows = self._store.waiting(_FILTERS[kind], limit, offset)
        offers = self._store.offers([row.id for row in rows]) if kind is Work.OFFERED else {}
        return tuple(
            Waiting(
                question=question_line(row),
                version=row.version,
                wording=row.revision,
                offer=(content_from(offers[row.id][0]), content_from(offers[row.id][1])) if row.id in offers else None,
            )
            for row in rows
        )

    def pictures(self) -> tuple[QuestionPicture, ...]:
        """The pictures that these questions show, and whose files are not there."""
        return tuple(
            picture for picture in unkept_pictures(self._store) if picture.question.status is not QuestionStatus.RETIRED
        )

    def pairs(self) -> int:
        """How many pairs of questions seem to hang together so that a person should decide about them."""
        return sum(self._store.count_pairs(UNDECIDED, Decision.OPEN, None).values())

    def coverage(self) -> Coverage:
        """What the bank asks about, by topic and level."""
        found: dict[str, dict[Level | None, int]] = {}
        for topic, level, count in self._store.topics_by_level():
            found.setdefault(topic, {})[Level(level) if level else None] = count
        return Coverage(dict(sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))))
