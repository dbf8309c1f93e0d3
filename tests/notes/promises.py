"""What reading promises of any file at all, however broken."""

from itertools import pairwise

from viva.kernel.errors import InvalidInput
from viva.notes.model import Draft, Note, Role, Span
from viva.notes.understand import understand

ONE_PLACE_A_LINE = frozenset({"markdown", "text"})
"""Formats in which no two texts share a source line."""


def read(source: str, data: bytes) -> Note | None:
    """The note, with all promises kept, or nothing where one sentence says why it cannot be read."""
    try:
        note = understand(source, data)
    except InvalidInput as refusal:
        sentence = str(refusal)
        assert sentence.strip(), "a refusal says why"
        assert "\n" not in sentence
        return None
    keeps_account(note)
    keeps_drafts(note)
    return note


def keeps_account(note: Note) -> None:
    """Every line has one role, and every line that is left out has a reason."""
    account = note.account
    assert len(account.roles) == len(account.why) == len(note.text.lines)
    assert sum(account.counts().values()) == len(note.text.lines)
    for number, (role, why) in enumerate(zip(account.roles, account.why, strict=True), start=1):
        assert why < len(account.reasons)
        assert role != Role.LEFT_OUT or why >= 0, f"line {number} is left out for no reason"


def keeps_drafts(note: Note) -> None:
    """Drafts stand in source order, inside the file, and out of each other's way."""
    last = len(note.text.lines)
    for draft in note.drafts:
        keeps_draft(draft, last)
    assert [draft.line for draft in note.drafts] == sorted(draft.line for draft in note.drafts)
    if note.format in ONE_PLACE_A_LINE:
        keep_apart(note.drafts)


def keeps_draft(draft: Draft, last: int) -> None:
    """All that a draft holds lies inside the file, and it asks something."""
    assert draft.prompt.strip(), f"line {draft.line} asks nothing"
    snippets = [snippet.span for snippet in draft.snippets]
    diagrams = [diagram.span for diagram in draft.diagrams]
    for span in (draft.prompt_span, draft.answer_span, *snippets, *diagrams):
        assert span is None or 1 <= span.first <= span.last <= last, (draft.line, span)
    assert draft.prompt_span.first <= draft.line <= draft.prompt_span.last
    for number in (
        *(link.line for link in draft.links),
        *(image.line for image in draft.images),
        *(reference.line for reference in draft.references),
        *(option.line for option in draft.options),
    ):
        assert 1 <= number <= last, (draft.line, number)
    assert all(0 <= point.line <= last for point in draft.key_points)
    assert all(0 <= right < len(draft.options) for right in draft.correct)
    assert len(set(draft.correct)) == len(draft.correct)
    assert draft.follows is None or 1 <= draft.follows < draft.line


def keep_apart(drafts: list[Draft]) -> None:
    """No draft takes lines of another: neither for its prompt nor for its answer."""
    spans: list[tuple[Span, int]] = [(draft.prompt_span, draft.line) for draft in drafts]
    for draft in drafts:
        if draft.answer_span is not None and draft.answer_span.first > draft.prompt_span.last:
            spans.append((draft.answer_span, draft.line))
        elif draft.answer_span is not None and draft.answer_span.last > draft.prompt_span.last:
            spans.append((Span(draft.prompt_span.last + 1, draft.answer_span.last), draft.line))
    for (one, owner), (other, stranger) in pairwise(sorted(spans)):
        assert one.last < other.first, f"lines {one} of the draft on line {owner}, {other} of that on line {stranger}"
