"""Running the code of notes before any of it is in the bank, and checking what a person words anew."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.snippets.twin import CountingRunner
from tests.web.forms import send
from tests.web.test_import import a_file, bring, prompts, work
from tests.web.test_review import say, seen
from viva.app import App
from viva.checks.model import Finding
from viva.kernel.clock import FrozenClock
from viva.settings import Settings

POLLS = 'hx-trigger="every 2s"'
NOTE = "# Sums\n\n## What is 2 + 3?\n\nIt adds.\n\n```python\nprint(2 + 3)  # 6\n```\n\n## What is a heap?\n\nA tree.\n"
WRONG = Finding("C402", 8, 17, {"claimed": "6", "real": "5"})


@pytest.fixture
def runner() -> CountingRunner:
    return CountingRunner()


@pytest.fixture
def app(settings: Settings, clock: FrozenClock, runner: CountingRunner) -> Iterator[App]:
    """A bank whose code is run by a twin: it ends well, and prints nothing."""
    program = App(settings, clock=clock, runner=runner)
    yield program
    program.close()


@pytest.fixture
def note(browser: TestClient, app: App) -> str:
    """The address of a note with code that waits to be looked over."""
    at = bring(browser, a_file("sums.md", NOTE))
    work(app)
    return f"{at}/files/1"


def arrival(note: str) -> str:
    return note.partition("/files")[0]


def keep(app: App, *found: Finding) -> None:
    """Keep what running found, as a job does."""
    with app.unit() as unit:
        unit.admission.keep_run(1, 1, "all", found)


def test_code_is_run_in_the_background_and_remembered(
    browser: TestClient, app: App, runner: CountingRunner, note: str
) -> None:
    page = browser.get(note).text
    assert "Run the code" in page

    answer = send(browser, f"{arrival(note)}/run", back=note)

    assert answer.headers["location"] == note
    assert POLLS in browser.get(note).text
    assert POLLS in browser.get(arrival(note)).text
    part = browser.get(f"{arrival(note)}/run", params={"back": note}, headers={"hx-request-type": "partial"}).text
    assert part.lstrip().startswith('<div id="running"')
    assert "running the code of notes" in part
    work(app)
    assert "print(2 + 3)  # 6\n" in runner.codes
    part = browser.get(f"{arrival(note)}/run", params={"back": note}, headers={"hx-request-type": "partial"}).text
    assert "That is done" in part
    assert f'href="{note}"' in part
    page = browser.get(note).text
    assert "Run the code" not in page
    assert "code was run" in browser.get(arrival(note)).text
    assert prompts(app) == []


def test_what_running_found_stands_at_its_line(browser: TestClient, app: App, note: str) -> None:
    keep(app, WRONG)

    page = browser.get(note).text

    line = page.partition('id="line-8"')[2].partition('id="line-9"')[0]
    assert "gives 5, not 6" in line
    assert "What checks found: 1 finding" in page
    assert page.count(">1 finding<") == 1


def test_what_came_in_has_its_verdicts_without_being_run_again(
    browser: TestClient, app: App, runner: CountingRunner, note: str
) -> None:
    send(browser, f"{arrival(note)}/run")
    work(app)
    ran = list(runner.codes)

    send(browser, f"{arrival(note)}/begin")
    work(app)

    assert runner.codes == ran
    with app.reader() as unit:
        (question,) = (line.id for line in unit.bank.questions().questions if "2 + 3" in line.prompt)
        assert len(unit.snippets.verdicts([question])[question]) == 1


def test_code_of_notes_that_were_let_go_is_not_run(
    browser: TestClient, app: App, runner: CountingRunner, note: str
) -> None:
    send(browser, f"{arrival(note)}/run")
    send(browser, f"{arrival(note)}/discard")

    work(app)

    assert runner.codes == []
    with app.reader() as unit:
        assert [job.error for job in unit.jobs.newest(limit=9).jobs if job.error] == []


def test_what_a_person_words_anew_is_checked_before_it_comes_in(browser: TestClient, note: str) -> None:
    fields = {"seen": seen(browser, note), "at": "1", "prompt": "What is a heap?", "answer": "TODO", "kind": "question"}
    preview = send(browser, f"{note}/drafts/1/preview", **fields).text
    assert "N105" in preview

    send(browser, f"{note}/drafts/1", **fields)

    card = re.split(r'id="draft-1"', browser.get(note).text)[1]
    assert "N105" in card
    assert ">1 finding<" in card
    assert "TODO" not in browser.get(note).text.partition('id="line-13"')[2].partition("</li>")[0]


def test_what_a_person_words_well_has_no_findings_of_its_lines(browser: TestClient, app: App, note: str) -> None:
    keep(app, WRONG)
    fields = {"seen": seen(browser, note), "at": "1", "prompt": "What is 2 + 3?", "answer": "Five.", "kind": "question"}

    send(browser, f"{note}/drafts/0", **fields)

    page = browser.get(note).text
    assert page.count(">1 finding<") == 0
    assert "gives 5, not 6" in page  # which the note still says
    assert say(browser, note, do="accept", draft="0") == 303
