"""Areas of the site are loaded when they are asked for, and what goes wrong then is answered."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from tests.web.conftest import HOST
from viva.web import pages
from viva.web.asking import Site
from viva.web.site import build


class Shelf:
    """An area that counts how often it is loaded, and breaks the first few times."""

    def __init__(self, *, breaks: int = 0) -> None:
        self.loaded = 0
        self._breaks = breaks

    def __call__(self) -> APIRouter:
        self.loaded += 1
        if self.loaded <= self._breaks:
            raise ImportError("cannot import name 'shelf'")
        routes = APIRouter()
        routes.add_api_route("/shelf/book", lambda: "a book")
        return routes


def browser_of(site: Site, shelf: Shelf) -> TestClient:
    asgi = build(site, lambda: {HOST}, {"shelf": shelf})
    client = TestClient(asgi, base_url=f"http://{HOST}", raise_server_exceptions=False)
    client.get("/enter", params={"token": site.gate.entrance()})
    return client


@pytest.mark.parametrize("name", sorted(file.stem for file in Path(pages.__file__).parent.glob("[a-z]*.py")))
def test_every_page_is_in_the_area_that_its_address_begins_with(name: str) -> None:
    routes = import_module(f"{pages.__name__}.{name}").routes.routes

    assert {route.path.split("/")[1] for route in routes} == {
        first for first, modules in pages.MODULES.items() if name in modules
    }


def test_an_area_is_loaded_once_and_when_it_is_asked_for(site: Site) -> None:
    shelf = Shelf()
    browser = browser_of(site, shelf)
    assert shelf.loaded == 0

    assert [browser.get("/shelf/book").json() for _ in range(2)] == ["a book", "a book"]

    assert shelf.loaded == 1


def test_it_is_told_when_more_was_loaded(site: Site) -> None:
    told: list[str] = []
    browser = browser_of(replace(site, loaded=lambda: told.append("more")), Shelf(breaks=1))
    told.clear()  # coming in has loaded something, too

    for _ in range(3):
        browser.get("/shelf/book")

    assert told == ["more"]


def test_an_area_that_cannot_be_loaded_is_a_mistake_of_ours_and_the_rest_goes_on(site: Site) -> None:
    browser = browser_of(site, Shelf(breaks=1))

    answer = browser.get("/shelf/book")

    assert answer.status_code == 500
    assert "It is our mistake" in answer.text
    assert "cannot import name" not in answer.text
    assert browser.get("/healthz").status_code == 200


def test_an_area_that_could_not_be_loaded_is_tried_again(site: Site) -> None:
    browser = browser_of(site, Shelf(breaks=1))
    browser.get("/shelf/book")

    assert browser.get("/shelf/book").json() == "a book"


def test_what_an_area_does_not_have_is_not_there(site: Site) -> None:
    browser = browser_of(site, Shelf())

    assert browser.get("/shelf/none").status_code == 404
    assert browser.post("/shelf/book").status_code == 405
    assert browser.get("/shelves").status_code == 404
