"""The starter bank is added by a worker."""

from tests.bank.editing import listed
from viva.app import App
from viva.jobs.model import JobState
from viva.starter.jobs import add_later
from viva.telling.outcomes import said


def test_a_worker_adds_it_and_says_what_it_did(app: App) -> None:
    with app.unit() as unit:
        job, again = (add_later(unit.jobs, ("en",)) for _ in range(2))
        shipped = unit.starter.holding(("en",)).shipped

    app.worker().run(once=True)

    with app.reader() as unit:
        done = unit.jobs.job(job)
    assert job == again
    assert (done.state, done.progress.done, done.progress.total) == (JobState.DONE, shipped, shipped)
    assert said(done) == f"{shipped} questions added"
    assert listed(app, language="ru") == []


def test_where_it_is_there_already_the_worker_says_so(app: App) -> None:
    with app.unit() as unit:
        unit.starter.add()
    with app.unit() as unit:
        job = add_later(unit.jobs)
    app.worker().run(once=True)

    with app.reader() as unit:
        assert said(unit.jobs.job(job)) == "The starter bank is up to date."
