"""Relations among the drafts of an import."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.model import Draft, Kind, Option, Reason, Relation, RelationKind, Snippet, Span
from viva.notes.relations import relate

CORRECT = (0,)
OTHER = (1,)


def draft(
    prompt: str,
    answer: str = "",
    *,
    source: str = "one.md",
    line: int = 1,
    language: str = "en",
    section: tuple[str, ...] = (),
    kind: Kind = Kind.QUESTION,
) -> Draft:
    span, reason = Span(line, line), Reason("made up")
    return Draft(source, line, prompt, kind, reason, span, answer=answer, language=language, section=section)


def about(language: str, prompt: str) -> Draft:
    """A prompt about a programming language that it does not name."""
    return replace(draft(prompt), tech=(language,))


def choice(prompt: str, options: Sequence[str], correct: tuple[int, ...]) -> Draft:
    asked = draft(prompt, kind=Kind.MCQ)
    return replace(asked, options=tuple(Option(2, text) for text in options), correct=correct)


def kinds(*drafts: Draft) -> list[RelationKind]:
    return [relation.kind for relation in relate(drafts)]


def only(*drafts: Draft) -> Relation:
    (relation,) = relate(drafts)
    return relation


def test_the_same_prompt_and_answer_is_a_copy() -> None:
    assert kinds(draft("What is X.509?", "A format."), draft("**What is X.509**", "a format")) == [RelationKind.COPY]


def test_a_copied_block_is_found_whole() -> None:
    block = [draft(f"Question about {name}", f"Answer {name}") for name in ("blorp", "Docker", "the GIL", "plumbus")]
    pairs = {
        (relation.one, relation.other) for relation in relate([*block, *block]) if relation.kind is RelationKind.COPY
    }
    assert pairs == {(0, 4), (1, 5), (2, 6), (3, 7)}


def test_another_answer_to_the_same_prompt_is_a_near_duplicate() -> None:
    assert kinds(draft("What is Docker?", "Containers."), draft("What is Docker?", "A tool.")) == [RelationKind.NEAR]


def test_the_same_subject_in_two_languages_is_a_twin() -> None:
    found = only(draft("What is a coroutine?"), draft("Корутины", language="ru", kind=Kind.TOPIC))
    assert (found.one, found.other, found.kind) == (0, 1, RelationKind.TWIN)
    assert str(found.reason) == "same subject (coroutine), both ask for an introduction"


def test_likeness_is_not_handed_on() -> None:
    joined, one, other = draft("Decorators and generators"), draft("What is a decorator?"), draft("Generators")
    assert [(relation.one, relation.other) for relation in relate([joined, one, other])] == [(0, 1), (0, 2)]


@pytest.mark.parametrize("name", ["Introduction", "Overview"])
def test_a_heading_stands_in_for_a_prompt_that_names_nothing(name: str) -> None:
    assert kinds(draft(name, section=("Web", "GraphQL")), draft("What is GraphQL?")) == [RelationKind.NEAR]
    assert kinds(draft(name, section=("Flask",)), draft(name, section=("Django",))) == []


def test_a_framework_above_frames_the_prompt() -> None:
    assert kinds(draft("Routing", section=("Flask",)), draft("Routing in Flask")) == [RelationKind.NEAR]
    assert kinds(draft("Routing", section=("Flask",)), draft("Routing", section=("Django",))) == []


def test_an_aspect_below_a_comparison_is_not_the_subject_itself() -> None:
    aspect = draft("Performance", section=("Flask vs Django",), kind=Kind.TOPIC)
    assert kinds(aspect, draft("Performance", section=("Basics",), kind=Kind.TOPIC)) == []


def test_the_subject_of_a_section_is_not_asked_for_in_its_joined_prompts() -> None:
    assert kinds(draft("Caching and sessions", section=("Caching",)), draft("What is caching?")) == []


def test_a_language_makes_two_questions_of_one() -> None:
    assert kinds(about("python", "Closures"), about("javascript", "Closures")) == []


def test_a_neutral_subject_is_the_same_in_every_language() -> None:
    assert kinds(about("python", "What is a mutex?"), about("java", "Mutex")) == []
    assert kinds(about("python", "What is TCP?"), about("java", "TCP")) == [RelationKind.NEAR]


def test_a_bare_topic_leaves_room_for_how_to_make_one() -> None:
    made = draft("How do you create a class?")
    assert kinds(draft("Class", kind=Kind.TOPIC), made) == [RelationKind.NEAR]
    assert kinds(draft("What is a class?"), made) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fitting a sprocket to a flange", "Fit the sprocket to the flange"),
        ("Wie viele Murmeln passen in einen Bus?", "Wie viele Murmeln passen in einen bus"),
        ("Design a parking garage", "Design a parking garrage"),
    ],
)
def test_unknown_subjects_are_compared_by_their_words(one: str, other: str) -> None:
    assert kinds(draft(one, "a"), draft(other, "b")) == [RelationKind.NEAR]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Find the largest sprocket in the box", "Find the smallest sprocket in the box"),
        ("Design a vending machine", "Design a parking garage"),
        ("Solution 1", "Solution 2"),
        ("Ship it with a sprocket", "Ship it without a sprocket"),
    ],
)
def test_one_word_can_make_another_question(one: str, other: str) -> None:
    assert kinds(draft(one, "a"), draft(other, "b")) == []


@pytest.mark.parametrize(
    "subjects",
    [
        ("SLA", "SLO", "SLI", "error budget"),
        ("Prometheus", "Grafana", "monitoring", "observability", "tracing"),
        ("postmortem", "root cause analysis", "incident management"),
    ],
)
def test_what_belongs_together_is_not_one_question(subjects: Sequence[str]) -> None:
    assert kinds(*(draft(f"What is {subject}?") for subject in subjects)) == []


def test_an_error_budget_is_the_same_in_two_languages() -> None:
    assert kinds(draft("What is an error budget?"), draft("Что такое бюджет ошибок?", language="ru")) == [
        RelationKind.TWIN
    ]


def test_prompts_about_code_are_the_same_only_with_the_same_code() -> None:
    def printed(code: str) -> Draft:
        return replace(draft("What is the output?", "1"), snippets=(Snippet(Span(1, 1), "python", code),))

    assert kinds(printed("print(1)"), printed("print(2 - 1)")) == []
    assert kinds(printed("print(1)"), printed("print(1)")) == [RelationKind.COPY]


def test_choices_are_the_same_only_with_the_same_options() -> None:
    prompt = "Which of these is a list?"
    assert kinds(choice(prompt, ["[]", "a"], CORRECT), choice(prompt, ["[1]", "b"], CORRECT)) == []


def test_a_follow_up_of_the_note_is_kept() -> None:
    asked, after = draft("What is a broker?", line=3), draft("Which do you know?", line=5)
    found = only(asked, replace(after, follows=3))
    assert (found.kind, str(found.reason)) == (RelationKind.FOLLOW_UP, "the note puts it below the other question")


@pytest.mark.parametrize(
    "prompt", ["What problems does it have?", "Какие проблемы он приносит?", "А как можно улучшить?"]
)
def test_a_prompt_that_speaks_of_the_one_before_follows_it_up(prompt: str) -> None:
    assert kinds(draft("What is a broker?"), draft(prompt, line=2)) == [RelationKind.FOLLOW_UP]


def test_nothing_is_followed_up_in_another_note() -> None:
    assert kinds(draft("What is a broker?"), draft("What problems does it have?", source="two.md")) == []


def test_opposite_answers_to_the_very_same_question_contradict() -> None:
    found = relate([draft("Is a tuple mutable?", "No."), draft("Is a tuple mutable?", "Yes, it is.")])
    assert RelationKind.CONTRADICTS in {relation.kind for relation in found}


@pytest.mark.parametrize(("one", "other"), [("No.", "No, never."), ("No.", "It depends."), ("Nobody knows", "Yes.")])
def test_other_answers_do_not_contradict(one: str, other: str) -> None:
    assert RelationKind.CONTRADICTS not in kinds(draft("Is a tuple mutable?", one), draft("Is a tuple mutable?", other))


def test_different_right_options_contradict_whatever_their_order() -> None:
    prompt = "Which is mutable?"
    one = choice(prompt, ["list", "tuple"], CORRECT)
    assert RelationKind.CONTRADICTS in kinds(one, choice(prompt, ["list", "tuple"], OTHER))
    assert RelationKind.CONTRADICTS not in kinds(one, choice(prompt, ["tuple", "list"], OTHER))


def test_a_thousand_copies_are_linked_without_a_million_relations() -> None:
    found = relate([draft("What is Docker?", "A tool.") for _ in range(1000)])
    assert {relation.other for relation in found} == set(range(1, 1000))
    assert len(found) < 2000


PROMPTS = st.sampled_from(
    ["What is Docker?", "Docker", "Что такое докер?", "Docker vs Kubernetes", "Kubernetes and Docker", "Introduction",
     "And why is it slow?", "How do you blorp?", "Is it true?", ""]
)  # fmt: skip
DRAFTS = st.builds(
    draft,
    PROMPTS,
    st.sampled_from(["", "Yes.", "No.", "It depends."]),
    source=st.sampled_from(["one.md", "two.md"]),
    line=st.integers(1, 9),
    language=st.sampled_from(["en", "ru", "und"]),
    section=st.sampled_from([(), ("Docker",), ("Flask vs Django",)]),
)


@given(st.lists(DRAFTS, max_size=12))
def test_relations_are_ordered_pairs_found_once(drafts: list[Draft]) -> None:
    found = relate(drafts)
    keys = [(relation.one, relation.other, relation.kind) for relation in found]
    assert keys == sorted(set(keys))
    assert all(0 <= relation.one < relation.other < len(drafts) for relation in found)
    assert all(0 < relation.score <= 1 and str(relation.reason) for relation in found)


@given(st.lists(DRAFTS, max_size=8))
def test_being_the_same_does_not_depend_on_the_order(drafts: list[Draft]) -> None:
    same = {RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN}
    last = len(drafts) - 1
    forwards = {(relation.one, relation.other) for relation in relate(drafts) if relation.kind in same}
    backwards = {
        (last - relation.other, last - relation.one) for relation in relate(drafts[::-1]) if relation.kind in same
    }
    assert forwards == backwards
