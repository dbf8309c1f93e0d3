"""What waits for a person."""

from dataclasses import replace

import pytest

from tests.bank.editing import a_question, look
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.attention import Work
from viva.bank.model import QuestionStatus
from viva.notes.model import Level, Need


def waiting(app: App, kind: Work) -> list[int]:
    with app.reader() as unit:
        return [one.question.id for one in unit.attention.waiting(kind)]


def counts(app: App) -> dict[Work, int]:
    with app.reader() as unit:
        return {kind: count for kind, count in unit.attention.counts().items() if count}


@pytest.mark.parametrize(
    ("need", "work"),
    [(Need.ANSWER, Work.ANSWER), (Need.MORE_THAN_LINKS, Work.MORE_THAN_LINKS), (Need.AUTHOR, Work.TODO)],
)
def test_what_a_question_needs_is_counted_and_listed(app: App, need: Need, work: Work) -> None:
    question = a_question(app, needs=(need,))

    assert counts(app) == {work: 1, Work.DRAFT: 1}
    assert waiting(app, work) == [question]


def test_a_question_that_is_no_longer_asked_waits_for_nobody(app: App) -> None:
    question = a_question(app, needs=(Need.ANSWER,))
    with app.unit() as unit:
        unit.editing.change_status([question], QuestionStatus.RETIRED)

    assert counts(app) == {}
    assert waiting(app, Work.ANSWER) == []


def test_an_offer_is_told_with_both_wordings_and_the_version(app: App) -> None:
    question = a_question(app)
    with app.unit() as unit:
        mine = replace(unit.bank.question(question).content, prompt="What is a lock?")
        unit.editing.edit(question, mine, seen=1)
    put(app, a_note(a_draft("What is the GIL of Python?", answer="A lock.", language="en"), source="a.md"))

    with app.reader() as unit:
        (one,) = unit.attention.waiting(Work.OFFERED)

    assert one.question.id == question
    assert one.version == look(app, question).version
    assert one.offer
    assert [content.prompt for content in one.offer] == ["What is a lock?", "What is the GIL of Python?"]


def test_vanished_questions_are_listed(app: App) -> None:
    question = a_question(app)
    put(app, a_note(source="a.md"))

    assert counts(app) == {Work.VANISHED: 1}
    assert waiting(app, Work.VANISHED) == [question]


def test_pages_of_the_list_follow_each_other(app: App) -> None:
    questions = [a_question(app, f"What is {n}?", source=f"{n}.md", needs=(Need.ANSWER,)) for n in range(3)]
    with app.reader() as unit:
        pages = [unit.attention.waiting(Work.ANSWER, limit=2, offset=offset) for offset in (0, 2)]

    assert [one.question.id for page in pages for one in page] == questions


def test_coverage_counts_topics_by_level_most_first(app: App) -> None:
    a_question(app, "One?", source="a.md", topics=("gil", "threading"), level=Level("L1"))
    a_question(app, "Two?", source="b.md", topics=("gil",), level=Level("L1"))
    a_question(app, "Three?", source="c.md", topics=("gil",))

    with app.reader() as unit:
        topics = unit.attention.coverage().topics

    assert list(topics) == ["gil", "threading"]
    assert topics["gil"] == {Level("L1"): 2, None: 1}
