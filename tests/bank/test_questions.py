"""Listing questions, and looking at one."""

import pytest

from tests.apps import START
from tests.made_notes import REASON, a_draft, a_note, prompts, put
from viva.accounts.service import Accounts
from viva.app import App
from viva.bank.content import content_of, parts_in
from viva.bank.lines import Lines
from viva.bank.model import Filter, Origin, Place, QuestionStatus
from viva.db.database import Database
from viva.db.direct import SessionReader
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import NotFound
from viva.notes.model import (
    Diagram,
    Group,
    Image,
    KeyPoint,
    Kind,
    Level,
    Link,
    Need,
    Option,
    Reference,
    Snippet,
    Span,
    Status,
)
from viva.settings import Settings

PLAIN = a_draft("What is a list?", answer="A sequence.", language="en")
RICH = a_draft(
    "Что такое GIL?",
    line=5,
    answer="Блокировка.",
    kind=Kind.MCQ,
    level=Level.ADVANCED,
    language="ru",
    tech=("python",),
    topics=("concurrency",),
    needs=(Need.AUTHOR,),
    section=("Python", "Threads"),
)


def listed(app: App, wanted: Filter) -> list[str]:
    with app.reader() as unit:
        return [line.prompt for line in unit.bank.questions(wanted).questions]


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(kind=Kind.MCQ),
        Filter(status=QuestionStatus.DRAFT),
        Filter(level=Level.ADVANCED),
        Filter(language="ru"),
        Filter(tech="python"),
        Filter(topic="concurrency"),
        Filter(needs_work=True),
        Filter(need=Need.AUTHOR),
        Filter(source="b.md"),
        Filter(source="notes/b.md"),
        Filter(kind=Kind.MCQ, topic="concurrency", answered=True),
    ],
)
def test_a_filter_leaves_what_fits(app: App, wanted: Filter) -> None:
    put(app, a_note(PLAIN, source="notes/a.md"))
    put(app, a_note(RICH, source="notes/b.md"))

    assert listed(app, wanted) == [RICH.prompt]


@pytest.mark.parametrize(
    "wanted", [Filter(answered=False), Filter(source="%.md"), Filter(source="d"), Filter(tech="sql")]
)
def test_a_filter_that_fits_nothing_leaves_nothing(app: App, wanted: Filter) -> None:
    put(app, a_note(PLAIN, RICH, source="notes/a.md"))

    assert listed(app, wanted) == []


def test_questions_come_by_source_and_place(app: App) -> None:
    put(app, a_note(*prompts("3", "4"), source="b.md"))
    put(app, a_note(*prompts("1", "2"), source="a.md"))

    assert listed(app, Filter()) == ["1", "2", "3", "4"]


def test_a_page_holds_a_part_and_tells_the_whole(app: App) -> None:
    put(app, a_note(*prompts("1", "2", "3")))

    with app.reader() as unit:
        page = unit.bank.questions(limit=1, offset=1)
    assert ([line.prompt for line in page.questions], page.total) == (["2"], 3)


def test_a_question_that_needs_work_is_a_draft_and_another_is_ready(app: App) -> None:
    put(app, a_note(PLAIN, RICH))

    with app.reader() as unit:
        statuses = [line.status for line in unit.bank.questions().questions]
    assert statuses == [QuestionStatus.READY, QuestionStatus.DRAFT]


def test_everything_a_draft_says_is_kept(app: App) -> None:
    draft = a_draft(
        "Which?",
        line=7,
        answer="One.",
        number="12a",
        status=Status.PARTLY,
        keywords=("lock",),
        snippets=(Snippet(Span(9, 10), "python", "x = 1\ny"),),
        links=(Link(11, "https://example.org/?a=1"),),
        images=(Image(12, "a.png", "alt"),),
        references=(Reference(13, "b.md"),),
        diagrams=(Diagram(Span(14, 16), "mermaid"),),
        options=(Option(17, "yes"), Option(18, "no")),
        correct=(0,),
        key_points=(KeyPoint(8, "one", Group.MUST),),
        experience=True,
    )
    (question,) = put(app, a_note(draft)).question_ids

    with app.reader() as unit:
        kept = unit.bank.question(question)
    assert (kept.content, kept.parts) == (content_of(draft), parts_in(draft, {"a.png": None}))


def test_a_question_tells_where_it_comes_from_and_who_brought_it(app: App) -> None:
    (question,) = put(app, a_note(PLAIN)).question_ids

    with app.reader() as unit:
        kept = unit.bank.question(question)
    assert kept.place == Place(
        source="python.md",
        location="/notes/python.md",
        line=1,
        prompt=Span(1, 1),
        answer=Span(2, 2),
        snippets=(),
        reason=REASON,
    )
    wording = kept.wording
    assert (wording.number, wording.origin, wording.made_at, wording.made_by) == (1, Origin.NOTES, START, "local")


@pytest.mark.parametrize("number", [7, 0, -1, 1 << 63, 10**40])
def test_a_question_that_does_not_exist_is_not_found(app: App, number: int) -> None:
    with pytest.raises(NotFound, match=f"no question {number}"), app.reader() as unit:
        unit.bank.question(number)


def test_a_question_that_does_not_exist_has_no_revisions(app: App) -> None:
    with pytest.raises(NotFound, match="no question 7"), app.reader() as unit:
        unit.bank.revisions(7)


def test_a_stranger_sees_nothing_of_another_workspace(app: App, settings: Settings, clock: FrozenClock) -> None:
    (question,) = put(app, a_note(PLAIN)).question_ids
    database = Database(settings.database_url)
    with database.writer() as session:
        cleo = Accounts(session, clock).open_workspace("other team", owner="Cleo")
        session.commit()
    database.close()

    with app.reader(cleo) as unit:
        assert unit.bank.questions().total == 0
        assert unit.search.find("list").hits == ()
        assert unit.bank.sources() == ()
        with pytest.raises(NotFound):
            unit.bank.question(question)


STRANGE = ("a\0b", "\ud800")


@pytest.mark.parametrize("text", STRANGE)
def test_what_no_database_keeps_is_in_no_question(app: App, text: str) -> None:
    put(app, a_note(PLAIN))
    with app.reader() as unit:
        for wanted in (Filter(tag=text), Filter(language=text), Filter(source=text)):
            assert unit.bank.questions(wanted).total == 0
            assert unit.search.find("list", wanted).total == 0
        assert unit.search.find(f"tag:{text} {text}").total == 0
        with pytest.raises(NotFound):
            unit.bank.question_id(text)
        with pytest.raises(NotFound):
            unit.bank.picture(text)


def test_more_questions_can_be_looked_up_than_a_statement_can_name(app: App, settings: Settings) -> None:
    (question,) = put(app, a_note(PLAIN)).question_ids
    with app.reader() as unit:
        workspace = unit.person.workspace_id
    database = Database(settings.database_url)
    with database.reader() as session:
        found = list(Lines(SessionReader(session), workspace).with_answers(range(1, 70_000)))
    database.close()

    assert [row.question.id for row in found] == [question]


def test_all_that_fit_are_named_for_a_bulk_action(app: App) -> None:
    ids = put(app, a_note(PLAIN, RICH)).question_ids

    with app.reader() as unit:
        assert unit.bank.chosen() == tuple(ids)
        assert unit.bank.chosen(Filter(language="ru")) == (ids[1],)
