"""What checks found in the bank: kept for the wording they are about, mended, and ignored with a reason."""

import pytest

from tests.bank.editing import a_question, says, undo
from viva.app import App
from viva.bank.content import Content
from viva.bank.errors import StaleQuestion
from viva.bank.model import QuestionStatus
from viva.checks.findings.jobs import check_later
from viva.checks.findings.model import FindingPage, KeptFinding, Mending, Severity, Wanted
from viva.checks.model import Family
from viva.jobs.model import JobState
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import InvalidInput, NotFound
from viva.telling.outcomes import said

LINK = "See [it](https://example.org/a?utm_source=x) and that.\nThe end."
LETTERS = "Асtivаtion is a word."
"""With letters of two alphabets."""


def check(app: App, *questions: int) -> str:
    with app.unit() as unit:
        job_id = check_later(unit.jobs, questions)
    app.worker().run(once=True)
    with app.reader() as unit:
        job = unit.jobs.job(job_id)
    assert job.state is JobState.DONE, job.error
    return said(job)


def page(app: App, **wanted: object) -> FindingPage:
    with app.reader() as unit:
        return unit.findings.page(Wanted(**wanted))  # type: ignore[arg-type]  # names of filters


def codes(app: App, **wanted: object) -> list[str]:
    return [one.finding.code for one in page(app, **wanted).findings]


def only(app: App, **wanted: object) -> KeptFinding:
    (one,) = page(app, **wanted).findings
    return one


@pytest.fixture
def linked(app: App) -> int:
    """A question with an address that can be mended."""
    question = a_question(app, answer=LINK, topics=("web",))
    check(app)
    return question


def test_nothing_is_known_before_the_first_check(app: App) -> None:
    a_question(app, answer=LINK)
    found = page(app)

    assert (found.total, found.unchecked, found.checked_at) == (0, 1, None)


def test_a_check_keeps_what_it_finds(app: App, linked: int, clock: FrozenClock) -> None:
    one = only(app, code="L102")

    assert (one.question.id, one.finding.line, one.mending) == (linked, 3, Mending.SAFE)
    assert one.text == LINK.split("\n", maxsplit=1)[0]
    found = page(app)
    assert (found.unchecked, found.checked_at) == (0, clock.now())


def test_checking_twice_finds_the_same(app: App, linked: int) -> None:
    before = page(app)
    check(app)
    check(app, linked)

    assert page(app) == before


def test_filters_narrow(app: App, linked: int) -> None:
    a_question(app, "What is missing?", answer="", source="b.md")
    check(app)

    assert codes(app, family=Family.LINK) == ["L102"]
    assert codes(app, topic="web") == codes(app, source="a.md") == codes(app, question=linked)
    assert "Q101" in codes(app, source="b.md")
    assert "L102" not in codes(app, severity=Severity.NOTICE)
    assert codes(app, mending=Mending.SAFE) == ["L102"]
    assert codes(app, topic="other") == []
    assert page(app).families[Family.LINK] == 1


def test_another_wording_has_findings_of_its_own(app: App, linked: int) -> None:
    with app.unit() as unit:
        state = unit.bank.states([linked])[linked]
        unit.editing.edit(linked, Content(prompt=state.content.prompt, answer="Well."), seen=state.version)

    assert codes(app, code="L102") == []
    assert page(app).unchecked == 1
    undo(app)
    assert codes(app, code="L102") == ["L102"]
    assert page(app).unchecked == 0


def test_what_is_no_longer_asked_is_told_no_more(app: App, linked: int) -> None:
    with app.unit() as unit:
        unit.editing.change_status([linked], QuestionStatus.RETIRED)

    assert codes(app) == []
    check(app)
    assert codes(app) == []


def test_one_is_mended_and_mended_back(app: App, linked: int) -> None:
    one = only(app, code="L102")
    with app.unit() as unit:
        unit.findings.mend(linked, one.revision, one.place)

    assert says(app, linked).answer == LINK.replace("?utm_source=x", "")
    assert codes(app, code="L102") == []
    assert page(app).unchecked == 0
    undo(app)
    assert says(app, linked).answer == LINK
    assert codes(app, code="L102") == ["L102"]


def test_a_prompt_is_mended_in_its_own_lines(app: App) -> None:
    with app.unit() as unit:
        number = unit.editing.add(Content(prompt="What is it?\n\n  Really?", answer=LINK)).question_ids[0]
    check(app)
    one = only(app, code="L102")
    with app.unit() as unit:
        unit.findings.mend(number, one.revision, one.place)

    assert says(app, number).prompt == "What is it?\n\n  Really?"


def test_all_that_is_safe_is_mended_as_one_change(app: App, linked: int) -> None:
    other = a_question(app, "What else?", answer=LINK, source="b.md")
    check(app)
    with app.unit() as unit:
        done = unit.findings.mend_safely(Wanted(code="L102"))

    assert set(done.question_ids) == {linked, other}
    assert codes(app, code="L102") == []
    undo(app)
    assert says(app, linked).answer == says(app, other).answer == LINK
    with pytest.raises(InvalidInput, match="nothing among these"), app.unit() as unit:
        unit.findings.mend_safely(Wanted(code="Q101"))


def test_who_saw_another_wording_mends_nothing(app: App, linked: int) -> None:
    one = only(app, code="L102")
    with app.unit() as unit:
        state = unit.bank.states([linked])[linked]
        unit.editing.edit(linked, Content(prompt="Other?", answer=LINK), seen=state.version)

    with pytest.raises(StaleQuestion), app.unit() as unit:
        unit.findings.mend(linked, one.revision, one.place)


def test_one_is_ignored_with_a_reason_and_that_is_taken_back(app: App, linked: int, clock: FrozenClock) -> None:
    one = only(app, code="L102")
    with app.unit() as unit:
        number = unit.findings.ignore(linked, one.revision, one.place, "  it is\nan example ")

    assert codes(app, code="L102") == []
    told = only(app, code="L102", ignored=True).ignored
    assert told
    assert (told.reason, told.made_at) == ("it is an example", clock.now())
    check(app)
    assert codes(app, code="L102") == []
    with app.unit() as unit:
        unit.findings.take_back(number)
    assert codes(app, code="L102") == ["L102"]


def test_it_stays_ignored_where_its_line_only_moves(app: App, linked: int) -> None:
    one = only(app, code="L102")
    with app.unit() as unit:
        unit.findings.ignore(linked, one.revision, one.place, "an example")
        state = unit.bank.states([linked])[linked]
        unit.editing.edit(linked, Content(prompt="What?", answer=f"More.\n\n{LINK}"), seen=state.version)
    check(app)

    assert codes(app, code="L102") == []
    assert codes(app, code="L102", ignored=True) == ["L102"]


@pytest.mark.parametrize(("reason", "told"), [(" \n", "Say why"), ("x" * 501, "500 characters")])
def test_a_reason_is_needed_and_short(app: App, linked: int, reason: str, told: str) -> None:
    one = only(app, code="L102")
    with pytest.raises(InvalidInput, match=told), app.unit() as unit:
        unit.findings.ignore(linked, one.revision, one.place, reason)


def test_what_is_not_there_is_told(app: App, linked: int) -> None:
    with pytest.raises(NotFound), app.unit() as unit:
        unit.findings.take_back(99)
    with pytest.raises(NotFound), app.unit() as unit:
        unit.findings.mend(linked, only(app, code="L102").revision, 777)


@pytest.mark.usefixtures("linked")
def test_copies_are_found_among_all_and_stay_when_one_is_mended(app: App) -> None:
    a_question(app, answer=LINK, source="b.md")
    note = check(app)
    copies = [one for one in page(app).findings if one.finding.code in {"Q105", "Q106"}]

    assert len(copies) == 1
    assert "2 questions" in note
    other = copies[0].question.id
    one = only(app, code="L102", question=other)
    with app.unit() as unit:
        unit.findings.mend(other, one.revision, one.place)
    assert [one.finding.code for one in page(app, question=other).findings] == [copies[0].finding.code]


def test_an_empty_bank_is_checked_too(app: App) -> None:
    assert check(app) == "Nothing was found in 0 questions."
