"""Calls to the API by a browser that was let in."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from starlette.testclient import TestClient

Call = Callable[..., Any]

QUESTION = {"prompt": "What is the GIL?", "answer": "A lock around the interpreter.", "tags": ["mine"]}


@pytest.fixture
def call(browser: TestClient) -> Call:
    """Calls below `/api/v1`, each with a key of its own unless one is given; gives the answer."""
    numbers = count(1)

    def calling(method: str, path: str, body: object = None, *, key: str = "", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        keyed = {"Idempotency-Key": key or f"key {next(numbers)}"} if method != "GET" else {}
        return browser.request(method, f"/api/v1{path}", json=body, headers={**keyed, **named})

    return calling


@pytest.fixture
def question_id(call: Call) -> int:
    """A question that is in the bank."""
    number: int = call("POST", "/questions", QUESTION).json()["questions"][0]
    return number
