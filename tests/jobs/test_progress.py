"""Progress of long jobs: told while they run, kept with their units, and never waiting for itself."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.jobs.conftest import Shop, job
from tests.jobs.effects import Effect, effects, leave
from viva.app import App, Unit
from viva.jobs.model import JobLine, Outcome, Progress
from viva.jobs.registry import Job
from viva.jobs.run import JobRun


def run_once(shop: Shop, work: "Job[Effect, Unit]") -> tuple[App, int, list[Outcome]]:
    app = shop.open(work)
    with app.unit() as unit:
        added = unit.jobs.add(work, Effect(1))
    return app, added, [one.outcome for one in shop.work(app)]


def test_progress_is_seen_while_the_job_runs(shop: Shop) -> None:
    def work(run: JobRun[Unit], _effect: Effect) -> None:
        run.progress(1, 3, "one.md")
        with run.reader() as unit:
            seen.append(unit.jobs.job(run.id))

    seen: list[JobLine] = []
    run_once(shop, Job(name="long", payload=Effect, work=work))

    assert [line.progress for line in seen] == [Progress(1, 3, "one.md")]


def test_progress_inside_a_unit_is_kept_with_it(shop: Shop) -> None:
    def work(run: JobRun[Unit], effect: Effect) -> None:
        run.progress(0, 2)
        with run.unit() as unit:
            run.progress(1, 2, "inside")
            leave(unit, effect.number)
        with run.reader() as unit:
            seen.append(unit.jobs.job(run.id).progress)

    seen: list[Progress] = []
    app, added, outcomes = run_once(shop, Job(name="long", payload=Effect, work=work))

    assert (seen, outcomes, effects(app)) == ([Progress(1, 2, "inside")], [Outcome.DONE], [1])
    assert job(app, added).progress == Progress(1, 2, "inside")


def test_figures_and_the_name_in_hand_are_said_on_until_there_are_others(shop: Shop) -> None:
    def work(run: JobRun[Unit], _effect: Effect) -> None:
        for note, told in (("one.md", None), (None, None), (None, {"found": 2}), (None, None), ("two.md", None)):
            run.progress(1, 3, note, told)
            said.append((run.so_far.note, run.so_far.told))
        run.progress(3, 3, told={"found": 4})

    said: list[tuple[str, Mapping[str, Any]]] = []
    app, added, _outcomes = run_once(shop, Job(name="long", payload=Effect, work=work))

    assert said == [("one.md", {}), ("one.md", {}), ("", {"found": 2}), ("", {"found": 2}), ("two.md", {})]
    assert job(app, added).progress == shop.told[0].progress == Progress(3, 3, "", {"found": 4})


def test_figures_may_hold_any_text_that_a_file_is_named_by(shop: Shop) -> None:
    def work(run: JobRun[Unit], _effect: Effect) -> None:
        run.progress(1, 1, told={"unread": ["a\0b\udcff.md"]})

    app, added, outcomes = run_once(shop, Job(name="long", payload=Effect, work=work))

    assert outcomes == [Outcome.DONE]
    assert job(app, added).progress.told == {"unread": ["a\N{SYMBOL FOR NULL}b\\udcff.md"]}


def test_progress_is_told_now_and_then_only(shop: Shop) -> None:
    def work(run: JobRun[Unit], _effect: Effect) -> None:
        for number in range(1000):
            run.progress(number, 1000)
            told.add(run._told)

    told: set[float] = set()
    app, added, _outcomes = run_once(shop, Job(name="long", payload=Effect, work=work))

    assert len(told) < 100
    assert job(app, added).progress.done == 999


@pytest.mark.parametrize("place", ["unit", "last"])
def test_a_unit_inside_a_unit_is_a_mistake_of_the_job(shop: Shop, place: str) -> None:
    def work(run: JobRun[Unit], _effect: Effect) -> None:
        with getattr(run, place)(), run.unit():
            pass

    app, added, outcomes = run_once(shop, Job(name="long", payload=Effect, work=work))

    assert outcomes == [Outcome.AGAIN]
    assert "a unit of this job is open" in job(app, added).error


def test_nothing_comes_after_the_last_unit(shop: Shop) -> None:
    def work(run: JobRun[Unit], effect: Effect) -> None:
        with run.last() as unit:
            leave(unit, effect.number)
        with run.unit() as unit:
            leave(unit, effect.number)

    app, _added, outcomes = run_once(shop, Job(name="long", payload=Effect, work=work))

    assert (outcomes, effects(app)) == ([Outcome.LOST], [1])
