"""What the queue of a page sends: every change is answered, and one that makes no sense holds up none behind it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


def send(browser: TestClient, table: Table, *changes: Mapping[str, Any]) -> Response:
    body = json.dumps({"changes": changes})  # with halves of characters, as a browser writes them
    headers = {"Content-Type": "application/json"}
    return browser.post(f"/seat/{table.tokens['Ana']}/changes", content=body, headers=headers)


def test_a_page_is_answered_whatever_it_sends(stranger: TestClient, table: Table) -> None:
    changes = [
        {"key": "one", "kind": "state", "line": 1, "seen": 0, "values": {"state": []}},
        {"key": "two", "kind": "note", "line": 1, "seen": 0, "values": {"text": "\ud83d"}},
        {"key": "three", "kind": "note", "line": 1, "seen": 0, "values": {"text": "\ud83d\ud83d"}},
    ]
    answer = send(stranger, table, *changes)

    assert [each["fate"] for each in answer.json()["outcomes"]] == ["refused", "saved", "stale"]


@pytest.mark.parametrize(
    "told", [{"at": "2026-11-30T10:00:00"}, {"at": "0001-01-01T00:00:00+14:00"}, {"key": "\ud83d"}]
)
def test_a_change_that_cannot_be_read_is_unprocessable(
    stranger: TestClient, table: Table, told: dict[str, str]
) -> None:
    change = {"key": "one", "kind": "ask", "line": 1, "at": datetime(2026, 11, 30, tzinfo=UTC).isoformat(), **told}

    assert send(stranger, table, change).status_code == 422
