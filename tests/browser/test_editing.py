"""Editing questions in a real browser: by keyboard, in two tabs, through the crash of either side."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.apps import settings_of
from tests.browser.conftest import Open, Serve
from viva.app import App

pytestmark = pytest.mark.slow

RESTORED = "What you typed here before and did not save is here again."


def wordings(data: Path, question: int = 1) -> list[str]:
    """The answers of all wordings of a question, oldest first."""
    app = App(settings_of(data))
    with app.reader() as unit:
        said = [revision.content.answer for revision in unit.bank.revisions(question)]
    app.close()
    return said


def leave(dialog: Dialog) -> None:
    """Leave the page although it asks."""
    dialog.accept()


def answer_of(page: Page) -> str:
    return page.get_by_label("Answer", exact=True).input_value()


def test_a_question_is_edited_by_keyboard_alone_with_a_preview(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/questions/1")
        page.keyboard.press("e")
        page.wait_for_url("**/questions/1/edit")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "answer":
                break
        page.keyboard.press("Control+A")
        page.keyboard.type("A **bold** word.")
        page.locator("#preview strong", has_text="bold").wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") != "answer"
        page.keyboard.press("Control+Enter")
        page.get_by_text("1 question was edited").wait_for()

    assert wordings(sample_data)[-1] == "A **bold** word."


def test_two_tabs_edit_one_question_and_nothing_is_lost(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        first, second = one.go("/questions/1/edit"), one.context.new_page()
        second.goto(f"{served.address}/questions/1/edit")
        for page, words in ((first, "From the first tab."), (second, "From the second tab.")):
            page.get_by_label("Answer", exact=True).fill(words)
        first.get_by_role("button", name="Save").click()
        first.get_by_text("1 question was edited").wait_for()
        second.get_by_role("button", name="Save").click()

        second.get_by_role("heading", name="Somebody changed this question meanwhile").wait_for()
        assert second.get_by_text("From the first tab.").count() >= 1
        assert answer_of(second) == "From the second tab."

        second.get_by_label("Answer", exact=True).fill("From both.")
        second.get_by_role("button", name="Save").click()
        second.get_by_text("1 question was edited").wait_for()
        second.goto(f"{served.address}/questions/1/edit")
        second.wait_for_load_state("networkidle")
        assert second.get_by_text(RESTORED).count() == 0

    assert wordings(sample_data)[1:] == ["From the first tab.", "From both."]


def test_what_was_typed_survives_a_reload_with_its_rows(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/questions/1/edit")
        before = page.locator("[name=point]").count()
        page.get_by_role("button", name="Add a key point").click()
        expect(page.locator("[name=point]")).to_have_count(before + 1)
        page.locator("[name=point]").last.fill("half a thought")
        page.wait_for_timeout(500)
        page.on("dialog", leave)
        page.reload()
        page.get_by_text(RESTORED).wait_for()
        assert page.locator("[name=point]").last.input_value() == "half a thought"

        page.get_by_role("button", name="Discard it").click()
        expect(page.locator("[name=point]")).to_have_count(before)
        assert page.get_by_text(RESTORED).count() == 0

    assert len(wordings(sample_data)) == 1


@pytest.mark.parametrize("arrives", [True, False], ids=["after it was stored", "before it arrived"])
def test_a_server_that_is_killed_while_saving_stores_it_once(
    serve: Serve, window: Open, sample_data: Path, *, arrives: bool
) -> None:
    served = serve(sample_data)
    port = int(served.address.rpartition(":")[2])

    def cut_off(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        if arrives:
            route.fetch(max_redirects=0)
        served.kill()
        route.abort()

    with window(served) as one:
        page = one.go("/questions/1/edit")
        page.route("**/questions/1/edit", cut_off)
        page.get_by_label("Answer", exact=True).fill("Saved once.")
        page.locator("#preview").get_by_text("Saved once.").wait_for()
        page.get_by_role("button", name="Save").click()
        expect(page).to_have_url(re.compile("chrome-error://"), timeout=30_000)
        page.unroute("**/questions/1/edit")
        serve(sample_data, port=port)

        page.goto(f"{served.address}/questions/1/edit")
        page.get_by_text(RESTORED).wait_for()
        assert answer_of(page) == "Saved once."
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/questions/1?done=*")
        page.goto(f"{served.address}/questions/1/edit")
        page.wait_for_load_state("networkidle")
        assert page.get_by_text(RESTORED).count() == 0

    assert wordings(sample_data)[1:] == ["Saved once."]


def test_questions_are_written_merged_and_split_with_scripts_off(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served, java_script_enabled=False) as one:
        page = one.page
        for words in ("What is a lock?", "What is a latch?"):
            page.goto(f"{served.address}/questions/new")
            page.get_by_label("Question", exact=True).fill(words)
            page.get_by_role("button", name="Add a key point").click()
            page.get_by_label("Key point 1", exact=True).fill(f"{words} Said.")
            page.get_by_role("button", name="Preview").click()
            page.locator("#preview").get_by_text(words, exact=True).wait_for()
            page.get_by_label("Answer", exact=True).fill(f"First.\n\nWhy {words}\n\nSecond.")
            page.get_by_role("button", name="Save").click()
            page.get_by_text("1 question was added").wait_for()

        page.goto(f"{served.address}/bank?q=lock+OR+latch&order=newest")
        for box in page.locator("[data-row] input").all()[:2]:
            box.check()
        page.get_by_role("button", name="Merge the picked").click()
        page.get_by_role("button", name="Save").click()
        page.get_by_text("2 questions were merged").wait_for()

        page.get_by_role("link", name="Split").click()
        page.get_by_label("Why What is a lock?").check()
        page.get_by_role("button", name="Show the parts").click()
        page.get_by_role("button", name="Split it").click()
        page.get_by_text("2 questions came of a split").wait_for()
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("Undone: 2 questions came of a split").wait_for()


def test_a_row_that_is_removed_takes_along_all_that_was_put_into_it(
    serve: Serve, window: Open, sample_data: Path
) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/questions/new")
        options, points = page.locator("#options"), page.locator("#points")
        options.get_by_role("button", name="Add options").click()
        page.locator("#option-2").wait_for()
        page.locator("#option-1").fill("not this one")
        page.get_by_label("right", exact=True).first.check()
        options.get_by_role("button", name="Remove").first.click()
        page.locator("#option-2").wait_for(state="detached")
        expect(page.locator("#option-1")).to_have_value("")
        expect(page.get_by_label("right", exact=True)).not_to_be_checked()

        for number in (1, 2):
            points.get_by_role("button", name="Add a key point").click()
            page.locator(f"#point-{number}").fill(f"point {number}")
        page.locator("#point-group-1").select_option("must")
        points.get_by_role("button", name="Remove").first.click()
        page.locator("#point-2").wait_for(state="detached")
        expect(page.locator("#point-1")).to_have_value("point 2")
        expect(page.locator("#point-group-1")).to_have_value("should")
        page.get_by_label("Question", exact=True).fill("Which?")
        page.locator("#preview").get_by_text("Which?").wait_for()  # nothing is on its way any more
