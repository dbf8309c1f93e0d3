"""What the site writes of itself."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from starlette.testclient import TestClient

from viva.web.logs import write_logs


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The file that all logs of this process go to, until the test ends."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    yield write_logs(tmp_path)
    for handler in root.handlers:
        handler.close()
    root.handlers = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_each_request_is_a_line_without_what_was_in_it(log: Path, browser: TestClient) -> None:
    browser.get("/bank?q=secret")
    browser.get("/questions/123456")

    told = [line for line in lines(log) if line["logger"] == "viva.web"]

    assert {"GET"} == {line["method"] for line in told}
    assert all({"route", "status", "ms", "timestamp", "level"} <= set(line) for line in told)
    assert not [line for line in told if "secret" in str(line) or "123456" in str(line)]


def test_what_other_libraries_log_is_json_too(log: Path) -> None:
    logging.getLogger("uvicorn.error").warning("Ошибка %s", "here")

    assert lines(log)[-1]["event"] == "Ошибка here"


def test_files_take_turns(log: Path) -> None:
    for _ in range(3000):
        logging.getLogger("much").warning("x" * 1000)

    assert sorted(file.name for file in log.parent.iterdir()) == ["serve.log", "serve.log.1"]
    assert log.stat().st_size < 2_100_000


def test_requests_are_counted_by_route(browser: TestClient) -> None:
    browser.get("/settings")
    browser.get("/no-such-page")

    told = browser.get("/metrics").text

    assert 'viva_requests_total{method="GET",route="/settings",status="200"} 1.0' in told
    assert 'viva_requests_total{method="GET",route="unknown",status="404"} 1.0' in told
    assert "no-such-page" not in told


def test_what_programs_ask_for_is_counted_apart_from_pages(browser: TestClient) -> None:
    browser.get("/api/v1/questions/123456")
    browser.get("/questions/123456")
    browser.get("/api/v1/no-such-thing")

    told = browser.get("/metrics").text

    for route in ("/api/v1/questions/{question_id}", "/questions/{question_id:int}", "unknown"):
        assert f'viva_requests_total{{method="GET",route="{route}",status="404"}} 1.0' in told


def test_health_is_told_to_anybody(stranger: TestClient) -> None:
    assert stranger.get("/healthz").text == "ok\n"
