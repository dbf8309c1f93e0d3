"""Deciding about pairs by keyboard alone, and working through what waits."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Open, Serve

pytestmark = pytest.mark.slow


def left(text: str) -> int:
    found = re.search(r"(\d+) left", text)
    assert found
    return int(found[1])


def test_one_key_decides_and_another_takes_it_back(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/twins")
        before = left(page.locator("main").inner_text())

        page.keyboard.press("x")
        page.get_by_text("Done:").wait_for()
        assert page.locator("main").inner_text().count("left") == (1 if before > 1 else 0)

        page.keyboard.press("u")
        page.get_by_text("Undone:").wait_for()
        assert left(page.locator("main").inner_text()) == before


def test_rows_of_work_are_walked_and_retired_by_keys(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/work")
        rows = page.locator("[data-row]")
        second = rows.nth(1).locator("[data-row-focus]").inner_text()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.get_by_text("Done:").wait_for()

        assert second not in page.locator("viva-rows").inner_text()
