"""The page of a question."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, look
from viva.app import App
from viva.bank.content import Content, Necessity, Point, Remark, Task, WrongSolution
from viva.bank.model import QuestionStatus
from viva.intake.reading import Reading
from viva.notes.model import Group, Level, RelationKind

HOSTILE = "<script>alert(1)</script>"


def press(client: TestClient, address: str, **fields: object) -> str:
    """Press a button of a page; gives the page it leads to."""
    answer = client.post(address, data={"key": f"{address} {fields}", **fields})
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"]).text


def test_a_question_is_shown_whole(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        content = Content(
            prompt="What is the GIL?",
            answer="A **lock**.\n\n```python\ndef f(): pass\n```\n\nSee https://docs.python.org/3/",
            key_points=(Point("it is a lock", Group.MUST), Point("per interpreter", Group.PERFECT)),
            groups=(Necessity(Level.INTERMEDIATE, Group.MUST),),
            level=Level.INTERMEDIATE,
            tags=("mine",),
        )
        question = unit.editing.add(content).question_ids[0]

    page = browser.get(f"/questions/{question}").text

    for shown in ("<strong>lock</strong>", '<span class="k">def</span>', "it is a lock", "per interpreter", "mine"):
        assert shown in page
    assert 'href="https://docs.python.org/3/"' in page
    assert "written by hand" in page


def test_what_is_said_around_a_question_is_shown_and_hidden_tests_are_told_apart(browser: TestClient, app: App) -> None:
    task = Task(
        "Write *f*.",
        "def f(): ...",
        "f() == 1\nhidden:\nf() <= 2 == 1",
        "def f(): return 1",
        (WrongSolution("is <none>", ""),),
    )
    with app.unit() as unit:
        content = Content(
            prompt="Which?",
            options=("a", "b"),
            correct=(1,),
            explanations=("Not `this`.", ""),
            follow_ups=(Remark("And **then**?", "More."),),
            mistakes=(Remark("Never."),),
            sources=("[PEP 703](https://peps.python.org/pep-0703/)",),
            task=task,
        )
        question = unit.editing.add(content).question_ids[0]

    page = browser.get(f"/questions/{question}").text

    for shown in ("<code>this</code>", "<strong>then</strong>", "More.", "Never.", "<em>f</em>", "is &lt;none&gt;"):
        assert shown in page
    assert 'href="https://peps.python.org/pep-0703/"' in page
    assert page.count(">hidden<") == 1
    assert "f() &lt;= 2 == 1" in page


def test_a_question_of_a_note_tells_its_place_and_why(browser: TestClient, app: App) -> None:
    page = browser.get(f"/questions/{a_question(app, source='gil.md')}").text

    assert "gil.md" in page
    assert "Taken because:" in page


def test_its_status_is_changed_and_changed_back(browser: TestClient, app: App) -> None:
    one = a_question(app)

    page = press(browser, f"/questions/{one}/status", status="retired", seen=look(app, one).version)

    assert look(app, one).status is QuestionStatus.RETIRED
    undo = re.search(r'action="(/activity/\d+/undo)"', page)
    assert undo
    press(browser, undo[1], back=f"/questions/{one}")
    assert look(app, one).status is QuestionStatus.READY


def test_a_stale_page_changes_nothing(browser: TestClient, app: App) -> None:
    one = a_question(app)
    seen = look(app, one).version
    press(browser, f"/questions/{one}/status", status="draft", seen=seen)

    answer = browser.post(f"/questions/{one}/status", data={"key": "k", "status": "retired", "seen": seen})

    assert answer.status_code == 409
    assert look(app, one).status is QuestionStatus.DRAFT


def test_questions_are_linked_and_set_apart(browser: TestClient, app: App) -> None:
    one, other = a_question(app), a_question(app, "What is a list?", source="b.md")

    page = press(browser, f"/questions/{one}/link", other=other, kind="follow-up")
    assert "is followed up by" in page
    assert "a person said so" in page
    press(browser, f"/questions/{one}/unlink", other=other, kind="follow-up")

    assert look(app, one).related == ()


def test_a_link_to_itself_is_refused_with_a_sentence(browser: TestClient, app: App) -> None:
    one = a_question(app)

    answer = browser.post(f"/questions/{one}/link", data={"key": "k", "other": one, "kind": "near"})

    assert answer.status_code == 422
    assert "does not hang together with itself" in answer.text


def test_two_questions_stand_side_by_side(browser: TestClient, app: App) -> None:
    one, other = a_question(app), a_question(app, "Что такое GIL?", source="b.md", answer="Замок.")
    with app.unit() as unit:
        unit.editing.link(one, other, RelationKind.TWIN)

    page = browser.get(f"/questions/{one}", params={"beside": other}).text

    assert "What is the GIL?" in page
    assert "Замок" in page
    assert "<ins>+ Замок.</ins>" in page


def test_what_the_notes_offer_is_taken(browser: TestClient, app: App) -> None:
    one = offered(app)

    page = browser.get(f"/questions/{one}").text
    assert "The notes say something else" in page
    assert "<ins>+ A mutex.</ins>" in page

    press(browser, f"/questions/{one}/settle", take="yes", seen=look(app, one).version)
    assert look(app, one).content.answer == "A mutex."


def test_its_history_tells_what_each_wording_changed(browser: TestClient, app: App) -> None:
    page = browser.get(f"/questions/{offered(app)}/history").text

    assert "Wording 1" in page
    assert "<del>- A lock.</del>" in page
    assert "<ins>+ My lock.</ins>" in page
    assert "<ins>+ A mutex.</ins>" in page


def test_a_merged_question_leads_to_the_one_it_is_in(browser: TestClient, app: App) -> None:
    one, other = a_question(app), a_question(app, "What is the GIL for?", source="b.md")
    with app.unit() as unit:
        unit.editing.merge(one, [other])

    page = browser.get(f"/questions/{other}").text

    assert f'href="/questions/{one}"' in page
    assert f"/questions/{other}/edit" not in page


def test_a_question_that_was_taken_back_says_so(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        added = unit.editing.add(Content(prompt="What is X?"))
    with app.unit() as unit:
        unit.activity.undo(added.change_id)

    assert "taken back" in browser.get(f"/questions/{added.question_ids[0]}").text


@pytest.mark.parametrize("path", ["999", "0", "-1", "99999999999999999999", "x", "999/history"])
def test_a_question_that_is_not_there_is_told(browser: TestClient, path: str) -> None:
    assert browser.get(f"/questions/{path}").status_code in {404, 422}


def test_hostile_words_are_shown_and_not_carried_out(browser: TestClient, app: App) -> None:
    evil = f"{HOSTILE} [x](javascript:alert(1)) \N{RIGHT-TO-LEFT OVERRIDE} {'a' * 100_000}"
    with app.unit() as unit:
        content = Content(
            prompt=evil, answer=evil, tags=(HOSTILE,), section=(HOSTILE,), key_points=(Point(evil, Group.MUST),),
            options=(evil,), number=HOSTILE, keywords=(HOSTILE,), topics=(HOSTILE,),
        )  # fmt: skip
        one = unit.editing.add(content).question_ids[0]
        other = unit.editing.add(Content(prompt=HOSTILE, language="ru", answer="x")).question_ids[0]
        unit.editing.link(one, other, RelationKind.NEAR)

    for address in (f"/questions/{one}", f"/questions/{one}?beside={other}", f"/questions/{one}/history"):
        page = browser.get(address).text
        assert HOSTILE not in page
        assert 'href="javascript' not in page


def offered(app: App) -> int:
    """A question with a person's wording, for which the notes offer another."""
    one = a_question(app)
    with app.unit() as unit:
        state = unit.bank.states([one])[one]
        unit.editing.edit(one, replace(state.content, answer="My lock."), seen=state.version)
    a_question(app, answer="A mutex.")
    return one


def test_the_lines_of_its_note_stand_beside_it(browser: TestClient, app: App, tmp_path: Path) -> None:
    note = tmp_path / "<b>notes.md"
    note.write_text("# Threads\n\n## What is a <script>?\n\nA lock.\n", encoding="utf-8")
    Reading.of([note]).store(app)

    page = browser.get("/questions/1").text
    assert "## What is a &lt;script&gt;?" in page
    assert "its lines cannot be shown" not in page

    note.write_text("Something else.", encoding="utf-8")
    changed = browser.get("/questions/1").text
    assert "## What is a" not in changed
    assert "its lines cannot be shown" in changed
