"""Taking a whole bank out, with its history: plain values that another bank can take in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Row
from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.archive import Archive
from viva.bank.exported import (
    ExportedBank,
    ExportedKeyword,
    ExportedQuestion,
    ExportedRelation,
    ExportedRevision,
    ExportedSource,
    ends,
)
from viva.bank.mentions import Mentions
from viva.bank.model import MISSING_PICTURE, MissingPicture, Origin, QuestionStatus
from viva.bank.noted import reason_from
from viva.bank.tables import QuestionRow, ReadingRow, SourceRow
from viva.bank.wording import content_from, parts_from
from viva.notes.model import RelationKind

READING = ("account", "reasons", "repairs", "notices")
"""What is kept of how a note was read."""


class Outgoing:
    """Takes the questions of one workspace out."""

    def __init__(self, session: Session, person: Person, accounts: Accounts) -> None:
        self._archive = Archive(session, person.workspace_id)
        self._mentions = Mentions(session, person.workspace_id)
        self._accounts = accounts

    def bank(self, only: Collection[int] | None = None) -> ExportedBank:
        """The bank, or only some of its questions with what belongs to them; pictures are read when asked for."""
        rows = self._archive.questions()
        keys = {row.id: row.key for row in rows}
        wanted = set(keys) if only is None else set(only)
        sources = self._archive.sources()
        locations = {source.id: source.location for source, _reading in sources}
        revisions = self._revisions(locations)
        questions = tuple(_exported(row, keys, locations, revisions[row.id]) for row in rows if row.id in wanted)
        pictures: Mapping[str, bytes] = self._archive.pictures()
        used = {question.source for question in questions}
        if only is not None:
            shown = {one.sha256 for each in questions for wording in each.revisions for one in wording.parts.pictures}
            pictures = {sha256: pictures[sha256] for sha256 in pictures if sha256 in shown}
        return ExportedBank(
            questions=questions,
            relations=self._relations(keys, wanted),
            sources=tuple(self._sources(sources, None if only is None else used)),
            keywords=tuple(self._keywords()) if only is None else (),
            pictures=pictures,
        )

    def ids(self) -> dict[str, int]:
        """The number of each question that ever was in the bank, by what it is called."""
        return self._archive.ids()

    def _revisions(self, locations: Mapping[int, str]) -> dict[int, list[ExportedRevision]]:
        rows = self._archive.revisions()
        names = self._accounts.names({row.made_by for row in rows})
        found: defaultdict[int, list[ExportedRevision]] = defaultdict(list)
        for row in rows:
            found[row.question_id].append(
                ExportedRevision(
                    number=row.number,
                    origin=Origin(row.origin),
                    author=names[row.made_by],
                    made_at=row.made_at,
                    content=content_from(row),
                    parts=parts_from(row),
                    source=locations.get(row.source_id) if row.source_id else None,
                )
            )
        return found

    def _relations(self, keys: Mapping[int, str], wanted: set[int]) -> tuple[ExportedRelation, ...]:
        found: list[ExportedRelation] = []
        for row in self._archive.relations():
            if row.one_id in wanted and row.other_id in wanted:
                kind = RelationKind(row.kind)
                one, other = ends(keys[row.one_id], keys[row.other_id], kind)
                reason = reason_from(row.reason)
                said = {"by_person": row.by_person, "denied": row.denied}
                found.append(ExportedRelation(one=one, other=other, kind=kind, score=row.score, reason=reason, **said))
        return tuple(sorted(found, key=lambda relation: (relation.one, relation.other, relation.kind)))

    def _keywords(self) -> Iterator[ExportedKeyword]:
        for (topic, tech, term), said in sorted(self._mentions.said().items(), key=lambda entry: entry[0]):
            yield ExportedKeyword(
                topic=topic,
                tech=tech or None,
                term=term,
                names={language: said.names[language] for language in sorted(said.names)},
                group=said.group,
                hidden=said.hidden,
            )

    def _sources(
        self, rows: Sequence[Row[SourceRow, ReadingRow]], used: set[str | None] | None
    ) -> Iterable[ExportedSource]:
        names = self._accounts.names({source.imported_by for source, _reading in rows})
        missing: defaultdict[int, list[MissingPicture]] = defaultdict(list)
        for finding in self._archive.findings(MISSING_PICTURE):
            missing[finding.source_id].append(MissingPicture(finding.line, finding.subject))
        for source, reading in rows:
            if used is None or source.location in used:
                yield _exported_source(source, reading, names[source.imported_by], missing[source.id])


def _exported(
    row: QuestionRow, keys: Mapping[int, str], locations: Mapping[int, str], revisions: Sequence[ExportedRevision]
) -> ExportedQuestion:
    return ExportedQuestion(
        key=row.key,
        status=QuestionStatus(row.status),
        created_at=row.created_at,
        revision=row.revision,
        revisions=tuple(revisions),
        noted=row.noted,
        offered=row.offered,
        vanished_at=row.vanished_at,
        withdrawn_at=row.withdrawn_at,
        merged_into=keys[row.merged_into] if row.merged_into else None,
        source=locations.get(row.source_id) if row.source_id else None,
        position=row.position,
        line=row.line,
        place=row.place,
        compared=row.compared == row.revision,
    )


def _exported_source(
    row: SourceRow, reading: ReadingRow, imported_by: str, missing: Sequence[MissingPicture]
) -> ExportedSource:
    return ExportedSource(
        location=row.location,
        name=row.name,
        sha256=row.sha256,
        reader_version=row.reader_version,
        encoding=row.encoding,
        format=row.format,
        imported_at=row.imported_at,
        imported_by=imported_by,
        gone_at=row.gone_at,
        repairs=row.repairs,
        lines=row.lines,
        pictures=row.pictures,
        reading={name: getattr(reading, name) for name in READING},
        missing_pictures=tuple(missing),
    )
