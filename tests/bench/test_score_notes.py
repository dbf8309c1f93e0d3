"""The scorer gives full marks to perfect drafts, and sees each way to be wrong."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.score_notes import Item, Labels, Tally, judge, load
from viva.notes.model import Account, Draft, Kind, Note, Option, Reason, Repair, Span, Text

NOTES = load(Path(__file__).parents[1] / "fixtures" / "notes")
WHY = Reason("labelled")


def perfect(item: Item, labels: Labels) -> Draft:
    return Draft(
        source=labels.path.name,
        line=item.line,
        prompt=item.prompt,
        kind=Kind(item.kind),
        reason=WHY,
        prompt_span=item.prompt_span,
        answer_span=item.spans[0] if item.spans else None,
        answered=bool(item.answered),
        options=tuple(Option(item.line, text) for text in item.options),
        correct=tuple(sorted(item.correct)),
        section=tuple(item.facts.get("section", ())),
        level=item.facts.get("level"),
        number=item.facts.get("number"),
        status=item.facts.get("status"),
        language=item.facts.get("language", "und"),
    )


def note_of(labels: Labels, drafts: Sequence[Draft], repairs: Sequence[Repair] = ()) -> Note:
    text = Text(list(labels.lines), "utf-8", repairs=tuple(repairs))
    return Note(labels.path.name, "", text, labels.group, list(drafts), Account(bytearray(), (), ()))


def score(labels: Labels, drafts: Sequence[Draft], repairs: Sequence[Repair] = ()) -> Tally:
    return Tally.of(judge(labels, note_of(labels, drafts, repairs)))


def note_named(name: str) -> Labels:
    return next(labels for labels in NOTES if labels.path.name == name)


@pytest.fixture
def labels() -> Labels:
    return note_named("networking_abcd.txt")


@pytest.fixture
def drafts(labels: Labels) -> list[Draft]:
    return [perfect(item, labels) for item in labels.items]


@pytest.mark.parametrize("labels", NOTES, ids=lambda labels: labels.path.name)
def test_perfect_drafts_get_full_marks(labels: Labels) -> None:
    tally = score(labels, [perfect(item, labels) for item in labels.items])

    assert tally.right == tally.judged


def test_no_drafts_find_nothing(labels: Labels) -> None:
    assert score(labels, []).f1 == 0


def test_a_draft_two_lines_away_is_not_found(labels: Labels, drafts: list[Draft]) -> None:
    drafts[0] = replace(drafts[0], line=drafts[0].line + 2)

    assert score(labels, drafts).right["recall"] == len(drafts) - 1


def test_a_foreign_prompt_on_the_right_line_is_not_found(labels: Labels, drafts: list[Draft]) -> None:
    drafts[0] = replace(drafts[0], prompt="Zebras, quite unrelated")

    assert score(labels, drafts).right["recall"] == len(drafts) - 1


def test_a_longer_prompt_is_still_the_same(labels: Labels, drafts: list[Draft]) -> None:
    drafts[0] = replace(drafts[0], prompt=drafts[0].prompt + " (asked twice)")

    assert score(labels, drafts).right["recall"] == len(drafts)


def test_a_tempting_line_that_is_taken_counts_as_wrong(labels: Labels, drafts: list[Draft]) -> None:
    line = min(labels.not_items)
    tally = score(labels, [*drafts, replace(drafts[0], line=line, prompt=labels.lines[line - 1])])

    assert tally.judged["precision"] - tally.right["precision"] == 1
    assert tally.judged["left out"] - tally.right["left out"] == 1


def test_an_optional_line_counts_neither_way() -> None:
    labels = note_named("postgres_questions.md")
    line = min(labels.optional)
    drafts = [perfect(item, labels) for item in labels.items]

    assert score(labels, [*drafts, replace(drafts[0], line=line, prompt="VACUUM FULL")]).f1 == 1


def test_an_answer_of_half_the_lines_is_not_right() -> None:
    labels = note_named("postgres_questions.md")
    drafts = [perfect(item, labels) for item in labels.items]
    first, last = drafts[1].answer_span or pytest.fail("the label has an answer")
    drafts[1] = replace(drafts[1], answer_span=Span(first, (first + last) // 2))
    tally = score(labels, drafts)

    assert tally.judged["spans"] - tally.right["spans"] == 1


def test_a_lost_option_makes_the_right_answer_wrong_too(labels: Labels, drafts: list[Draft]) -> None:
    drafts[0] = replace(drafts[0], options=drafts[0].options[:-1])
    tally = score(labels, drafts)

    assert tally.judged["mcq options"] - tally.right["mcq options"] == 1
    assert tally.judged["mcq correct"] - tally.right["mcq correct"] == 1


def test_the_title_may_stand_before_the_sections() -> None:
    labels = note_named("postgres_questions.md")
    drafts = [perfect(item, labels) for item in labels.items]
    titled = [replace(draft, section=(labels.title or "", *draft.section)) for draft in drafts]

    assert score(labels, titled).rate("section") == 1


def test_an_invented_number_is_wrong(labels: Labels, drafts: list[Draft]) -> None:
    drafts[0] = replace(drafts[0], number="99")
    tally = score(labels, drafts)

    assert tally.judged["number"] - tally.right["number"] == 1


def test_a_repair_of_a_sound_line_is_wrong(labels: Labels, drafts: list[Draft]) -> None:
    assert score(labels, drafts, [Repair(1, "old", "new")]).rate("repaired") == 0
