"""The questions of an interview: frozen when it is made, and moved, skipped, swapped and added while it goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.bank.editing import look
from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, asked, fixed, pick
from viva.app import App
from viva.bank.content import Remark
from viva.interviews.conduct.errors import StaleInterview
from viva.interviews.conduct.listing import Wanted
from viva.interviews.conduct.model import Fate, Kind, State
from viva.interviews.conduct.planning import Plan
from viva.interviews.templates.model import Section
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import InvalidInput, NotFound
from viva.notes.model import Group, RelationKind


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


def prompts(table: Table) -> list[str]:
    return [each.line.content.prompt for each in table.sheet("Ana").lines if each.line.swapped_for is None]


def test_what_is_edited_later_changes_nothing(app: App) -> None:
    question = asked(app, "GIL?")
    table = an_interview(app, a_template(fixed(app, question)))
    with app.unit() as unit:
        now = unit.bank.question(question)
        unit.editing.edit(question, replace(now.content, prompt="Changed?"), seen=now.version)
        version = unit.templates.template(1).version
        unit.templates.revise(1, a_template(pick("one of any topic"), title="Changed"), seen=version)
    (line,) = table.sheet("Ana").lines

    assert (line.line.content.prompt, line.line.revision, look(app, question).wording.number) == ("GIL?", 1, 2)
    assert table.sheet("Ana").interview.title == "Python, L2"


def twins(app: App) -> tuple[int, int]:
    """The same question in English and in Russian."""
    one, other = asked(app, "GIL?"), asked(app, "Что такое GIL?")
    with app.unit() as unit:
        now = unit.bank.question(other)
        unit.editing.edit(other, replace(now.content, language="ru"), seen=now.version)
        unit.editing.link(one, other, RelationKind.TWIN)
    return one, other


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_question_is_asked_in_the_language_of_the_talk_and_its_twin_comes_along(app: App, language: str) -> None:
    one, other = twins(app)
    template = a_template(fixed(app, one))
    (shown,) = an_interview(app, template, language=language).sheet("Ana").lines
    line = shown.line

    assert line.twin
    assert {line.content.language: line.content.prompt, line.twin.language: line.twin.prompt} == {
        "en": "GIL?",
        "ru": "Что такое GIL?",
    }
    assert (line.content.language, line.question_id) == (language, {"en": one, "ru": other}[language])


def test_a_pick_prefers_what_can_be_asked_in_the_language_of_the_talk(app: App) -> None:
    asked(app, "Threads?")
    twins(app)
    template = a_template(pick("one of topic gil"))
    picked = {language: an_interview(app, template, language=language) for language in ("en", "ru", "de")}

    assert {language: prompts(table) for language, table in picked.items()} == {
        "en": ["Threads?"],
        "ru": ["Что такое GIL?"],
        "de": ["Threads?"],
    }


def test_a_template_that_names_both_wordings_asks_each_once(app: App) -> None:
    one, other = twins(app)
    table = an_interview(app, a_template(fixed(app, one), fixed(app, other)))

    assert [each.line.question_id for each in table.sheet("Ana").lines] == [one, other]


def test_a_question_that_is_added_is_asked_in_the_language_of_the_talk_and_once(app: App) -> None:
    one, other = twins(app)
    table = an_interview(app, a_template(fixed(app, asked(app, "Threads?"))), language="ru")
    table.record("Ana", Kind.ADD, question=one)

    assert prompts(table) == ["Threads?", "Что такое GIL?"]
    assert table.record("Ana", Kind.ADD, question=other).fate is Fate.REFUSED


def test_follow_ups_are_those_of_the_template_and_of_the_question(app: App) -> None:
    question = asked(app, "GIL?")
    with app.unit() as unit:
        now = unit.bank.question(question)
        follow_up = Remark("And without it?", "Threads run at once.")
        unit.editing.edit(question, replace(now.content, follow_ups=(follow_up,)), seen=now.version)
    (line,) = an_interview(app, a_template(fixed(app, question, follow_ups=("Why?",)))).sheet("Ana").lines

    assert line.line.follow_ups == ("Why?", "And without it?")
    assert line.line.content.follow_ups == (follow_up,)


def test_a_picked_question_says_why_and_time_is_shared(app: App) -> None:
    asked(app, "GIL?", group=Group.MUST)
    asked(app, "Threads?", group=Group.SHOULD)
    lines = an_interview(app, a_template(pick("two of topic gil, Must first"))).sheet("Ana").lines

    assert [str(each.line.reason) for each in lines] == [
        "Must of topic gil, level L2",
        "Should of topic gil, level L2",
    ]
    assert [each.line.minutes for each in lines] == [10, 10]


def test_a_template_that_the_bank_cannot_fill_makes_no_interview(app: App) -> None:
    with pytest.raises(InvalidInput, match="the bank has only 0 of 1"):
        an_interview(app, a_template(pick("one of topic css")))


def test_lines_are_moved(table: Table) -> None:
    table.record("Ana", Kind.MOVE, 3, after=None)
    assert prompts(table) == ["Okay?", "Must?", "Should?"]
    table.record("Ana", Kind.MOVE, 1, after=2)
    assert prompts(table) == ["Okay?", "Should?", "Must?"]
    assert table.record("Ana", Kind.MOVE, 1, after=77).fate is Fate.REFUSED


def test_lines_are_moved_however_often(table: Table) -> None:
    for _round in range(40):
        table.record("Ana", Kind.MOVE, 2, after=1)
        table.record("Ana", Kind.MOVE, 3, after=1)

        assert prompts(table) == ["Must?", "Okay?", "Should?"]


def test_what_is_added_stands_behind_its_section_however_often(app: App) -> None:
    one, other = (fixed(app, asked(app, prompt)) for prompt in ("First?", "Last?"))
    sections = (Section(title="One", minutes=9, items=(one,)), Section(title="Other", minutes=9, items=(other,)))
    table = an_interview(app, a_template(sections=sections))
    more = [f"{number}?" for number in range(60)]
    for prompt in more:
        table.record("Ana", Kind.ADD, prompt=prompt, section=0)

    assert prompts(table) == ["First?", *more, "Last?"]


def test_a_question_is_swapped_for_a_similar_one(table: Table) -> None:
    other = asked(table.app, "Threads?")
    asked(table.app, "CSS?", topics=("css",))
    with table.app.reader() as unit:
        similar = unit.conduct.similar(table.tokens["Ana"], 2)
    assert [each.content.prompt for each in similar] == ["Threads?"]
    swapped = table.record("Ana", Kind.SWAP, 2, question=other, seen=1)

    assert (swapped.fate, swapped.line) == (Fate.SAVED, 4)
    assert prompts(table) == ["Must?", "Threads?", "Okay?"]
    new = next(each.line for each in table.sheet("Ana").lines if each.line.number == 4)
    assert new.group is Group.SHOULD
    assert table.record("Ana", Kind.SWAP, 2, question=other, seen=2).fate is Fate.REFUSED


def test_questions_are_added_from_the_bank_and_by_hand(table: Table) -> None:
    other = asked(table.app, "Threads?")
    table.record("Ana", Kind.ADD, question=other)
    table.record("Ana", Kind.ADD, prompt="And what did you do last year?", section=0)

    assert prompts(table)[-2:] == ["Threads?", "And what did you do last year?"]
    assert table.record("Ana", Kind.ADD, question=other).fate is Fate.REFUSED
    assert table.record("Ana", Kind.ADD, question=999).fate is Fate.REFUSED
    assert table.record("Ana", Kind.ADD, prompt="x", section=9).fate is Fate.REFUSED
    assert table.rate("Ana", 5, 3).fate is Fate.SAVED


def test_an_added_question_is_there_once_however_often_it_is_sent(table: Table) -> None:
    change = table.change(Kind.ADD, prompt="Once?")
    outcomes = [table.send("Ana", change)[0] for _each in range(2)]

    assert [each.line for each in outcomes] == [4, 4]
    assert prompts(table).count("Once?") == 1


def test_the_timer_never_runs_back(table: Table) -> None:
    for seconds in (30, 90, 60):
        table.record("Ana", Kind.TIME, 1, seconds=seconds)

    assert table.sheet("Ana").lines[0].line.seconds == 90
    assert table.record("Ana", Kind.TIME, 1, seconds=-1).fate is Fate.REFUSED


def test_who_asks_is_said(table: Table) -> None:
    table.record("Ana", Kind.ASSIGN, 1, seat=table.seats["Ben"], seen=1)

    assert table.sheet("Ben").lines[0].line.assigned == table.seats["Ben"]
    assert table.record("Ana", Kind.ASSIGN, 1, seat=table.seats["Dan"], seen=2).fate is Fate.REFUSED


def test_the_next_question_is_suggested_with_its_reason(app: App, clock: FrozenClock) -> None:
    musts = [asked(app, f"Must {number}?", group=Group.MUST) for number in (1, 2)]
    okay = asked(app, "Okay?", group=Group.OKAY)
    first = Section(title="First", minutes=10, items=(fixed(app, musts[0]), fixed(app, okay)))
    table = an_interview(
        app, a_template(sections=(first, Section(title="Second", minutes=6, items=(fixed(app, musts[1]),))))
    )

    def told() -> str:
        suggestion = table.sheet("Ana").next
        return f"{suggestion.line}: {suggestion.reason}" if suggestion else "nothing"

    assert told() == "1: Must coverage of gil is 0 of 2, 16 minutes left"
    table.rate("Ana", 1, 2)
    assert told() == "2: First: 1 of 2 asked, 16 minutes left"
    clock.advance(timedelta(minutes=9))
    assert told() == "3: only Must fits: 1 to ask, 7 minutes left"
    table.rate("Ana", 3, 2)
    table.record("Ana", Kind.SKIP, 2, seen=1)
    assert told() == "nothing"


def test_a_question_that_another_is_asked_instead_of_is_not_counted_among_those_to_ask(table: Table) -> None:
    table.record("Ana", Kind.SWAP, 1, prompt="And who holds it?", seen=1)
    suggestion = table.sheet("Ana").next

    assert str(suggestion and suggestion.reason) == "Must coverage of Language is 0 of 1, 20 minutes left"


def test_extra_time_counts(app: App) -> None:
    table = an_interview(app, extra=50)

    assert table.sheet("Ana").minutes_left == 30
    table.record("Ana", Kind.EXTRA, percent=100)
    assert table.sheet("Ana").minutes_left == 40
    assert table.record("Ana", Kind.EXTRA, percent=301).fate is Fate.REFUSED
    with pytest.raises(InvalidInput):
        an_interview(app, extra=-1)


def test_it_ends_and_says_why(table: Table) -> None:
    assert table.become(State.POSTPONED).fate is Fate.REFUSED
    assert table.become(State.POSTPONED, "ill").fate is Fate.SAVED
    assert table.become(State.FINISHED).fate is Fate.REFUSED
    with pytest.raises(StaleInterview), table.app.unit() as unit:
        unit.interviews.become(table.interview, State.PLANNED, seen=State.RUNNING)
    with table.app.unit() as unit:
        unit.interviews.become(table.interview, State.PLANNED, seen=State.POSTPONED)
        assert unit.interviews.interview(table.interview).started_at is None


def test_time_in_which_it_was_put_off_does_not_count(table: Table, clock: FrozenClock) -> None:
    clock.advance(timedelta(minutes=5))
    table.become(State.POSTPONED, "fire alarm")
    clock.advance(timedelta(days=2))
    table.become(State.RUNNING)
    clock.advance(timedelta(minutes=1))

    assert table.sheet("Ana").elapsed == timedelta(minutes=6)


def test_interviews_are_listed_by_what_they_are(app: App) -> None:
    an_interview(app, candidate="Дарья")
    table = an_interview(app, a_template(fixed(app, asked(app, "Other?")), title="Other"), candidate="Dan", start=False)

    def names(**wanted: object) -> list[str]:
        with app.reader() as unit:
            return [each.candidate for each in unit.interviews.interviews(Wanted(**wanted)).interviews]  # type: ignore[arg-type]

    assert sorted(names()) == ["Dan", "Дарья"]
    assert names(state=State.PLANNED) == names(text="dan") == names(text="other") == ["Dan"]
    assert names(text="Дар") == ["Дарья"]
    assert names(template_id=99) == []
    with app.reader() as unit:
        (line,) = unit.interviews.interviews(Wanted(text="dan")).interviews
    assert (line.questions, line.asked, line.seats, line.submitted, line.id) == (1, 0, 2, 0, table.interview)


@pytest.mark.parametrize("number", [0, -1, 99, 1 << 70])
def test_what_is_not_there_is_not_found(app: App, number: int) -> None:
    with app.reader() as unit, pytest.raises(NotFound):
        unit.interviews.interview(number)
    with app.unit() as unit, pytest.raises(NotFound):
        unit.interviews.create(Plan(template_id=number, candidate="Dan"))
