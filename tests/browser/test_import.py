"""From the first page to the first search: notes dropped, looked over, corrected and let in, in a real browser."""

import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FileChooser, Page, expect

from tests.browser.conftest import Open, Serve, Served

pytestmark = pytest.mark.slow

NOTE = """\
# Python

## What is the GIL?

One lock around the interpreter.

It lets one thread run at a time.

## How does it hurt?

Threads that compute wait for each other.

## What is a heap?

A tree in an array.
"""


MANY = 200
"""Notes that take a while to bring in."""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "python.md"
    file.write_text(NOTE, encoding="utf-8")
    return file


def choose(note: Path, chooser: FileChooser) -> None:
    """What a person does in the dialog of the system."""
    chooser.set_files(note)


def bring(page: Page, note: Path) -> None:
    """Choose the file on the first page, and wait until it is read."""
    page.set_input_files("#files", note)
    page.get_by_role("button", name="Show what is in them").click()
    page.get_by_role("heading", name="Look over what was understood").wait_for()


def look_over(page: Page) -> None:
    page.get_by_role("link", name="python.md").click()
    page.get_by_role("heading", name="python.md").wait_for()


def questions(page: Page) -> list[str]:
    return [
        " ".join(each.split()) for each in page.locator("article:not([data-verdict=rejected]) h2").all_inner_texts()
    ]


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, or to this one anew."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def test_first_run_to_first_search_by_mouse(serve: Serve, window: Open, note: Path) -> None:
    served = serve()
    with window(served) as one:
        page = one.go("/")
        bring(page, note)
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_text("3 new questions came in.")).to_be_visible()
        page.get_by_label("Search your questions").fill("interpreter")
        with page.expect_navigation():
            page.get_by_role("button", name="Search").click()

        assert page.url.endswith("/bank?q=interpreter")


def test_first_run_to_first_search_by_keyboard_alone(serve: Serve, window: Open, note: Path) -> None:
    served = serve()
    with window(served) as one:
        one.page.on("filechooser", partial(choose, note))  # before the page is there: to be listened to takes a while
        page = one.go("/")
        page.keyboard.press("o")
        expect(page.locator("#files")).to_have_value(re.compile(r"python\.md$"))
        page.keyboard.press("s")
        page.get_by_role("heading", name="Look over what was understood").wait_for()
        page.keyboard.press("I")
        expect(page.get_by_text("3 new questions came in.")).to_be_visible()
        page.keyboard.press("f")
        page.keyboard.type("interpreter")
        press(page, "Enter")

        assert page.url.endswith("/bank?q=interpreter")


def test_a_review_is_carried_out_by_keys(serve: Serve, window: Open, note: Path) -> None:
    served = serve()
    with window(served) as one:
        page = one.go("/")
        bring(page, note)
        look_over(page)
        page.keyboard.press("j")
        press(page, "[")
        assert page.locator("#line-7").locator("xpath=ancestor::section").get_attribute("data-role") == "left_out"
        press(page, "]")
        assert page.locator("#line-7").locator("xpath=ancestor::section").get_attribute("data-role") == "answer"
        press(page, "m")
        assert questions(page) == ["What is the GIL?", "What is a heap?"]
        page.keyboard.press("s")
        page.keyboard.type("9")
        press(page, "Enter")
        assert questions(page) == ["What is the GIL?", "How does it hurt?", "What is a heap?"]
        press(page, "a")
        press(page, "r")
        assert questions(page) == ["What is the GIL?", "What is a heap?"]
        press(page, "u")
        assert questions(page) == ["What is the GIL?", "How does it hurt?", "What is a heap?"]
        assert one.violations() == []
        page.goto(f"{served.address}/import/1")
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_text("3 new questions came in.")).to_be_visible()


def test_a_screen_reader_tells_the_buttons_of_one_draft_from_those_of_another(
    serve: Serve, window: Open, note: Path
) -> None:
    served = serve()
    with window(served) as one:
        page = one.page
        bring(page, note)
        look_over(page)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        heard = names(page, {"button", "DisclosureTriangle"})

        assert {"Accept line 3", "Reject line 3", "Accept line 9", "More line 13", "Move line 13"} <= heard.keys()
        assert {name for name, times in heard.items() if times > 1} == set()


def names(page: Page, roles: set[str]) -> Counter[str]:
    """What controls are called, as Chromium tells a screen reader."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [node for node in tree if not node["ignored"] and node["role"]["value"] in roles]
    return Counter(node["name"]["value"] for node in told)


def test_it_is_all_done_with_scripts_off(serve: Serve, window: Open, note: Path) -> None:
    served = serve()
    with window(served, java_script_enabled=False) as one:
        page = one.page
        page.set_input_files("#files", note)
        page.get_by_role("button", name="Show what is in them").click()
        until(page, "Look over what was understood")
        look_over(page)
        draft = page.locator("#draft-1")
        draft.get_by_role("button", name="Reject").click()
        assert questions(page) == ["What is the GIL?", "What is a heap?"]
        page.locator("#draft-0 summary", has_text="More").click()
        page.locator("#draft-0").get_by_label("Answer to line").fill("5")
        page.locator("#draft-0").get_by_role("button", name="Move").click()
        assert "answer in line 5" in page.locator("#draft-0").inner_text()
        page.get_by_role("link", name="Back to all notes").click()
        page.get_by_role("button", name="Import").click()
        until(page, "2 new questions came in.")


def until(page: Page, text: str) -> None:
    """Look again, as a person without scripts does."""
    for _try in range(100):
        if page.get_by_text(text).count():
            return
        page.wait_for_timeout(100)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1440), ("ru", "dark", 360)])
def test_pages_of_an_import_are_accessible_and_fit(
    serve: Serve, window: Open, tmp_path: Path, language: str, theme: str, width: int
) -> None:
    long = tmp_path / f"{'длинное-имя-' * 8}.md"
    long.write_text(f"{NOTE}\n## Что такое {'достопримечательность' * 20}?\n\n{'x' * 5000}\n", encoding="utf-8")
    served = serve()
    dress = {"locale": language, "color_scheme": theme, "viewport": {"width": width, "height": 800}}
    wrong: dict[str, object] = {}
    with window(served, **dress) as one:
        one.page.set_input_files("#files", long)
        one.page.locator("main button[type=submit]").first.click()
        one.page.locator("#plan ul").wait_for()
        paths = ["/import", "/import/1", "/import/1/plan", "/import/1/files/1", "/import/1/files/1/drafts/0"]
        wrong |= look(one, paths)
        one.go("/import/1").locator("form[action$=begin] button").click()
        one.page.locator("#first-search").wait_for()
        wrong |= look(one, ["/import", "/import/1", "/import/1/files/1"])

    assert wrong == {}


def look(one: Any, paths: list[str]) -> dict[str, object]:
    """What is wrong with pages."""
    wrong: dict[str, object] = {}
    for path in paths:
        one.go(path)
        problems = one.violations() + ([f"{one.overflow()} px too wide"] if one.overflow() else [])
        if problems:
            wrong[path] = problems
    return wrong


def test_a_killed_server_goes_on_with_the_import(serve: Serve, window: Open, tmp_path: Path) -> None:
    """Each note is in once, also when the server died in the middle."""
    names = [f"n{number}.md" for number in range(MANY)]
    for name in names:
        (tmp_path / name).write_text(f"## What is {name}?\n\nA note.\n", encoding="utf-8")
    first = serve()
    with window(first) as one:
        one.page.set_input_files("#files", [tmp_path / name for name in names])
        one.page.get_by_role("button", name="Show what is in them").click()
        one.page.get_by_role("heading", name="Look over what was understood").wait_for()
        one.page.get_by_role("button", name="Import").click()
        some, all_of_them = (
            one.page.get_by_text("in the bank", exact=True),
            one.page.get_by_text(f"{MANY} new questions"),
        )
        expect(some.or_(all_of_them).first).to_be_visible(timeout=60_000)
        first.kill()
    again = serve(first.data)
    with window(again) as one:
        one.go("/import/1")
        expect(one.page.get_by_text(f"{MANY} new questions came in.")).to_be_visible(timeout=120_000)
        assert figures(again, one) == MANY


def figures(_served: Served, one: Any) -> int:
    """How many questions the first page counts."""
    one.go("/")
    return int(one.page.locator("dt:has-text('Questions') + dd").inner_text())
