"""The programs of pages are run: what they print, what passes, and what must not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.starter.programs import Memory, Programs
from tests.content.pairs import EN, page, told
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.linux.runner import LinuxRunner


@pytest.fixture(scope="module")
def with_all(kits: Path, all_packages: None, bubblewrap: Path) -> Iterator[LinuxRunner]:  # noqa: ARG001 - they must be there
    with LinuxRunner(Shelf(kits)) as runner:
        yield runner


def wrong_with(sandbox: LinuxRunner, folder: Path, text: str) -> list[str]:
    one = page(folder / "bank", text)
    Programs(sandbox, Memory(folder / "memory")).check([one])
    return told(one)


def test_a_good_page_is_run_once(with_all: LinuxRunner, tmp_path: Path) -> None:
    one = page(tmp_path / "bank", EN)
    first, again = (Programs(with_all, Memory(tmp_path / "memory")) for _ in range(2))
    first.check([one])
    again.check([one])

    assert told(one) == []
    assert (first.ran, again.ran) == (4, 0)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("1 item\n", "2 item\n", "en:29 the program in line 24 prints something else:\n    1 item"),
        ("~~~output\n1 item\n~~~\n", "", "en:24 no `~~~output` below the program says what it prints"),
        (
            'print(len({1, 1.0, True}), "item")\n~~~\n\n~~~output\n1 item\n~~~',
            "raise KeyError(1)\n~~~",
            "the program fails, and no `~~~output` below it says so:\n    KeyError: 1",
        ),
        ("list(dict.fromkeys(items))", "list(set(items))[:1]", "the solution does not pass `unique([2, 1, 2])"),
        ("return sorted(set(items))", "return list(dict.fromkeys(items))", "this solution passes all tests"),
        ("    return items\n", "    import os; os._exit(0)\n", "this solution gives no answer at all"),
    ],
)
def test_what_a_program_does_otherwise_is_told(
    with_all: LinuxRunner, tmp_path: Path, good: str, bad: str, said: str
) -> None:
    assert good in EN
    problems = wrong_with(with_all, tmp_path, EN.replace(good, bad, 1))

    assert any(said in problem for problem in problems), problems


def test_a_program_of_the_prompt_is_answered_by_its_output(with_all: LinuxRunner, tmp_path: Path) -> None:
    asked = "# What does this print?\n\n~~~python\nprint(1)\n1 / 0\n~~~\n\n## Answer\n\n~~~output\n{}\n~~~\n\nOne.\n"

    assert wrong_with(with_all, tmp_path, asked.format("1\nZeroDivisionError: division by zero")) == []
    assert "prints something else" in wrong_with(with_all, tmp_path, asked.format("1"))[0]
