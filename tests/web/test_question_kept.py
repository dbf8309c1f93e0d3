"""What is the same beside every question is made once: each page is as if all of it were made for it."""

import re

import pytest
from starlette.testclient import TestClient

from viva.app import App
from viva.bank.content import Content
from viva.bank.model import QuestionStatus
from viva.web.templating import environment

_KEY = re.compile(r'name="key" value="([^"]+)"')


@pytest.fixture
def questions(app: App) -> tuple[int, int]:
    """Two of them."""
    with app.unit() as unit:
        (one,) = unit.editing.add(Content(prompt="What is a lock?", answer="A door.")).question_ids
    with app.unit() as unit:
        (other,) = unit.editing.add(Content(prompt="What is a heap?", answer="A tree.")).question_ids
    return one, other


def shown(browser: TestClient, question_id: int, language: str = "en") -> str:
    """A page, which is the same when all parts of it are made anew; the keys of its forms are left out."""
    page = _KEY.sub("", browser.get(f"/questions/{question_id}").text)
    environment(language).fragments.forget()
    assert page == _KEY.sub("", browser.get(f"/questions/{question_id}").text)
    return page


def test_each_question_has_its_own_address_in_all_that_can_be_done(
    browser: TestClient, questions: tuple[int, int]
) -> None:
    for own, other in (questions, questions[::-1]):
        page = shown(browser, own)
        for part in ("edit", "split", "history", "status", "link"):
            assert f'"/questions/{own}/{part}"' in page
        assert page.count(f'name="back" value="/questions/{own}"') >= 3
        assert f"/questions/{other}/" not in page


def test_forms_send_what_was_seen_of_this_question(browser: TestClient, app: App, questions: tuple[int, int]) -> None:
    one, other = questions
    with app.unit() as unit:
        unit.editing.change_status([one], QuestionStatus.RETIRED, seen={one: unit.bank.question(one).version})
        versions = {each: unit.bank.question(each).version for each in questions}

    assert versions[one] != versions[other]
    for each in questions:
        assert set(re.findall(r'name="seen" value="(\d+)"', shown(browser, each))) == {str(versions[each])}
    assert 'name="was" value="retired"' in shown(browser, one)
    assert 'name="was" value="retired"' not in shown(browser, other)
    assert 'name="status" value="retired"' not in shown(browser, one)


def test_nothing_can_be_done_about_what_was_taken_back(
    browser: TestClient, app: App, questions: tuple[int, int]
) -> None:
    assert 'name="status"' in shown(browser, questions[1])
    with app.unit() as unit:
        unit.activity.undo()
    assert 'name="status"' not in shown(browser, questions[1])
    assert f'"/questions/{questions[1]}/history"' in shown(browser, questions[1])
    assert 'name="status"' in shown(browser, questions[0])


def test_another_language_has_its_own(browser: TestClient, questions: tuple[int, int]) -> None:
    assert "Link another question" in shown(browser, questions[0])
    browser.cookies.set("viva-look", "language=ru")
    assert "Link another question" not in shown(browser, questions[0], "ru")
    browser.cookies.delete("viva-look")
    assert "Link another question" in shown(browser, questions[0])


def test_every_form_has_a_key_that_no_other_has_had(browser: TestClient, questions: tuple[int, int]) -> None:
    pages = [browser.get(f"/questions/{each}").text for _time in range(3) for each in questions]
    keys = [key for page in pages for key in _KEY.findall(page)]

    assert len(keys) >= 3 * 2 * 3
    assert len(set(keys)) == len(keys)
