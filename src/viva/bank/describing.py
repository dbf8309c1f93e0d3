"""By what the wordings that count are chosen and found: the labels of questions, and their entries in the index."""

from collections.abc import Collection, Sequence
from typing import Final, cast

from sqlalchemy import Table, delete
from sqlalchemy.orm import Session

from viva.bank.content import Content
from viva.bank.mentions import Mentions
from viva.bank.naming import Naming
from viva.bank.search.entry import Entry, Texts
from viva.bank.search.index import Index
from viva.bank.tables import LabelRow
from viva.bank.wording import Wording
from viva.db.bulk import in_chunks, insert_rows

_LABELS: Final = cast("Table", LabelRow.__table__)


class Descriptions:
    """Labels and index entries of one workspace, in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._index = Index(session, workspace_id)

    def add(self, wordings: Sequence[tuple[int, Wording]]) -> None:
        """Label and index the wordings that count, of questions that are new or were forgotten."""
        self._label(wordings)
        if wordings:
            naming = self._naming()
            self._index.add([_entry(question_id, wording, naming) for question_id, wording in wordings])

    def change(self, wordings: Sequence[tuple[int, Wording | None, Wording | None]]) -> None:
        """Label and index wordings (question, the one before, the one now) where they differ."""
        known = [(one, was, now) for one, was, now in wordings if was and now]
        relabelled = [(one, was, now) for one, was, now in known if was.labels != now.labels]
        for some in in_chunks([one for one, was, _now in relabelled if was.labels]):
            self._session.execute(delete(LabelRow).where(LabelRow.question_id.in_(some)))
        self._label([(one, now) for one, _was, now in relabelled])
        said = [(one, was, now) for one, was, now in known if _said(was.content) != _said(now.content)]
        if said:
            naming = self._naming()
            self._index.change([(_entry(one, now, naming), Texts(was.content, naming)) for one, was, now in said])
        only_counted = {one for one, _was, _now in known} - {one for one, _was, _now in said}
        self._index.set_facets(
            [(one, now.facets) for one, was, now in known if one in only_counted and was.facets != now.facets]
        )
        self.add([(one, now) for one, was, now in wordings if now and was is None])

    def index_anew(self, wordings: Sequence[tuple[int, Wording]]) -> None:
        """Index the wordings that count as people name things now."""
        naming = self._naming()
        self._index.change([(_entry(question_id, wording, naming), None) for question_id, wording in wordings])

    def forget(self, question_ids: Collection[int]) -> None:
        """Forget labels and index entries, which describe only the current revision."""
        for some in in_chunks(question_ids):
            self._session.execute(delete(LabelRow).where(LabelRow.question_id.in_(some)))
            self._index.remove(some)

    def _label(self, wordings: Sequence[tuple[int, Wording]]) -> None:
        insert_rows(
            self._session.connection(),
            _LABELS,
            [
                {"workspace_id": self._workspace_id, "question_id": question_id, "facet": facet, "value": value}
                for question_id, wording in wordings
                for facet, value in wording.labels
            ],
        )

    def _naming(self) -> Naming:
        """What the terms are called that questions mention."""
        return Naming(Mentions(self._session, self._workspace_id).said())


def _entry(question_id: int, wording: Wording, naming: Naming) -> Entry:
    return Entry(question_id, Texts(wording.content, naming), wording.facets)


def _said(content: Content) -> tuple[object, ...]:
    """Of what a wording says that by which it is found: the rest only counts."""
    return (
        content.prompt,
        content.answer,
        content.options,
        content.key_points,
        content.kind,
        content.experience,
        content.language,
        content.tech,
        content.topics,
        content.keywords,
        content.remarked,
    )
