"""Findings for programs."""

import pytest

from tests.bank.editing import a_question, says
from tests.web.api.conftest import Call
from viva.app import App

LINK = "See [it](https://example.org/a?utm_source=x)."


@pytest.fixture
def question(app: App, call: Call) -> int:
    number = a_question(app, answer=LINK)
    job = call("POST", "/findings/check", {}).json()
    assert job["name"] == "check-bank"
    app.worker().run(once=True)
    return number


def named(call: Call, **more: object) -> dict[str, object]:
    (one,) = call("GET", "/findings?code=L102").json()["items"]
    return {**{name: one[name] for name in ("question", "revision", "place")}, **more}


def test_findings_tell_what_where_and_how_to_mend(call: Call, question: int) -> None:
    page = call("GET", "/findings?family=L&limit=1").json()

    (one,) = page["items"]
    assert (one["question"], one["code"], one["line"], one["mending"]) == (question, "L102", 3, "safe")
    assert one["edits"]
    assert (page["total"], page["next"], page["unchecked"], page["codes"]) == (1, None, 0, {"L102": 1})
    assert call("GET", "/findings?family=X").status_code == 422


def test_one_is_mended_and_a_stale_one_refused(call: Call, app: App, question: int) -> None:
    body = named(call)

    assert call("POST", "/findings/mend", body).json()["questions"] == [question]
    assert "utm" not in says(app, question).answer
    assert call("POST", "/findings/mend", body).status_code == 412


def test_one_is_ignored_and_taken_back(call: Call, question: int) -> None:
    made = call("POST", "/findings/ignore", named(call, reason="an example")).json()

    assert call("GET", "/findings?code=L102").json()["total"] == 0
    (one,) = call("GET", "/findings?code=L102&ignored=true").json()["items"]
    assert (one["question"], one["ignored"]["reason"]) == (question, "an example")
    assert call("POST", "/findings/take-back", {"ignored": made["id"]}).status_code == 204
    assert call("POST", "/findings/take-back", {"ignored": made["id"]}).status_code == 404
