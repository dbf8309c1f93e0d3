"""What every page of the starter bank must hold."""

from pathlib import Path

import pytest

from scripts.starter import alone, whole
from scripts.starter.figures import counts
from tests.content.pairs import EN, RU, page, pair, told


def wrong_with(folder: Path, text: str, *allowed: str) -> list[str]:
    one = page(folder, text)
    if one.page:
        alone.check(one, set(allowed))
    return told(one)


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (RU, "ru")])
def test_a_good_page_is_told_nothing(tmp_path: Path, text: str, language: str) -> None:
    one = page(tmp_path, text, language)
    alone.check(one, set())

    assert told(one) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("level: L1", "level: L9", "en:2 `level` is L9"),
        ("language: en", "language: ru", "en:4 say `language: en`"),
        ("{L1: must}", "{L2: must}", "en:3 `groups` must say how necessary it is at L1"),
        ("[collections]", "[list]", "en:6 `list` is no topic of the taxonomy, but a part of `data-structures`"),
        ("[collections]", "[nonsense]", "en:6 the taxonomy knows no `nonsense` among topics"),
        ("### Must\n\n- equal values are kept once\n", "", "en:33 at least one key point must be a `must`"),
        ("### Okay\n\n- equal values have the same hash\n", "", "en:33 besides the `must` name key points"),
        ("- [x] One", "- [ ] One", "en:11 no option is right"),
        ("- [ ] Two", "- [ ] One", "en:11 two options are the same"),
        ("  > A set keeps equal values once.\n", "", "en:17 a quote below the option must explain it"),
        ("  > The first.\n", "", "en:49 a quote"),
        ("## Sources\n", "## Rubric\n", "en:57 a question has either key points or"),
        ("- [Set types](https://", "- [Set types](http://", "en:59 `http://"),
        ("- [Set types](https://", "- Set types (https://", "en:59 a source is a link"),
        ("Types do not matter", "[Types](#types) do not matter", "en:55 `#types` leads nowhere"),
        ("Types do not matter", "[Types](types.md) do not matter", "en:55 there is no page `types.md`"),
        ("hidden:\n", "", "en:61 the task needs tests that are shown and"),
        ("def unique(items):\n    ...", "def one(items):\n    ...", "this (starter) does not define `unique`"),
        ("def unique(items):\n    ...", "def unique(items)\n    ...", "Python cannot read this (starter)"),
        ("~~~python wrong: sorts\n", "~~~python\n", "this belongs to no program of the task"),
        ("unique([1, 1]) == [1]", "unique([1, x]) == [1]", "en:71 values are written out"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, good: str, bad: str, said: str) -> None:
    assert good in EN
    problems = wrong_with(tmp_path, EN.replace(good, bad, 1))

    assert any(said in problem for problem in problems), problems


def test_an_answer_is_said_in_two_minutes(tmp_path: Path) -> None:
    long = EN.replace("One: ", "word " * 300 + "One: ")

    assert any("can be said in two minutes" in problem for problem in wrong_with(tmp_path, long))
    assert wrong_with(tmp_path, long, "length") == []


def test_two_questions_that_ask_the_same_are_told(tmp_path: Path) -> None:
    one, other = (page(tmp_path, f"# What is a decorator?\n\n{text}\n", name=f"python/{text}") for text in ("a", "b"))

    whole.check_duplicates([one, other], [one, other], {})
    whole.check_duplicates([one, other], [one, other], {"python/a": {"python/b"}})

    assert [problem.split(": ")[0].rpartition("/")[2] for problem in told(one, other)] == ["b.md", "a.md"]


def test_a_twin_that_is_missing_is_told(tmp_path: Path) -> None:
    one = page(tmp_path, EN)

    whole.check_twins_exist({one.name: {"en": one}}, [one.name])

    assert told(one) == ["en:1 the twin is missing: bank/ru/python/set-size.md"]


def test_questions_are_counted_by_what_they_have(tmp_path: Path) -> None:
    predict = "# What does this print?\n\n~~~python\nprint(1)\n~~~\n\n## Answer\n\n~~~output\n1\n~~~\n\nOne.\n"
    one, _other = pair(tmp_path)

    counted = counts([one, page(tmp_path, predict, name="data/one")])

    assert counted == {
        "questions": 2,
        "python": 1,
        "data": 1,
        "with a snippet and its output": 2,
        "predict the output": 1,
        "multiple choice": 1,
        "coding tasks": 1,
    }
