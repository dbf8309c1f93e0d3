"""The code of a question on its page: verdicts, running and editing it, taking what came of it, asking about it."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import look, says
from tests.snippets.twin import CountingRunner
from tests.web.conftest import HOST, UPLOAD_LIMIT
from tests.web.forms import send
from viva.app import App
from viva.bank.content import Content, parts_of
from viva.bank.model import QuestionStatus
from viva.kernel.clock import FrozenClock
from viva.settings import Settings
from viva.snippets.cases import cases_of
from viva.snippets.model import Checked, Rule, Verdict, Wrong
from viva.snippets.service import hash_of
from viva.web.asking import Site
from viva.web.gate import Gate
from viva.web.site import build

POLLS = 'hx-trigger="every 2s"'
ANSWER = "It adds.\n\n```python\nprint(2 + 3)  # 6\n```\n"
CODE = "print(2 + 3)  # 6"
MISMATCH = Checked(
    verdict=Verdict.MISMATCH, lang="python", documented="6", output="5", wrong=(Wrong(1, "6", "5"),), reproducible=True,
    kit="all", interpreter="CPython 3.13.1", isolation="full", wall_ms=20.0,
)  # fmt: skip
MATCHES = Checked(
    verdict=Verdict.MATCHES, lang="python", documented="6", output="5", rule=Rule.SPACING, reproducible=True
)


@pytest.fixture
def app(settings: Settings, clock: FrozenClock) -> Iterator[App]:
    """A bank whose code is run by a twin: it ends well, and prints nothing."""
    program = App(settings, clock=clock, runner=CountingRunner())
    yield program
    program.close()


@pytest.fixture
def question(app: App) -> int:
    with app.unit() as unit:
        return unit.editing.add(Content(prompt="What is 2 + 3?", answer=ANSWER, topics=("sums",))).question_ids[0]


def judge(app: App, question: int, checked: Checked) -> None:
    """Keep a verdict, as a job does."""
    content = says(app, question)
    with app.unit() as unit:
        cases = cases_of(question, content, parts_of(content, {}))
        unit.snippets.keep([question], [(case, checked) for case in cases])


def work(app: App) -> None:
    app.worker().run(once=True)


def page(browser: TestClient, question: int) -> str:
    return browser.get(f"/questions/{question}").text


def test_code_that_was_never_run_says_so(browser: TestClient, question: int) -> None:
    assert "not run yet" in page(browser, question)


def test_a_question_without_code_shows_no_place_for_it(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        one = unit.editing.add(Content(prompt="Why?", answer="So.")).question_ids[0]

    assert 'id="code"' not in page(browser, one)


def test_what_it_claims_stands_beside_what_it_does(browser: TestClient, app: App, question: int) -> None:
    judge(app, question, MISMATCH)
    shown = page(browser, question)

    for told in (
        "does not match",
        "Claimed, line 1",
        "<mark>6</mark>",
        "<mark>5</mark>",
        "CPython 3.13.1",
        "fully kept in",
    ):
        assert told in shown


def test_how_leniently_it_was_compared_is_told(browser: TestClient, app: App, question: int) -> None:
    judge(app, question, MATCHES)

    assert "apart from spaces" in page(browser, question)


def test_a_verdict_on_other_code_is_not_taken_for_one_on_this(browser: TestClient, app: App, question: int) -> None:
    judge(app, question, MISMATCH)
    with app.unit() as unit:
        state = unit.bank.states([question])[question]
        unit.editing.edit(
            question, Content(prompt="What is 2 + 3?", answer=ANSWER.replace("3", "4")), seen=state.version
        )
    shown = page(browser, question)

    assert "to be run again" in shown
    assert "Take the real output" not in shown


def test_it_is_run_in_the_background_and_the_page_looks_until_it_is_done(
    browser: TestClient, app: App, question: int
) -> None:
    answer = send(browser, f"/questions/{question}/run")
    assert answer.headers["location"] == f"/questions/{question}#code"
    assert POLLS in page(browser, question)

    work(app)
    part = browser.get(f"/questions/{question}/code", headers={"hx-request-type": "partial"}).text

    assert part.lstrip().startswith('<section id="code"')
    assert POLLS not in part
    assert "runs" in part


def test_edited_code_is_run_beside_the_question_and_taken_when_wanted(
    browser: TestClient, app: App, question: int
) -> None:
    at = f"/questions/{question}/code/0"
    send(browser, f"{at}/try", code="print(7)\r\n", base=hash_of(CODE))
    work(app)
    assert says(app, question).answer == ANSWER
    assert "Take this code into the answer" in page(browser, question)

    answer = send(browser, f"{at}/take", what="code", seen=look(app, question).version, base=hash_of(CODE))

    assert says(app, question).answer == "It adds.\n\n```python\nprint(7)\n```\n"
    shown = browser.get(answer.headers["location"]).text
    assert "Edited code" not in shown
    undo = re.search(r'action="(/activity/\d+/undo)"', shown)
    assert undo
    send(browser, undo[1], back="/")
    assert says(app, question).answer == ANSWER


def test_edited_code_that_is_let_go_is_gone(browser: TestClient, app: App, question: int) -> None:
    send(browser, f"/questions/{question}/code/0/try", code="print(7)", base=hash_of(CODE))
    send(browser, f"/questions/{question}/code/0/drop")
    work(app)

    assert "Edited code" not in page(browser, question)


@pytest.mark.parametrize("place", [9, 1 << 31, 1 << 63])
def test_to_let_go_what_nobody_tries_changes_nothing(browser: TestClient, question: int, place: int) -> None:
    assert send(browser, f"/questions/{question}/code/{place}/drop").status_code == 303
    assert send(browser, f"/questions/{1 << 63}/code/{place}/drop").status_code == 404


def test_code_that_cannot_be_tried_stays_in_the_form(browser: TestClient, question: int) -> None:
    stale = send(browser, f"/questions/{question}/code/0/try", code="print('mine')", base="other")

    assert stale.status_code == 409
    assert "print(&#39;mine&#39;)" in stale.text
    assert send(browser, f"/questions/{question}/code/0/try", code=" ", base=hash_of(CODE)).status_code == 422


def test_the_real_output_is_taken_once_and_run_again(browser: TestClient, app: App, question: int) -> None:
    judge(app, question, MISMATCH)
    fields = {"key": "k", "what": "output", "seen": look(app, question).version, "base": hash_of(CODE)}
    first, again = (browser.post(f"/questions/{question}/code/0/take", data=fields) for _time in range(2))

    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    assert says(app, question).answer == ANSWER.replace("# 6", "# 5")
    with app.reader() as unit:
        assert [job.name for job in unit.jobs.newest().jobs] == ["recheck"]


def test_who_takes_it_into_an_older_wording_sees_both(browser: TestClient, app: App, question: int) -> None:
    judge(app, question, MISMATCH)
    seen = look(app, question).version
    with app.unit() as unit:
        unit.editing.edit(question, Content(prompt="What is 2 + 3?", answer=f"Ben was here. {ANSWER}"), seen=seen)

    answer = send(browser, f"/questions/{question}/code/0/take", what="output", seen=seen, base=hash_of(CODE))

    assert answer.status_code == 409
    assert "Ben was here" in answer.text
    assert "# 5" in answer.text
    assert "# 6" in says(app, question).answer


def test_nothing_is_taken_that_was_not_seen(browser: TestClient, app: App, question: int) -> None:
    version = look(app, question).version

    for what, status in (("output", 422), ("code", 404)):
        answer = send(browser, f"/questions/{question}/code/0/take", what=what, seen=version, base=hash_of(CODE))
        assert answer.status_code == status
    assert send(browser, f"/questions/{question}/code/9/try", code="x", base="y").status_code == 404
    assert send(browser, "/questions/999/run").status_code == 404


def test_verified_code_is_asked_about_once_and_taken_back(browser: TestClient, app: App, question: int) -> None:
    judge(app, question, MATCHES)
    assert "Ask what it prints" in page(browser, question)

    made = int(send(browser, f"/questions/{question}/code/0/ask").headers["location"].split("/")[2].partition("?")[0])
    again = send(browser, f"/questions/{question}/code/0/ask")

    assert again.headers["location"] == f"/questions/{made}"
    asked = look(app, made)
    assert asked.content.prompt == "What does this program print?\n\n```python\nprint(2 + 3)\n```"
    assert asked.content.answer == "~~~output\n5\n~~~"
    assert asked.content.topics == ("sums",)
    assert asked.status is QuestionStatus.DRAFT
    assert "Ask what it prints" not in page(browser, question)
    with app.unit() as unit:
        unit.activity.undo()
    assert look(app, question).related == ()
    assert look(app, made).withdrawn_at is not None
    assert "Ask what it prints" in page(browser, question)


def test_a_program_in_a_prompt_is_shown_as_code(browser: TestClient, app: App, question: int) -> None:
    judge(app, question, MATCHES)
    made = send(browser, f"/questions/{question}/code/0/ask").headers["location"]
    shown = browser.get(made).text

    assert (
        "```"
        not in re.sub(r"<textarea.*?</textarea>", "", shown, flags=re.DOTALL).partition("</h1>")[0].partition("<h1")[2]
    )
    assert '<pre class="code"' in shown


def test_picked_questions_and_the_whole_bank_are_run_as_a_job(browser: TestClient, app: App, question: int) -> None:
    some = send(browser, "/bank/run", id=[question]).headers["location"]
    whole = send(browser, "/bank/run", whole="on").headers["location"]
    found = send(browser, "/bank/run", all="on", q="2").headers["location"]

    assert some == found != whole
    work(app)
    assert "1 snippet checked: runs 1" in browser.get(some).text
    assert send(browser, "/bank/run", whole="on", back="/findings").headers["location"] == "/findings"
    assert POLLS in browser.get("/findings").text
    assert send(browser, "/bank/run", q="").status_code == 422


def test_without_isolation_nothing_runs_and_the_page_says_what_to_do(
    settings: Settings, clock: FrozenClock, question: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    app = App(settings, clock=clock)
    site = Site(app, Gate(b"k" * 32), UPLOAD_LIMIT, settings)
    with TestClient(build(site, lambda: {HOST}), base_url=f"http://{HOST}", follow_redirects=False) as browser:
        browser.get("/enter", params={"token": site.gate.entrance()})
        shown = page(browser, question)
        refused = send(browser, f"/questions/{question}/run")
        tried = send(browser, f"/questions/{question}/code/0/try", code="print('mine')", base=hash_of(CODE))
    app.close()

    assert "bubblewrap, which keeps them in, is not installed" in shown
    assert "apt-get install bubblewrap" in shown
    assert f'action="/questions/{question}/run"' not in shown
    assert refused.status_code == tried.status_code == 503


def test_hostile_code_is_shown_and_not_carried_out(browser: TestClient, app: App) -> None:
    evil = "print('<script>alert(1)</script>')"
    with app.unit() as unit:
        content = Content(prompt="x", answer=f"```python\n{evil}\n```\n")
        one = unit.editing.add(content).question_ids[0]
    hostile = "<script>alert(1)</script>" + "x" * 30_000
    wrong = (Wrong(0, hostile, hostile),)
    told = Checked(verdict=Verdict.MISMATCH, lang="<b>", documented=hostile, output=hostile, wrong=wrong, kit=hostile)
    judge(app, one, told)
    send(browser, f"/questions/{one}/code/0/try", code=hostile, base=hash_of(evil))

    assert "<script>alert" not in page(browser, one)
