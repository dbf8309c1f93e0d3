"""What jobs came to is read in the language of who looks, whichever language the worker speaks."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from viva.app import App
from viva.intake.jobs import import_later
from viva.kernel.i18n import speaking

RUSSIAN = {"Accept-Language": "ru"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(params=["en", "ru"])
def imported(app: App, tmp_path: Path, request: pytest.FixtureRequest) -> int:
    """A job that a worker of either language has done, one of whose notes cannot be read."""
    (tmp_path / "one.md").write_text("# What is a monad?\n\nA monoid.\n", encoding="utf-8")
    (tmp_path / "two.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    with app.unit() as unit:
        job = import_later(unit.jobs, [tmp_path])
    with speaking(request.param):
        app.worker().run(once=True)
    return job


@pytest.mark.parametrize("page", ["/jobs", "/jobs/{id}"])
def test_pages_tell_it_to_each_reader_in_their_language(browser: TestClient, imported: int, page: str) -> None:
    address = page.format(id=imported)

    assert "1 note read: 1 new question." in browser.get(address, headers=ENGLISH).text
    assert "Прочитана 1 заметка: 1 новый вопрос." in browser.get(address, headers=RUSSIAN).text


def test_the_api_tells_it_with_its_figures(browser: TestClient, imported: int) -> None:
    english, russian = (
        browser.get(f"/api/v1/jobs/{imported}", headers=headers).json()["progress"] for headers in (ENGLISH, RUSSIAN)
    )

    assert english["note"].startswith("1 note read: 1 new question.\n")
    assert russian["note"].startswith("Прочитана 1 заметка: 1 новый вопрос.\n")
    assert english["told"] == russian["told"]
    assert (english["told"]["read"], english["told"]["added"]) == (1, 1)


def test_why_a_note_cannot_be_read_is_told_in_the_language_of_who_wanted_the_import(
    browser: TestClient, imported: int
) -> None:
    page = browser.get(f"/jobs/{imported}", headers=RUSSIAN).text

    assert "two.md is not text" in page


def test_reading_notes_that_were_brought_is_told_to_each_reader_too(app: App, browser: TestClient) -> None:
    note = ("files", ("a.md", b"# What is a monad?\n\nA monoid.\n"))
    brought = browser.post("/import", files=[note], data={"key": "once"})
    assert brought.status_code == 303
    with speaking("ru"):
        app.worker().run(once=True)

    with app.reader() as unit:
        (job,) = unit.jobs.newest().jobs
    assert ">1 note<" in browser.get(f"/jobs/{job.id}", headers=ENGLISH).text
    assert ">1 заметка<" in browser.get(f"/jobs/{job.id}", headers=RUSSIAN).text
