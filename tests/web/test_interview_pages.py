"""Interviews in the browser: planning one, giving out its seats, saying how far it is."""

import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from tests.interviews.made import a_template, asked, fixed, pick
from tests.web.forms import send
from viva.app import App
from viva.interviews.conduct.model import Part, State
from viva.interviews.conduct.planning import Plan
from viva.web.pages.interviews import Filters

EVIL = "</title><script>alert(1)</script>"


def a_plan(app: App, **more: str) -> int:
    question = asked(app, "What is the GIL?")
    with app.unit() as unit:
        template = unit.templates.create(a_template(fixed(app, question)))
        return unit.interviews.create(Plan(template_id=template, candidate=more.get("candidate", "Dan")))


def token_in(page: str) -> str:
    found = re.search(r'value="http://[^"]*/seat/([\w-]+)"', page)
    assert found
    return found[1]


def test_an_empty_list_leads_on(browser: TestClient) -> None:
    page = browser.get("/interviews").text

    assert "No interview yet" in page
    assert 'href="/interviews/templates"' in page


@pytest.mark.parametrize("day", ["9999-12-31", "tomorrow"])
def test_a_day_that_cannot_be_looked_for_is_told(browser: TestClient, day: str) -> None:
    page = browser.get("/interviews", params={"until": day})

    assert page.status_code == 422
    assert "is no date" in page.text


@pytest.mark.usefixtures("in_berlin")
def test_a_day_ends_at_midnight_also_when_clocks_are_changed() -> None:
    wanted = Filters(since="2026-03-29", until="2026-03-29").wanted()

    assert (wanted.since, wanted.until) == (
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    )


def test_an_interview_is_planned(browser: TestClient, app: App) -> None:
    question = asked(app, "What is the GIL?")
    with app.unit() as unit:
        template = unit.templates.create(a_template(fixed(app, question)))

    made = send(
        browser, "/interviews/new",
        template=str(template), candidate="Dan", planned_at="2026-12-01T14:30", language="ru", extra="25",
    )  # fmt: skip

    page = browser.get(made.headers["location"]).text
    assert "What is the GIL?" in page
    assert "with 25 % extra time" in page
    assert "2026-12-01 14:30" in page
    with app.reader() as unit:
        listed = unit.interviews.interviews().interviews
    assert [(one.candidate, one.language, one.state) for one in listed] == [("Dan", "ru", State.PLANNED)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"candidate": ""}, "A candidate needs a name"),
        ({"template": ""}, "Choose a template"),
        ({"extra": "-1"}, "Extra time is between"),
        ({"planned_at": "soon"}, "is no date"),
    ],
)
def test_what_cannot_be_planned_is_told_and_stays_typed(
    browser: TestClient, app: App, wrong: dict[str, str], said: str
) -> None:
    question = asked(app, "What is the GIL?")
    with app.unit() as unit:
        template = unit.templates.create(a_template(fixed(app, question)))

    refused = send(
        browser, "/interviews/new",
        **{"template": str(template), "candidate": "Dan", "contact": "dan@example.org", **wrong},
    )  # fmt: skip

    assert refused.status_code == 422
    assert said in refused.text
    assert 'value="dan@example.org"' in refused.text
    with app.reader() as unit:
        assert unit.interviews.interviews().total == 0


def test_the_link_of_a_seat_is_shown_once(browser: TestClient, app: App) -> None:
    interview = a_plan(app)
    form = {"key": "k1", "name": "Ben", "part": "panel"}

    told = browser.post(f"/interviews/{interview}/seats", data=form)
    again = browser.post(f"/interviews/{interview}/seats", data=form)

    token = token_in(told.text)
    assert told.headers["cache-control"] == "no-store"
    with app.reader() as unit:
        assert unit.conduct.part(token) is Part.PANEL
        assert len(unit.interviews.interview(interview).seats) == 1
    assert again.headers["location"] == f"/interviews/{interview}?already=1"
    later = browser.get(again.headers["location"]).text
    assert "This was done already" in later
    assert token not in later


def test_a_new_link_takes_the_place_of_the_old(browser: TestClient, app: App) -> None:
    interview = a_plan(app)
    with app.unit() as unit:
        old = unit.interviews.seat(interview, Part.PANEL, "Ben")

    told = send(browser, f"/interviews/{interview}/seats/{old.seat.id}/renew")

    with app.reader() as unit:
        assert unit.conduct.part(token_in(told.text)) is Part.PANEL
    closed = send(browser, f"/interviews/{interview}/seats/{old.seat.id}/close")
    assert closed.status_code == 303
    with app.reader() as unit:
        assert unit.interviews.interview(interview).seats[0].closed


def test_my_own_seat_is_opened_again_from_here_and_no_other(browser: TestClient, app: App) -> None:
    interview = a_plan(app)

    sat = send(browser, f"/interviews/{interview}/seats/mine", name="Ana")
    ben = send(browser, f"/interviews/{interview}/seats", name="Ben", part="panel")

    assert re.fullmatch(r"/seat/[\w-]+", sat.headers["location"])
    assert "set-cookie" not in ben.headers
    page = browser.get(f"/interviews/{interview}").text
    mine = re.findall(rf'href="(/interviews/{interview}/seats/\d+/open)"', page)
    assert len(mine) == 1
    assert browser.get(mine[0]).headers["location"] == sat.headers["location"]
    with app.reader() as unit:
        bens = next(seat.id for seat in unit.interviews.interview(interview).seats if seat.name == "Ben")
    assert browser.get(f"/interviews/{interview}/seats/{bens}/open").headers["location"] == f"/interviews/{interview}"


def test_a_seat_without_a_name_is_refused(browser: TestClient, app: App) -> None:
    interview = a_plan(app)

    refused = send(browser, f"/interviews/{interview}/seats", name=" ", part="panel")

    assert refused.status_code == 422
    assert "A seat needs a name" in refused.text


def test_how_far_it_is_needs_a_reason_where_it_did_not_take_place(browser: TestClient, app: App) -> None:
    interview = a_plan(app)
    address = f"/interviews/{interview}/state"

    refused = send(browser, address, state="no-show", seen="planned")
    said = send(browser, address, state="no-show", seen="planned", reason="Train strike")
    stale = send(browser, address, state="running", seen="planned")

    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert said.status_code == 303
    assert stale.status_code == 409
    assert "Train strike" in browser.get(f"/interviews/{interview}").text


def test_it_is_moved_to_another_day(browser: TestClient, app: App) -> None:
    interview = a_plan(app)

    send(browser, f"/interviews/{interview}/when", planned_at="2026-12-24T09:00")
    wrong = send(browser, f"/interviews/{interview}/when", planned_at="whenever")

    assert "2026-12-24 09:00" in browser.get(f"/interviews/{interview}").text
    assert wrong.status_code == 422


def test_filters_narrow_the_list(browser: TestClient, app: App) -> None:
    question = asked(app, "What is the GIL?")
    with app.unit() as unit:
        template = unit.templates.create(a_template(fixed(app, question)))
        one = unit.interviews.create(Plan(template_id=template, candidate="Dan"))
        unit.interviews.create(Plan(template_id=template, candidate="Dora"))
        unit.interviews.become(one, State.ABORTED, seen=State.PLANNED, reason="moved abroad")

    everything, aborted, named = (
        browser.get(f"/interviews{query}").text.partition("<viva-rows")[2]
        for query in ("", "?state=aborted", "?text=dor")
    )
    assert everything.index("Dora") < everything.index("Past") < everything.index("Dan")
    assert ("Dan" in aborted, "Dora" in aborted) == (True, False)
    assert ("Dan" in named, "Dora" in named) == (False, True)
    assert "No interview fits" in browser.get("/interviews?until=2001-01-01").text
    assert browser.get("/interviews?since=yesterday").status_code == 422


def test_hostile_names_are_words(browser: TestClient, app: App) -> None:
    interview = a_plan(app, candidate=EVIL)
    with app.unit() as unit:
        unit.interviews.seat(interview, Part.PANEL, EVIL)

    for page in ("/interviews", f"/interviews/{interview}", "/interviews/new"):
        assert "<script>alert" not in browser.get(page).text


def test_a_template_that_the_bank_cannot_fill_makes_none(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        template = unit.templates.create(a_template(pick("two of topic gil")))

    refused = send(browser, "/interviews/new", template=str(template), candidate="Dan")

    assert refused.status_code == 422
    assert "The bank has no question" in refused.text


@pytest.mark.parametrize("path", ["/interviews", "/interviews/1", "/interviews/new", "/interviews/templates/build"])
def test_a_stranger_sees_nothing(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 401


def test_what_is_not_there_is_told(browser: TestClient) -> None:
    assert browser.get("/interviews/99").status_code == 404
    assert browser.get("/interviews/99999999999999999999").status_code == 404


def test_a_weight_is_shown_as_it_was_written(browser: TestClient, app: App) -> None:
    question = asked(app, "What is the GIL?")
    with app.unit() as unit:
        heavy = a_template(fixed(app, question, weight=2, weight_reason="the heart of it"))
        interview = unit.interviews.create(Plan(template_id=unit.templates.create(heavy), candidate="Dan"))

    assert "weight 2: the heart of it" in browser.get(f"/interviews/{interview}").text
