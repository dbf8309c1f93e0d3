"""What an author leaves out of a question's subject is found in its text."""

from tests.bank.editing import look, says
from viva.app import App
from viva.bank.content import Content
from viva.bank.proposing import propose
from viva.notes.subject.taxonomy import keywords


def test_language_topics_tech_and_keywords_are_found() -> None:
    found = propose(Content(prompt="What is the GIL in Python?"))

    assert (found.language, found.topics, found.tech) == ("en", ("gil",), ("python",))
    assert found.keywords == keywords(("gil",), ("python",))


def test_a_russian_question_is_russian() -> None:
    assert propose(Content(prompt="Что такое декоратор?")).language == "ru"


def test_code_tells_the_technology_and_no_topic() -> None:
    found = propose(Content(prompt="What does it print?", answer="It fails.\n```python\nlock = deadlock()\n```"))

    assert found.tech == ("python",)
    assert found.topics == ()


def test_what_is_stated_stays() -> None:
    stated = Content(
        prompt="What is the GIL in Python?", language="de", topics=("memory",), tech=("cpp",), keywords=("lock",)
    )

    assert propose(stated) == stated


def test_what_nothing_tells_stays_open() -> None:
    assert propose(Content(prompt="42")) == Content(prompt="42")


def test_a_question_made_by_hand_gets_its_subject(app: App) -> None:
    with app.unit() as unit:
        (question,) = unit.editing.add(Content(prompt="What is the GIL in Python?")).question_ids

    assert says(app, question).topics == ("gil",)


def test_an_edit_may_leave_it_without(app: App) -> None:
    with app.unit() as unit:
        (question,) = unit.editing.add(Content(prompt="What is the GIL?")).question_ids
    with app.unit() as unit:
        unit.editing.edit(question, Content(prompt="What is it?", language="en"), seen=look(app, question).version)

    assert says(app, question).topics == ()
