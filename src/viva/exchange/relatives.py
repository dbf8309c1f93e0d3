"""What people say about how questions hang together: told by the pages, the rest beside them."""

from collections.abc import Iterable, Iterator

from viva.bank.editing import SAID
from viva.bank.exported import ExportedBank, ExportedRelation
from viva.exchange.page import Page
from viva.notes.model import RelationKind


def told_in_pages(bank: ExportedBank) -> list[ExportedRelation]:
    """The relations that the page of their first question tells."""
    keys = {question.key for question in bank.questions if question.in_bank}
    return [relation for relation in bank.relations if relation.one in keys and relation == _said(relation)]


def relations_of(pages: Iterable[Page]) -> Iterator[ExportedRelation]:
    """What pages say, each thing once: only a follow-up has a direction."""
    seen: set[tuple[RelationKind, frozenset[str]]] = set()
    for page in pages:
        for kind, other in page.related:
            ends = (kind, frozenset([page.key or "", other]))
            if page.key and (kind is RelationKind.FOLLOW_UP or ends not in seen):
                seen.add(ends)
                yield ExportedRelation(one=page.key, other=other, kind=kind, score=1.0, reason=SAID, by_person=True)


def _said(relation: ExportedRelation) -> ExportedRelation:
    return ExportedRelation(
        one=relation.one, other=relation.other, kind=relation.kind, score=1.0, reason=SAID, by_person=True
    )
