"""Buttons pressed on pages that are not true any more: nothing is done, both versions are shown, to be pressed anew."""

import re
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, look, says
from tests.web.forms import send
from viva.app import App
from viva.bank.known import Pair
from viva.bank.model import QuestionStatus
from viva.notes.model import Reason, RelationKind

DRAFT, READY, RETIRED = QuestionStatus.DRAFT, QuestionStatus.READY, QuestionStatus.RETIRED


def form(page: str, action: str, **holding: str) -> dict[str, str]:
    """The fields of the form of a page that leads to an address, and that holds some value."""
    for found in re.findall(rf'<form action="{action}".*?</form>', page, re.DOTALL):
        fields = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', found)}
        if holding.items() <= fields.items():
            return fields
    raise AssertionError(action)


def reword(app: App, question: int, prompt: str) -> None:
    now = look(app, question)
    with app.unit() as unit:
        unit.editing.edit(question, replace(now.content, prompt=prompt), seen=now.version)


def an_offer(app: App) -> int:
    """A question with a person's wording, beside which its note offers another."""
    question = a_question(app)
    reword(app, question, "What is a lock?")
    a_question(app, answer="A mutex.")
    return question


def two_alike(app: App) -> tuple[int, int]:
    one, other = (a_question(app, f"What is a lock, {name}?", source=f"{name}.md") for name in ("one", "two"))
    with app.unit() as unit:
        found = [Pair(one, other, RelationKind.NEAR, 0.9, Reason("alike"))]
        unit.intake.relate(found, among={one: 1, other: 1})
    return one, other


def test_a_status_shows_what_was_seen_and_what_is_there_and_is_given_anew(browser: TestClient, app: App) -> None:
    question = a_question(app)
    address = f"/questions/{question}/status"
    seen = form(browser.get(f"/questions/{question}").text, address, status="retired")
    reword(app, question, "What is a mutex?")
    with app.unit() as unit:
        unit.editing.change_status([question], DRAFT)

    late = browser.post(address, data=seen)

    assert late.status_code == 409
    assert look(app, question).status is DRAFT
    for told in ("“Retire” was pressed", "What is the GIL?", "<ins>+ What is a mutex?</ins>", "<del>- ready</del>"):
        assert told in late.text
    browser.post(address, data=form(late.text, address))
    assert look(app, question).status is RETIRED


@pytest.mark.parametrize("page", ["/questions/{question}", "/work?kind=offered"])
def test_a_wording_on_offer_is_taken_only_as_it_was_seen(browser: TestClient, app: App, page: str) -> None:
    question = an_offer(app)
    action, taking = (
        ("/work", {"step": "take"}) if "work" in page else (f"/questions/{question}/settle", {"take": "yes"})
    )
    seen = form(browser.get(page.format(question=question)).text, action, **taking)
    reword(app, question, "What is a semaphore?")

    late = browser.post(action, data=seen)

    assert late.status_code == 409
    assert says(app, question).prompt == "What is a semaphore?"
    for told in ("<del>- What is a lock?</del>", "<ins>+ What is a semaphore?</ins>", "<ins>+ A mutex.</ins>"):
        assert told in late.text
    browser.post(action, data=form(late.text, action))
    assert says(app, question).answer == "A mutex."


def test_a_question_that_became_a_part_of_another_offers_nothing_to_press(browser: TestClient, app: App) -> None:
    one, other = two_alike(app)
    address = f"/questions/{other}/status"
    seen = form(browser.get(f"/questions/{other}").text, address, status="retired")
    with app.unit() as unit:
        unit.editing.merge(one, [other])

    late = browser.post(address, data=seen)

    assert late.status_code == 409
    assert f'href="/questions/{one}"' in late.text
    assert f'action="{address}"' not in late.text


@pytest.mark.parametrize("verdict", ["merge", "keep", "apart"])
def test_a_pair_is_decided_as_it_was_seen_and_comes_again_with_what_changed(
    browser: TestClient, app: App, verdict: str
) -> None:
    one, other = two_alike(app)
    pair = {"one": str(one), "other": str(other)}
    seen = form(browser.get("/twins").text, "/twins", **pair)
    reword(app, other, "What is a lock, second?")

    late = browser.post("/twins", data=seen | {"verdict": verdict})

    assert late.status_code == 409
    assert f"What changed meanwhile in question {other}" in late.text
    assert "<ins>+ What is a lock, second?</ins>" in late.text
    assert form(late.text, "/twins", **pair)["other_seen"] == str(look(app, other).version)
    assert browser.post("/twins", data=form(late.text, "/twins", **pair) | {"verdict": verdict}).status_code == 303


def test_a_pair_that_somebody_decided_about_stays_so(browser: TestClient, app: App) -> None:
    one, other = two_alike(app)
    seen = form(browser.get("/twins").text, "/twins", one=str(one))
    send(browser, "/twins", **seen | {"key": "first", "verdict": "apart"})

    late = browser.post("/twins", data=seen | {"verdict": "keep"})

    assert late.status_code == 409
    assert f"Somebody decided about questions {one} and {other} meanwhile." in late.text
    assert f"/questions/{one}?beside={other}" in late.text
    assert look(app, one).related == ()


def test_a_change_that_is_undone_already_is_shown_with_the_way_back(browser: TestClient, app: App) -> None:
    question = a_question(app)
    reword(app, question, "What is a lock?")
    send(browser, "/activity/1/undo")

    late = send(browser, "/activity/1/undo")

    assert late.status_code == 409
    assert "Change 1 is undone already." in late.text
    assert 'action="/activity/1/redo"' in late.text
