"""What the notes offer beside a wording that counts, after changes were undone or done again."""

from collections.abc import Collection, Mapping

from viva.bank.combining import reworked, says
from viva.bank.content import Content, parts_of
from viva.bank.desk import Desk, Standing


def offer_noted(question: Standing) -> None:
    """Offer what the question's own note says, where that is not what counts."""
    question.offered = question.noted if question.noted != question.revision else None


def offer_together(desk: Desk, merged_into: Collection[int], changed: Mapping[int, Standing]) -> None:
    """Offer merged questions what the notes of their parts say by now, and no longer what those of others said."""
    for into in desk.questions(merged_into).values():
        parts = {part for part in desk.merged_into(into.id) if part not in changed}
        parts |= {one.id for one in changed.values() if one.merged_into == into.id}
        if into.offered not in {None, into.noted}:
            offer_noted(into)
        together, _parts = desk.wording(into.id, into.revision)
        content = together
        for part in desk.questions(sorted(parts)).values():
            content = _with(desk, content, part)
        if content != together:
            desk.offer(into, content, parts_of(content, _pictures(desk, [into.id, *parts])))


def _with(desk: Desk, together: Content, part: Standing) -> Content:
    """What merged questions say together, with what the notes of one say by now."""
    now = desk.wording(part.id, part.offered or part.revision)[0]
    if says(together, now):
        return together
    past = (desk.wording(part.id, number)[0] for number in range(part.revisions, 0, -1))
    former = next((content for content in past if content.answer.strip() and says(together, content)), now)
    return reworked(together, former, now)


def _pictures(desk: Desk, question_ids: Collection[int]) -> dict[str, str | None]:
    kept: dict[str, str | None] = {}
    for question_id in reversed(list(question_ids)):  # of two by one name, that of the first
        kept.update(desk.pictures(question_id))
    return kept
