"""The pages of work in the background."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.web.forms import send
from viva.app import App
from viva.jobs.housekeeping import PRUNE
from viva.jobs.model import JobState
from viva.jobs.registry import Nothing
from viva.kernel.clock import FrozenClock
from viva.telling.jobs import name as words
from viva.web.pages.jobs import PAGE

POLLS = 'hx-trigger="every 2s"'


@pytest.fixture
def job(app: App) -> int:
    """A job that waits."""
    with app.unit() as unit:
        return unit.jobs.add(PRUNE, Nothing())


@pytest.fixture
def job_on_sqlite(sqlite_app: App) -> int:
    with sqlite_app.unit() as unit:
        return unit.jobs.add(PRUNE, Nothing())


def run(app: App, job: int, *, fails: str = "") -> None:
    """Take a job as a worker does, and end it at once."""
    with app.unit() as unit:
        taken = unit.ledger.take("run", timedelta(minutes=1))
        assert taken
        assert taken.id == job
        if fails:
            unit.ledger.failed(taken, fails, "Traceback: <b>here</b>", hopeless=True)
        else:
            unit.ledger.done(taken, taken.progress)


def state(app: App, job: int) -> JobState:
    with app.reader() as unit:
        return unit.jobs.job(job).state


def test_without_jobs_the_page_says_what_will_be_here_and_asks_no_more(browser: TestClient) -> None:
    page = browser.get("/jobs").text

    assert "No jobs" in page
    assert POLLS not in page


def test_every_job_is_called_by_words(app: App) -> None:
    assert [name for name in app._registry.names if words(name) == name] == []


def test_a_job_that_waits_makes_the_page_look_again_until_it_is_done(app: App, browser: TestClient, job: int) -> None:
    assert POLLS in browser.get("/jobs").text
    assert POLLS in browser.get(f"/jobs/{job}").text

    with app.unit() as unit:
        unit.jobs.cancel(job)

    assert POLLS not in browser.get("/jobs").text
    assert POLLS not in browser.get(f"/jobs/{job}").text


def test_the_part_that_looks_again_is_only_the_list(browser: TestClient, job: int) -> None:
    part = browser.get("/jobs", headers={"hx-request-type": "partial"}).text

    assert part.lstrip().startswith('<section id="jobs"')
    assert f'id="job-{job}"' in part


def test_a_job_is_cancelled_and_tried_again(app: App, browser: TestClient, job: int) -> None:
    assert send(browser, f"/jobs/{job}/cancel").headers["location"] == "/jobs"
    assert state(app, job) is JobState.CANCELLED

    assert send(browser, f"/jobs/{job}/retry", back=f"/jobs/{job}").headers["location"] == f"/jobs/{job}"
    assert state(app, job) is JobState.WAITING


def test_what_is_done_cannot_be_cancelled_and_says_so(
    sqlite_app: App, job_on_sqlite: int, on_sqlite: TestClient
) -> None:
    run(sqlite_app, job_on_sqlite)

    refused = send(on_sqlite, f"/jobs/{job_on_sqlite}/cancel")

    assert refused.status_code == 409
    assert f"Job {job_on_sqlite} is done." in refused.text


def test_a_dead_job_shows_why_and_where(sqlite_app: App, job_on_sqlite: int, on_sqlite: TestClient) -> None:
    run(sqlite_app, job_on_sqlite, fails="The disk is <full>.")

    page = on_sqlite.get(f"/jobs/{job_on_sqlite}").text

    assert "The disk is &lt;full&gt;." in page
    assert "&lt;b&gt;" in page
    assert "<b>here" not in page


def test_when_nobody_takes_a_job_the_page_says_that_no_worker_runs(
    clock: FrozenClock, browser: TestClient, job: int
) -> None:
    assert "no worker runs" not in browser.get("/jobs").text
    clock.advance(timedelta(minutes=2))

    assert "no worker runs" in browser.get("/jobs").text
    assert "no worker runs" in browser.get(f"/jobs/{job}").text


def test_the_list_is_narrowed_by_state(browser: TestClient, job: int) -> None:
    assert f'id="job-{job}"' in browser.get("/jobs?state=waiting").text
    assert f'id="job-{job}"' not in browser.get("/jobs?state=dead").text


@pytest.mark.parametrize("number", ["7", "99999999999999999999"])
def test_a_job_that_is_not_there_is_not_found(browser: TestClient, number: str) -> None:
    assert browser.get(f"/jobs/{number}").status_code == 404
    assert send(browser, f"/jobs/{number}/cancel").status_code == 404


def test_schedules_are_told_once_a_worker_knows_them(app: App, browser: TestClient) -> None:
    assert "Every day" not in browser.get("/jobs").text
    with app.unit() as unit:
        unit.ledger.add_scheduled(unit.person)

    assert "Every day" in browser.get("/jobs").text


def test_older_jobs_are_on_further_pages(app: App, browser: TestClient) -> None:
    with app.unit() as unit:
        oldest, *_others = [unit.jobs.add(PRUNE, Nothing()) for _number in range(PAGE + 1)]

    first, second = browser.get("/jobs?state=waiting").text, browser.get("/jobs?state=waiting&page=2").text

    assert f'/jobs/{oldest}"' not in first
    assert "/jobs?state=waiting&amp;page=2" in first
    assert f'/jobs/{oldest}"' in second
    assert 'href="/jobs?state=waiting&amp;page=1"' in second
    assert 'hx-get="/jobs?state=waiting&amp;page=2"' in second
