"""Keyword maps in the browser."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.bank.editing import a_question
from tests.web.forms import send
from viva.app import App

HOSTILE = "<script>alert(1)</script> x"


MAP = "/keywords/concurrency?tech=python"


def hidden(page: str, verb: str) -> dict[str, str]:
    """What the last form of a page that says something about a term sends by itself, apart from its key."""
    form = re.findall(rf'<form action="/keywords/{verb}".*?</form>', page, re.DOTALL)[-1]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields if name != "key"}


def seen(client: TestClient) -> str:
    """What the page shows that people say about terms of concurrency in Python, as its form to add one sends it."""
    return hidden(client.get(MAP).text, "put")["seen"]


def ask(client: TestClient, verb: str, term: str, **more: str) -> Response:
    """Say something about a term of concurrency in Python, as somebody who sees what is there."""
    sees = {"topic": "concurrency", "tech": "python", "seen": more.pop("seen", None) or seen(client)}
    return send(client, f"/keywords/{verb}", term=term, **sees, **more)


def say(client: TestClient, verb: str, term: str, **more: str) -> str:
    """The same, and it is done; gives the page it leads to."""
    answer = ask(client, verb, term, **more)
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


@pytest.mark.parametrize("verb", ["put", "hide"])
def test_who_comes_too_late_sees_both_versions_of_a_term(browser: TestClient, verb: str) -> None:
    before = seen(browser)
    say(browser, "put", "deadlock", group="must", names_en="deadly embrace")

    late = ask(browser, verb, "deadlock", seen=before, group="okay")

    assert late.status_code == 409
    now = late.text[late.text.index("When you looked") :]
    assert "Must" not in now[: now.index("<article")]
    assert "Must" in now[now.index("<article") :]
    assert "deadly embrace" in late.text
    assert "deadly embrace" in browser.get(MAP).text

    done = send(browser, f"/keywords/{verb}", **hidden(late.text, verb))

    assert done.status_code == 303
    assert ("Taken out" if verb == "hide" else "Okay") in browser.get(MAP).text


def test_what_was_said_about_another_term_is_no_hindrance(browser: TestClient) -> None:
    before = seen(browser)
    say(browser, "put", "deadlock", group="must")

    assert ask(browser, "put", "zumbel", seen=before).status_code == 303


@pytest.mark.parametrize("nonsense", ["", "no", "[]", '{"deadlock": {"hidden": 7}}'])
def test_a_form_says_what_was_seen(browser: TestClient, nonsense: str) -> None:
    answer = send(browser, "/keywords/put", topic="concurrency", tech="python", term="deadlock", seen=nonsense)

    assert answer.status_code == 422


def test_hostile_terms_are_words(browser: TestClient) -> None:
    page = say(browser, "put", HOSTILE, names_en=HOSTILE)

    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
