"""Checking the code of the whole bank as a job: kept, remembered, renewed, and gone on with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.snippets.twin import CountingRunner
from viva.app import App
from viva.intake.reading import Reading
from viva.jobs.model import JobState
from viva.kernel.clock import FrozenClock
from viva.settings import Settings
from viva.snippets.jobs import TRY, AttemptToRun, recheck_later
from viva.snippets.model import Verdict
from viva.snippets.service import Known, hash_of
from viva.telling.outcomes import said

NOTE = """\
# Baskets

## How do you fill one?

```python
basket = ["pear"]
```

## How do you print it?

```python
print(basket)
```

## How do you start it?

```bash
python shop.py
```
"""


@pytest.fixture
def runner() -> CountingRunner:
    return CountingRunner()


@pytest.fixture
def bank(settings: Settings, clock: FrozenClock, runner: CountingRunner, tmp_path: Path) -> Iterator[App]:
    """A bank with one note in it."""
    app = App(settings, clock=clock, runner=runner)
    keep(app, tmp_path, NOTE)
    yield app
    app.close()


def keep(app: App, folder: Path, text: str, name: str = "fruit.md") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    Reading.of([folder / name]).store(app)


def recheck(app: App, kit: str = "all") -> str:
    with app.unit() as unit:
        job_id = recheck_later(unit.jobs, kit)
    app.worker().run(once=True)
    with app.reader() as unit:
        job = unit.jobs.job(job_id)
    assert job.state is JobState.DONE, job.error
    return said(job)


def verdicts(app: App) -> list[tuple[str, Known]]:
    with app.reader() as unit:
        lines = unit.bank.questions().questions
        known = unit.snippets.verdicts(line.id for line in lines)
    return [(line.prompt, one) for line in lines for one in known.get(line.id, ())]


def test_each_snippet_of_the_bank_gets_its_verdict(bank: App) -> None:
    note = recheck(bank)

    assert [(prompt, one.checked.verdict) for prompt, one in verdicts(bank)] == [
        ("How do you fill one?", Verdict.RUNS),
        ("How do you print it?", Verdict.RUNS),
        ("How do you start it?", Verdict.NOT_PYTHON),
    ]
    assert "runs 2, not Python 1" in note


def test_a_verdict_knows_its_code_its_kit_and_its_time(bank: App, clock: FrozenClock) -> None:
    recheck(bank)
    _prompt, known = verdicts(bank)[0]

    assert known.code_hash == hash_of('basket = ["pear"]')
    assert known.checked.kit == "all"
    assert known.checked_at == clock.now()


def test_what_did_not_change_is_not_run_again(bank: App, runner: CountingRunner) -> None:
    recheck(bank)
    runner.codes.clear()
    recheck(bank)

    assert runner.codes == []


def test_only_what_changed_is_run_again(bank: App, runner: CountingRunner, tmp_path: Path) -> None:
    recheck(bank)
    runner.codes.clear()
    keep(bank, tmp_path, NOTE.replace("print(basket)", "print(len(basket))"))
    recheck(bank)

    assert runner.codes == ["print(len(basket))\n"]
    assert verdicts(bank)[1][1].code_hash == hash_of("print(len(basket))")


def test_what_no_snippet_asks_for_any_more_is_forgotten(bank: App, tmp_path: Path, runner: CountingRunner) -> None:
    recheck(bank)
    keep(bank, tmp_path, NOTE.replace("print(basket)", "print(len(basket))"))
    recheck(bank)
    keep(bank, tmp_path, NOTE)
    runner.codes.clear()
    recheck(bank)

    assert runner.codes == ["print(basket)\n"]


def test_another_kit_runs_everything_by_itself(bank: App, runner: CountingRunner) -> None:
    recheck(bank)
    runner.codes.clear()
    recheck(bank, "stock")

    assert len(runner.codes) == 2
    assert {one.checked.kit for _prompt, one in verdicts(bank)} == {"stock"}


def test_a_run_that_failed_goes_on_with_what_is_left(bank: App, runner: CountingRunner, tmp_path: Path) -> None:
    keep(bank, tmp_path, "What fails?\n\n```python\nprint('later')\n```\n", name="second.md")
    runner.refuses = "print('later')\n"
    with bank.unit() as unit:
        job_id = recheck_later(unit.jobs)
    bank.worker().run(once=True)
    runner.refuses = ""
    runner.codes.clear()
    with bank.unit() as unit:
        unit.jobs.retry(job_id)
    bank.worker().run(once=True)

    assert runner.codes == ["print('later')\n"]
    assert len(verdicts(bank)) == 4


def test_a_bank_without_code_is_told_so(settings: Settings, runner: CountingRunner) -> None:
    app = App(settings, runner=runner)

    assert recheck(app) == "There is no code in the bank."
    app.close()


def test_a_kit_that_is_not_there_ends_the_job_with_a_sentence(bank: App) -> None:
    with bank.unit() as unit:
        job_id = recheck_later(unit.jobs, "none-such")
    bank.worker().run(once=True)
    with bank.reader() as unit:
        job = unit.jobs.job(job_id)

    assert job.state is JobState.DEAD
    assert job.error == "There is no kit none-such."


def test_the_same_check_waits_only_once(bank: App) -> None:
    with bank.unit() as unit:
        assert recheck_later(unit.jobs) == recheck_later(unit.jobs)


def test_some_questions_are_checked_with_no_more_run_than_they_need(
    bank: App, runner: CountingRunner, tmp_path: Path
) -> None:
    keep(bank, tmp_path, "What else?\n\n```python\nprint('else')\n```\n", name="second.md")
    with bank.unit() as unit:
        job_id = recheck_later(unit.jobs, questions=[1])
        assert recheck_later(unit.jobs, questions=[1]) == job_id
    bank.worker().run(once=True)

    assert runner.codes == ['basket = ["pear"]\n']
    assert [prompt for prompt, _one in verdicts(bank)] == ["How do you fill one?"]


def test_what_is_edited_is_run_beside_the_bank(bank: App, runner: CountingRunner) -> None:
    with bank.unit() as unit:
        unit.snippets.begin_attempt(1, 0, "print('mine')", base="b", kit="all")
        unit.jobs.add(TRY, AttemptToRun(1, 0))
    bank.worker().run(once=True)
    with bank.reader() as unit:
        attempt = unit.snippets.attempt(1, 0)

    assert runner.codes[0] == "print('mine')\n"
    assert attempt
    assert attempt.checked
    assert attempt.checked.verdict is Verdict.RUNS
    assert verdicts(bank) == []
