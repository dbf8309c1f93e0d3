"""Findings that a note says to overlook."""

import pytest

from tests.checks.notes import codes

TODO = "TODO: look it up"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- viva: ignore -->",
        "<!-- viva: ignore N105 -->",
        "<!-- viva:ignore N1 -->",
        "<!-- viva: ignore L101, N105 -->",
    ],
)
def test_a_comment_counts_for_its_line_and_alone_for_the_next(comment: str) -> None:
    assert codes(f"# A\n\nText.\n\n{TODO} {comment}\n", "N105") == []
    assert codes(f"# A\n\nText.\n\n{comment}\n\n{TODO}\n", "N105") == []


@pytest.mark.parametrize("comment", ["<!-- viva: ignore L101 -->", "<!-- ignore -->", "<!-- viva ignore N105 -->"])
def test_another_comment_changes_nothing(comment: str) -> None:
    assert codes(f"# A\n\nText.\n\n{TODO} {comment}\n", "N105") == ["N105"]


def test_only_the_line_it_stands_for_is_overlooked() -> None:
    assert codes(f"# A\n\nText.\n\n<!-- viva: ignore -->\n{TODO}\n\n{TODO}\n", "N105") == ["N105"]


def test_a_whole_file_can_be_overlooked() -> None:
    assert codes(f"<!-- viva: ignore-file N105 -->\n\n# A\n\n{TODO}\n\n{TODO}\n", "N105") == []


def test_a_comment_in_code_counts() -> None:
    code = "# A\n\n```python\nimport pickle\nx = pickle.loads(b'')  # viva: ignore C505\n```\n"

    assert codes(code, "C505") == []
