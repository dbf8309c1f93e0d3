"""Both languages of a question say the same."""

from pathlib import Path

import pytest

from scripts.starter import ids, lists, twins
from tests.content.pairs import EN, RU, page, pair, told
from viva.starter.shipped import key_of


def test_twins_that_say_the_same_are_told_nothing(tmp_path: Path) -> None:
    one, other = pair(tmp_path)
    twins.check(one, other, set())

    assert told(one, other) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("L1: must", "L1: okay", "ru:3 `groups` is"),
        ("- [ ] Два\n  > `1` и `1.0` тоже равны.\n", "", "ru:11 options: 2 here, and 3"),
        ("### Okay", "### Perfect", "key points"),
        ("~~~python\n# все они равны", "~~~python\n# все\nx = 1", "this is another program than in line 24"),
        ("1 элемент", "2 элемент", "this has other lines or numbers than line 29"),
        ("unique([2, 1, 2]) == [2, 1]", "unique([2, 1]) == [2, 1]", "this is another program"),
        ("Множеству типы безразличны", "Множеству `type` безразличен", "ru:55 `type` is not in the common mistakes of"),
        ("`True` равно 1", "`True` равно 2", "ru:41 the number 2 is not in the key points of"),
        ("`True` равно 1", "`True` равно 2", "en:41 the number 1 is not in the key points of"),
        ("#set-types-set-frozenset", "#list", "only one of the twins has the source"),
    ],
)
def test_what_one_says_otherwise_is_told_with_its_line(tmp_path: Path, good: str, bad: str, said: str) -> None:
    assert good in RU
    one, other = pair(tmp_path, ru=RU.replace(good, bad, 1))
    twins.check(one, other, set())

    assert any(said in problem for problem in told(one, other)), told(one, other)


def test_a_difference_that_is_meant_is_allowed(tmp_path: Path) -> None:
    one, other = pair(tmp_path, ru=RU.replace("Первый.", "Первый из 3, `first`."))
    twins.check(one, other, {"3", "first"})

    assert told(one, other) == []


def test_numbers_are_the_same_as_each_language_writes_them(tmp_path: Path) -> None:
    one, other = pair(
        tmp_path,
        en=EN.replace("The first.", "The first of 1,000,000 in 0.5 seconds."),
        ru=RU.replace("Первый.", "Первый из 1 000 000 за 0,5 секунды."),
    )
    twins.check(one, other, set())

    assert told(one, other) == []


def test_a_page_gets_its_key_and_its_twin_and_stays_as_it_is_else(tmp_path: Path) -> None:
    one, other = pair(tmp_path)
    filled = page(tmp_path, ids.filled(one))

    assert not ids.is_filled(one)
    assert ids.is_filled(filled)
    assert ids.filled(filled) == filled.source
    assert filled.source.splitlines()[1] == f"id: {key_of('en', 'python/set-size')}"
    assert f"related: {{twin: [{key_of('ru', 'python/set-size')}]}}" in filled.source
    assert [line for line in filled.source.splitlines() if not line.startswith(("id:", "related:"))] == EN.splitlines()
    assert filled.digest == one.digest != other.digest


def test_a_page_without_values_gets_some(tmp_path: Path) -> None:
    one = page(tmp_path, "# What is a set?\n\nIt keeps values once.\n")
    filled = page(tmp_path, ids.filled(one))

    assert ids.is_filled(filled)
    assert filled.page
    assert filled.page.content == one.content


def test_what_was_agreed_is_kept_in_order_and_two_branches_may_add_a_line(tmp_path: Path) -> None:
    file = tmp_path / "agreed.txt"
    lists.agree({"python/b": ("1", "2"), "data/a": ("3", "4")}, file)
    with file.open("a") as more:
        more.write("python/b 5 6\n")

    assert lists.agreed(file) == {"python/b": {("1", "2"), ("5", "6")}, "data/a": {("3", "4")}}
    lists.agree({"data/a": ("3", "4")}, file)
    assert lists.agreed(file)["python/b"] == {("1", "2"), ("5", "6")}
    lists.agree({"python/b": ("7", "8")}, file)
    assert file.read_text().splitlines()[1:] == ["data/a 3 4", "python/b 7 8"]


def test_what_is_allowed_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "allowed.txt"
    file.write_text("# why\n\npython/a: F411\npython/a: `x: y`\n")

    assert lists.allowed(file) == {"python/a": {"F411", "`x: y`"}}
