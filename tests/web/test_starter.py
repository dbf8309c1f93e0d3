"""The starter bank is offered by pages and by the API."""

from starlette.testclient import TestClient

from viva.app import App


def test_an_empty_bank_offers_it_and_a_button_adds_it(browser: TestClient, app: App) -> None:
    assert "Add the starter bank" in browser.get("/").text
    assert "Add the starter bank" in browser.get("/bank").text

    pressed = browser.post("/starter", data={"key": "k", "wanted": "en"})
    again = browser.post("/starter", data={"key": "k", "wanted": "en"})
    app.worker().run(once=True)

    assert pressed.headers["location"] == again.headers["location"]
    assert "questions added" in browser.get(pressed.headers["location"]).text
    assert "Bring it up to date" in browser.get("/settings").text
    assert 'href="/bank"' in browser.get("/").text


def test_a_language_that_it_does_not_have_is_refused(browser: TestClient) -> None:
    assert browser.post("/starter", data={"key": "k", "wanted": "fr"}).status_code == 422


def test_the_api_tells_how_much_of_it_is_there_and_adds_it(browser: TestClient, app: App) -> None:
    before = browser.get("/api/v1/starter").json()
    added = browser.post("/api/v1/starter", json={"languages": ["ru"]}, headers={"Idempotency-Key": "k"})
    app.worker().run(once=True)
    after = browser.get("/api/v1/starter").json()

    assert before["there"] == 0
    assert browser.get(f"/api/v1/jobs/{added.json()['job']}").json()["state"] == "done"
    assert after == {"shipped": before["shipped"], "there": before["shipped"] // 2, "languages": ["en", "ru"]}
