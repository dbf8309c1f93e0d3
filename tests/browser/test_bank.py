"""The bank in a real browser."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open, Serve

pytestmark = pytest.mark.slow


def test_a_search_follows_what_is_typed_and_outlives_going_back(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/bank")
        page.keyboard.press("/")
        page.keyboard.type("transact", delay=20)
        page.locator("#found mark").first.wait_for()
        page.wait_for_url("**/bank?q=transact*")
        first = page.locator("[data-row] a").first.inner_text()

        for key in ("Escape", "j", "x", "x", "Enter"):
            page.keyboard.press(key)
        page.wait_for_url("**/questions/*")
        assert first in page.locator("h1").inner_text()

        page.go_back()
        assert page.get_by_label("Search the bank").input_value() == "transact"
        assert page.locator("[data-row] a").first.inner_text() == first


def test_picked_questions_are_tagged_and_untagged_by_keyboard(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/bank")
        for key in ("j", "x", "j", "x"):
            page.keyboard.press(key)
        assert page.locator("viva-pick-all output").inner_text() == "2 picked"
        page.keyboard.press("c")
        page.keyboard.press("Tab")
        page.keyboard.type("hard")
        page.keyboard.press("Enter")
        page.get_by_text("2 questions were tagged").wait_for()
        assert page.get_by_text("#hard").count() == 2

        page.keyboard.press("u")
        page.get_by_role("button", name="Do it again").wait_for()
        assert page.get_by_text("#hard").count() == 0


def test_the_bank_works_with_scripts_off(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served, java_script_enabled=False) as one:
        page = one.page
        page.goto(f"{served.address}/bank")
        page.get_by_label("Search the bank").fill("transaction")
        page.get_by_role("button", name="Search").click()
        page.locator("mark").first.wait_for()

        page.locator("[data-row] input").first.check()
        page.get_by_text("Change the picked").click()
        page.get_by_label("Add tags").fill("hard")
        page.get_by_role("button", name="Change them").click()
        page.get_by_text("#hard").wait_for()
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Do it again").wait_for()
        assert page.get_by_text("#hard").count() == 0

        page.locator("[data-row] a").first.click()
        page.get_by_role("button", name="Retire").click()
        page.get_by_role("status").get_by_text("the status of 1 question was changed").wait_for()
