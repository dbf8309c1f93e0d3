"""Several questions become one."""

import pytest

from tests.bank.editing import a_question, found, listed, look, redo, says, undo
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.content import Content, Point, Remark, Task
from viva.bank.errors import StaleQuestion
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group, KeyPoint, RelationKind


@pytest.fixture
def two(app: App) -> tuple[int, int]:
    one = a_question(app, topics=("gil",), key_points=(KeyPoint(2, "a lock", Group.MUST),))
    points = (KeyPoint(2, "A lock", Group.OKAY), KeyPoint(3, "per interpreter", Group.SHOULD))
    other = a_question(
        app, "Explain the GIL", answer="One thread at a time.", source="b.md", tech=("python",), key_points=points
    )
    return one, other


def merge(app: App, into: int, *others: int) -> None:
    with app.unit() as unit:
        unit.editing.merge(into, others)


def test_it_says_what_both_said(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)

    content = says(app, two[0])
    assert content.prompt == "What is the GIL?"
    assert content.answer == "A lock.\n\nOne thread at a time."
    assert (content.topics, content.tech) == (("gil",), ("python",))
    assert content.key_points == (Point("a lock", Group.MUST), Point("per interpreter", Group.SHOULD))


def test_what_is_said_around_both_is_kept(app: App) -> None:
    task = Task("Write f.", tests="f() == 1")
    one = Content(prompt="One?", answer="a", follow_ups=(Remark("Why?", "So."),), sources=("a book",))
    other = Content(
        prompt="Two?",
        answer="b",
        follow_ups=(Remark("How?"), Remark("Why?", "So.")),
        mistakes=(Remark("No."),),
        task=task,
    )
    with app.unit() as unit:
        ids = [unit.editing.add(each).question_ids[0] for each in (one, other)]

    merge(app, *ids)

    content = says(app, ids[0])
    assert content.follow_ups == (Remark("Why?", "So."), Remark("How?"))
    assert (content.mistakes, content.sources, content.task) == ((Remark("No."),), ("a book",), task)


def test_the_other_one_is_no_question_of_its_own_any_more(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)

    assert (listed(app), found(app, "explain")) == (["What is the GIL?"], [])
    assert (look(app, two[1]).merged_into, look(app, two[0]).merged) == (two[0], (two[1],))


def test_what_was_merged_cannot_be_changed_by_itself(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)

    with pytest.raises(InvalidInput, match=f"merged into {two[0]}"):
        merge(app, two[1], two[0])


def test_what_was_merged_before_goes_along(app: App, two: tuple[int, int]) -> None:
    third = a_question(app, "GIL?", answer="A mutex.", source="c.md")
    merge(app, *two)
    merge(app, third, two[0])

    assert (look(app, two[1]).merged_into, listed(app)) == (third, ["GIL?"])


def test_its_note_again_makes_no_question_of_it(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)
    put(app, a_note(a_draft("Explain the GIL", answer="One thread runs bytecode.", language="en"), source="b.md"))

    offered = look(app, two[0]).offered
    assert listed(app) == ["What is the GIL?"]
    assert offered is not None
    assert offered.content.answer == "A lock.\n\nOne thread runs bytecode."


def test_links_that_a_person_made_go_over(app: App, two: tuple[int, int]) -> None:
    third = a_question(app, "What is a thread?", source="c.md")
    with app.unit() as unit:
        unit.editing.link(two[1], third, RelationKind.FOLLOW_UP)
    merge(app, *two)

    assert [(one.id, one.kind, one.forwards) for one in look(app, two[0]).related] == [
        (third, RelationKind.FOLLOW_UP, True)
    ]


def test_it_is_undone_and_done_again(app: App, two: tuple[int, int]) -> None:
    before = [look(app, one).content for one in two]
    merge(app, *two)
    undo(app)

    assert [look(app, one).content for one in two] == before
    assert listed(app) == ["What is the GIL?", "Explain the GIL"]
    assert found(app, "explain") == ["Explain the GIL"]
    redo(app)
    assert listed(app) == ["What is the GIL?"]


def test_a_stale_merge_is_refused(app: App, two: tuple[int, int]) -> None:
    put(app, a_note(a_draft("Explain the GIL", answer="Changed.", language="en"), source="b.md"))

    with pytest.raises(StaleQuestion), app.unit() as unit:
        unit.editing.merge(two[0], [two[1]], seen=dict.fromkeys(two, 1))


def test_one_question_alone_cannot_be_merged(app: App, two: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput, match="at least two"):
        merge(app, two[0], two[0])


def test_undone_it_leaves_what_a_note_said_meanwhile_to_its_own_question(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)
    put(app, a_note(a_draft("Explain the GIL", answer="One thread runs bytecode.", language="en"), source="b.md"))
    undo(app)

    assert (says(app, two[1]).answer, look(app, two[0]).offered) == ("One thread runs bytecode.", None)


def reread(app: App, prompt: str, answer: str, source: str) -> None:
    """Import the note of a question again, with another answer."""
    put(app, a_note(a_draft(prompt, answer=answer, language="en"), source=source))


def offered(app: App, question: int) -> str | None:
    wording = look(app, question).offered
    return wording.content.answer if wording else None


def test_what_several_notes_say_anew_is_one_offer(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)
    reread(app, "Explain the GIL", "One thread runs bytecode.", "b.md")
    reread(app, "What is the GIL?", "The lock.", "a.md")

    assert offered(app, two[0]) == "The lock.\n\nOne thread runs bytecode."


def test_taking_an_offer_keeps_what_the_other_parts_say(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)
    reread(app, "Explain the GIL", "One thread runs bytecode.", "b.md")
    with app.unit() as unit:
        unit.editing.settle_several(take=True, seen={two[0]: look(app, two[0]).version})
    reread(app, "Explain the GIL", "One thread at a time runs bytecode.", "b.md")

    assert says(app, two[0]).answer == "A lock.\n\nOne thread runs bytecode."
    assert offered(app, two[0]) == "A lock.\n\nOne thread at a time runs bytecode."


def test_a_note_that_goes_back_takes_its_offer_along(app: App) -> None:
    third, fourth = (a_question(app, "GIL?", answer=text, source=f"{text[0]}.md") for text in ("Mine.", "Yours."))
    merge(app, third, fourth)
    reread(app, "GIL?", "Ours.", "M.md")
    reread(app, "GIL?", "Mine.", "M.md")

    assert (offered(app, third), says(app, third).answer) == (None, "Mine.\n\nYours.")


def test_done_again_it_offers_what_the_notes_said_meanwhile(app: App, two: tuple[int, int]) -> None:
    merge(app, *two)
    reread(app, "Explain the GIL", "One thread runs bytecode.", "b.md")
    undo(app)
    redo(app)

    assert offered(app, two[0]) == "A lock.\n\nOne thread runs bytecode."


def test_undoing_one_of_two_merges_leaves_the_offer_of_the_other(app: App, two: tuple[int, int]) -> None:
    third = a_question(app, "GIL?", answer="A mutex.", source="c.md")
    merge(app, *two)
    merge(app, two[0], third)
    reread(app, "Explain the GIL", "One thread runs bytecode.", "b.md")
    reread(app, "GIL?", "Mutual exclusion.", "c.md")
    undo(app)

    assert offered(app, two[0]) == "A lock.\n\nOne thread runs bytecode."


def test_a_picture_that_the_first_one_shows_stays_its_own(app: App) -> None:
    with app.unit() as unit:
        editing = unit.editing
        shown = [
            editing.add(Content(prompt=prompt, answer="![](gil.png)"), pictures=pictures).question_ids[0]
            for prompt, pictures in (("One?", {"gil.png": b"1"}), ("Two?", {"gil.png": b"2"}), ("Three?", {}))
        ]
        editing.merge(shown[0], shown[1:])
    [picture] = look(app, shown[0]).wording.parts.pictures
    assert picture.sha256 is not None

    with app.reader() as unit:
        assert unit.bank.picture(picture.sha256) == b"1"
