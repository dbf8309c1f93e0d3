"""Counting what was understood of notes that are not in a bank, in the bank's own terms."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from viva.bank.model import QuestionStatus, Stats
from viva.notes.model import Account, Note, Relation, Role

T = TypeVar("T")


def tally(notes: Sequence[Note], relations: Iterable[Relation]) -> Stats:
    """The numbers a bank would show that held exactly these notes."""
    drafts = [draft for note in notes for draft in note.drafts]
    accounts = [note.account for note in notes]
    return Stats(
        questions=len(drafts),
        answered=sum(draft.answered for draft in drafts),
        need_work=sum(bool(draft.needs) for draft in drafts),
        vanished=0,
        revisions=len(drafts),
        sources=len(notes),
        pictures=sum(len(draft.images) for draft in drafts),
        missing_pictures=0,
        repairs=sum(len(note.text.repairs) for note in notes),
        key_points=sum(len(draft.key_points) for draft in drafts),
        statuses=_most_first({QuestionStatus.DRAFT: len(drafts)} if drafts else {}),
        kinds=_most_first(Counter(draft.kind for draft in drafts)),
        levels=_most_first(Counter(draft.level for draft in drafts if draft.level)),
        languages=_most_first(Counter(draft.language for draft in drafts)),
        tech=_most_first(Counter(tech for draft in drafts for tech in draft.tech)),
        topics=_most_first(Counter(topic for draft in drafts for topic in draft.topics)),
        needs=_most_first(Counter(need for draft in drafts for need in draft.needs)),
        groups=_most_first(Counter(point.group for draft in drafts for point in draft.key_points)),
        relations=_most_first(Counter(relation.kind for relation in relations)),
        lines=lines(accounts),
        left_out=left_out(accounts),
    )


def lines(accounts: Iterable[Account]) -> dict[Role, int]:
    """How many lines of notes have each role."""
    counts = dict.fromkeys(Role, 0)
    for account in accounts:
        for role, count in account.counts().items():
            counts[role] += count
    return counts


def left_out(accounts: Iterable[Account]) -> dict[str, int]:
    """How many lines were left out for which reason, by its template."""
    reasons: Counter[str] = Counter()
    for account in accounts:
        whys = Counter(why for role, why in zip(account.roles, account.why, strict=True) if role == Role.LEFT_OUT)
        for why, count in whys.items():
            if why >= 0:
                reasons[account.reasons[why].template] += count
    return _most_first(reasons)


def _most_first(counts: Mapping[T, int]) -> dict[T, int]:
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], str(entry[0]))))
