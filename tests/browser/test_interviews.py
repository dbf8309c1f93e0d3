"""Planning interviews in a real browser: building a template by keyboard, giving out a link."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Serve, Window

pytestmark = pytest.mark.slow


def fine(one: Window) -> None:
    """Nothing that axe finds, wide and narrow."""
    assert one.violations() == []
    one.page.set_viewport_size({"width": 360, "height": 800})
    assert one.overflow() == 0
    one.page.set_viewport_size({"width": 1440, "height": 900})


def asked(page: Page) -> list[str]:
    return page.locator("#sections [data-row] [data-row-focus]").all_inner_texts()


def test_a_template_is_built_by_keyboard_and_a_seat_given_out(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/interviews")
        page.keyboard.press("t")
        page.wait_for_url("**/interviews/templates")
        page.keyboard.press("n")
        page.wait_for_url("**/interviews/templates/build")
        page.get_by_label("Minutes", exact=True).fill("20")
        page.get_by_label("Language of the talk").fill("en")
        page.keyboard.press("Enter")
        page.get_by_text("would have fitted").wait_for()
        first = asked(page)
        assert len(first) > 2

        page.locator("h1").click()
        page.keyboard.press("j")
        page.keyboard.press("s")
        expect(page.locator("#sections [data-row] [data-row-focus]").first).not_to_have_text(first[0])
        page.keyboard.press("j")
        page.keyboard.press("x")
        expect(page.locator("#sections [data-row]")).to_have_count(len(first) - 1)
        wanted = asked(page)
        fine(one)
        page.get_by_label("Title", exact=True).last.fill("Twenty minutes")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/interviews/templates/1")
        assert page.locator("#preview ol a").all_inner_texts() == wanted
        fine(one)

        page.keyboard.press("n")
        page.get_by_label("Candidate").fill("Dan")
        page.keyboard.press("Enter")
        page.wait_for_url("**/interviews/1")
        page.get_by_label("Name", exact=True).fill("Ben")
        page.get_by_role("button", name="Give a link").click()
        link = page.get_by_label("Link", exact=True)
        assert link.input_value().startswith(f"{served.address}/seat/")
        fine(one)
        page.goto(f"{served.address}/interviews/1")
        assert page.get_by_label("Link", exact=True).count() == 0
