"""A template as a file."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.interviews.scale import Scale, Step
from viva.interviews.templates.file import read, write
from viva.interviews.templates.gates import Floor, Gate, Mean, NoFlag, Part, Reach, Scope
from viva.interviews.templates.model import Fixed, Item, Pick, Section, Template, checked, pick_of
from viva.interviews.templates.ready import templates
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group, Level


def a_share(part: int, rest: int) -> Fraction:
    return Fraction(part, part + rest)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
GROUPS = st.sampled_from(Group)
TENTHS = st.integers(1, 100).map(lambda number: number / 8)

PICKS = st.builds(
    Pick,
    count=st.integers(1, 20),
    topic=st.none() | NAMES.map(lambda text: " ".join(text.split())).filter(bool),
    tech=st.none() | st.sampled_from(["python", "sql", "c++"]),
    level=st.none() | st.sampled_from(Level),
    only=st.none() | GROUPS,
    first=st.none() | GROUPS,
)
SCOPES = st.builds(Scope) | st.builds(Scope, section=NAMES.map(lambda text: " ".join(text.split())).filter(bool))
GATES: st.SearchStrategy[Gate] = st.one_of(
    st.builds(
        Reach,
        share=st.builds(a_share, st.integers(1, 20), st.integers(0, 20)),
        group=st.none() | GROUPS,
        tier=GROUPS,
        scope=SCOPES,
    ),
    st.builds(Floor, st.sampled_from(Part), TENTHS),
    st.builds(Mean, TENTHS, SCOPES),
    st.just(NoFlag()),
)
ITEMS = st.builds(
    Item,
    ask=PICKS,
    group=st.none() | GROUPS,
    minutes=st.none() | TENTHS,
    follow_ups=st.lists(NAMES, max_size=2).map(tuple),
    weight=st.sampled_from([0.5, 2.0]),
    weight_reason=NAMES,
)
SECTIONS = st.builds(Section, title=NAMES, minutes=TENTHS, items=st.lists(ITEMS, max_size=3).map(tuple), note=TEXTS)
TEMPLATES = st.builds(
    Template,
    title=NAMES,
    language=st.sampled_from(["en", "ru"]),
    tech=st.lists(NAMES, max_size=2).map(tuple),
    level=st.none() | st.sampled_from(Level),
    sections=st.lists(SECTIONS, max_size=3, unique_by=lambda section: section.title.strip()).map(tuple),
    gates=st.lists(GATES, max_size=3).map(tuple),
    scale=st.just(Scale("Ours", (Step(1, "no", "a\nb"), Step(2.5, "yes: perhaps", tier=Group.MUST)))),
    opening=TEXTS,
    closing=st.just("One.\nTwo: three.\n# Four"),
    avoid=st.lists(NAMES, max_size=2).map(tuple),
)


@given(TEMPLATES)
def test_nothing_is_lost_on_the_way_to_a_file_and_back(template: Template) -> None:
    assert read(write(template)) == template


@given(PICKS)
def test_a_pick_is_read_as_it_is_written(pick: Pick) -> None:
    assert pick_of(str(pick)) == pick


def test_a_pick_reads_as_a_sentence() -> None:
    pick = Pick(count=2, topic="concurrency", level=Level.INTERMEDIATE, first=Group.MUST)

    assert str(pick) == "two of topic concurrency at L2, Must first"
    assert pick_of("2 of topic concurrency at l2, must first") == pick


@pytest.mark.parametrize("name", [each.name for each in templates()])
def test_a_ready_template_has_time_gates_and_picks_for_its_level(name: str) -> None:
    template = next(each.template for each in templates() if each.name == name)

    assert template.gates
    assert template.opening
    assert 2 <= template.minutes / template.questions <= 8
    assert template.language == name.rpartition(".")[2]


def test_there_are_ready_templates_in_both_languages() -> None:
    names = {each.name for each in templates()}
    kinds = {name.rpartition(".")[0] for name in names}

    assert kinds == {"python-backend-l1", "python-backend-l2", "python-backend-l3", "sql-and-data", "screening"}
    assert names == {f"{kind}.{language}" for kind in kinds for language in ("en", "ru")}
    assert next(each.template.minutes for each in templates() if each.name == "screening.en") == 15


BEGINNING = "viva-template: 1\ntitle: A\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Line 1: names with values"),
        ("\x00\x01", "Line 1: this is no YAML"),
        ("title: A", "Line 1: a template begins with"),
        (f"{BEGINNING}level: L9", "Line 3: “L9” is nothing that “level” can be"),
        (f"{BEGINNING}colour: red", "Line 3: “colour” is not known here"),
        (f"{BEGINNING}title: B", "Line 3: “title” stands here twice"),
        (f"{BEGINNING}gates:\n  - no red flag\n  - every Most", "Line 5: The gate “every Most”: “Most” stands"),
        (f"{BEGINNING}sections: many", "Line 3: “sections” is a list"),
        (f"{BEGINNING}sections:\n  - title: S\n    minutes: ten", "Line 5: “ten” is nothing that “minutes”"),
        (f"{BEGINNING}sections:\n  - title: S\n    minutes: nan", "Line 5: “nan” is nothing that “minutes”"),
        (f"{BEGINNING}sections:\n  - title: S\n    items:\n      - group: must", "either “question” or “pick”"),
        (f"{BEGINNING}sections:\n  - title: S\n    items:\n      - pick: many", "The pick “many”: “many” stands"),
        (f"{BEGINNING}opening: &a x", "Line 3: `&` at the beginning"),
        (BEGINNING + "x" * 1_000_001, "too large"),
        (BEGINNING + "opening: " + "[" * 9 + "]" * 9, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        read(text)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": " "}, "needs a title"),
        ({"sections": (Section(title="A", minutes=1), Section(title="A", minutes=1))}, "a title of its own"),
        ({"sections": (Section(title="A", minutes=-1),)}, "between 0 and 600"),
        ({"sections": (Section(title="A", minutes=1, items=(Item(ask=Pick(), weight=2),)),)}, "say why"),
        ({"sections": (Section(title="A", minutes=1, items=(Item(ask=Fixed("k")),) * 2),)}, "k stands .* twice"),
        ({"sections": (Section(title="A", minutes=1, items=(Item(ask=Pick(count=99)),) * 3),)}, "at most 200"),
        ({"opening": "x" * 20_001}, "at most 20000"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(changed: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        checked(replace(Template(title="A"), **changed))  # type: ignore[arg-type]
