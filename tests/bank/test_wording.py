"""A draft taken apart and put together again."""

import json
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.made_notes import a_draft
from viva.bank.content import content_of, parts_in
from viva.bank.noted import draft_from, place_of
from viva.bank.tables import QuestionRow, RevisionRow
from viva.bank.wording import Wording
from viva.notes.model import Draft, Image, Link, Option, Reason, Snippet, Span

PICTURES = {"a.png": "hash", "lost.png": None}

drafts = st.builds(
    Draft,
    source=st.just("python.md"),
    line=st.integers(1, 9),
    reason=st.builds(Reason, st.text(), st.dictionaries(st.text(), st.integers() | st.text(), max_size=2)),
)


def stored(draft: Draft, pictures: Mapping[str, str | None]) -> Wording:
    return Wording(content_of(draft), parts_in(draft, pictures))


def put_together(draft: Draft) -> Draft:
    """As from the database: through JSON."""
    columns = stored(draft, PICTURES).columns
    revision = RevisionRow(**{**columns, "parts": json.loads(columns["parts"])})
    question = QuestionRow(line=draft.line, place=json.loads(json.dumps(place_of(draft))))
    return draft_from(question, revision, draft.source)


def same(one: Draft, other: Draft) -> bool:
    return stored(one, PICTURES).content_hash == stored(other, PICTURES).content_hash


@given(drafts)
def test_a_draft_is_put_together_as_it_was(draft: Draft) -> None:
    assert put_together(draft) == draft


@given(drafts, st.integers(1, 99))
def test_where_it_stands_does_not_matter_to_what_it_says(draft: Draft, by: int) -> None:
    moved = replace(
        draft,
        line=draft.line + by,
        prompt_span=Span(draft.prompt_span.first + by, draft.prompt_span.last + by),
        reason=Reason("another reason"),
        snippets=tuple(snippet._replace(span=Span(by, by)) for snippet in draft.snippets),
        links=tuple(link._replace(line=by) for link in draft.links),
        options=tuple(option._replace(line=by) for option in draft.options),
    )

    assert same(draft, moved)


def test_whatever_it_says_matters() -> None:
    draft = a_draft(
        answer="One.",
        snippets=(Snippet(Span(1, 1), "python", "x"),),
        links=(Link(1, "https://example.org"),),
        options=(Option(1, "yes"),),
    )
    others = [
        replace(draft, prompt="Why?"),
        replace(draft, answer="Two."),
        replace(draft, section=("Threads",)),
        replace(draft, snippets=(Snippet(Span(1, 1), "python", "y"),)),
        replace(draft, links=()),
        replace(draft, correct=(0,)),
        replace(draft, experience=True),
        replace(draft, topics=("threads",)),
    ]

    assert not any(same(draft, other) for other in others)


def test_another_picture_is_another_wording() -> None:
    draft = a_draft(images=(Image(2, "a.png", ""),))

    assert stored(draft, {"a.png": "1"}).content_hash != stored(draft, {"a.png": "2"}).content_hash


def test_labels_come_once() -> None:
    draft = a_draft(tech=("sql", "sql"), topics=("joins",))

    assert stored(draft, {}).labels == (("tech", "sql"), ("topic", "joins"))
