"""Keyword maps over the API."""

import pytest

from tests.web.api.conftest import Call
from viva.app import App

QUESTION = {"prompt": "What is a deadlock?", "answer": "Two threads wait for each other.", "topics": ["concurrency"]}


@pytest.fixture(autouse=True)
def asked(call: Call) -> int:
    """A question on concurrency."""
    number: int = call("POST", "/questions", QUESTION).json()["questions"][0]
    return number


def test_subjects_are_listed_in_numbers_with_their_holes(call: Call) -> None:
    listed = call("GET", "/keyword-maps").json()
    (concurrency,) = (one for one in listed["items"] if (one["topic"], one["tech"]) == ("concurrency", None))

    assert concurrency["questions"] == 1
    assert 0 < concurrency["covered"] < concurrency["terms"]
    assert concurrency["covered"] + len(concurrency["holes"]) == concurrency["terms"]


def test_all_subjects_come_page_by_page_each_once(call: Call) -> None:
    found: list[tuple[str, str]] = []
    path = "/keyword-maps?all=true&limit=50"
    cursor = ""
    while True:
        page = call("GET", f"{path}{cursor}").json()
        found += [(one["topic"], one["tech"]) for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert len(set(found)) == len(found) == page["total"] > 50


def test_a_map_tells_which_questions_cover_its_terms(call: Call, asked: int) -> None:
    told = call("GET", "/keyword-maps/concurrency").json()
    terms = {term["name"]: term for term in told["terms"]}

    assert told["subject"]["titles"]["en"] == "Concurrency"
    assert terms["deadlock"]["questions"] == [asked]
    assert "взаимная блокировка" in terms["deadlock"]["names"]["ru"]
    assert told["hidden"] == []


def test_a_map_of_a_technology_has_its_own_terms(call: Call) -> None:
    python = call("GET", "/keyword-maps/concurrency?tech=python").json()

    assert python["subject"]["tech"] == "python"
    assert "GIL" in {term["name"] for term in python["terms"]}


def test_a_topic_is_known_by_what_it_is_called_too(call: Call) -> None:
    assert call("GET", "/keyword-maps/Concurrency").json()["subject"]["topic"] == "concurrency"


def test_what_a_person_takes_out_stands_apart(call: Call, app: App) -> None:
    with app.unit() as unit:
        unit.keywords.hide("concurrency", "deadlock")
    told = call("GET", "/keyword-maps/concurrency").json()

    assert [term["name"] for term in told["hidden"]] == ["deadlock"]
    assert "deadlock" not in {term["name"] for term in told["terms"]}


@pytest.mark.parametrize("path", ["knitting", "concurrency?tech=knitting"])
def test_what_nobody_knows_is_not_found(call: Call, path: str) -> None:
    answer = call("GET", f"/keyword-maps/{path}")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_map_that_is_as_it_was_is_not_sent_again(call: Call, app: App) -> None:
    tag = call("GET", "/keyword-maps/concurrency").headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        same = call("GET", "/keyword-maps/concurrency", if_none_match=known)
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)

    with app.unit() as unit:
        unit.keywords.put("concurrency", "fork bomb")
    changed = call("GET", "/keyword-maps/concurrency", if_none_match=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
