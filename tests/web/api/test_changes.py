"""The log of changes over the API."""

from tests.web.api.conftest import QUESTION, Call


def test_what_was_done_is_listed_undone_and_done_again(call: Call, question_id: int) -> None:
    version = call("GET", f"/questions/{question_id}").headers["etag"]
    edited = call("PUT", f"/questions/{question_id}", {**QUESTION, "answer": "New."}, If_Match=version).json()

    newest = call("GET", "/changes?limit=1").json()
    assert newest["items"][0]["id"] == edited["change"]
    assert len(call("GET", f"/changes?cursor={newest['next']}").json()["items"]) == 1

    undone = call("POST", f"/changes/{edited['change']}/undo")
    assert undone.json()["undone_at"]
    assert call("GET", f"/questions/{question_id}").json()["wording"]["content"]["answer"] == QUESTION["answer"]

    assert call("POST", f"/changes/{edited['change']}/redo").json()["undone_at"] is None
    assert call("GET", f"/questions/{question_id}").json()["wording"]["content"]["answer"] == "New."


def test_undoing_twice_with_one_key_undoes_once(call: Call, question_id: int) -> None:
    change = call("GET", "/changes").json()["items"][0]["id"]

    answers = [call("POST", f"/changes/{change}/undo", key="undo") for _ in range(2)]

    assert question_id
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


def test_what_was_never_done_cannot_be_undone(call: Call) -> None:
    assert call("POST", "/changes/999/undo").status_code == 404
