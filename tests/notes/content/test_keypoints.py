from hypothesis import given
from hypothesis import strategies as st

from viva.notes.content.keypoints import MOST, key_points
from viva.notes.model import Group, KeyPoint


def points(answer: str, code: set[int] | None = None) -> tuple[KeyPoint, ...]:
    return key_points(enumerate(answer.split("\n"), start=1), code or set())


def texts(answer: str, code: set[int] | None = None) -> list[str]:
    return [point.text for point in points(answer, code)]


def test_each_point_knows_its_line_and_group() -> None:
    answer = "A heap is a tree in an array. Its root is the smallest.\n\n- push adds an item\n  - in log n steps"
    assert points(answer) == (
        KeyPoint(1, "A heap is a tree in an array.", Group.MUST),
        KeyPoint(1, "Its root is the smallest.", Group.SHOULD),
        KeyPoint(3, "push adds an item", Group.SHOULD),
        KeyPoint(4, "in log n steps", Group.OKAY),
    )


def test_examples_are_okay_to_miss() -> None:
    assert points("A tuple is fixed.\nFor example, (1, 2) keeps two numbers.")[1].group is Group.OKAY


def test_pitfalls_are_for_experts() -> None:
    assert points("Кортеж неизменяем.\nОднако список внутри него можно менять.")[1].group is Group.PERFECT


def test_later_paragraphs_add_what_is_okay_to_miss() -> None:
    assert points("A tuple is a fixed list.\n\nIt came from mathematics.")[1].group is Group.OKAY


def test_code_is_no_point() -> None:
    assert texts("A heap is a tree.\n```\nheap = []\n```", {2, 3, 4}) == ["A heap is a tree."]


def test_lead_ins_labels_links_headings_and_questions_are_no_points() -> None:
    answer = (
        "There are two ways:\n- push adds an item\nExample:\n## Notes\nSee https://a.org\n- [docs](https://a.org)\n"
        "Is that all there is?\n![](x.png)"
    )
    assert texts(answer) == ["push adds an item"]


def test_a_label_before_the_answer_is_left_out() -> None:
    assert texts("Ответ: куча хранит дерево в массиве.") == ["куча хранит дерево в массиве."]


def test_a_word_like_a_label_inside_a_sentence_stays() -> None:
    assert texts("A heap gives one result: the smallest item.") == ["A heap gives one result: the smallest item."]


def test_wrapped_lines_are_one_sentence() -> None:
    assert texts("A heap is a tree that is\nkept in an array.") == ["A heap is a tree that is kept in an array."]


def test_a_bullet_goes_on_below_itself() -> None:
    assert texts("- push adds\n  an item") == ["push adds an item"]


def test_rows_of_a_table_are_points_and_its_head_is_not() -> None:
    assert texts("| | list | tuple |\n|---|---|---|\n| changes | yes | no |") == ["changes: yes; no"]


def test_marks_are_left_out_and_identifiers_stay() -> None:
    assert texts("- **Dunder** methods such as `__len__` are looked up on the type") == [
        "Dunder methods such as __len__ are looked up on the type"
    ]


def test_whole_sentences_behind_a_heading_mark_count() -> None:
    assert texts("# A chain map looks keys up in several mappings at once.") == [
        "A chain map looks keys up in several mappings at once."
    ]


def test_labels_above_examples_count_where_nothing_else_is_said() -> None:
    assert texts("- **One-to-many**:\n```\nx = 1\n```", {2, 3, 4}) == ["One-to-many"]


def test_a_word_is_enough_where_it_is_the_answer() -> None:
    assert texts("O(log n)") == ["O(log n)"]


def test_an_answer_of_code_alone_has_no_points() -> None:
    assert texts("```\nx = 1\n```", {1, 2, 3}) == []


def test_a_long_sentence_is_cut_where_it_may_be() -> None:
    (text,) = texts("A heap " + "keeps the smallest of all its items at the root, " * 9)
    assert text.endswith("root…")
    assert len(text) < 250


def test_no_listener_has_to_tick_more_than_a_dozen_and_the_least_necessary_go() -> None:
    answer = "A heap is a tree.\n" + "\n".join(
        f"- rule {number} of heaps\n  - detail {number} of it" for number in range(12)
    )
    found = points(answer)
    assert len(found) == MOST
    assert all(point.group is not Group.OKAY for point in found)
    assert [point.line for point in found] == sorted(point.line for point in found)


@given(st.lists(st.text(max_size=40).map(lambda text: text.replace("\n", " ")), max_size=20))
def test_points_are_few_and_stand_on_lines_of_the_answer(answer: list[str]) -> None:
    found = key_points(enumerate(answer, start=5))
    assert len(found) <= MOST
    assert all(5 <= point.line < 5 + len(answer) and point.text for point in found)
