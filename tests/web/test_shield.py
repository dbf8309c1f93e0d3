"""What no request gets past."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HOST
from viva.web.site import FORM_LIMIT

LOOK = {"theme": "dark"}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", f"evil.example:{HOST[-4:]}", ""])
def test_another_name_for_this_machine_gets_nothing(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", f"http://{HOST}.evil.example", "http://["]
)
def test_a_form_of_another_site_is_refused(browser: TestClient, origin: str) -> None:
    answer = browser.post("/settings/look", data=LOOK, headers={"Origin": origin})

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_form_of_our_own_is_taken(browser: TestClient) -> None:
    answer = browser.post("/settings/look", data=LOOK, headers={"Origin": f"http://{HOST}"})

    assert answer.status_code == 303


@pytest.mark.parametrize("whose", ["cross-site", "same-site"])
def test_another_site_cannot_load_parts_of_ours(browser: TestClient, whose: str) -> None:
    answer = browser.get("/", headers={"Sec-Fetch-Site": whose, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"})

    assert answer.status_code == 403


def test_a_link_from_another_site_opens_a_page(browser: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}

    assert browser.get("/", headers=headers).status_code == 200


def test_a_page_cannot_be_framed(browser: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}

    assert browser.get("/", headers=headers).status_code == 403
    assert "frame-ancestors 'none'" in browser.get("/").headers["content-security-policy"]


def test_a_form_that_is_too_large_is_refused_by_what_it_announces(browser: TestClient) -> None:
    answer = browser.post("/settings/look", content=b"", headers={"Content-Length": str(FORM_LIMIT + 1)})

    assert answer.status_code == 413


def test_a_form_that_announces_nothing_is_refused_once_too_much_came(browser: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(FORM_LIMIT // 65536 + 2):
            yield b"x" * 65536

    answer = browser.post(
        "/settings/look", content=endless(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert answer.status_code == 413


def test_every_answer_says_what_a_page_may_do(browser: TestClient, stranger: TestClient) -> None:
    for answer in (browser.get("/"), browser.get("/no-such-page"), stranger.get("/static/manifest.json")):
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
