"""The page of what waits for a person."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, look, says
from tests.made_notes import a_draft, a_note, put
from tests.web.forms import send
from viva.app import App
from viva.bank.model import QuestionStatus
from viva.notes.model import Need


def an_offer(app: App) -> int:
    """A question whose notes offer another wording than the person's own."""
    question = a_question(app)
    with app.unit() as unit:
        mine = replace(unit.bank.question(question).content, prompt="What is a lock?")
        unit.editing.edit(question, mine, seen=1)
    put(app, a_note(a_draft("What is the GIL of Python?", answer="A lock.", language="en"), source="a.md"))
    return question


def step(browser: TestClient, app: App, question: int, name: str, kind: str) -> str:
    """Press a button of a row; the page that it leads to."""
    answer = send(browser, "/work", step=name, question=question, seen=look(app, question).version, kind=kind, offset=0)
    return browser.get(answer.headers["location"]).text


def test_where_nothing_waits_the_page_says_so(browser: TestClient) -> None:
    assert "Nothing waits for you" in browser.get("/work").text


def test_the_first_kind_that_has_any_is_shown_with_its_next_action(app: App, browser: TestClient) -> None:
    question = a_question(app, "What is <b>it</b>?", needs=(Need.ANSWER,))

    page = browser.get("/work").text

    assert "What is &lt;b&gt;it&lt;/b&gt;?" in page
    assert f"/questions/{question}/edit" in page
    assert "Answer it" in page


def test_a_kind_without_any_says_that_others_have(app: App, browser: TestClient) -> None:
    a_question(app, needs=(Need.ANSWER,))

    assert "Choose another kind" in browser.get("/work?kind=todo").text


def test_marking_ready_and_retiring_are_undone_from_the_notice(app: App, browser: TestClient) -> None:
    question = a_question(app, needs=(Need.ANSWER,))

    page = step(browser, app, question, "ready", "draft")
    assert look(app, question).status is QuestionStatus.READY
    undo = re.search(r'action="(/[a-z]+/\d+/undo)"', page)
    assert undo
    send(browser, undo[1])
    assert look(app, question).status is QuestionStatus.DRAFT

    assert "Nothing waits for you" in step(browser, app, question, "retire", "answer")
    assert look(app, question).status is QuestionStatus.RETIRED


def test_the_list_goes_on_with_the_question_below(app: App, browser: TestClient) -> None:
    put(app, a_note(*(a_draft(f"What is {n}?", line=3 * n + 1, needs=(Need.ANSWER,)) for n in range(3))))

    below = re.findall(r'name="then" value="(\d+)"', browser.get("/work").text)[::2]
    answer = send(browser, "/work", step="retire", question=1, seen=1, kind="answer", then=below[0])

    assert below == ["2", "3", "2"]
    assert answer.headers["location"].endswith("#question-2")
    assert 'id="question-2"' in browser.get("/work").text


def test_an_offer_shows_what_it_changes(app: App, browser: TestClient) -> None:
    an_offer(app)

    page = browser.get("/work?kind=offered").text

    assert "<del>- What is a lock?</del>" in page
    assert "<ins>+ What is the GIL of Python?</ins>" in page


@pytest.mark.parametrize(("name", "prompt"), [("take", "What is the GIL of Python?"), ("keep", "What is a lock?")])
def test_an_offer_is_taken_or_left(app: App, browser: TestClient, name: str, prompt: str) -> None:
    question = an_offer(app)

    step(browser, app, question, name, "offered")

    assert says(app, question).prompt == prompt
    assert look(app, question).offered is None


def test_a_question_that_was_changed_meanwhile_is_a_conflict(app: App, browser: TestClient) -> None:
    question = a_question(app, needs=(Need.ANSWER,))
    with app.unit() as unit:
        unit.editing.change_status([question], QuestionStatus.READY)

    refused = send(browser, "/work", step="retire", question=question, seen=1, kind="answer")

    assert refused.status_code == 409
    assert look(app, question).status is QuestionStatus.READY


def test_long_lists_are_shown_page_by_page(app: App, browser: TestClient) -> None:
    drafts = [a_draft(f"What is {n}?", line=3 * n + 1, needs=(Need.ANSWER,)) for n in range(31)]
    put(app, a_note(*drafts))

    first, second = browser.get("/work?kind=answer").text, browser.get("/work?kind=answer&offset=30").text

    assert "offset=30" in first
    assert "What is 30?" not in first
    assert "What is 30?" in second


def test_missing_pictures_are_listed_with_their_names(app: App, browser: TestClient) -> None:
    question = a_question(app)
    with app.unit() as unit:
        content = replace(unit.bank.question(question).content, answer="![a plan](plans/a&b.png)")
        unit.editing.edit(question, content, seen=1)

    assert "plans/a&amp;b.png" in browser.get("/work?kind=picture").text
