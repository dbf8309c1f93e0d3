"""What people say about how questions hang together: told by the pages, the rest beside them."""

from collections.abc import Iterable, Iterator

from viva.bank.editing import SAID
from viva.bank.exported import ExportedBank, ExportedRelation, ends
from viva.exchange.page import Page
from viva.notes.model import RelationKind


def told_in_pages(bank: ExportedBank) -> list[ExportedRelation]:
    """The relations that the page of their first question tells."""
    keys = {question.key for question in bank.questions if question.in_bank}
    return [
        relation
        for relation in bank.relations
        if relation.one in keys and relation == _said(relation.one, relation.other, relation.kind)
    ]


def relations_of(pages: Iterable[Page]) -> Iterator[ExportedRelation]:
    """What pages say, each thing once: only a follow-up has a direction."""
    seen: set[tuple[str, str, RelationKind]] = set()
    for page in pages:
        for kind, key in page.related:
            if page.key and (said := (*ends(page.key, key, kind), kind)) not in seen:
                seen.add(said)
                yield _said(*said)


def _said(one: str, other: str, kind: RelationKind) -> ExportedRelation:
    return ExportedRelation(one=one, other=other, kind=kind, score=1.0, reason=SAID, by_person=True)
