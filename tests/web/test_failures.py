"""What a person sees when something fails, and what the log keeps of it."""

import json
import logging
from http import HTTPStatus
from pathlib import Path

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from tests.web.conftest import HOST
from viva.kernel.errors import Conflict, InvalidInput, NotFound, Unavailable
from viva.web.asking import Site
from viva.web.logs import write_logs
from viva.web.site import build

INSIDE = "what nobody should see of the inside"
FAILURES = {
    "conflict": (Conflict, HTTPStatus.CONFLICT),
    "not-found": (NotFound, HTTPStatus.NOT_FOUND),
    "invalid": (InvalidInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    "unavailable": (Unavailable, HTTPStatus.SERVICE_UNAVAILABLE),
}
breaking = APIRouter()


@breaking.get("/break")
def break_down() -> None:
    """As a mistake of ours would."""
    raise RuntimeError(INSIDE)


@breaking.get("/fail/{how}")
def fail(how: str) -> None:
    """As something a person can act on does."""
    raise FAILURES[how][0]("A sentence with <b>marks</b>.")


@pytest.fixture
def broken(site: Site) -> TestClient:
    """A browser on a site with routes that fail."""
    asgi = build(site, lambda: {HOST}, {"break": lambda: breaking, "fail": lambda: breaking})
    client = TestClient(asgi, base_url=f"http://{HOST}", raise_server_exceptions=False, follow_redirects=False)
    client.get("/enter", params={"token": site.gate.entrance()})
    return client


@pytest.mark.parametrize("how", FAILURES)
def test_a_failure_is_told_in_its_sentence_with_a_way_on(broken: TestClient, how: str) -> None:
    answer = broken.get(f"/fail/{how}")

    assert answer.status_code == FAILURES[how][1]
    assert "A sentence with &lt;b&gt;marks&lt;/b&gt;." in answer.text
    assert 'href="/"' in answer.text


def test_it_leads_back_to_where_one_came_from(broken: TestClient) -> None:
    answer = broken.get("/fail/conflict", headers={"Referer": f"http://{HOST}/twins?kind=near"})

    assert 'href="/twins?kind=near"' in answer.text


@pytest.mark.parametrize(
    "referer", ["http://evil.example/", f"http://{HOST}.evil.example/x", "javascript:x", "//x", "http://["]
)
def test_it_leads_back_to_no_other_site(broken: TestClient, referer: str) -> None:
    answer = broken.get("/fail/conflict", headers={"Referer": referer})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "evil" not in answer.text
    assert "javascript:x" not in answer.text


def test_a_mistake_of_ours_is_not_shown(broken: TestClient) -> None:
    answer = broken.get("/break")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "It is our mistake" in answer.text
    assert INSIDE not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"]


def test_a_mistake_of_ours_is_logged_with_its_trace(broken: TestClient, tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    try:
        file = write_logs(tmp_path)
        broken.get("/break")
        root.handlers[0].flush()
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers, root.level = before

    (broke,) = (line for line in lines if line["event"] == "broke")
    assert INSIDE in broke["exception"]
    assert "break_down" in broke["exception"]
    assert broke["path"] == "/break"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/no-such-page", 404),
        ("POST", "/activity", 405),
        ("GET", "/activity?before=x", 422),
        ("POST", "/twins", 422),
    ],
)
def test_every_refusal_is_a_page(browser: TestClient, method: str, address: str, status: int) -> None:
    answer = browser.request(method, address)

    assert answer.status_code == status
    assert "<html" in answer.text
    assert "{" not in answer.text.partition("<main")[2]


def test_inside_a_page_only_the_sentence_is_sent(broken: TestClient) -> None:
    answer = broken.get("/fail/conflict", headers={"hx-request-type": "partial"})

    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(("path", "beside"), [("/fail/unavailable", True), ("/break", True), ("/fail/conflict", False)])
def test_what_passes_is_told_beside_what_a_page_asked_for_again(broken: TestClient, path: str, *, beside: bool) -> None:
    answer = broken.get(path, headers={"hx-request": "true"})

    assert "<html" not in answer.text
    assert (answer.headers.get("hx-retarget") == "#trouble") is beside


def test_a_stranger_sees_how_to_come_in(stranger: TestClient) -> None:
    answer = stranger.get("/twins")

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert "viva serve" in answer.text


def test_too_many_wrong_tokens_are_told(stranger: TestClient) -> None:
    for _attempt in range(10):
        stranger.get("/enter", params={"token": "x.y.z"})

    answer = stranger.get("/enter", params={"token": "x.y.z"})
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Wait a minute" in answer.text
