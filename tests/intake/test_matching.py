"""Recognising the questions of a note that was edited."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.made_notes import a_draft, prompts
from viva.bank.known import KnownQuestion
from viva.intake.matching import match
from viva.notes.model import Draft

SHORT = st.text(alphabet="abc ?", min_size=1, max_size=6)
NOTES = st.lists(SHORT, max_size=8).map(lambda texts: prompts(*texts))


def known(drafts: Sequence[Draft], *, vanished: Sequence[int] = ()) -> list[KnownQuestion]:
    """What the bank knows after an import of these drafts; the ids count from 100."""
    return [
        KnownQuestion(
            id=100 + place,
            position=place,
            revision=1,
            noted=1,
            revisions=1,
            content_hash=b"",
            own_hash=b"",
            own_content=None,
            merged_into=None,
            vanished=place in vanished,
            withdrawn=False,
            judged=False,
            draft=draft,
        )
        for place, draft in enumerate(drafts)
    ]


def ids(drafts: Sequence[Draft], questions: Sequence[KnownQuestion]) -> list[int | None]:
    return [question.id if question else None for question in match(drafts, questions)]


def test_the_same_prompts_are_the_same_questions_wherever_they_stand() -> None:
    before = known(prompts("What is a list?", "What is a set?"))

    assert ids(prompts("What is a set?", "What is a list?"), before) == [101, 100]


def test_capitals_marks_and_spacing_do_not_make_a_new_question() -> None:
    assert ids(prompts("what is  a LIST"), known(prompts("What is a list?"))) == [100]


def test_prompts_without_a_single_word_are_told_apart() -> None:
    assert ids(prompts("!=", "=="), known(prompts("==", "!="))) == [101, 100]


def test_a_new_question_between_others_is_new() -> None:
    before = known(prompts("What is a list?", "What is a set?"))

    assert ids(prompts("What is a list?", "How does garbage collection work?", "What is a set?"), before) == [
        100,
        None,
        101,
    ]


def test_a_reworded_prompt_is_found_between_its_neighbours() -> None:
    before = known(prompts("What is a list?", "What is a decorator?", "What is a set?"))

    assert ids(prompts("What is a list?", "What are decorators?", "What is a set?"), before) == [100, 101, 102]


def test_an_unlike_prompt_with_the_same_long_answer_is_the_same_question() -> None:
    answer = "It wraps a function and gives back another one in its place."
    before = known([a_draft("Decorators", answer=answer)])

    assert ids([a_draft("What does the at sign above def mean?", answer=answer)], before) == [100]


def test_a_short_answer_says_nothing_about_the_question() -> None:
    assert ids([a_draft("Is a tuple hashable?", answer="Yes.")], known([a_draft("Does it block?", answer="Yes.")])) == [
        None
    ]


def test_one_prompt_under_several_headings_is_told_apart_by_its_section() -> None:
    lists, sets = (a_draft("Drawbacks?", section=(name,), line=line) for line, name in enumerate(("Lists", "Sets"), 1))

    assert ids([sets], known([lists, sets])) == [101]


def test_one_prompt_in_one_section_is_told_apart_by_its_answer() -> None:
    slow, big = (a_draft("Drawbacks?", answer=answer, line=line) for line, answer in enumerate(("Slow.", "Big."), 1))

    assert ids([big], known([slow, big])) == [101]


def test_a_very_similar_prompt_that_moved_is_found() -> None:
    before = known(prompts("How does a hash table deal with collisions?", "What is a list?"))
    after = prompts("What is a list?", "How does the hash table deal with collisions?")

    assert ids(after, before) == [101, 100]


def test_a_vanished_question_is_taken_up_again() -> None:
    assert ids(prompts("What is a list?"), known(prompts("What is a list?"), vanished=[0])) == [100]


def test_a_question_that_is_there_comes_before_a_vanished_one() -> None:
    before = known(prompts("What is a list?", "What is a list?"), vanished=[0])

    assert ids(prompts("What is a list?"), before) == [101]


def test_too_many_pairs_are_not_compared() -> None:
    before = known(prompts("aaaaaaaa", "bbbbbbbb"))

    assert match(prompts("aaaaaaab", "bbbbbbba"), before, most_pairs=3) == [None, None]


@given(NOTES)
def test_an_unchanged_note_is_matched_to_itself(drafts: list[Draft]) -> None:
    assert ids(drafts, known(drafts)) == [100 + place for place in range(len(drafts))]


@given(NOTES, NOTES)
def test_no_question_is_given_twice(before: list[Draft], after: list[Draft]) -> None:
    given_out = [each for each in ids(after, known(before)) if each is not None]

    assert len(given_out) == len(set(given_out))


@given(NOTES, st.data())
def test_what_stays_when_a_question_is_removed_is_recognised(drafts: list[Draft], data: st.DataObject) -> None:
    unique = [replace(draft, prompt=f"{draft.prompt} {'x' * 20 * place}") for place, draft in enumerate(drafts)]
    gone = data.draw(st.integers(0, max(0, len(unique) - 1)))
    rest = unique[:gone] + unique[gone + 1 :]

    expected = [100 + place for place in range(len(unique)) if place != gone]
    assert ids(rest, known(unique)) == expected
