"""Jobs, notes and numbers over the API."""

from tests.web.api.conftest import Call
from viva.app import App
from viva.jobs.registry import Nothing
from viva.receipts.jobs import PRUNE


def test_jobs_are_listed_and_cancelled(call: Call, app: App) -> None:
    with app.unit() as unit:
        job = unit.jobs.add(PRUNE, Nothing())

    assert [one["id"] for one in call("GET", "/jobs?state=waiting").json()["items"]] == [job]
    assert call("POST", f"/jobs/{job}/cancel").json()["state"] == "cancelled"
    assert call("POST", f"/jobs/{job}/retry").json()["state"] == "waiting"
    assert call("GET", f"/jobs/{job}").json()["name"] == "prune-receipts"
    assert call("POST", "/jobs/999/cancel").status_code == 404


def test_the_bank_is_told_in_numbers(call: Call, question_id: int) -> None:
    assert question_id
    assert call("GET", "/stats").json()["questions"] == 1
    assert call("GET", "/sources").json() == []
