"""What two wordings differ in."""

from viva.bank.content import Content, Point
from viva.bank.differences import Difference, DiffLine, differences
from viva.notes.model import Group, Level

GIL = Content(prompt="What is the GIL?", answer="A lock.", tags=("hard",), topics=("gil", "threads"))


def changed(**parts: object) -> list[Difference]:
    return list(differences(GIL, Content(**{"prompt": GIL.prompt, "answer": GIL.answer, **parts})))  # type: ignore[arg-type]


def test_texts_are_compared_line_by_line() -> None:
    before, after = (Content(prompt="?", answer=text) for text in ("One.\nTwo.\nThree.", "One.\n2.\nThree."))
    (answer,) = differences(before, after)

    assert answer.name == "answer"
    assert answer.lines == (DiffLine(" ", "One."), DiffLine("-", "Two."), DiffLine("+", "2."), DiffLine(" ", "Three."))


def test_lines_that_look_like_the_marks_of_a_diff_are_shown() -> None:
    before, after = (Content(prompt="?", answer=text) for text in ("-- a comment\n@@x", "++i\n@@x"))
    (answer,) = differences(before, after)

    assert answer.lines == (DiffLine("-", "-- a comment"), DiffLine("+", "++i"), DiffLine(" ", "@@x"))


def test_of_lists_the_values_that_came_and_went_are_told() -> None:
    tags, topics = changed(tags=("hard", "new"), topics=("gil",))[::-1]

    assert (tags.name, tags.removed, tags.added) == ("tags", (), ("new",))
    assert (topics.name, topics.removed, topics.added) == ("topics", ("threads",), ())


def test_another_order_is_told_as_such() -> None:
    (topics,) = changed(topics=("threads", "gil"), tags=("hard",))

    assert (topics.removed, topics.added, topics.reordered) == ((), (), True)


def test_single_values_are_told_as_values() -> None:
    level = changed(level=Level.INTERMEDIATE, topics=GIL.topics, tags=GIL.tags)
    points = changed(key_points=(Point("It is a lock", Group.MUST),), topics=GIL.topics, tags=GIL.tags)

    assert level == [Difference(name="level", added=(Level.INTERMEDIATE,))]
    assert points == [Difference(name="key_points", added=(Point("It is a lock", Group.MUST),))]


def test_equal_wordings_differ_in_nothing() -> None:
    assert list(differences(GIL, GIL)) == []
