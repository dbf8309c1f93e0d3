"""What past interviews say of questions."""

import pytest

from tests.interviews.conduct.table import an_interview
from tests.interviews.made import a_template, asked, fixed
from tests.interviews.results.test_report import conducted
from viva.app import App
from viva.interviews.conduct.model import Kind
from viva.interviews.results.past import Rated, facility_and_discrimination


def test_a_question_is_hard_where_little_is_reached() -> None:
    found = facility_and_discrimination([Rated(1, "a", 1.0), Rated(2, "a", 0.5), Rated(1, "b", 0.0)])

    assert found == {"a": (2, 0.75, None), "b": (1, 0.0, None)}


def test_a_question_tells_apart_who_does_well_elsewhere_from_who_does_not() -> None:
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    rated = [Rated(n, "a", share) for n, share in enumerate(shares)]
    rated += [Rated(n, "b", share / 2) for n, share in enumerate(shares)]
    rated += [Rated(n, "odd", 1 - share) for n, share in enumerate(shares)]
    found = facility_and_discrimination(rated)

    assert found["odd"][2] == pytest.approx(-1)
    assert found["b"][2] is None, "the rest of its interviews is the same for all"
    assert facility_and_discrimination(rated[:8])["a"][2] is None, "too few"


def test_only_what_was_submitted_counts_and_asking_wears_out(app: App) -> None:
    template = a_template(fixed(app, asked(app, "GIL?")), fixed(app, asked(app, "Threads?")))
    for _each in range(4):
        conducted(app, (4, 2), (0, 0), template=template)
    open_one = an_interview(app, template)
    open_one.rate("Ana", 1, 0)
    open_one.rate("Eve", 2, 4)
    with app.reader() as unit:
        first, second = unit.past.questions().questions

    assert (first.title, first.asked, first.rated, first.facility, first.worn) == ("GIL?", 5, 4, 0.75, True)
    assert (second.asked, second.facility, second.worn, second.discrimination) == (4, 0, False, None)
    assert not second.suspicious


def test_a_question_that_came_back_in_an_interview_was_asked_in_one(app: App) -> None:
    question = asked(app, "GIL?")
    table = an_interview(app, a_template(fixed(app, question)))
    table.rate("Ana", 1, 0)
    table.record("Ana", Kind.SWAP, 1, prompt="Something else?", seen=2)
    table.record("Ana", Kind.ADD, question=question)
    table.rate("Ana", 3, 2)
    with app.reader() as unit:
        (past,) = unit.past.questions().questions

    assert past.asked == 1
