"""Correcting what was understood of a note: steps that keep every line accounted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.bank.content import Point
from viva.intake.arrivals.corrections import (
    Accept,
    AcceptRest,
    Correction,
    Merge,
    Move,
    Reject,
    RejectRest,
    Reopen,
    Reword,
    Split,
    as_kept,
    from_kept,
)
from viva.intake.arrivals.review import REJECTED, Review, Verdict, longer, reviewed, shorter
from viva.kernel.errors import Conflict, InvalidInput
from viva.notes.model import Group, Kind, Level, Role, Span
from viva.notes.understand import understand

NOTE = """\
# Python

## What is the GIL?

One lock around the interpreter.

It lets one thread run at a time.

## How does it hurt?

```python
x = 1
```

Threads that compute wait for each other.

## What is a heap?

A tree in an array.
"""

TABLE = "| Question | Answer |\n| --- | --- |\n| What is a set? | No order. |\n| What is a list? | Ordered. |\n"


def a_review(text: str = NOTE, *corrections: Correction) -> Review:
    return reviewed(understand("python.md", text.encode()), corrections)


def spans(review: Review) -> list[tuple[Span, Span | None]]:
    return [(piece.draft.prompt_span, piece.draft.answer_span) for piece in review.live]


def prompts(review: Review) -> list[str]:
    return [piece.content.prompt for piece in review.live]


def role(review: Review, line: int) -> tuple[Role, str]:
    account = review.corrected.account
    why = account.why[line - 1]
    return Role(account.roles[line - 1]), str(account.reasons[why]) if why >= 0 else ""


def test_a_rejected_draft_stays_out_and_its_lines_say_why() -> None:
    review = a_review(NOTE, Reject(0))

    assert prompts(review) == ["How does it hurt?", "What is a heap?"]
    assert [role(review, line) for line in (3, 5, 7)] == [(Role.LEFT_OUT, str(REJECTED))] * 3
    assert role(review, 4) == (Role.BLANK, "")


def test_a_rejected_draft_comes_back_as_it_was() -> None:
    review = a_review(NOTE, Reject(0), Reopen(0))

    assert prompts(review) == prompts(a_review())
    assert review.corrected.account.roles == a_review().corrected.account.roles
    assert not review.is_corrected


def test_merged_drafts_are_one_question_with_all_lines() -> None:
    review = a_review(NOTE, Merge(0))

    assert spans(review)[0] == (Span(3, 3), Span(5, 15))
    assert prompts(review) == ["What is the GIL?", "What is a heap?"]
    assert [snippet.text for snippet in review.piece(0).draft.snippets] == ["x = 1"]
    assert role(review, 9)[0] is Role.ANSWER


def test_a_split_draft_is_two_questions() -> None:
    review = a_review(NOTE, Split(0, 7))

    assert spans(review)[:2] == [(Span(3, 3), Span(5, 5)), (Span(7, 7), None)]
    assert prompts(review)[1] == "It lets one thread run at a time."
    assert review.live[1].key == 3


def test_an_answer_grows_and_shrinks_by_lines_with_text() -> None:
    review = a_review()
    review = review.with_correction(shorter(review, 0))
    assert spans(review)[0][1] == Span(5, 5)
    assert role(review, 7)[0] is Role.LEFT_OUT

    review = review.with_correction(longer(review, 0))
    assert spans(review)[0][1] == Span(5, 7)
    assert review.piece(0).draft.answer == a_review().piece(0).draft.answer


def test_lines_of_another_question_are_not_taken() -> None:
    review = a_review()

    with pytest.raises(InvalidInput, match=r"Line 9 is of the question in line 9"):
        review.with_correction(longer(review, 0))


def test_lines_of_a_rejected_question_are_free_until_somebody_takes_them() -> None:
    review = a_review(NOTE, Reject(1), Move(0, 3, 3, 5, 15))

    assert spans(review)[0] == (Span(3, 3), Span(5, 15))
    with pytest.raises(InvalidInput, match="is of the question in line 3"):
        review.with_correction(Reopen(1))


def test_a_boundary_moves_with_the_roles_of_its_lines() -> None:
    review = a_review(NOTE, Move(0, 3, 5, 7, 7))

    assert [role(review, line)[0] for line in (3, 5, 7)] == [Role.PROMPT, Role.PROMPT, Role.ANSWER]
    assert prompts(review)[0] == "What is the GIL? One lock around the interpreter."


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (Move(0, 0, 3), "are no lines of this note"),
        (Move(0, 3, 300), "are no lines of this note"),
        (Move(0, 3, 2), "are no lines of this note"),
        (Move(0, 3, 3, 5), "a first line and a last line"),
        (Move(0, 3, 5, 5, 7), "either of the question or of the answer"),
        (Move(0, 4, 4), "nothing but blank lines"),
        (Split(0, 3), "below the first"),
        (Split(0, 9), "below the first"),
        (Split(0, 6), "is blank"),
        (Merge(2), "no question below"),
        (Reword(0, " ", "", Kind.QUESTION, None, ()), "needs words"),
        (Reword(0, "x" * 600_000, "", Kind.QUESTION, None, ()), "too long"),
        (Reword(0, "What?", "", Kind.MCQ, None, ()), "no options"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(correction: Correction, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        a_review().with_correction(correction)


def test_a_draft_that_is_gone_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        a_review(NOTE, Merge(0)).with_correction(Accept(1))


def test_a_rejected_draft_is_not_changed() -> None:
    with pytest.raises(InvalidInput, match="was rejected"):
        a_review(NOTE, Reject(0), Split(0, 7))


def test_rows_of_a_table_are_rejected_one_by_one_but_not_cut() -> None:
    review = a_review(TABLE, Reject(0))

    assert prompts(review) == ["What is a list?"]
    with pytest.raises(InvalidInput):
        review.with_correction(Split(1, 4))


def test_a_row_of_a_table_says_what_its_cells_say_also_where_a_person_chose_its_lines() -> None:
    same = a_review(TABLE, Move(1, 4, 4, 4, 4)).pieces[1]
    more = a_review(f"{TABLE}\nBoth are iterable.\n", Move(1, 4, 4, 4, 6)).pieces[1]

    assert same.content.answer == "Ordered."
    assert more.content.answer == "Ordered.\n\nBoth are iterable."
    assert [point.text for point in more.content.key_points] == ["Both are iterable."]


def test_a_row_that_a_person_chose_to_ask_asks_by_its_cell() -> None:
    assert a_review(TABLE, Reject(1), Move(0, 4, 4)).pieces[0].content.prompt == "What is a list?"


def test_what_was_not_looked_at_is_accepted_or_rejected_at_once() -> None:
    assert [piece.verdict for piece in a_review(NOTE, Reject(1), AcceptRest()).pieces] == [
        Verdict.ACCEPTED,
        Verdict.REJECTED,
        Verdict.ACCEPTED,
    ]
    assert prompts(a_review(NOTE, Accept(1), RejectRest())) == ["How does it hurt?"]
    with pytest.raises(InvalidInput, match="nothing was said about"):
        a_review(NOTE, AcceptRest(), RejectRest())


def test_a_wording_is_a_persons_own_until_it_says_what_the_note_says() -> None:
    found = a_review().piece(0).content
    mine = Reword(0, "GIL?", "A lock.", Kind.TOPIC, Level.BEGINNER, (Point("a lock", Group.MUST),))
    review = a_review(NOTE, mine)
    assert (review.piece(0).content.prompt, review.piece(0).draft.prompt) == ("GIL?", "What is the GIL?")
    assert review.piece(0).content.key_points == (Point("a lock", Group.MUST),)

    same = Reword(0, found.prompt, found.answer, found.kind, found.level, found.key_points)
    assert review.with_correction(same).piece(0).worded is None


def test_merging_keeps_what_a_person_wrote() -> None:
    review = a_review(NOTE, Reword(1, "Hurts how?", "Badly.", Kind.QUESTION, None, ()), Merge(0))

    assert "Badly." in review.piece(0).content.answer
    assert review.piece(0).content.prompt == "What is the GIL?"


CORRECTIONS: list[Correction] = [
    Accept(0), Reject(2), Reopen(1), AcceptRest(), RejectRest(), Merge(1), Split(0, 7), Move(0, 3, 3, 5, 5),
    Move(0, 3, 3), Reword(0, "a", "b", Kind.TODO, Level.ADVANCED, (Point("c", Group.OKAY),)),
    Reword(0, "a", "b", Kind.TODO, None, ()),
]  # fmt: skip


@pytest.mark.parametrize("correction", CORRECTIONS, ids=repr)
def test_a_correction_is_read_as_it_was_kept(correction: Correction) -> None:
    assert from_kept(as_kept(correction)) == correction


@pytest.mark.parametrize(
    "kept", [{}, {"do": "juggle"}, {"do": "split", "draft": 1}, {"do": "accept", "draft": 1, "x": 1}]
)
def test_corrections_of_a_newer_version_are_told(kept: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="another version"):
        from_kept(kept)


KEYS = st.integers(0, 5)
LINES = st.integers(0, 21)
STEPS = st.one_of(
    st.builds(Accept, KEYS),
    st.builds(Reject, KEYS),
    st.builds(Reopen, KEYS),
    st.builds(Merge, KEYS),
    st.builds(Split, KEYS, LINES),
    st.builds(Move, KEYS, LINES, LINES, st.none() | LINES, st.none() | LINES),
    st.builds(
        Reword, KEYS, st.text(max_size=5), st.text(max_size=5), st.sampled_from(Kind), st.none(), st.just(()),
    ),
)  # fmt: skip


@given(st.lists(STEPS, max_size=12))
def test_whatever_is_said_every_line_has_one_role_and_one_question_at_most(steps: list[Correction]) -> None:
    review = a_review()
    for step in steps:
        try:
            review = review.with_correction(step)
        except (InvalidInput, Conflict):
            continue
    account = review.corrected.account
    assert sum(account.counts().values()) == len(account.roles) == len(review.note.text.lines)
    starts = [piece.draft.line for piece in review.live]
    assert starts == sorted(starts)
    taken: set[int] = set()
    for piece in review.live:
        for span, part in zip(piece.spans, (Role.PROMPT, Role.ANSWER), strict=False):
            lines = set(range(span.first, span.last + 1))
            assert lines.isdisjoint(taken)
            taken |= lines
            filled = {line for line in lines if account.roles[line - 1] != Role.BLANK}
            assert {account.roles[line - 1] for line in filled} == {part}
    questions = {line for line, role in enumerate(account.roles, 1) if role in (Role.PROMPT, Role.ANSWER)}
    assert questions <= taken
