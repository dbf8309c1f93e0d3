"""How a browser wants the pages."""

import pytest
from starlette.testclient import TestClient

from viva.web.look import Look, preferred


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("de-DE,de;q=0.9", "en"),
        ("de;q=0.9,ru-RU;q=0.8,en;q=0.7", "ru"),
        ("en;q=0.5,ru;q=0.5", "en"),
        ("ru;q=nonsense,en;q=0.1", "en"),
        ("ru;q=0", "en"),
    ],
)
def test_the_language_a_browser_likes_most_is_spoken(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


def test_what_was_chosen_is_kept_in_the_browser(browser: TestClient) -> None:
    browser.post("/settings/look", data={"language": "ru", "theme": "dark", "keys": "off"})

    page = browser.get("/settings").text

    assert '<html lang="ru" data-theme="dark" data-keys="off">' in page
    assert "Настройки" in page


def test_what_is_not_chosen_stays(browser: TestClient) -> None:
    browser.post("/settings/look", data={"theme": "dark"})
    browser.post("/settings/look", data={"language": "ru"})

    assert '<html lang="ru" data-theme="dark" data-keys="on">' in browser.get("/settings").text


@pytest.mark.parametrize(
    "back", ["http://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "/a\nb", ""]
)
def test_one_is_led_back_to_our_own_pages_only(browser: TestClient, back: str) -> None:
    answer = browser.post("/settings/look", data={"theme": "dark", "back": back})

    assert answer.headers["location"] == "/settings"


@pytest.mark.parametrize("cookie", ["", "theme=purple&language=xx", "%%%", "keys=maybe"])
def test_a_cookie_that_makes_no_sense_is_as_none(cookie: str) -> None:
    assert Look.of({"viva-look": cookie}, "") == Look("en")
