"""Merging and splitting questions in the browser."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, listed, look, says
from tests.web.test_edit_question import fields
from viva.app import App
from viva.bank.content import Content, Point
from viva.bank.cutting import cut, places
from viva.notes.model import Group
from viva.web.wordings import WordingForm

LONG = """A lock.

## What is a mutex?
One holder.

- **What is a semaphore?**
  Some holders.

```python
# What is this?
```"""


def a_long_question(app: App) -> int:
    with app.unit() as unit:
        points = (Point("Some holders.", Group.MUST), Point("said nowhere", Group.OKAY))
        content = Content(
            prompt="What are locks?", answer=LONG, key_points=points, tags=("mine",), topics=("threading",)
        )
        return unit.editing.add(content).question_ids[0]


def two(app: App) -> tuple[int, int]:
    return a_question(app), a_question(app, "What does the GIL do?", source="b.md", answer="It locks.")


def test_what_questions_say_together_is_shown_before_they_are_merged(browser: TestClient, app: App) -> None:
    one, other = two(app)

    page = browser.get("/questions/merge", params={"id": [one, other]}).text

    assert re.search(r"A lock\.\s+It locks\.", page)
    assert f"/questions/merge?id={other}&amp;id={one}" in page
    assert len(listed(app)) == 2


def test_questions_are_merged_as_the_form_says(browser: TestClient, app: App) -> None:
    one, other = two(app)
    form = WordingForm.of(replace(says(app, one), answer="Both."))
    ids = {"id": [one, other], "version": [look(app, each).version for each in (one, other)]}

    merged = browser.post("/questions/merge", data=fields(form, **ids))

    assert merged.headers["location"].startswith(f"/questions/{one}?done=")
    assert says(app, one).answer == "Both."
    assert look(app, other).merged_into == one


def test_a_merge_of_what_was_changed_meanwhile_shows_it_and_keeps_the_form(browser: TestClient, app: App) -> None:
    one, other = two(app)
    form = fields(WordingForm.of(replace(says(app, one), answer="Mine.")), id=[one, other], version=[1, 99])

    refused = browser.post("/questions/merge", data=form)

    assert refused.status_code == 409
    assert "was changed meanwhile" in refused.text
    assert "Mine." in refused.text
    assert look(app, other).merged_into is None


@pytest.mark.parametrize("ids", [[], [1], [1, 1], [1, 999], list(range(1, 60))])
def test_what_cannot_be_merged_is_told(browser: TestClient, app: App, ids: list[int]) -> None:
    a_question(app)

    assert browser.get("/questions/merge", params={"id": ids}).status_code in {404, 422}


def test_an_answer_is_cut_at_its_lines_but_not_inside_code() -> None:
    content = Content(prompt="What are locks?", answer=LONG)

    assert [place.number for place in places(content) if place.may_begin] == [0, 2, 3, 5, 6]
    assert [part.prompt for part in cut(content, [5, 2])] == [
        "What are locks?",
        "What is a mutex?",
        "What is a semaphore?",
    ]
    assert cut(content, [2])[0].answer == "A lock."
    assert cut(content, [99]) == (("What are locks?", LONG),)


def test_a_question_is_split_with_its_key_points(browser: TestClient, app: App) -> None:
    question = a_long_question(app)
    chosen = browser.get(f"/questions/{question}/split", params={"at": [2, 5]}).text
    assert chosen.count('name="prompt"') == 3

    parts = cut(says(app, question), [2, 5])
    split = browser.post(
        f"/questions/{question}/split",
        data={
            "key": "k",
            "seen": look(app, question).version,
            "prompt": [part.prompt for part in parts],
            "answer": [part.answer for part in parts],
        },
    )

    assert split.status_code == 303
    assert sorted(listed(app, tag="mine")) == ["What are locks?", "What is a mutex?", "What is a semaphore?"]
    assert [point.text for point in says(app, question).key_points] == ["said nowhere"]
    with app.reader() as unit:
        last = unit.bank.question(question + 2)
    assert [point.text for point in last.content.key_points] == ["Some holders."]


def test_parts_that_are_too_few_or_ask_nothing_are_refused_and_kept(browser: TestClient, app: App) -> None:
    question = a_long_question(app)
    seen = look(app, question).version

    for prompts in (["One?"], ["One?", ""]):
        answers = ["a"] * len(prompts)
        data = {"key": f"{prompts}", "seen": seen, "prompt": prompts, "answer": answers}
        refused = browser.post(f"/questions/{question}/split", data=data)
        assert refused.status_code == 422
        assert "One?" in refused.text
    assert says(app, question).answer == LONG


def test_a_split_of_what_was_changed_meanwhile_keeps_the_parts(browser: TestClient, app: App) -> None:
    question = a_long_question(app)

    refused = browser.post(
        f"/questions/{question}/split",
        data={"key": "k", "seen": 99, "prompt": ["One?", "Two?"], "answer": ["1", "2"]},
    )

    assert refused.status_code == 409
    assert "Two?" in refused.text
    assert "What is a mutex?" in refused.text
