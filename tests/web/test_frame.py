"""What stands around every page: kept for all pages of an area, and never another page's."""

import pytest
from starlette.testclient import TestClient

from viva.web.frame import frame_of
from viva.web.templating import environment


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", "/"), ("/bank", "/bank"), ("/bank/x", "/bank"), ("/import/1/files/2", "/import"),
        ("/questions/7", "/bank"), ("/rules/F201", "/findings"), ("/nothing/here", ""), ("/bank\0", ""), ("//", "/"),
        ("*", ""),
    ],
)  # fmt: skip
def test_the_page_one_is_at_is_one_that_there_is(path: str, here: str) -> None:
    assert frame_of(path, "en").here == here


def test_each_page_has_the_frame_of_its_area_and_its_own_address(browser: TestClient) -> None:
    for path in ("/", "/bank", "/import", "/settings", "/import", "/", "/bank"):
        page = browser.get(path).text
        assert page.count('aria-current="page"') >= 2
        assert f'<a href="{path}" aria-current="page"' in page
        assert f'name="back" value="{path}"' in page
        assert ('id="anywhere"' in page) == (path != "/bank")


def test_a_page_that_is_not_there_stands_at_none_and_keeps_no_frame_of_its_own(browser: TestClient) -> None:
    browser.get("/nothing/at/all")
    kept = len(environment("en").fragments)
    for number in range(20):
        page = browser.get(f"/nothing{number}/<b>").text
        assert f'name="back" value="/nothing{number}/&lt;b&gt;"' in page
        assert "aria-current" not in page
    assert len(environment("en").fragments) == kept


def test_another_language_has_its_own_frame(browser: TestClient) -> None:
    assert 'value="ru" lang="ru"' in browser.get("/bank").text
    browser.cookies.set("viva-look", "language=ru")
    assert 'value="en" lang="en"' in browser.get("/bank").text
    browser.cookies.delete("viva-look")
    assert 'value="ru" lang="ru"' in browser.get("/bank").text
