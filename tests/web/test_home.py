"""The first page."""

from datetime import timedelta

from starlette.testclient import TestClient

from tests.bank.editing import a_question
from viva.app import App
from viva.bank.model import QuestionStatus
from viva.kernel.clock import FrozenClock
from viva.notes.model import Level, Need


def test_an_empty_bank_shows_how_to_begin(browser: TestClient) -> None:
    assert "Drop your notes here" in browser.get("/").text


def test_what_needs_work_leads_to_it(app: App, browser: TestClient) -> None:
    a_question(app, needs=(Need.AUTHOR,))

    assert 'href="/work?kind=todo"' in browser.get("/").text


def test_where_nothing_waits_it_says_so(app: App, browser: TestClient) -> None:
    a_question(app)

    assert "Nothing waits for you." in browser.get("/").text


def test_what_was_done_last_can_be_undone_from_there(app: App, browser: TestClient) -> None:
    question = a_question(app)
    with app.unit() as unit:
        change = unit.editing.change_status([question], QuestionStatus.RETIRED).change_id

    assert f'action="/activity/{change}/undo"' in browser.get("/").text


def test_coverage_is_a_table_with_a_number_for_each_topic_and_level(app: App, browser: TestClient) -> None:
    a_question(app, topics=("gil",), level=Level("L2"))
    a_question(app, "Two?", source="b.md", topics=("gil",))

    page = " ".join(browser.get("/").text.split())

    assert "Questions by topic and level" in page
    assert '<a class="link" href="/bank?q=topic%3Agil">GIL</a></th>' in page


def test_the_time_line_says_its_numbers_in_words(app: App, browser: TestClient, clock: FrozenClock) -> None:
    a_question(app)
    assert "by the day they came in" not in browser.get("/").text
    clock.advance(timedelta(days=1))
    a_question(app, "What is a lock?", source="b.md")

    assert 'aria-label="Questions by the day they came in: 2026-03-01 1, 2026-03-02 1"' in browser.get("/").text
