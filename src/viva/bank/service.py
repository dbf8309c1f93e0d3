"""What people ask the bank."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import starmap
from typing import TypeVar

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.content import Content, Parts, Picture
from viva.bank.errors import no_question
from viva.bank.lines import Lines, is_published, question_line
from viva.bank.model import (
    MISSING_PICTURE,
    Asked,
    Decision,
    Figures,
    Filter,
    MissingPicture,
    Origin,
    Page,
    PairPlace,
    Pairs,
    Question,
    QuestionLine,
    QuestionPicture,
    QuestionStatus,
    Related,
    RelatedPair,
    Revision,
    SourceLine,
    SourceReading,
    State,
    Stats,
    Stretch,
    decision_of,
)
from viva.bank.noted import account_from, place_from, reason_from
from viva.bank.store import Cells, QuestionStore
from viva.bank.tables import AssetRow, FindingRow, QuestionRow, RevisionRow, SourceRow
from viva.bank.wording import content_from, parts_from, state_from
from viva.db.direct import SessionReader
from viva.kernel.errors import Conflict, InvalidInput, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS
from viva.notes.model import Group, Kind, Level, Need, RelationKind, Repair, Role

ANY = Filter()


class Bank:
    """The questions of one workspace, as one person sees them."""

    def __init__(self, session: Session, person: Person, accounts: Accounts) -> None:
        self._store = QuestionStore(session, person.workspace_id)
        self._lines = Lines(SessionReader(session), person.workspace_id)
        self._accounts = accounts

    def questions(self, wanted: Filter = ANY, *, limit: int = 100, offset: int = 0) -> Page:
        """Questions in the order of their sources and places."""
        return self._lines.page(wanted, limit=limit, offset=offset)

    def question(self, question_id: int) -> Question:
        """One question whole, also one that was merged or taken back; NotFound when the workspace has none such."""
        row = self._store.question(question_id) if question_id in IDS else None
        if row is None:
            raise no_question(question_id)
        offered = self._store.revision(question_id, row.offered) if row.offered else None
        names = self._accounts.names({shown.made_by for shown in (row, offered) if shown})
        return Question(
            id=row.id,
            key=row.key,
            version=row.version,
            status=QuestionStatus(row.status),
            created_at=row.created_at,
            vanished_at=row.vanished_at,
            withdrawn_at=row.withdrawn_at,
            merged_into=row.merged_into,
            merged=tuple(self._store.merged(question_id)),
            wording=_revision(row, names),
            offered=_revision(offered, names) if offered else None,
            place=place_from(row, row.name, row.location or "") if row.name is not None else None,
            related=tuple(map(_related, self._store.related(question_id))),
        )

    def question_id(self, key: str) -> int:
        """The question with a key; NotFound when the workspace has none such."""
        found = self._store.question_id(key)
        if found is None:
            raise NotFound(_("There is no question {key} in the bank.").format(key=key))
        return found

    def question_ids(self, first: int, last: int) -> tuple[int, ...]:
        """The questions of the bank with numbers from `first` to `last`."""
        return tuple(self._store.between(first, min(last, IDS[-1]))) if first <= IDS[-1] else ()

    def states(self, question_ids: Iterable[int]) -> dict[int, State]:
        """Many questions as they are now, also those merged or taken back; those that are not there are missing."""
        rows = self._store.states([question_id for question_id in dict.fromkeys(question_ids) if question_id in IDS])
        return {row.id: state_from(row, row) for row in rows}

    def wordings(self, question_ids: Iterable[int]) -> dict[int, tuple[Content, Parts]]:
        """What many questions say, with what is found in it; those that are not there are missing."""
        rows = self._store.states([question_id for question_id in dict.fromkeys(question_ids) if question_id in IDS])
        return {row.id: (content_from(row), parts_from(row)) for row in rows}

    def revisions(self, question_id: int) -> tuple[Revision, ...]:
        """Every wording it had, oldest first; NotFound when the workspace has none such."""
        rows = self._store.revisions(question_id) if question_id in IDS else ()
        if not rows:
            raise no_question(question_id)
        names = self._accounts.names({row.made_by for row in rows})
        return tuple(_revision(row, names) for row in rows)

    def asked(self, only: Collection[int] = ()) -> dict[int, Asked]:
        """All questions that are neither retired nor gone from the notes, by number, in the order of their notes.

        Or those of some, where some are named.
        """
        rows = self._store.asked(only)
        return {row.id: Asked(row.revision, row.name) for row in rows if not only or row.id in only}

    def lines(self, question_ids: Iterable[int]) -> dict[int, QuestionLine]:
        """Questions as a list shows them, by number; those that are not there are missing."""
        rows = self._store.these({one for one in question_ids if one in IDS})
        return {question_id: question_line(row) for question_id, row in rows.items()}

    def chosen(self, wanted: Filter = ANY) -> tuple[int, ...]:
        """All questions that fit, by their numbers: what is done to "all of them" is done to these."""
        return tuple(self._store.chosen(wanted))

    def pairs(
        self,
        kinds: Collection[RelationKind],
        *,
        decision: Decision | None = Decision.OPEN,
        topic: str | None = None,
        limit: int = 50,
        after: str | None = None,
    ) -> Pairs:
        """Pairs of questions that hang together in one of these ways, the most alike first.

        `decision` leaves those that a person has said so much about, and None
        all; of a `topic` are those of which either question is. `after` is
        what the page before gave as `next`, or the place of a pair.
        """
        rows = self._store.pairs(kinds, decision, topic, limit + 1, _pair_place(after) if after else None)
        more, rows = len(rows) > limit, rows[:limit]
        lines = {
            question_id: question_line(row)
            for question_id, row in self._store.these(
                {end for row in rows for end in (row.one_id, row.other_id)}
            ).items()
        }
        pairs = tuple(
            RelatedPair(
                one=lines[row.one_id],
                other=lines[row.other_id],
                kind=RelationKind(row.kind),
                score=row.score,
                reason=reason_from(row.reason),
                decision=decision_of(by_person=row.by_person, denied=row.denied),
            )
            for row in rows
        )
        counts = self._store.count_pairs(kinds, decision, topic)
        kinds_there = {RelationKind(kind): count for kind, count in counts.items()}
        return Pairs(pairs, sum(counts.values()), pairs[-1].place if more else None, kinds_there)

    def missing_pictures(self) -> tuple[QuestionPicture, ...]:
        """Every picture that a question shows, and whose file was not there when it was last looked for."""
        return unkept_pictures(self._store)

    def figures(self) -> Figures:
        """The bank in a few numbers, all of them counted by the database."""
        answered = self._store.tally(RevisionRow.answered)
        return Figures(
            questions=sum(answered.values()),
            answered=answered.get(True, 0),
            need_work=self._store.labelled("need"),
            key_points=self._store.key_points(),
            revisions=self._store.rows_of(RevisionRow),
        )

    def stats(self) -> Stats:
        """The bank in all its numbers."""
        store = self._store
        sources = store.sources()
        answered = store.tally(RevisionRow.answered)
        key_points = Counter(group for parts in store.parts() for _text, group in parts.get("key_points", ()))
        lines: Counter[str] = Counter()
        for source, _count in sources:
            lines.update(source.lines)
        return Stats(
            questions=sum(answered.values()),
            answered=answered.get(True, 0),
            need_work=store.labelled("need"),
            vanished=self._lines.count(Filter(vanished=True)),
            revisions=store.rows_of(RevisionRow),
            sources=len(sources),
            pictures=store.rows_of(AssetRow),
            missing_pictures=store.rows_of(FindingRow),
            repairs=sum(source.repairs for source, _count in sources),
            key_points=key_points.total(),
            statuses=_sorted({QuestionStatus(key): n for key, n in store.tally(QuestionRow.status).items()}),
            kinds=_sorted({Kind(key): n for key, n in store.tally(RevisionRow.kind).items()}),
            levels=_sorted({Level(key): n for key, n in store.tally(RevisionRow.level).items()}),
            languages=_sorted(store.tally(RevisionRow.language)),
            tech=_sorted(store.label_tally("tech")),
            topics=_sorted(store.label_tally("topic")),
            needs=_sorted({Need(key): n for key, n in store.label_tally("need").items()}),
            groups=_sorted({Group(key): n for key, n in key_points.items()}),
            relations=_sorted({RelationKind(key): n for key, n in store.relation_tally().items()}),
            lines={role: lines[role.name.lower()] for role in Role},
            left_out=_sorted(self._left_out()),
        )

    def sources(self) -> tuple[SourceLine, ...]:
        """Every note the bank knows, by name."""
        return tuple(_source_line(*row) for row in self._store.sources())

    def reading(self, name: str) -> SourceReading:
        """How a note was read: by its name, its location, or the end of either after a slash.

        NotFound when there is none such, Conflict when there are several.
        """
        source = self._source(name)
        row = self._store.reading(source.id)
        return SourceReading(
            source=source,
            account=account_from(row.account, row.reasons),
            repairs=tuple(Repair(*repair) for repair in row.repairs),
            notices=tuple(map(reason_from, row.notices)),
            missing_pictures=tuple(
                MissingPicture(finding.line, finding.subject)
                for finding in self._store.findings(source.id, MISSING_PICTURE)
            ),
        )

    def stretch(self, location: str, first: int, last: int) -> Stretch | None:
        """How the lines from `first` to `last` of a note were read; None when no note is there any more."""
        row = self._store.account_at(location, first, last)
        if row is None:
            return None
        return Stretch(location=location, sha256=row.sha256, account=account_from(row.account or [], row.reasons))

    def picture(self, sha256: str) -> bytes:
        """The bytes of a picture."""
        content = self._store.picture(sha256)
        if content is None:
            raise NotFound(_("There is no picture {sha256} in the bank.").format(sha256=sha256))
        return content

    def _source(self, name: str) -> SourceLine:
        sources = self.sources()
        exact = [source for source in sources if name in {source.name, source.location}]
        fitting = exact or [
            source
            for source in sources
            if f"/{source.name}".endswith(f"/{name}") or source.location.endswith(f"/{name}")
        ]
        if not fitting:
            raise NotFound(_("There is no note {name} in the bank.").format(name=name))
        if len(fitting) > 1:
            several = ", ".join(source.location for source in fitting)
            raise Conflict(_("Several notes fit {name}: {several}").format(name=name, several=several))
        return fitting[0]

    def _left_out(self) -> dict[str, int]:
        lines: Counter[str] = Counter()
        for account, reasons in self._store.readings():
            for run in account_from(account, reasons):
                if run.role is Role.LEFT_OUT and run.reason:
                    lines[run.reason.template] += run.span.last - run.span.first + 1
        return dict(lines)


def _pair_place(text: str) -> PairPlace:
    score, one, other, kind = (*text.split(" "), "", "", "", "")[:4]
    try:
        place = PairPlace(float(score), int(one), int(other), RelationKind(kind))
    except ValueError:
        place = PairPlace(0, 0, 0, "")
    if place.one not in IDS or place.other not in IDS:
        raise InvalidInput(_("{text} is no place in a list of pairs.").format(text=text))
    return place


K = TypeVar("K")


def _sorted(counts: Mapping[K, int]) -> dict[K, int]:
    """Most first; of as many, by name, so that both databases tell the same."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))))


def unkept_pictures(store: QuestionStore) -> tuple[QuestionPicture, ...]:
    """Every picture that a question shows, and whose file was not there."""
    found = [
        (question_id, picture)
        for question_id, parts in store.with_unkept_pictures()
        for picture in starmap(Picture, parts.get("images", ()))
        if picture.missing
    ]
    lines = store.these({question_id for question_id, _picture in found})
    return tuple(
        QuestionPicture(question_line(lines[question_id]), picture.target, picture.alt)
        for question_id, picture in found
    )


def _revision(row: RevisionRow | Cells, names: Mapping[int, str]) -> Revision:
    return Revision(
        number=row.number,
        origin=Origin(row.origin),
        made_at=row.made_at,
        made_by=names[row.made_by],
        content=content_from(row),
        parts=parts_from(row),
    )


def _related(row: Cells) -> Related:
    return Related(
        id=row.id,
        prompt=row.prompt,
        kind=RelationKind(row.kind),
        score=row.score,
        reason=reason_from(row.reason),
        by_person=row.by_person,
        source=row.name,
        is_published=is_published(row),
        line=row.line,
        forwards=row.forwards,
    )


def _source_line(row: SourceRow, questions: int) -> SourceLine:
    return SourceLine(
        id=row.id,
        name=row.name,
        location=row.location,
        sha256=row.sha256,
        encoding=row.encoding,
        format=row.format,
        lines={role: row.lines[role.name.lower()] for role in Role},
        questions=questions,
        repairs=row.repairs,
        imported_at=row.imported_at,
    )
