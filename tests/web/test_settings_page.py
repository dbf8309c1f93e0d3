"""The settings: where things are, whether all is well, and taking the bank away."""

import io
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question
from viva.app import App
from viva.exchange.folder import FORMAT_FILE
from viva.settings import Settings


def test_the_settings_say_where_things_are(browser: TestClient, settings: Settings) -> None:
    page = browser.get("/settings").text

    assert str(settings.data) in page
    assert "serve.log" in page
    assert "up to 5 MB" in page


def test_the_password_of_a_database_is_not_shown(browser: TestClient, settings: Settings) -> None:
    assert settings.database_url not in browser.get("/settings").text


def test_the_checks_of_the_doctor_are_shown_in_words(browser: TestClient) -> None:
    whole, part = (
        browser.get("/settings/checks"),
        browser.get("/settings/checks", headers={"hx-request-type": "partial"}),
    )

    assert "no damage found" in whole.text
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "no damage found" in part.text


def test_the_bank_is_taken_away_as_a_folder_that_can_come_back(app: App, browser: TestClient, tmp_path: Path) -> None:
    question = a_question(app, "What is <it>?")
    answer = browser.get("/settings/bank.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path)
    assert (tmp_path / "bank" / FORMAT_FILE).is_file()
    with app.unit() as unit:
        unit.editing.change_status([question], next(iter(unit.bank.states([question]).values())).status)
        files = unit.exchange.read(tmp_path / "bank")
    assert [known.content.prompt for known in files.bank.questions] == ["What is <it>?"]


@pytest.mark.parametrize(
    ("kind", "begins"), [("csv", "text/csv"), ("md", "text/markdown"), ("json", "application/json")]
)
def test_the_questions_are_taken_away_in_other_forms(app: App, browser: TestClient, kind: str, begins: str) -> None:
    a_question(app)
    answer = browser.get(f"/settings/bank.{kind}")

    assert answer.headers["content-type"].startswith(begins)
    assert "attachment" in answer.headers["content-disposition"]
    assert "What is the GIL?" in answer.text
    if kind == "json":
        json.loads(answer.text)


def test_a_form_that_is_none_is_refused(browser: TestClient) -> None:
    assert browser.get("/settings/bank.exe").status_code == 422


def test_a_backup_is_a_whole_database(sqlite_app: App, on_sqlite: TestClient, tmp_path: Path) -> None:
    a_question(sqlite_app)
    file = tmp_path / "copy.sqlite3"
    file.write_bytes(on_sqlite.get("/settings/backup.sqlite3").content)

    with sqlite3.connect(file) as copy:
        assert copy.execute("SELECT count(*) FROM questions").fetchone() == (1,)
    copy.close()


def test_nothing_is_left_behind_by_downloads(
    app: App, browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    a_question(app)
    for name in ("bank.zip", "bank.json", "backup.sqlite3"):
        browser.get(f"/settings/{name}")

    assert list(tmp_path.iterdir()) == []
