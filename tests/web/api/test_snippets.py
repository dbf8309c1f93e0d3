"""The code of questions for programs."""

from tests.bank.editing import look
from tests.web.api.conftest import Call
from viva.app import App
from viva.bank.content import parts_of
from viva.snippets.cases import cases_of
from viva.snippets.model import Checked, Verdict, Wrong


def test_code_comes_with_what_is_known_of_it(call: Call, app: App) -> None:
    body = {"prompt": "What does it print?", "answer": "```python\nprint(1)  # 2\n```\n\n```python\nprint(2)\n```\n"}
    number = call("POST", "/questions", body).json()["questions"][0]
    content = look(app, number).content
    with app.unit() as unit:
        case = cases_of(number, content, parts_of(content, {}))[0]
        checked = Checked(verdict=Verdict.MISMATCH, lang="python", output="1", wrong=(Wrong(1, "2", "1"),))
        unit.snippets.keep([number], [(case, checked)])

    known, unknown = call("GET", f"/questions/{number}/snippets").json()

    assert (known["verdict"], known["output"], known["wrong"]) == (
        "mismatch",
        "1",
        [{"line": 1, "claimed": "2", "real": "1"}],
    )
    assert (unknown["place"], unknown["text"], unknown["verdict"]) == (1, "print(2)", None)
    assert call("GET", "/verdicts").json() == {"mismatch": 1}


def test_running_is_a_job_that_is_added_once(call: Call, question_id: int) -> None:
    first = call("POST", f"/questions/{question_id}/snippets/run", key="k").json()
    again = call("POST", f"/questions/{question_id}/snippets/run", key="k").json()

    assert first["id"] == again["id"]
    assert call("GET", f"/jobs/{first['id']}").json()["name"] == "recheck"


def test_a_question_that_is_not_there_is_a_problem(call: Call) -> None:
    assert call("GET", "/questions/999/snippets").status_code == 404
    assert call("POST", "/questions/999/snippets/run").status_code == 404
