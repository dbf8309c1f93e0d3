"""The labelled notes: their labels are sound, and the reader understands them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bench.score_notes import Item, Labels, Tally, comparable, judge, load, normal
from viva.notes.understand import understand

FIXTURES = Path(__file__).parents[1] / "fixtures"
SETS = {name: load(FIXTURES / name) for name in ("notes", "second", "third")}
NOTES = SETS["notes"]

# What the reader has reached on all notes of a format, in percent, rounded down. These figures only ever go up.
REACHED = {
    "notes": {
        "html": {"f1": 99, "answered": 99, "spans": 99},
        "ipynb": {"f1": 97, "answered": 99, "spans": 95},
        "markdown": {"f1": 99, "answered": 98, "spans": 98},
        "mcq": {"f1": 99, "answered": 99, "spans": 99, "mcq kind": 99, "mcq options": 99, "mcq correct": 99},
        "org": {"f1": 98, "answered": 99, "spans": 96},
        "rst": {"f1": 99, "answered": 99, "spans": 99},
        "tables": {"f1": 99, "answered": 99, "spans": 99},
        "text": {"f1": 96, "answered": 98, "spans": 97},
    },
    "second": {
        "html": {"f1": 99, "answered": 99, "spans": 91},
        "ipynb": {"f1": 99, "answered": 94, "spans": 91},
        "markdown": {"f1": 95, "answered": 98, "spans": 93},
        "mcq": {"f1": 99, "answered": 97, "spans": 99, "mcq kind": 96, "mcq options": 96, "mcq correct": 96},
        "org": {"f1": 97, "answered": 99, "spans": 99},
        "rst": {"f1": 99, "answered": 99, "spans": 99},
        "tables": {"f1": 97, "answered": 99, "spans": 95},
        "text": {"f1": 90, "answered": 96, "spans": 90},
    },
    "third": {
        "html": {"f1": 94, "answered": 99, "spans": 99},
        "ipynb": {"f1": 99, "answered": 99, "spans": 99},
        "markdown": {"f1": 96, "answered": 98, "spans": 97},
        "mcq": {"f1": 99, "answered": 99, "spans": 99, "mcq kind": 99, "mcq options": 99, "mcq correct": 99},
        "org": {"f1": 94, "answered": 99, "spans": 99},
        "rst": {"f1": 99, "answered": 99, "spans": 99},
        "tables": {"f1": 99, "answered": 99, "spans": 99},
        "text": {"f1": 89, "answered": 92, "spans": 92},
    },
}

each_note = pytest.mark.parametrize(
    "labels",
    [labels for notes in SETS.values() for labels in notes],
    ids=lambda labels: "/".join(labels.path.parts[-3:]),
)


def untagged(text: str) -> str:
    """The text without anything that looks like a tag, `vector<bool>` included."""
    return re.sub(r"</?[a-z][^>]*>", "", text)


def stands_below(option: str, item: Item, labels: Labels) -> bool:
    """Whether the option is written between the item's prompt and the next item."""
    last = min((other.line - 1 for other in labels.items if other.line > item.line), default=len(labels.lines))
    text = "\n".join(labels.lines[item.line - 1 : last])
    return comparable(option) in comparable(text) or option in text


def missed(notes: Sequence[Labels], group: str, floors: Mapping[str, int]) -> dict[str, float | None]:
    """The shares of a format that are lower than their floor."""
    tallies = [
        Tally.of(judge(labels, understand(labels.path.name, labels.path.read_bytes())))
        for labels in notes
        if labels.group == group
    ]
    together = sum(tallies, Tally.of(()))
    reached = {name: together.f1 if name == "f1" else together.rate(name) for name in floors}
    return {name: share for name, share in reached.items() if 100 * (share or 0) < floors[name]}


@each_note
def test_a_labelled_prompt_stands_on_its_lines(labels: Labels) -> None:
    astray = [
        item.line
        for item in labels.items
        for text in [" ".join(labels.lines[item.prompt_span.first - 1 : item.prompt_span.last])]
        if normal(untagged(item.prompt)) not in normal(untagged(text))
    ]

    assert not astray


@each_note
def test_a_labelled_prompt_starts_on_its_line(labels: Labels) -> None:
    late = [item.line for item in labels.items if normal(item.prompt)[:4] not in normal(labels.lines[item.line - 1])]

    assert not late


@each_note
def test_a_labelled_answer_starts_and_ends_with_content(labels: Labels) -> None:
    ends = [number for item in labels.items for span in item.spans[:1] for number in span]

    assert all(1 <= number <= len(labels.lines) for number in ends)
    assert not [number for number in ends if not labels.lines[number - 1].strip()]


@each_note
def test_an_answered_item_has_an_answer_and_an_unanswered_one_has_none(labels: Labels) -> None:
    questions = [item for item in labels.items if item.kind != "mcq" and item.answered is not None]

    assert [item.line for item in questions if item.answered] == [item.line for item in questions if item.spans]


@each_note
def test_labelled_options_stand_below_their_prompt(labels: Labels) -> None:
    astray = [
        (item.line, option)
        for item in labels.items
        for option in item.options
        if not stands_below(option, item, labels)
    ]

    assert not astray


@each_note
def test_a_multiple_choice_has_options_and_its_answers_among_them(labels: Labels) -> None:
    for item in labels.items:
        assert (item.kind == "mcq") == bool(item.options)
        assert item.correct <= set(range(len(item.options)))
        assert item.kind != "mcq" or item.answered == bool(item.correct)


@each_note
def test_a_line_is_an_item_or_tempting(labels: Labels) -> None:
    items = {item.line for item in labels.items}

    assert not items & labels.not_items
    assert not items & labels.optional
    assert all(normal(labels.lines[number - 1]) for number in labels.not_items)


@pytest.mark.parametrize(("notes", "group"), [(notes, group) for notes in REACHED for group in REACHED[notes]])
def test_the_notes_of_a_format_are_understood_as_well_as_before(notes: str, group: str) -> None:
    assert missed(SETS[notes], group, REACHED[notes][group]) == {}


def test_every_format_has_several_notes() -> None:
    formats = Counter(labels.group for labels in NOTES)

    assert set(formats) == {"text", "markdown", "rst", "org", "ipynb", "html", "tables", "mcq"}
    assert min(formats.values()) >= 4


def test_the_notes_speak_many_languages() -> None:
    languages = Counter(item.facts.get("language") for labels in NOTES for item in labels.items)

    assert {language for language, items in languages.items() if items >= 10} >= {
        "en",
        "ru",
        "de",
        "es",
        "fr",
        "pt",
        "uk",
        "zh",
    }
