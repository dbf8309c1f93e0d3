"""What pages say while the server is gone, does not know the browser or has no room: nothing that was typed is lost."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Serve, Served
from tests.browser.test_editing import RESTORED, answer_of, wordings
from tests.browser.test_import import NOTE, bring, look_over, press, questions
from viva.web.gate import KEY_FILE

pytestmark = pytest.mark.slow

AGAIN = 30_000
"""Milliseconds within which a page has noticed that somebody answers again; it asks every two seconds."""


def said(page: Page, text: str) -> None:
    """The page says so by itself."""
    expect(page.locator("viva-connection")).to_contain_text(text, timeout=AGAIN)


def is_gone(page: Page) -> None:
    said(page, "The server does not answer. What you typed is still here")


def back(serve: Serve, served: Served, page: Page) -> None:
    """The server is started again, at the same place, and the page notices."""
    anew(serve, served)
    said(page, "The server answers again.")


def anew(serve: Serve, served: Served) -> Served:
    return serve(served.data, int(served.address.rpartition(":")[2]))


def another_key(served: Served) -> None:
    """The server ends, and will know no browser that it let in."""
    served.kill()
    (served.data / KEY_FILE).unlink()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "python.md"
    file.write_text(NOTE, encoding="utf-8")
    return file


def test_a_search_that_nobody_heard_is_made_when_the_server_is_back(
    serve: Serve, window: Open, sample_data: Path
) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/bank")
        served.kill()
        page.get_by_label("Search the bank").fill("transact")
        is_gone(page)
        anew(serve, served)

        page.locator("#found mark").first.wait_for()
        assert page.get_by_label("Search the bank").input_value() == "transact"


def test_a_change_of_many_stays_as_typed_until_it_can_be_sent(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/bank")
        for key in ("j", "x", "j", "x", "c", "Tab"):
            page.keyboard.press(key)
        page.keyboard.type("hard")
        served.kill()
        page.keyboard.press("Enter")
        is_gone(page)
        assert page.locator("viva-pick-all output").inner_text() == "2 picked"
        assert one.violations() == []
        back(serve, served, page)
        page.keyboard.press("Enter")

        page.get_by_text("2 questions were tagged").wait_for()
        assert page.get_by_text("#hard").count() == 2


def test_a_decision_of_a_review_is_pressed_again(serve: Serve, window: Open, note: Path) -> None:
    served = serve()
    with window(served) as one:
        page = one.page
        bring(page, note)
        look_over(page)
        served.kill()
        page.keyboard.press("r")
        is_gone(page)
        assert len(questions(page)) == 3
        back(serve, served, page)
        press(page, "r")

        assert questions(page) == ["How does it hurt?", "What is a heap?"]


def test_files_that_were_chosen_are_sent_when_the_server_is_back(serve: Serve, window: Open, note: Path) -> None:
    served = serve()
    with window(served) as one:
        page = one.page
        page.set_input_files("#files", note)
        served.kill()
        page.get_by_role("button", name="Show what is in them").click()
        is_gone(page)
        back(serve, served, page)
        page.get_by_role("button", name="Show what is in them").click()

        look_over(page)
        assert len(questions(page)) == 3


def test_an_edit_waits_for_the_server_and_is_stored_once(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/questions/1/edit")
        served.kill()
        page.get_by_label("Answer", exact=True).fill("Said in the dark.")
        page.keyboard.press("Control+Enter")
        is_gone(page)
        assert answer_of(page) == "Said in the dark."
        back(serve, served, page)
        page.keyboard.press("Control+Enter")
        page.get_by_text("1 question was edited").wait_for()
        one.go("/questions/1/edit")
        assert page.get_by_text(RESTORED).count() == 0

    assert wordings(sample_data)[1:] == ["Said in the dark."]


def test_a_browser_that_is_not_known_any_more_is_told_in_place_and_keeps_what_was_typed(
    serve: Serve, window: Open, sample_data: Path
) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page, search = one.go("/questions/1/edit"), one.context.new_page()
        search.goto(f"{one.address}/bank")
        another_key(served)
        entrance = anew(serve, served).entrance
        page.get_by_label("Answer", exact=True).fill("Typed as somebody unknown.")
        page.get_by_role("button", name="Add a key point").click()
        search.get_by_label("Search the bank").fill("transact")
        for each in (page, search):
            each.get_by_role("alert").get_by_text("Open the address that viva serve printed last.").wait_for()
        assert answer_of(page) == "Typed as somebody unknown."

        let_in = one.context.new_page()
        let_in.goto(entrance)
        search.get_by_label("Search the bank").fill("transaction")
        search.locator("#found mark").first.wait_for()
        expect(search.get_by_role("alert")).to_have_count(0, timeout=AGAIN)
        page.keyboard.press("Control+Enter")
        page.get_by_text("1 question was edited").wait_for()

    assert wordings(sample_data)[1:] == ["Typed as somebody unknown."]


def test_an_edit_sent_as_somebody_unknown_is_there_again_once_let_in(
    serve: Serve, window: Open, sample_data: Path
) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/questions/1/edit")
        page.get_by_label("Answer", exact=True).fill("Sent too early.")
        another_key(served)
        entrance = anew(serve, served).entrance
        page.keyboard.press("Control+Enter")
        page.get_by_role("heading", name="This browser is not known here").first.wait_for()
        page.goto(entrance)
        one.go("/questions/1/edit")
        page.get_by_text(RESTORED).wait_for()

        assert answer_of(page) == "Sent too early."


def filled(disk: Path) -> Path:
    """The file that takes all the room there was."""
    with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(4096))
    return disk / "filler"


def test_an_edit_that_finds_no_room_is_there_again_when_there_is_some(
    small_disk: Path, serve: Serve, window: Open, sample: Path
) -> None:
    served = serve(Path(shutil.copytree(sample, small_disk / "data")))
    words = " ".join(["More than there was room for."] * 200)
    with window(served) as one:
        page = one.go("/questions/1/edit")
        page.get_by_label("Answer", exact=True).fill(words)
        filler = filled(small_disk)
        page.get_by_role("button", name="Save").click()
        page.get_by_role("heading", name="Not possible now").first.wait_for()
        assert "full" in page.locator("main").inner_text()
        filler.unlink()
        page.get_by_role("link", name="Back to where you were").click()
        page.get_by_text(RESTORED).wait_for()
        assert answer_of(page) == words
        page.get_by_role("button", name="Save").click()
        page.get_by_text("1 question was edited").wait_for()

    assert wordings(served.data)[1:] == [words]


def test_notes_that_find_no_room_on_their_way_are_told_and_come_in_when_there_is_some(
    small_disk: Path, serve: Serve, window: Open, note: Path
) -> None:
    with note.open("a", encoding="utf-8") as more:
        more.write(f"\n{'And so on. ' * 200}\n" * 500)  # more than is held in memory on its way in
    with window(serve(TMPDIR=str(small_disk))) as one:
        page = one.page
        send(page, note)
        page.get_by_role("heading", name="Look over what was understood").wait_for()
        one.go("/import")
        filler = filled(small_disk)
        send(page, note)
        page.get_by_text("no space is left on the disk").wait_for()
        filler.unlink()
        page.get_by_role("link", name="Back to where you were").click()
        send(page, note)
        page.get_by_role("heading", name="Look over what was understood").wait_for()


def send(page: Page, note: Path) -> None:
    page.set_input_files("#files", note)
    page.get_by_role("button", name="Show what is in them").click()
