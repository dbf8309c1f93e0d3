"""Writing a question in the browser."""

import re
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, listed, look, says
from viva.app import App
from viva.bank.content import Content, Necessity, Point, Remark, Task, WrongSolution
from viva.notes.model import Group, Kind, Level, Status
from viva.web.wordings import WordingForm, target_of

PNG = b"\x89PNG\r\n\x1a\nbytes"
WHOLE = Content(
    prompt="Which of these is a lock?\nTick all.",
    kind=Kind.MCQ,
    answer="\n  Both.\n\n```python\nx = 1\n```\n",
    options=("mutex", "list", "semaphore"),
    correct=(0, 2),
    key_points=(Point("a mutex is", Group.MUST), Point("two\nlines", Group.PERFECT)),
    experience=True,
    section=("Threads", "Locks / more"),
    level=Level.INTERMEDIATE,
    groups=(Necessity(Level.BEGINNER, Group.OKAY), Necessity(Level.ADVANCED, Group.MUST)),
    language="en",
    tech=("python",),
    topics=("threading", "gil"),
    keywords=("mutex",),
    tags=("a,b", "two words"),
    number="7.b",
    author_status=Status.PARTLY,
    explanations=("It excludes.", "", "It counts."),
    follow_ups=(Remark("And a\nspin lock?", "It waits\nbusily."), Remark("Why?")),
    mistakes=(Remark("A lock is a thread."),),
    sources=("[threading](https://docs.python.org/3/library/threading.html)",),
    task=Task(
        "Write f.",
        "def f(): ...",
        "f() == 1\nhidden:\nf() == 1",
        "def f():\n    return 1",
        (WrongSolution("is none", ""),),
    ),
)


def fields(form: WordingForm, **other: Any) -> dict[str, Any]:
    """A form as a browser sends it: text areas with two characters at each line end."""
    plain = {**form.model_dump(mode="json"), "key": "k", **other}
    given = {name: value for name, value in plain.items() if value is not None}
    return {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in given.items()}


def form_of(app: App, question: int) -> WordingForm:
    seen = look(app, question)
    return WordingForm.of(seen.content, seen=seen.version)


def test_a_wording_survives_its_form(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        question = unit.editing.add(WHOLE).question_ids[0]

    answer = browser.post(f"/questions/{question}/edit", data=fields(form_of(app, question)))

    assert answer.headers["location"] == f"/questions/{question}?done=0"
    assert says(app, question) == WHOLE


def test_a_question_is_reworded_and_it_can_be_undone(browser: TestClient, app: App) -> None:
    question = a_question(app)

    stored = browser.post(f"/questions/{question}/edit", data=fields(form_of(app, question), answer="A mutex."))

    assert says(app, question).answer == "A mutex."
    page = browser.get(stored.headers["location"]).text
    assert "1 question was edited" in page
    assert re.search(r'action="/activity/\d+/undo"', page)


def test_a_form_sent_twice_is_stored_once(browser: TestClient, app: App) -> None:
    question = a_question(app)
    sent = fields(form_of(app, question), answer="A mutex.")

    first, again = (browser.post(f"/questions/{question}/edit", data=sent) for _ in range(2))

    assert first.headers["location"] == again.headers["location"]
    with app.reader() as unit:
        assert len(unit.bank.revisions(question)) == 2


def test_who_is_late_sees_both_and_loses_nothing(browser: TestClient, app: App) -> None:
    question = a_question(app)
    late = fields(form_of(app, question), answer="My words.", tags="mine")
    with app.unit() as unit:
        state = unit.bank.states([question])[question]
        unit.editing.edit(question, replace(state.content, answer="Their words."), seen=state.version)

    refused = browser.post(f"/questions/{question}/edit", data=late)

    assert refused.status_code == 409
    assert "Their words." in refused.text
    assert "<ins>+ My words.</ins>" in refused.text
    assert re.search(r'<textarea id="answer"[^>]*>\s*My words\.</textarea>', refused.text)
    assert says(app, question).answer == "Their words."

    seen = re.search(r'name="seen" value="(\d+)"', refused.text)
    assert seen
    browser.post(f"/questions/{question}/edit", data={**late, "key": "k2", "seen": seen[1]})
    assert (says(app, question).answer, says(app, question).tags) == ("My words.", ("mine",))


def test_rows_are_added_and_taken_away_without_storing(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        question = unit.editing.add(WHOLE).question_ids[0]
    form = form_of(app, question)

    more = browser.post(f"/questions/{question}/edit", data=fields(form, do="more-points")).text
    less = browser.post(f"/questions/{question}/edit", data=fields(form, do="drop-option:0")).text

    assert more.count('name="point"') == 3
    assert less.count('name="option"') == 2
    assert re.search(r'name="right" value="1" checked', less)
    assert not re.search(r'name="right" value="0" checked', less)
    assert says(app, question) == WHOLE


def test_what_cannot_be_read_below_the_key_points_is_told_and_stays_in_the_form(browser: TestClient, app: App) -> None:
    with app.unit() as unit:
        question = unit.editing.add(WHOLE).question_ids[0]
    sent = fields(form_of(app, question), more="## Task\n~~~text tests\nf(x) == 1\n~~~")

    refused = browser.post(f"/questions/{question}/edit", data=sent)
    preview = browser.post("/questions/preview", data=sent)

    assert refused.status_code == 422
    assert "Line 3 of what stands below the key points" in refused.text
    assert re.search(r'name="more"[^>]*>\s*## Task\s+~~~text tests', refused.text)
    assert "Line 3 of what stands below the key points" in preview.text
    assert says(app, question) == WHOLE


def test_an_option_is_taken_away_with_its_explanation() -> None:
    form = WordingForm.of(WHOLE).model_copy(update={"do": "drop-option:0"})

    content = form.with_rows().content()

    assert (content.options, content.explanations) == (("list", "semaphore"), ("", "It counts."))


@pytest.mark.parametrize(
    "do", ["drop-option:99", "drop-point:x", "drop-option:-1", f"drop-point:{'9' * 5000}", "whatever"]
)
def test_a_button_that_is_not_there_changes_nothing(do: str) -> None:
    form = WordingForm.of(WHOLE).model_copy(update={"do": do})

    assert form.with_rows().content() == WHOLE


def test_a_new_question_is_put_into_the_bank(browser: TestClient, app: App) -> None:
    form = WordingForm(prompt="What is asyncio?", answer="An event loop for coroutines in Python.")

    answer = browser.post("/questions/new", data=fields(form))

    assert answer.status_code == 303
    assert listed(app) == ["What is asyncio?"]
    assert "asyncio" in browser.get(answer.headers["location"]).text


def test_a_question_without_words_is_refused_with_what_was_typed(browser: TestClient, app: App) -> None:
    refused = browser.post("/questions/new", data=fields(WordingForm(answer="An answer.")))

    assert refused.status_code == 422
    assert "its prompt is empty" in refused.text
    assert "An answer." in refused.text
    assert listed(app) == []


def test_a_picture_comes_along_and_is_shown(browser: TestClient, app: App) -> None:
    question = a_question(app)
    files = [("pictures", ("../my lock.png", PNG))]

    stored = browser.post(f"/questions/{question}/edit", data=fields(form_of(app, question)), files=files)

    assert "![my-lock](my-lock.png)" in says(app, question).answer
    assert '<img src="/pictures/' in browser.get(stored.headers["location"]).text


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"<script>alert(1)</script>"])
def test_what_is_no_picture_is_refused(browser: TestClient, app: App, data: bytes) -> None:
    question = a_question(app)

    refused = browser.post(
        f"/questions/{question}/edit",
        data=fields(form_of(app, question)),
        files=[("pictures", ("<script>.png", data))],
    )

    assert refused.status_code == 422
    assert "<script>" not in refused.text
    assert says(app, question).answer == "A lock."


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("lock.png", "lock.png"),
        ("C:\\notes\\my lock.png", "my-lock.png"),
        ("a)b(c<d>.png", "a-b-c-d-.png"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe", "gnp.exe"),
        ("", "picture"),
        ("...", "picture"),
    ],
)
def test_a_picture_is_named_so_that_a_text_can_show_it(name: str, target: str) -> None:
    assert target_of(name) == target


def test_a_preview_shows_a_form_and_stores_nothing(browser: TestClient, app: App) -> None:
    question = a_question(app)

    shown = browser.post(
        f"/questions/preview?of={question}", data=fields(form_of(app, question), answer="**Bold** <b>")
    )

    assert "<strong>Bold</strong> &lt;b&gt;" in shown.text
    assert says(app, question).answer == "A lock."


def test_hostile_words_in_a_form_are_words(browser: TestClient, app: App) -> None:
    evil = "</textarea><script>alert(1)</script>"
    with app.unit() as unit:
        question = unit.editing.add(
            replace(WHOLE, prompt=evil, answer=evil, options=(evil,), correct=(), number=evil, tags=(evil,))
        ).question_ids[0]

    page = browser.get(f"/questions/{question}/edit").text

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") >= 5


def test_a_merged_question_is_not_edited(browser: TestClient, app: App) -> None:
    one, other = a_question(app), a_question(app, "What is the GIL for?", source="b.md")
    with app.unit() as unit:
        unit.editing.merge(one, [other])

    assert browser.get(f"/questions/{other}/edit").headers["location"] == f"/questions/{other}"
