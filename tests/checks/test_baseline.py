"""Findings that were there when checking began."""

from pathlib import Path

import pytest

from viva.checks.baseline import read_baseline, without_known, write_baseline
from viva.checks.model import Finding, Found
from viva.kernel.errors import InvalidInput


def found(line: int, path: str = "a.md", code: str = "N105") -> Found:
    return Found(path, Finding(code, line))


def test_what_is_known_is_not_told_again_wherever_its_line_goes(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    assert write_baseline(file, [found(3)], lambda _one: "TODO:  this") == 1

    left = without_known(
        [found(7), found(9)], read_baseline(file), lambda one: {7: "TODO: this", 9: "TODO: that"}[one.finding.line]
    )

    assert left == [found(9)]


def test_the_same_line_once_more_is_new(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    write_baseline(file, [found(3)], lambda _one: "TODO")

    assert without_known([found(3), found(4)], read_baseline(file), lambda _one: "TODO") == [found(4)]


def test_another_file_or_code_is_new(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    write_baseline(file, [found(3)], lambda _one: "TODO")
    others = [found(3, path="b.md"), found(3, code="F201")]

    assert without_known(others, read_baseline(file), lambda _one: "TODO") == others


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 9, "known": []}', '{"version": 1, "known": [3]}', "\x00"]
)
def test_what_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "known.json"
    file.write_text(text)

    with pytest.raises(InvalidInput, match="baseline"):
        read_baseline(file)


def test_a_baseline_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_baseline(tmp_path / "missing.json")
