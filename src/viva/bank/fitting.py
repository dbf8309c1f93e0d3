"""Which questions and wordings count, and which of them fit a filter, in SQL."""

from collections.abc import Iterator
from typing import Final

from viva.bank.model import Filter
from viva.db.pieces import Piece, all_of, any_of, ends_with
from viva.db.text import storable

IN_BANK: Final = "questions.merged_into IS NULL AND questions.withdrawn_at IS NULL"
SHOWN: Final = "questions.vanished_at IS NULL OR questions.noted IS NULL OR questions.noted != questions.revision"
CURRENT: Final = "revisions.question_id = questions.id AND revisions.number = questions.revision"
"""As in `viva.bank.conditions`."""

_LABELLED: Final = "SELECT labels.question_id FROM labels WHERE labels.workspace_id = ? AND labels.facet = ?"


def fits(wanted: Filter, workspace_id: int) -> Piece:
    """The condition that a question of the bank, with its current wording and its source, is wanted."""
    return all_of(_conditions(wanted, workspace_id))


def named(source: str) -> Piece:
    """The condition that a source has this name, or one that ends with it after a slash."""
    return any_of([Piece("sources.name = ?", (source,)), ends_with("sources.name", f"/{source}")])


def _conditions(wanted: Filter, workspace_id: int) -> Iterator[Piece]:
    yield Piece("questions.workspace_id = ?", (workspace_id,))
    yield Piece(IN_BANK)
    columns = {
        "revisions.kind": wanted.kind,
        "questions.status": wanted.status,
        "revisions.level": wanted.level,
        "revisions.language": wanted.language,
    }
    for column, value in columns.items():
        if value is not None:
            yield Piece(f"{column} = ?", (storable(str(value)),))
    if wanted.answered is not None:
        yield Piece("revisions.answered" if wanted.answered else "NOT revisions.answered")
    group = f"{wanted.level}:{wanted.group}" if wanted.level and wanted.group else wanted.group
    labels = {"tech": wanted.tech, "topic": wanted.topic, "tag": wanted.tag, "need": wanted.need, "group": group}
    for facet, value in labels.items():
        if value is not None:
            values = (workspace_id, facet, storable(str(value)))
            yield Piece(f"questions.id IN ({_LABELLED} AND labels.value = ?)", values)
    if wanted.needs_work:
        yield Piece(f"questions.id IN ({_LABELLED})", (workspace_id, "need"))
    if wanted.source is not None:
        yield named(storable(wanted.source))
    if wanted.offered:
        yield Piece("questions.offered IS NOT NULL")
    yield Piece("questions.vanished_at IS NOT NULL" if wanted.vanished else f"({SHOWN})")
