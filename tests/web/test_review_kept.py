"""A note under review is shown of parts that were made before: each page is as if all of them were made for it."""

import re
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from tests.web.test_import import a_file, bring, press, work
from tests.web.test_review import FAULTY, import_it, say, seen
from viva.app import App
from viva.bank.model import QuestionStatus
from viva.web.templating import environment

TEXT = (
    "# Python\n\n## What is the GIL?\n\nOne lock around the interpreter.\nIt is held by one.\n\n"
    "## What is a heap?\n\nA tree in an array.\n\n## What is a set?\n\nA hash table.\n\n"
    "## What is a list?\n\nAn array.\n"
)
_KEY = re.compile(r'name="key" value="([^"]+)"')
_SEEN = re.compile(r'name="seen" value="\d+"')


@pytest.fixture
def note(browser: TestClient, app: App) -> str:
    """The address of a note that waits to be looked over."""
    at = bring(browser, a_file(content=TEXT))
    work(app)
    return f"{at}/files/1"


def shown(browser: TestClient, address: str, language: str = "en") -> str:
    """A page, which is the same when all parts of it are made anew; what its forms send along is left out."""
    page = _KEY.sub("", browser.get(address).text)
    environment(language).fragments.forget()
    assert page == _KEY.sub("", browser.get(address).text)
    return _SEEN.sub("", page)


def test_every_correction_is_seen_at_once(browser: TestClient, note: str) -> None:
    pages = [shown(browser, note)]
    for form in (
        {"do": "accept", "draft": "0"},
        {"do": "reopen", "draft": "0"},
        {"do": "reject", "draft": "1"},
        {"do": "shorter", "draft": "0"},
        {"do": "longer", "draft": "0"},
        {"do": "split", "draft": "0", "line": "6"},
        {"do": "merge", "draft": "2"},
        {"do": "accept-rest"},
    ):
        assert say(browser, note, **form) == 303
        pages.append(shown(browser, note))
    form = {"key": "w", "seen": seen(browser, note), "kind": "question", "prompt": "Which <lock>?", "answer": "*Mine*"}
    assert browser.post(f"{note}/drafts/0", data=form).status_code == 303
    pages.append(shown(browser, note))
    for turn in ("undo", "undo", "redo"):
        assert press(browser, f"{note}/{turn}", f"turn {len(pages)}", seen=seen(browser, note)) == 303
        pages.append(shown(browser, note))

    assert all(before != after for before, after in pairwise(pages))
    assert pages[0].count('value="accept"') == 4
    assert "Which &lt;lock&gt;?" in pages[9]
    assert "<em>Mine</em>" in pages[9]


def test_what_is_refused_is_shown_beside_its_draft_and_only_then(browser: TestClient, note: str) -> None:
    before = shown(browser, note)
    form = {"do": "move", "draft": "0", "prompt_first": "3", "prompt_last": "9", "answer_first": "", "answer_last": ""}
    refused = [browser.post(note, data={"key": key, "seen": seen(browser, note), **form}).text for key in ("a", "b")]

    assert [len(re.findall(r'name="prompt_last"[^>]*value="9"', page)) for page in refused] == [1, 1]
    assert shown(browser, note) == before


def test_another_language_and_another_place_in_the_note_have_their_own(browser: TestClient, note: str) -> None:
    english = shown(browser, note)
    assert "Answer from line" in english
    assert 'name="at" value="3"' in shown(browser, f"{note}?line=3")
    assert "?at=3" in shown(browser, f"{note}?line=3")
    browser.cookies.set("viva-look", "language=ru")
    assert "Answer from line" not in shown(browser, note, "ru")
    browser.cookies.delete("viva-look")
    assert shown(browser, note) == english


def test_the_same_draft_of_another_note_leads_to_its_own(browser: TestClient, app: App, note: str) -> None:
    other = f"{bring(browser, a_file(content=TEXT), key='k2')}/files/1"
    work(app)

    assert f'action="{note}"' in shown(browser, note)
    page = shown(browser, other)
    assert f'action="{note}"' not in page
    assert page.count(f'href="{other}/drafts/') == 4


def test_what_the_bank_has_is_told_as_it_is_now(browser: TestClient, app: App, note: str) -> None:
    import_it(browser, app, note)
    other = f"{bring(browser, a_file('other.md', TEXT), key='k2')}/files/1"
    work(app)
    pages = [shown(browser, other)]
    with app.unit() as unit:
        unit.editing.change_status([1], QuestionStatus.RETIRED, seen={1: unit.bank.question(1).version})
    pages.append(shown(browser, other))
    with app.unit() as unit:
        unit.activity.undo()
    with app.unit() as unit:
        unit.activity.undo()
    pages.append(shown(browser, other))

    assert 'href="/questions/1"' in pages[0]
    assert 'href="/questions/1"' not in pages[2]


def test_buttons_are_gone_when_the_note_is_in_the_bank(browser: TestClient, app: App, note: str) -> None:
    assert 'value="reject"' in shown(browser, note)
    import_it(browser, app, note)
    assert 'value="reject"' not in shown(browser, note)


def test_findings_of_lines_are_shown_with_them(browser: TestClient, app: App) -> None:
    at = f"{bring(browser, ('files', ('a.md', FAULTY)))}/files/1"
    work(app)
    assert shown(browser, at).count(">1 finding<") == 2
    assert say(browser, at, do="reject", draft="0") == 303
    assert shown(browser, at).count(">1 finding<") == 1


def test_every_form_has_a_key_that_no_other_has_had(browser: TestClient, note: str) -> None:
    keys = [key for _time in range(3) for key in _KEY.findall(browser.get(note).text)]

    assert len(keys) >= 3 * 4 * 4
    assert len(set(keys)) == len(keys)
