"""Questions over the API."""

import pytest

from tests.web.api.conftest import QUESTION, Call


def test_a_question_is_added_and_found(call: Call) -> None:
    added = call("POST", "/questions", QUESTION)

    found = call("GET", "/questions?q=gil").json()

    assert added.status_code == 201
    assert [item["prompt"] for item in found["items"]] == ["What is the GIL?"]
    assert found["items"][0]["topics"] == ["gil"]
    assert call("GET", added.headers["location"].removeprefix("/api/v1")).status_code == 200


def test_adding_it_twice_with_one_key_adds_it_once(call: Call) -> None:
    answers = [call("POST", "/questions", QUESTION, key="the same") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert call("GET", "/questions").json()["total"] == 1


def test_a_key_is_not_taken_for_another_request(call: Call) -> None:
    call("POST", "/questions", QUESTION, key="the same")

    refused = call("POST", "/questions", {**QUESTION, "prompt": "Another?"}, key="the same")

    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_request_without_a_key_changes_nothing(call: Call) -> None:
    refused = call("POST", "/questions", QUESTION, Idempotency_Key="")

    assert refused.status_code == 422
    assert call("GET", "/questions").json()["total"] == 0


def test_an_edit_says_what_it_saw(call: Call, question_id: int) -> None:
    seen = call("GET", f"/questions/{question_id}")
    reworded = {**QUESTION, "answer": "A mutex."}

    done = call("PUT", f"/questions/{question_id}", reworded, If_Match=seen.headers["etag"])

    assert done.status_code == 200
    now = call("GET", f"/questions/{question_id}")
    assert now.json()["wording"]["content"]["answer"] == "A mutex."
    assert now.headers["etag"] != seen.headers["etag"]
    assert [one["number"] for one in call("GET", f"/questions/{question_id}/revisions").json()] == [1, 2]


def test_what_is_said_around_a_question_comes_back_as_it_was_sent(call: Call, question_id: int) -> None:
    around = {
        "options": ["a", "b"],
        "explanations": ["Why not.", ""],
        "follow_ups": [{"text": "And then?", "note": "More."}],
        "mistakes": [{"text": "Never.", "note": ""}],
        "sources": ["[PEP 703](https://peps.python.org/pep-0703/)"],
        "task": {
            "prompt": "Write f.",
            "starter": "def f(): ...",
            "tests": "f() == 1",
            "solution": "def f():\n    return 1",
            "wrong": [{"label": "returns nothing", "code": "def f(): ..."}],
        },
    }
    seen = call("GET", f"/questions/{question_id}").headers["etag"]

    call("PUT", f"/questions/{question_id}", {**QUESTION, **around}, If_Match=seen)

    content = call("GET", f"/questions/{question_id}").json()["wording"]["content"]
    assert {name: content[name] for name in around} == around


def test_a_question_that_is_known_is_not_told_again(call: Call, question_id: int) -> None:
    told = call("GET", f"/questions/{question_id}")
    again = call("GET", f"/questions/{question_id}", If_None_Match=told.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")

    call("PUT", f"/questions/{question_id}", {**QUESTION, "answer": "A mutex."}, If_Match=told.headers["etag"])
    assert call("GET", f"/questions/{question_id}", If_None_Match=told.headers["etag"]).status_code == 200


@pytest.mark.parametrize(("etag", "status"), [('"99"', 412), (None, 428), ("W/x", 422), (f'"{"9" * 5000}"', 422)])
def test_an_edit_that_saw_something_else_is_refused(
    call: Call, question_id: int, etag: str | None, status: int
) -> None:
    headers = {"If_Match": etag} if etag else {}

    refused = call("PUT", f"/questions/{question_id}", {**QUESTION, "answer": "Lost"}, **headers)

    assert refused.status_code == status
    assert call("GET", f"/questions/{question_id}").json()["wording"]["content"]["answer"] == QUESTION["answer"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"prompt": "   "},
        {"prompt": "Q?", "correct": [0]},
        {"prompt": "Q?", "groups": [{"level": "L1", "group": "must"}, {"level": "L1", "group": "okay"}]},
        {"prompt": "Q?", "kind": "riddle"},
        {"prompt": "Q?", "tags": ["two\nlines"]},
        {"prompt": "Q?", "no_such_field": 1},
        {"prompt": "Q?", "options": ["a", "b"], "explanations": ["one"]},
        {"prompt": "Q?", "task": {"tests": "f(x) == 1"}},
        {"prompt": "Q?", "task": {"wrong": [{"label": "two\nlines", "code": ""}]}},
        [],
        "text",
    ],
)
def test_what_makes_no_sense_is_refused(call: Call, body: object) -> None:
    refused = call("POST", "/questions", body)

    assert refused.status_code == 422
    assert refused.json()["detail"]


def test_lists_come_in_pages(call: Call) -> None:
    for number in range(5):
        call("POST", "/questions", {"prompt": f"Question {number}?"})
    prompts: list[str] = []
    cursor: str | None = ""

    while cursor is not None:
        page = call("GET", f"/questions?limit=2&cursor={cursor}" if cursor else "/questions?limit=2").json()
        prompts += [item["prompt"] for item in page["items"]]
        cursor = page["next"]

    assert prompts == [f"Question {number}?" for number in range(5)]


@pytest.mark.parametrize(
    "cursor", ["x", "%00", "MTp4", "MToxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMw", "MTo5" + "OTk5" * 2000, "\N{SNOWMAN}"]
)
def test_a_cursor_of_ones_own_is_refused(call: Call, cursor: str) -> None:
    assert call("GET", f"/questions?cursor={cursor}").status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x"])
def test_a_number_that_no_question_can_have_is_refused(call: Call, number: str) -> None:
    assert call("GET", f"/questions/{number}").status_code == 422


def test_what_is_not_there_is_not_found(call: Call) -> None:
    assert call("GET", "/questions/999").status_code == 404
    assert call("GET", "/no-such-thing").headers["content-type"] == "application/problem+json"


def test_facets_are_counted_when_asked_for(call: Call, question_id: int) -> None:
    assert question_id
    assert call("GET", "/questions?q=gil&facets=true").json()["facets"]["topic"] == {"gil": 1}
