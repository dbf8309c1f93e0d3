"""The pages of what was done, and of taking it back."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, says
from tests.web.forms import send
from viva.app import App
from viva.notes.model import RelationKind


def edited(app: App, question: int, prompt: str, seen: int) -> int:
    """Give a question another prompt; the number of the change."""
    with app.unit() as unit:
        content = replace(unit.bank.question(question).content, prompt=prompt)
        change = unit.editing.edit(question, content, seen=seen).change_id
    assert change is not None
    return change


def test_an_empty_bank_says_what_will_be_here(browser: TestClient) -> None:
    assert "Nothing was done yet" in browser.get("/activity").text


def test_changes_are_listed_by_day_with_their_questions(app: App, browser: TestClient) -> None:
    edited(app, a_question(app), "What is <script>alert(1)</script>?", 1)

    page = browser.get("/activity").text

    assert "1 question was edited" in page
    assert "2026-03-01" in page
    assert "What is &lt;script&gt;alert(1)&lt;/script&gt;?" in page


def test_a_change_shows_what_was_and_what_is(app: App, browser: TestClient) -> None:
    change = edited(app, a_question(app), "What is a lock?", 1)

    page = browser.get(f"/activity/{change}").text

    assert "<del>- What is the GIL?</del>" in page
    assert "<ins>+ What is a lock?</ins>" in page


def test_links_and_what_was_known_before_are_shown(app: App, browser: TestClient) -> None:
    one, other = a_question(app), a_question(app, "What is a mutex?", source="b.md")
    with app.unit() as unit:
        change = unit.editing.link(one, other, RelationKind.TWIN).change_id

    page = browser.get(f"/activity/{change}").text

    assert "the same in another language" in page
    assert "<del>- nothing known</del>" in page
    assert "<ins>+ a person said so</ins>" in page


def test_undoing_and_redoing_lead_back_to_a_page_that_tells_of_it(app: App, browser: TestClient) -> None:
    question = a_question(app)
    change = edited(app, question, "What is a lock?", 1)

    undone = send(browser, f"/activity/{change}/undo", back="/activity?before=99")
    assert undone.headers["location"] == f"/activity?before=99&done={change}"
    assert says(app, question).prompt == "What is the GIL?"
    page = browser.get(undone.headers["location"]).text
    assert "Undone: 1 question was edited." in page

    send(browser, f"/activity/{change}/redo")
    assert says(app, question).prompt == "What is a lock?"


def test_a_change_that_newer_ones_stand_on_stays_and_says_which(app: App, browser: TestClient) -> None:
    question = a_question(app)
    first = edited(app, question, "What is a lock?", 1)
    second = edited(app, question, "What is a mutex?", 2)

    refused = send(browser, f"/activity/{first}/undo")

    assert refused.status_code == 409
    assert f"undo the later changes first ({second})" in refused.text
    assert says(app, question).prompt == "What is a mutex?"
    assert f"beginning with change {second}" in browser.get(f"/activity/{first}").text


def test_sent_twice_it_is_undone_once(app: App, browser: TestClient) -> None:
    change = edited(app, a_question(app), "What is a lock?", 1)

    first = browser.post(f"/activity/{change}/undo", data={"key": "same"})
    again = browser.post(f"/activity/{change}/undo", data={"key": "same"})

    assert [first.status_code, again.status_code] == [303, 303]
    assert first.headers["location"] == again.headers["location"]


def test_older_changes_are_on_further_pages(app: App, browser: TestClient) -> None:
    question = a_question(app)
    changes = [edited(app, question, f"What is a lock, {number}?", number + 1) for number in range(31)]

    page = browser.get("/activity").text
    assert f"/activity?before={changes[1]}" in page
    assert f'href="/activity/{changes[0]}"' not in page
    assert f'href="/activity/{changes[0]}"' in browser.get(f"/activity?before={changes[1]}").text


@pytest.mark.parametrize("address", ["/activity/99", "/activity/99999999999999999999"])
def test_a_change_that_is_not_there_is_not_found(browser: TestClient, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("told", ["99", "-1", "x", "9" * 40])
def test_a_page_tells_of_no_change_that_is_not_there(browser: TestClient, told: str) -> None:
    page = browser.get("/activity", params={"done": told})

    assert page.status_code == 200
    assert 'id="told"' not in page.text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"])
def test_undoing_leads_to_our_own_pages_only(app: App, browser: TestClient, back: str) -> None:
    change = edited(app, a_question(app), "What is a lock?", 1)

    assert send(browser, f"/activity/{change}/undo", back=back).headers["location"] == f"/activity?done={change}"
