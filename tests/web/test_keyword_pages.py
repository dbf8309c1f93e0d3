"""Keyword maps in the browser."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question
from viva.app import App

HOSTILE = "<script>alert(1)</script> x"


def say(client: TestClient, verb: str, term: str, **more: str) -> str:
    """Say something about a term of concurrency in Python; gives the page it leads to."""
    data = {"key": f"{verb} {term} {more}", "topic": "concurrency", "tech": "python", "term": term, **more}
    answer = client.post(f"/keywords/{verb}", data=data)
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"]).text


def test_subjects_are_shown_with_their_holes(browser: TestClient, app: App) -> None:
    assert "No subject yet" in browser.get("/keywords").text
    a_question(app, "What is asyncio?", topics=("concurrency",), tech=("python",))

    page = browser.get("/keywords").text

    assert "/keywords/concurrency?tech=python" in page
    assert "No question covers: " in page


def test_a_map_leads_to_the_questions_that_cover_a_term(browser: TestClient, app: App) -> None:
    question = a_question(app, "What is a mutex?", topics=("concurrency",), tech=("python",))
    say(browser, "put", "mutex")

    page = browser.get("/keywords/concurrency", params={"tech": "python"}).text

    assert f'href="/questions/{question}"' in page
    queries = [
        parse_qs(urlsplit(unescape(address)).query)["q"][0] for address in re.findall(r'href="(/bank\?[^"]*)"', page)
    ]
    covering = next(each for each in queries if '"mutex"' in each)
    assert "What is a" in browser.get("/bank", params={"q": covering}).text


def test_a_term_is_added_with_its_names_and_taken_back(browser: TestClient) -> None:
    page = say(browser, "put", "zumbel", names_ru="зумбель, штука", group="must")

    assert "зумбель" in page
    undo = re.search(r'action="(/activity/\d+/undo)"', page)
    assert undo
    browser.post(undo[1], data={"key": "u", "back": "/keywords/concurrency?tech=python"})
    assert "zumbel" not in browser.get("/keywords/concurrency?tech=python").text


def test_a_term_is_taken_out_and_shown_again(browser: TestClient) -> None:
    say(browser, "put", "zumbel")

    assert "Taken out" in say(browser, "hide", "zumbel")
    assert "Show it again" not in say(browser, "restore", "zumbel")


@pytest.mark.parametrize(
    ("address", "status"), [("/keywords/no-such-topic", 404), ("/keywords/concurrency?tech=nope", 404)]
)
def test_a_map_that_is_not_there_is_told(browser: TestClient, address: str, status: int) -> None:
    assert browser.get(address).status_code == status


def test_a_topic_with_any_letters_has_its_map(browser: TestClient, app: App) -> None:
    a_question(app, topics=("ci/cd & more?",))

    page = browser.get("/keywords").text
    address = next(each for each in re.findall(r'href="(/keywords/[^"]*)"', page) if "more" in each)

    assert browser.get(unescape(address)).status_code == 200


def test_hostile_terms_are_words(browser: TestClient) -> None:
    page = say(browser, "put", HOSTILE, names_en=HOSTILE)

    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
