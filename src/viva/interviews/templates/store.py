"""Every query about templates."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from viva.interviews.templates.tables import TemplateRevisionRow, TemplateRow
from viva.kernel.ids import new_key

_CURRENT = and_(TemplateRevisionRow.template_id == TemplateRow.id, TemplateRevisionRow.number == TemplateRow.revision)


class TemplateStore:
    """The templates of one workspace in one transaction."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def add(self) -> TemplateRow:
        """Make a template that has no wording yet."""
        row = TemplateRow(workspace_id=self._workspace_id, key=new_key(), revision=0)
        self._session.add(row)
        self._session.flush()
        return row

    def word(self, row: TemplateRow, *, title: str, file: str, by: int, at: datetime) -> None:
        """Give a template its next wording, which counts from now on."""
        row.revision += 1
        self._session.add(
            TemplateRevisionRow(template_id=row.id, number=row.revision, made_at=at, made_by=by, title=title, file=file)
        )
        self._session.flush()

    def template(self, template_id: int, *, hold: bool = False) -> TemplateRow | None:
        """A template; `hold` lets nobody else change it until this transaction ends."""
        query = select(TemplateRow).where(TemplateRow.id == template_id, TemplateRow.workspace_id == self._workspace_id)
        return self._session.scalar(query.with_for_update() if hold else query)

    def by_key(self, key: str) -> TemplateRow | None:
        """The template with a key."""
        return self._session.scalar(
            select(TemplateRow).where(TemplateRow.key == key, TemplateRow.workspace_id == self._workspace_id)
        )

    def revision(self, template_id: int, number: int) -> TemplateRevisionRow | None:
        """One wording of a template."""
        return self._session.get(TemplateRevisionRow, (template_id, number))

    def revisions(self, template_id: int) -> Sequence[TemplateRevisionRow]:
        """All of its wordings, oldest first."""
        query = select(TemplateRevisionRow).where(TemplateRevisionRow.template_id == template_id)
        return self._session.scalars(query.order_by(TemplateRevisionRow.number)).all()

    def templates(self, *, retired: bool) -> Sequence[Row[TemplateRow, TemplateRevisionRow]]:
        """All templates with the wordings that count, by title."""
        query = (
            select(TemplateRow, TemplateRevisionRow)
            .join(TemplateRevisionRow, _CURRENT)
            .where(TemplateRow.workspace_id == self._workspace_id)
        )
        if not retired:
            query = query.where(TemplateRow.retired_at.is_(None))
        return self._session.execute(query.order_by(TemplateRevisionRow.title, TemplateRow.id)).all()
