"""The page of the bank."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, listed
from viva.app import App
from viva.bank.content import Content
from viva.bank.model import Filter
from viva.web.pages.bank import PAGE, SEARCHED
from viva.web.templating import environment

HOSTILE = "<script>alert(1)</script>"


def picked(client: TestClient, *ids: int, key: str = "k1", **fields: str) -> str:
    """Change the picked questions; gives the address of the notice."""
    answer = client.post("/bank/change", data={"key": key, "id": [str(one) for one in ids], **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def links(page: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'href="([^"]*)"', page)]


def test_an_empty_bank_leads_to_the_first_question(browser: TestClient) -> None:
    page = browser.get("/bank").text

    assert "The bank is empty" in page
    assert "/import" in links(page)


def test_a_query_finds_and_marks(browser: TestClient, app: App) -> None:
    a_question(app, "What is the GIL?")
    a_question(app, "What is a list?", source="b.md", answer="A sequence.")

    page = browser.get("/bank", params={"q": "gil"}).text

    assert "What is the <mark>GIL</mark>?" in page
    assert "What is a list?" not in page


def test_a_search_as_one_types_gets_the_list_alone(browser: TestClient, app: App) -> None:
    a_question(app)

    part = browser.get("/bank", params={"q": "gi"}, headers={"HX-Request-Type": "partial"}).text

    assert part.lstrip().startswith('<div id="found"')
    assert "<html" not in part


def test_a_page_behind_the_last_is_the_last(browser: TestClient, app: App) -> None:
    a_question(app, "What is the GIL?")

    for query in ("", "gil"):
        page = browser.get("/bank", params={"q": query, "page": 99}).text
        assert "GIL</mark>?" in page if query else "What is the GIL?" in page
        assert "99" not in page


def test_what_a_search_offers_keeps_the_order(browser: TestClient, app: App) -> None:
    a_question(app, "What is garbage collection?", topics=("gil",))

    page = browser.get("/bank", params={"q": "garbage topic:gill", "order": "newest"}).text

    assert "/bank?q=garbage+topic%3Agil&order=newest" in links(page)
    assert "/bank?q=garbage&order=newest" in links(page)


def test_a_row_that_was_kept_is_as_one_made_anew(browser: TestClient, app: App) -> None:
    question = a_question(app, "What is the GIL?", topics=("gil",))
    shown = _found(browser, "gil")
    assert "#lock" not in shown

    picked(browser, question, add_tags="lock", level="L2", status="retired")
    again = _found(browser, "gi")

    assert "#lock" in again
    environment("en").fragments.forget()
    assert again == _found(browser, "gi")


def _found(browser: TestClient, query: str) -> str:
    """The list of a search as one types, without the keys of its forms."""
    page = browser.get("/bank", params={"q": query}, headers={"HX-Request-Type": "partial"}).text
    return re.sub(r'name="key" value="[^"]+"', "", page)


def test_a_facet_narrows_and_a_filter_can_be_taken_away(browser: TestClient, app: App) -> None:
    a_question(app, "What is the GIL?", topics=("gil",))

    page = browser.get("/bank", params={"q": "lock"}).text
    assert "/bank?q=topic%3Agil+lock" in links(page)

    narrowed = browser.get("/bank", params={"q": "topic:gil lock"}).text
    assert "/bank?q=lock" in links(narrowed)
    assert "1 question" in narrowed


def test_a_misspelt_word_and_a_filter_to_blame_are_told(browser: TestClient, app: App) -> None:
    a_question(app, "What is garbage collection?", topics=("gil",))

    assert "Nothing for “garbge”: showing “garbage”." in browser.get("/bank", params={"q": "garbge"}).text
    blamed = browser.get("/bank", params={"q": "garbage topic:gill"}).text
    assert "Without topic:gill there is 1." in blamed
    assert "/bank?q=garbage+topic%3Agil" in links(blamed)


def test_a_filter_that_makes_no_sense_is_told_with_the_query_kept(browser: TestClient) -> None:
    page = browser.get("/bank", params={"q": "level:L9"})

    assert page.status_code == 200
    assert "knows no “L9”" in page.text
    assert 'value="level:L9"' in page.text


def test_a_long_list_has_pages(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        for number in range(PAGE + 1):
            unit.editing.add(Content(prompt=f"Question {number}?", answer="Yes."))

    first, second = (browser.get("/bank", params={"page": page, "order": "notes"}).text for page in (1, 2))

    assert ("Question 0?" in first, "Question 50?" in first, "Question 50?" in second) == (True, False, True)
    assert "Question 50?" in browser.get("/bank", params={"order": "newest"}).text


def test_a_search_has_shorter_pages_that_lead_on_without_a_script(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        for number in range(SEARCHED + 1):
            unit.editing.add(Content(prompt=f"What is lock {number}?", answer="Yes."))

    typed = browser.get("/bank", params={"q": "lock"}, headers={"HX-Request-Type": "partial"}).text
    (following,) = [address for address in links(typed) if "page=2" in address]
    shown = [re.findall(r'href="(/questions/\d+)"', page) for page in (typed, browser.get(following).text)]

    assert [len(each) for each in shown] == [SEARCHED, 1]
    assert len({*shown[0], *shown[1]}) == SEARCHED + 1


def test_picked_questions_are_changed_at_once_and_it_can_be_undone(browser: TestClient, app: App) -> None:
    one, two = a_question(app), a_question(app, "What is a list?", source="b.md")
    a_question(app, "What is a set?", source="c.md")

    address = picked(browser, one, two, add_tags="hard, to ask ", level="L2", group_L2="must", status="retired")

    assert listed(app, tag="to ask") == ["What is the GIL?", "What is a list?"]
    assert len(listed(app, tag="hard", level="L2", group="must", status="retired")) == 2
    page = browser.get(address).text
    assert "2 questions were edited" in page
    undo = re.search(r'action="(/activity/\d+/undo)"', page)
    assert undo
    undone = browser.post(undo[1], data={"key": "k2", "back": "/bank"})
    assert listed(app, tag="hard") == []
    assert "Do it again" in browser.get(undone.headers["location"]).text


def test_a_form_sent_twice_changes_once(browser: TestClient, app: App) -> None:
    one = a_question(app)

    first, again = (picked(browser, one, add_tags="hard") for _ in range(2))

    assert first == again
    with app.reader() as unit:
        assert len(unit.activity.changes()) == 1


def test_all_that_were_found_are_changed(browser: TestClient, app: App) -> None:
    a_question(app)
    a_question(app, "What does the GIL cost?", source="b.md")
    a_question(app, "What is a list?", source="c.md", answer="A sequence.")

    picked(browser, all="on", q="gil", add_tags="x")

    assert len(listed(app, tag="x")) == 2


@pytest.mark.parametrize("fields", [{"add_tags": "x"}, {"id": "1"}, {"id": "999999", "add_tags": "x"}])
def test_what_cannot_be_done_is_told(browser: TestClient, app: App, fields: dict[str, str]) -> None:
    a_question(app)

    answer = browser.post("/bank/change", data={"key": "k", **fields})

    assert answer.status_code in {404, 422}
    assert listed(app, tag="x") == []


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_change_leads_back_to_our_own_pages_only(browser: TestClient, app: App, back: str) -> None:
    assert picked(browser, a_question(app), add_tags="x", back=back).startswith("/bank?done=")


def test_hostile_words_are_shown_and_not_carried_out(browser: TestClient, app: App) -> None:
    one = a_question(app, HOSTILE, answer=HOSTILE, source=f"{HOSTILE}.md", section=(HOSTILE,))
    picked(browser, one, add_tags=HOSTILE, add_topics=HOSTILE)

    for address in ("/bank", f"/bank?q={HOSTILE}", "/bank?q=script", f'/bank?q=tag:"{HOSTILE}"'):
        page = browser.get(address).text
        assert HOSTILE not in page
        assert "&lt;script&gt;" in page


def test_a_query_that_is_too_long_is_refused(browser: TestClient) -> None:
    assert browser.get("/bank", params={"q": "a" * 1001}).status_code == 422


def test_nothing_is_changed_in_a_bank_that_fits_no_query(app: App) -> None:
    with app.reader() as unit:
        assert unit.search.browse(" ").total == unit.bank.questions(Filter()).total == 0
