"""Sending forms as a page does."""

from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from viva.web.templating import new_key


def send(browser: TestClient, address: str, **fields: Any) -> Response:
    """Send a form once; what it answers is not followed."""
    return browser.post(address, data={"key": new_key(), **fields})
