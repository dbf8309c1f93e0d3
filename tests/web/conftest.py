"""The site over an empty bank, in this process: with a browser that was let in, and with a stranger."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from viva.app import App
from viva.settings import Settings
from viva.web.asking import Site
from viva.web.gate import Gate
from viva.web.site import build

HOST = "127.0.0.1:8320"
UPLOAD_LIMIT = 5_000_000


@pytest.fixture
def site(app: App, settings: Settings) -> Site:
    """What the requests of a test share."""
    return Site(app, Gate(b"k" * 32), UPLOAD_LIMIT, settings)


@pytest.fixture
def asgi(site: Site) -> Any:
    """The whole site."""
    return build(site, lambda: {HOST})


@pytest.fixture
def stranger(asgi: Any) -> Iterator[TestClient]:
    """A browser without a cookie."""
    with TestClient(asgi, base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.fixture
def on_sqlite(sqlite_app: App, sqlite_settings: Settings) -> Iterator[TestClient]:
    """A browser on a site over a SQLite file, where jobs can be taken by hand."""
    site = Site(sqlite_app, Gate(b"k" * 32), UPLOAD_LIMIT, sqlite_settings)
    with TestClient(build(site, lambda: {HOST}), base_url=f"http://{HOST}", follow_redirects=False) as client:
        client.get("/enter", params={"token": site.gate.entrance()})
        yield client


@pytest.fixture
def browser(stranger: TestClient, site: Site) -> TestClient:
    """A browser that came in by an entrance."""
    entered = stranger.get("/enter", params={"token": site.gate.entrance()})
    assert entered.status_code == 303
    return stranger
