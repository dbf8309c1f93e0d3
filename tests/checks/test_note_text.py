"""Rules about the text of a note."""

import pytest

from tests.checks.notes import check, codes, lines


def test_damaged_letters_are_found_with_their_place_and_mended() -> None:
    (finding,) = check("# Closures\n\nIt doesn‚Äôt forget.\n", "N101")

    assert (finding.line, finding.col) == (3, 9)
    assert finding.fix is not None
    assert finding.fix.safe
    assert finding.fix.edits[0].new == "It doesn’t forget."


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("Рython", "Python"),
        ("сode", "code"),
        ("пoток", "поток"),
        ("кopyтина", "корутина"),
        ("кdfина", None),
        ("Dосkеr", "Docker"),
    ],
)
def test_a_word_in_two_alphabets_is_mended_where_letters_look_alike(word: str, mended: str | None) -> None:
    found = check(f"Слово {word} здесь.\n", "N102")

    assert [finding.fix.edits[0].new for finding in found if finding.fix] == ([mended] if mended else [])


@pytest.mark.parametrize("word", ["API", "APIшка", "IDшник", "PRы", "SQL-запрос", "Dockerом", "UTF8", "naïve", "URLе"])
def test_abbreviations_with_russian_endings_are_no_mixture(word: str) -> None:
    assert codes(f"Слово {word} здесь.\n", "N102") == []


def test_a_fence_that_is_missing_is_found_where_its_partner_stands() -> None:
    torn = "# A\n\n```python\nprint(1)\n\nSome text that goes on about things.\n\n# B\n\nMore text.\n\n"
    note = f"{torn}# C\n\n```python\nx = 1\n```\n"

    assert lines(check(note, "N103")) == [3]


def test_the_word_of_a_fence_is_put_right() -> None:
    (finding,) = check("# A\n\n```python\nconst a = 1;\nlet b = 2;\nconsole.log(a + b);\n```\n", "N104")

    assert finding.values == {"claimed": "python", "lang": "javascript"}
    assert finding.fix is not None
    assert finding.fix.edits[0].new == "javascript"


@pytest.mark.parametrize("fence", ["py", "python3", "Python", "pycon", ""])
def test_another_name_of_the_same_language_is_fine(fence: str) -> None:
    assert codes(f"# A\n\n```{fence}\ndef f():\n    return 1\n```\n", "N104") == []


@pytest.mark.parametrize("mark", ["TODO: ask", "- FIXME later", "доделать пример", "text (TBD)", "**TODO**"])
def test_what_is_left_to_do_is_told(mark: str) -> None:
    assert codes(f"# A\n\nSome text.\n\n{mark}\n", "N105") == ["N105"]


@pytest.mark.parametrize("text", ["A todo list is an example.", "`# TODO` in code is a mark\nof work", "mastodon"])
def test_a_word_that_only_looks_like_it_is_no_todo(text: str) -> None:
    assert "N105" not in codes(
        f"# A\n\n```python\n# TODO: in code\n```\n\n{text.replace('`# TODO`', 'that')}\n", "N105"
    )


def test_an_old_encoding_is_told_once() -> None:
    note = "# Что такое список?\n\nИзменяемая последовательность элементов в памяти.\n".encode("cp1251")

    assert codes(note, "N106") == ["N106"]


def test_a_character_that_turns_the_text_is_taken_out() -> None:
    (finding,) = check("# A\n\nx \u202e y\n", "N107")

    assert finding.values == {"char": "U+202E"}
    assert finding.fix is not None
    assert finding.fix.edits[0].new == ""
