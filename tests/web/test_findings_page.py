"""The page of findings and those of rules."""

import re

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, says
from tests.web.forms import send
from viva.app import App
from viva.bank.content import Content
from viva.checks.findings.jobs import check_later
from viva.checks.findings.model import KeptFinding, Wanted
from viva.checks.rulebook import all_rules

POLLS = 'hx-trigger="every 2s"'
LINK = "See [it](https://example.org/a?utm_source=x) and that."


def check(app: App) -> None:
    with app.unit() as unit:
        check_later(unit.jobs)
    app.worker().run(once=True)


def the_link(app: App) -> KeptFinding:
    with app.reader() as unit:
        return unit.findings.page(Wanted(code="L102")).findings[0]


@pytest.fixture
def question(app: App) -> int:
    number = a_question(app, answer=LINK, source="<b>a.md")
    check(app)
    return number


def form_of(one: KeptFinding, **more: str) -> dict[str, object]:
    return {
        "question": one.question.id,
        "revision": one.revision,
        "place": one.place,
        "back": "/findings?code=L102",
        **more,
    }


def test_before_the_first_check_the_page_leads_to_it(browser: TestClient, app: App) -> None:
    assert "The bank is empty" in browser.get("/findings").text
    a_question(app, answer=LINK)
    assert "Nothing was checked yet" in browser.get("/findings").text

    answer = send(browser, "/findings/check", back="/findings")

    assert answer.headers["location"] == "/findings"
    assert POLLS in browser.get("/findings").text
    app.worker().run(once=True)
    part = browser.get("/findings", headers={"hx-request-type": "partial"}).text
    assert part.lstrip().startswith('<div id="checking"')
    assert "That is done" in part
    assert "L102" in browser.get("/findings").text


def test_findings_are_shown_with_place_rule_and_mending(browser: TestClient, question: int) -> None:
    shown = browser.get("/findings").text

    for told in (f'href="/questions/{question}"', 'href="/rules/L102"', "<ins>", "warning", "&lt;b&gt;a.md"):
        assert told in shown
    assert "<b>a.md" not in shown


def test_a_question_tells_how_much_was_found_in_it(browser: TestClient, question: int) -> None:
    assert f'href="/findings?question={question}"' in browser.get(f"/questions/{question}").text


def test_filters_are_kept_in_the_address_and_can_be_taken_away(browser: TestClient, question: int) -> None:
    shown = browser.get("/findings", params={"family": "L", "source": "<b>a.md"}).text
    assert "L102" in shown
    assert 'value="L" selected' in shown

    nothing = browser.get("/findings", params={"family": "N", "topic": "<script>"}).text
    assert "No finding fits" in nothing
    assert "<script>" not in nothing.partition("</head>")[2].replace('<script type="module"', "")
    assert browser.get("/findings?family=x&code=x&severity=x&mending=x&offset=0").status_code == 200
    assert browser.get("/findings?offset=-1").status_code == 422
    assert browser.get(f"/findings?question={question}").status_code == 200


def test_one_is_mended_once_and_undone(browser: TestClient, app: App, question: int) -> None:
    fields = {"key": "k", **form_of(the_link(app))}
    first, again = (browser.post("/findings/mend", data=fields) for _time in range(2))

    assert first.headers["location"] == again.headers["location"]
    assert "utm" not in says(app, question).answer
    shown = browser.get(first.headers["location"]).text
    undo = re.search(r'action="(/activity/\d+/undo)"', shown)
    assert undo
    send(browser, undo[1], back="/")
    assert says(app, question).answer == LINK


def test_all_that_is_safe_is_mended(browser: TestClient, app: App, question: int) -> None:
    assert "Mend 1 safely" in browser.get("/findings?code=L102").text

    send(browser, "/findings/mend-safely", code="L102")

    assert "utm" not in says(app, question).answer


def test_one_is_ignored_with_a_reason_and_taken_back(browser: TestClient, app: App, question: int) -> None:
    one = the_link(app)
    without = send(browser, "/findings/ignore", **form_of(one, reason=" "))
    assert without.status_code == 422
    assert "Say why" in without.text

    answer = send(browser, "/findings/ignore", **form_of(one, reason="<i>an example"))

    shown = browser.get(answer.headers["location"]).text
    assert "Ignored: &lt;i&gt;an example" in shown
    assert f'href="/questions/{question}"' not in shown
    ignored = browser.get("/findings?ignored=true").text
    assert "&lt;i&gt;an example" in ignored
    number = re.search(r'name="ignored" value="(\d+)"', ignored)
    assert number
    send(browser, "/findings/take-back", ignored=number[1])
    assert "L102" in browser.get("/findings?code=L102").text


@pytest.mark.parametrize("place", [999, 1 << 31, 1 << 63])
@pytest.mark.parametrize("do", ["ignore", "mend"])
def test_nothing_is_done_about_a_finding_that_is_not_there(
    browser: TestClient, app: App, question: int, do: str, place: int
) -> None:
    there = form_of(the_link(app), reason="an example")

    assert send(browser, f"/findings/{do}", **{**there, "question": question, "place": place}).status_code == 404


def test_a_question_that_changed_is_not_mended(browser: TestClient, app: App, question: int) -> None:
    one = the_link(app)
    with app.unit() as unit:
        state = unit.bank.states([question])[question]
        unit.editing.edit(question, Content(prompt="Other?", answer=LINK), seen=state.version)

    assert send(browser, "/findings/mend", **form_of(one)).status_code == 409
    assert "1 question was not checked as it is now" in browser.get("/findings").text


def test_a_question_that_is_edited_is_checked_again_by_itself(browser: TestClient, app: App, question: int) -> None:
    with app.reader() as unit:
        seen = unit.bank.states([question])[question].version

    send(browser, f"/questions/{question}/edit", prompt="What?", answer="TODO later", seen=seen)

    assert POLLS in browser.get("/findings").text
    app.worker().run(once=True)
    shown = browser.get("/findings").text
    assert "N105" in shown
    assert "not checked as it is now" not in shown


def test_a_bank_that_nobody_checks_is_left_alone(browser: TestClient, app: App) -> None:
    question = a_question(app, answer=LINK)
    with app.reader() as unit:
        seen = unit.bank.states([question])[question].version

    send(browser, f"/questions/{question}/edit", prompt="What?", answer="TODO later", seen=seen)

    assert POLLS not in browser.get("/findings").text


def test_every_rule_has_a_page(browser: TestClient) -> None:
    listed = browser.get("/rules").text

    assert all(f'href="/rules/{code}"' in listed for code in all_rules())
    assert browser.get("/rules?family=F").text.count('href="/rules/F') < listed.count('href="/rules/')
    shown = browser.get("/rules/f201").text
    assert "F201" in shown
    assert "Proof" in shown
    assert browser.get("/rules/X999").status_code == 404
