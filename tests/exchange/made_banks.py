"""Strategies for whole banks."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st

from tests.exchange.made_pages import KEYS, contents, words
from viva.bank.content import Content, parts_of
from viva.bank.editing import SAID
from viva.bank.exported import (
    ExportedBank,
    ExportedKeyword,
    ExportedQuestion,
    ExportedRelation,
    ExportedRevision,
    ExportedSource,
)
from viva.bank.model import MissingPicture, Origin, QuestionStatus
from viva.notes.model import Group, Reason, RelationKind

FEWER = settings(max_examples=max(1, settings().max_examples // 5))
"""A bank is a large example."""

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - they get theirs
PICTURES = [b"\x89PNG\r\n\x1a\n one", b"\xff\xd8\xff two", b"<svg/>", b"no picture"]
HASHES = {hashlib.sha256(content).hexdigest(): content for content in PICTURES}
TARGETS = ["loop.png", "img/loop.png", "../a b.png", "петля.svg", "pictures/x.png", "x#y.png", "<odd>.png"]
SHOWN = ["![a]({})", "![b](<{}>)", '<img src="{}">', "[c]: {}", "![d]( {} 'title')", "{}", "![[{}]]", "`![]({})`"]


@st.composite
def contents_with_pictures(draw: st.DrawFn) -> Content:
    content = draw(contents())
    shown = draw(st.lists(st.builds(str.format, st.sampled_from(SHOWN), st.sampled_from(TARGETS)), max_size=3))
    return replace(content, answer="\n".join([content.answer, *shown]))


@st.composite
def revisions(draw: st.DrawFn, number: int) -> ExportedRevision:
    content = draw(contents_with_pictures())
    kept = draw(st.dictionaries(st.sampled_from(TARGETS), st.none() | st.sampled_from(sorted(HASHES))))
    return ExportedRevision(
        number=number,
        origin=draw(st.sampled_from(Origin)),
        author=draw(words),
        made_at=draw(MOMENTS),
        content=content,
        parts=parts_of(content, kept),
        source=draw(st.none() | words),
    )


@st.composite
def questions(draw: st.DrawFn, key: str, others: list[str]) -> ExportedQuestion:
    count = draw(st.integers(1, 3))
    return ExportedQuestion(
        key=key,
        status=draw(st.sampled_from(QuestionStatus)),
        created_at=draw(MOMENTS),
        revision=draw(st.integers(1, count)),
        revisions=tuple(draw(revisions(number)) for number in range(1, count + 1)),
        noted=draw(st.none() | st.integers(1, count)),
        offered=draw(st.none() | st.integers(1, count)),
        vanished_at=draw(st.none() | MOMENTS),
        withdrawn_at=draw(st.none() | MOMENTS),
        merged_into=draw(st.none() | st.sampled_from(others)) if others else None,
        source=draw(st.none() | words),
        position=draw(st.integers(0, 3)),
        line=draw(st.integers(0, 3)),
        place=draw(st.just({}) | st.just({"prompt": [1, 2], "reason": ["it is a heading"]})),
        compared=draw(st.booleans()),
    )


@st.composite
def sources(draw: st.DrawFn, location: str) -> ExportedSource:
    return ExportedSource(
        location=location,
        name=draw(words),
        sha256="ab" * 32,
        reader_version=draw(st.integers(1, 9)),
        encoding="utf-8",
        format="markdown",
        imported_at=draw(MOMENTS),
        imported_by=draw(words),
        gone_at=draw(st.none() | MOMENTS),
        repairs=draw(st.integers(0, 3)),
        lines=draw(st.just({}) | st.just({"prompt": 3})),
        pictures=draw(st.just({}) | st.just({"a.png": None})),
        reading={"account": [[1, 2, 0, -1]], "reasons": [], "repairs": [[1, "a", "b"]], "notices": [["Odd"]]},
        missing_pictures=draw(st.just(()) | st.just((MissingPicture(3, "a.png"),))),
    )


@st.composite
def relations(draw: st.DrawFn, keys: list[str]) -> list[ExportedRelation]:
    ends = st.tuples(st.sampled_from(keys), st.sampled_from(keys), st.sampled_from(RelationKind)).filter(
        lambda ends: ends[0] < ends[1]
    )
    found: list[ExportedRelation] = []
    for one, other, kind in draw(st.lists(ends, max_size=4, unique=True)):
        by_person = draw(st.booleans())
        reason = SAID if by_person else Reason("{share} % of the words are the same", {"share": 80})
        found.append(
            ExportedRelation(
                one=one,
                other=other,
                kind=kind,
                score=1.0 if by_person else draw(st.floats(0, 1)),
                reason=reason,
                by_person=by_person,
                denied=draw(st.booleans()),
            )
        )
    return sorted(found, key=lambda relation: (relation.one, relation.other, relation.kind))


@st.composite
def keywords(draw: st.DrawFn) -> tuple[ExportedKeyword, ...]:
    places = st.tuples(words, words.filter(lambda tech: tech not in {"any", ""}) | st.just(""), words)
    some = st.lists(words, min_size=1, max_size=3).map(tuple)
    names = st.dictionaries(st.sampled_from(["en", "ru", "und"]), some)
    found = [
        ExportedKeyword(
            topic=topic,
            tech=tech or None,
            term=term,
            names=draw(names),
            group=draw(st.none() | st.sampled_from(Group)),
            hidden=draw(st.booleans()),
        )
        for topic, tech, term in sorted(draw(st.lists(places, max_size=4, unique=True)))
    ]
    return tuple(found)


@st.composite
def banks(draw: st.DrawFn) -> ExportedBank:
    keys = sorted(draw(st.lists(KEYS, max_size=4, unique=True)))
    return ExportedBank(
        questions=tuple(draw(questions(key, [other for other in keys if other != key])) for key in keys),
        relations=tuple(draw(relations(keys))) if len(keys) > 1 else (),
        sources=tuple(draw(sources(location)) for location in sorted(draw(st.lists(words, max_size=2, unique=True)))),
        keywords=draw(keywords()),
        pictures=draw(st.just(HASHES) | st.just({})),
    )
