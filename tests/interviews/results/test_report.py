"""What all scorecards say together: pure, over made questions."""

from typing import Any

import pytest

from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, asked, fixed, gates
from tests.interviews.results.test_scorecard import submit
from viva.app import App
from viva.interviews.conduct.model import Kind, Part
from viva.interviews.out.comparison import names_of, verdict_words
from viva.interviews.out.words import outcome_words, sure_words
from viva.interviews.results.gating import judge
from viva.interviews.results.model import Judged, Leaning, Met, computed, departs
from viva.interviews.results.report import Report, agreement
from viva.interviews.results.totals import mean_of, total, totals
from viva.interviews.scale import DEFAULT, Scale, Step
from viva.interviews.templates.gates import gate_of
from viva.interviews.templates.model import Section
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group, Level, RelationKind


def q(number: int, *ratings: float, group: Group = Group.MUST, **more: Any) -> Judged:
    """A question that so many interviewers rated."""
    values: dict[str, Any] = {"section": "One", "topics": ("gil",), "title": f"Q{number}", "key": f"k{number}", **more}
    return Judged(number=number, line=number, group=group, ratings=dict(enumerate(ratings)), **values)


ASKED = (q(1, 3), q(2, 1), q(3, 0), q(4), q(5, 2, 4, group=Group.SHOULD, section="Two", topics=("oop",)))


@pytest.mark.parametrize(
    ("gate", "questions", "met", "reason"),
    [
        ("every Must", ASKED[:2], Met.MET, "2 of 2 reached it, 2 needed"),
        ("every Must", ASKED, Met.FAILED, "Must question 3 at Missed (2 of 4 reached it, 4 needed)"),
        ("every Must", (q(1, 3), q(2)), Met.OPEN, "Must question 2 not asked (1 of 2 reached it, 2 needed)"),
        ("half of Must", ASKED, Met.MET, "2 of 4 reached it, 2 needed"),
        (
            "3/4 of Must",
            ASKED,
            Met.OPEN,
            "Must question 4 not asked; Must question 3 at Missed (2 of 4 reached it, 3 needed)",
        ),
        (
            "every Must at Should",
            (q(3, 0), q(9, 0), q(4, 1), q(5, 2)),
            Met.FAILED,
            "Must questions 3 and 9 at Missed; Must question 4 at Must (1 of 4 reached it, 4 needed)",
        ),
        ("every Should at Okay", ASKED, Met.MET, "1 of 1 reached it, 1 needed"),
        ("every Perfect", ASKED, Met.OPEN, "no such question was planned"),
        ("every Must in topic concurrency", ASKED[:1], Met.MET, "1 of 1 reached it, 1 needed"),
        ("every Must in topic css", ASKED, Met.OPEN, "no such question was planned"),
        ("no section under 2", ASKED, Met.FAILED, "under 2: One with 1.33, 3 of 4 asked"),
        ("no section under 1", ASKED, Met.MET, "the lowest is One with 1.33, 3 of 4 asked"),
        ("no section under 1", (q(1, 3), q(2, section="Two")), Met.OPEN, "nothing was asked of Two"),
        ("no group under 1.5", ASKED, Met.FAILED, "under 1.5: Must with 1.33, 3 of 4 asked"),
        ("no topic under 1", ASKED, Met.MET, "the lowest is GIL with 1.33, 3 of 4 asked"),
        ("a mean of at least 1.5", ASKED, Met.MET, "the mean is 1.75, 1.5 needed, 4 of 5 asked"),
        ("a mean of at least 2", ASKED, Met.FAILED, "the mean is 1.75, 2 needed, 4 of 5 asked"),
        (
            "a mean of at least 2 in section Two",
            ASKED,
            Met.MET,
            "the mean in section “Two” is 3, 2 needed, 1 of 1 asked",
        ),
        ("a mean of at least 0", (q(1),), Met.OPEN, "nothing of it was asked"),
        (
            "half of all",
            (q(1, 0), q(2, 0), q(3)),
            Met.FAILED,
            "questions 1 and 2 at Missed (0 of 3 reached it, 2 needed)",
        ),
        (
            "every Must",
            (q(1, 1), q(2), q(3, void=True)),
            Met.OPEN,
            "Must question 2 not asked; question 3 void (1 of 3 reached it, 3 needed)",
        ),
        (
            "half of all",
            (q(1), q(2, void=True)),
            Met.OPEN,
            "question 1 not asked; question 2 void (0 of 2 reached it, 1 needed)",
        ),
        ("no red flag", ASKED, Met.MET, "none was raised"),
        ("no red flag", (q(1),), Met.OPEN, "nothing was asked yet"),
    ],
)
def test_a_gate_is_met_failed_or_open_with_its_reason(
    gate: str, questions: tuple[Judged, ...], met: Met, reason: str
) -> None:
    verdict = judge(gate_of(gate), questions, DEFAULT, ())

    assert (verdict.met, str(verdict.reason)) == (met, reason)


def test_a_red_flag_fails_its_gate() -> None:
    verdict = judge(gate_of("no red flag"), ASKED, DEFAULT, ["rude"])

    assert (verdict.met, str(verdict.reason)) == (Met.FAILED, "red flags: rude")


def test_a_long_red_flag_is_told_in_short() -> None:
    verdict = judge(gate_of("no red flag"), ASKED, DEFAULT, ["rude\nand " + "worse " * 1000, "late"])

    assert str(verdict.reason) == "red flags: rude; late"


def test_not_asked_never_counts_as_zero() -> None:
    assert mean_of((q(1, 4), q(2), q(3, void=True))) == 4
    assert total("", (q(1),), DEFAULT).mean is None


def test_weights_count_only_where_they_are_given() -> None:
    assert mean_of((q(1, 4), q(2, 1))) == 2.5
    assert mean_of((q(1, 4, weight=3), q(2, 0))) == 3


def test_a_sum_of_fractions_misses_no_gate_by_a_hair() -> None:
    weighted = [q(number, 3, weight=weight) for number, weight in enumerate((0.1, 0.2, 0.3), 1)]
    fine = Scale("fine", (Step(0, "no"), Step(0.7, "yes", tier=Group.MUST)))

    assert mean_of(weighted) != 3
    for gate in ("a mean of at least 3", "no section under 3"):
        assert judge(gate_of(gate), weighted, DEFAULT, ()).met is Met.MET
    assert judge(gate_of("every Must"), [q(1, 0.7, 0.7, 0.7)], fine, ()).met is Met.MET


def test_parts_come_in_their_order_with_what_was_asked_of_them() -> None:
    one, two = totals(ASKED, DEFAULT, lambda each: (each.section,))

    assert [(each.name, each.asked, each.planned) for each in (one, two)] == [("One", 3, 4), ("Two", 1, 1)]
    assert one.interval is not None
    assert two.interval is None
    assert two.share == 0.75


def test_what_gates_come_to() -> None:
    met, failed, open_ = (judge(gate_of("every Must"), each, DEFAULT, ()) for each in ((q(1, 1),), (q(1, 0),), (q(1),)))

    assert [computed(each) for each in ((), (met,), (met, open_), (met, open_, failed))] == [
        Leaning.UNDECIDED,
        Leaning.YES,
        Leaning.UNDECIDED,
        Leaning.NO,
    ]
    assert departs(Leaning.YES, Leaning.NO)
    assert departs(Leaning.YES, Leaning.UNDECIDED)
    assert not departs(Leaning.STRONG_YES, Leaning.YES)


@pytest.mark.parametrize(
    ("level", "gates_of", "questions", "told"),
    [
        (
            Level.INTERMEDIATE,
            ["every Must"],
            (q(3, 0), q(9, 0), q(4, 1)),
            "L2 not met: Must questions 3 and 9 at Missed",
        ),
        (None, ["every Must", "no red flag"], (q(1, 0),), "Not met: Must question 1 at Missed"),
        (Level.BEGINNER, ["every Must", "no red flag"], (q(1, 2), q(2)), "L1 still open: Must question 2 not asked"),
        (Level.ADVANCED, ["every Must", "no red flag"], (q(1, 2),), "L3 met: all gates are met"),
        (Level.ADVANCED, [], (q(1, 2),), "The template has no gates: nothing is decided by arithmetic."),
    ],
)
def test_what_it_comes_to_is_told_with_its_reason(
    level: Level | None, gates_of: list[str], questions: tuple[Judged, ...], told: str
) -> None:
    found = [judge(gate_of(gate), questions, DEFAULT, ()) for gate in gates_of]

    assert outcome_words(level, found).partition(" (")[0] == told


def test_how_sure_a_mean_is_comes_with_its_figures() -> None:
    found = total("", ASKED, DEFAULT)

    assert found.mean == 1.75
    assert found.error == pytest.approx(((1.25**2 + 0.75**2 + 1.75**2 + 1.25**2) / 3 / 4) ** 0.5)
    assert sure_words(found).startswith(
        "1.75 ± 2.39: 4 questions were asked, the standard error is 0.75, "
        "and Student's t for 3 degrees of freedom is 3.18"
    )
    assert "no interval" in sure_words(total("", ASKED[:1], DEFAULT))


def test_agreement_is_told_as_share_and_as_alpha() -> None:
    found = agreement((q(1, 4, 4), q(2, 4, 3), q(3, 4, 4), q(4, 4)), {0: "Ana", 1: "Ben"}, DEFAULT)

    assert (found.same, found.of) == (2, 3)
    assert found.pairs[0].kappa == 0
    assert found.alpha == pytest.approx(0)
    assert [each.spread for each in found.questions] == [0, 1, 0]
    assert [each.alpha for each in found.questions] == pytest.approx([1, -2, 1])


def test_agreement_is_undefined_where_all_are_equal_or_one_is_alone() -> None:
    for questions in ((q(1, 4, 4), q(2, 4, 4)), (q(1, 4, 3),), (q(1, 4),), ()):
        found = agreement(questions, {0: "Ana", 1: "Ben"}, DEFAULT)
        assert found.alpha is None
        assert [each.alpha for each in found.questions] == [None] * len(found.questions)
        assert found.pairs[0].kappa is None


def conducted(app: App, *ratings: tuple[float, float], template: Any = None, **more: Any) -> Table:
    """An interview whose questions Ana and Ben rated, and submitted."""
    table = an_interview(app, template, **more)
    for line, given in enumerate(ratings, 1):
        for who, rating in zip(("Ana", "Ben"), given, strict=True):
            table.rate(who, line, rating)
    for who in ("Ana", "Ben"):
        submit(table, who, reason="as noted")
    return table


def report(table: Table) -> Report:
    with table.app.reader() as unit:
        return unit.results.report(table.interview)


def test_the_report_says_all_of_it(app: App) -> None:
    sections = tuple(
        Section(title=title, minutes=10, items=(fixed(app, asked(app, f"{title}?", group=Group.MUST)),))
        for title in ("One", "Two", "Three")
    )
    table = an_interview(app, a_template(sections=sections, **gates("every Must", "no section under 1")))
    table.rate("Ana", 1, 4)
    table.rate("Ben", 1, 2)
    table.record("Ana", Kind.NOTE, 1, text="knew it", seen=1)
    table.record("Ana", Kind.STATE, 2, state="void", reason="no projector", seen=0)
    table.rate("Eve", 3, 4)
    for who in ("Ana", "Ben", "Eve"):
        submit(table, who)
    found = report(table)

    assert [(each.title, each.rating, each.void) for each in found.judged] == [
        ("One?", 3, False),
        ("Two?", None, True),
        ("Three?", None, False),
    ]
    assert [each.met for each in found.verdicts] == [Met.OPEN, Met.OPEN]
    assert (found.overall.mean, found.overall.asked, found.overall.planned) == (3, 1, 3)
    assert [(each.name, each.note, each.void) for each in found.evidence] == [
        ("Ana", "knew it", ""),
        ("Ana", "", "no projector"),
    ]
    assert [card.name for card in found.cards] == ["Ana", "Ben", "Eve"]


def test_candidates_are_compared_on_what_both_were_asked(app: App) -> None:
    shared, only_one, only_other = (asked(app, f"{name}?") for name in ("Shared", "One", "Other"))
    mine, twin = asked(app, "Mine?"), asked(app, "Моё?")
    with app.unit() as unit:
        unit.editing.link(mine, twin, RelationKind.TWIN)
    one = conducted(
        app, (4, 4), (1, 1), (3, 3), template=a_template(*(fixed(app, each) for each in (shared, only_one, mine)))
    )
    other = conducted(
        app, (3, 3), (0, 0), (3, 3), template=a_template(*(fixed(app, each) for each in (shared, only_other, twin)))
    )
    with app.reader() as unit:
        found = unit.results.compare((one.interview, other.interview)).pairs[0]

    assert [(each.title, each.one, each.other, each.twin) for each in found.shared] == [
        ("Shared?", 4, 3, False),
        ("Mine?", 3, 3, True),
    ]
    assert (len(found.shared), found.questions, found.clear) == (2, 4, False)
    assert [each.title for each in found.differing] == ["Shared?"]
    assert (found.only_one, found.only_other) == (("One?",), ("Other?",))
    assert (found.total_one.mean, found.total_other.mean) == (3.5, 3)


def test_a_difference_is_clear_when_the_intervals_do_not_overlap(app: App) -> None:
    items = [fixed(app, asked(app, f"{number}?")) for number in range(8)]
    high, low = (conducted(app, *[(value, value)] * 8, template=a_template(*items)) for value in (4, 1))
    with app.reader() as unit:
        (found,) = unit.results.compare((high.interview, low.interview)).pairs

    assert found.clear
    assert verdict_words(found) == (
        f"Dan (interview {high.interview}) was rated higher on what both were asked: "
        "the intervals 3.76–4 and 0.76–1.24 do not overlap."
    )


def test_a_single_question_in_common_says_nothing_of_others(app: App) -> None:
    template = a_template(fixed(app, asked(app, "GIL?")))
    one, other = (conducted(app, (value, value), template=template) for value in (4, 0))
    with app.reader() as unit:
        (found,) = unit.results.compare((one.interview, other.interview)).pairs

    assert (len(found.shared), found.clear) == (1, False)
    assert verdict_words(found) == "No clear difference: a single question in common says nothing of others."


def test_nothing_shared_is_no_clear_difference(app: App) -> None:
    one, other = (
        conducted(app, (value, value), template=a_template(fixed(app, asked(app, f"{value}?")))) for value in (4, 0)
    )
    with app.reader() as unit:
        (found,) = unit.results.compare((one.interview, other.interview)).pairs

    assert (found.shared, found.clear, found.total_one.mean) == ((), False, None)
    assert verdict_words(found) == "They were not asked a single question in common: nothing can be compared."


def test_what_is_only_nearly_the_same_is_not_compared(app: App) -> None:
    mine, near = asked(app, "What is a lock?"), asked(app, "What are locks for?")
    with app.unit() as unit:
        unit.editing.link(mine, near, RelationKind.NEAR)
    one, other = (conducted(app, (2, 2), template=a_template(fixed(app, each))) for each in (mine, near))
    with app.reader() as unit:
        (found,) = unit.results.compare((one.interview, other.interview)).pairs

    assert (found.shared, found.only_one) == ((), ("What is a lock?",))


def test_two_of_one_name_are_told_apart(app: App) -> None:
    template = a_template(fixed(app, asked(app, "GIL?")), fixed(app, asked(app, "Threads?")))
    one, other = (conducted(app, (given, given), (given, given), template=template) for given in (4, 0))
    with app.unit() as unit:
        link = unit.interviews.seat(one.interview, Part.PANEL, "Ana")
        unit.conduct.record(link.token, [one.change(Kind.RATE, 1, rating=1, seen=0)])
        unit.results.submit(link.token, "s", Leaning.NO, reason="as noted")
    with app.reader() as unit:
        found = unit.results.compare((one.interview, other.interview))

    assert [card.name for card in found.reports[0].cards] == ["Ana", "Ben", "Ana (2)"]
    assert [pair.one for pair in found.reports[0].agreement.pairs] == ["Ana", "Ana", "Ben"]
    assert names_of(found.reports) == [f"Dan (interview {each.interview})" for each in (one, other)]


def test_different_scales_are_not_compared(app: App) -> None:
    item = fixed(app, asked(app, "GIL?"))
    ours = Scale("ours", (Step(1, "no"), Step(2, "yes")))
    one = conducted(app, (1, 1), template=a_template(item))
    other = conducted(app, (1, 1), template=a_template(item, scale=ours))
    with app.reader() as unit, pytest.raises(InvalidInput, match="different scales"):
        unit.results.compare((one.interview, other.interview))
