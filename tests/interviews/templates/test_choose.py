"""Choosing questions: what a template picks, and a proposal for a new one."""

import pytest

from tests.bank.editing import look
from tests.interviews.made import a_template, asked, fixed, key_of, pick
from viva.app import App
from viva.interviews.templates.choosing import Planned
from viva.interviews.templates.model import Fixed, Item, Template
from viva.interviews.templates.proposing import Proposal, Wish
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group, Level, RelationKind


def planned(app: App, template: Template) -> list[Planned]:
    with app.reader() as unit:
        return unit.templates.preview(template)


def prompts(app: App, template: Template) -> list[str | None]:
    return [each.chosen.question.content.prompt if each.chosen else None for each in planned(app, template)]


def propose(app: App, minutes: float = 30, **wish: object) -> Proposal:
    values = {"title": "New", "language": "en", "level": Level.INTERMEDIATE, "tech": ("python",), **wish}
    with app.reader() as unit:
        return unit.templates.propose(Wish(minutes=minutes, **values))  # type: ignore[arg-type]


def test_the_group_that_comes_first_is_picked_first(app: App) -> None:
    asked(app, "Okay?", group=Group.OKAY)
    asked(app, "Must?", group=Group.MUST)
    asked(app, "Should?", group=Group.SHOULD)

    assert prompts(app, a_template(pick("two of topic gil at L2, Must first"))) == ["Must?", "Should?"]
    assert prompts(app, a_template(pick("two of topic gil, Okay first"))) == ["Okay?", "Must?"]
    assert prompts(app, a_template(pick("two of topic gil, only Okay"))) == ["Okay?", None]


def test_a_wider_topic_has_the_narrower_ones_in_it(app: App) -> None:
    asked(app, "GIL?", topics=("gil",))
    asked(app, "Lists?", topics=("data-structures",))

    assert prompts(app, a_template(pick("two of topic concurrency"))) == ["GIL?", None]


def test_what_a_bank_lacks_is_said(app: App) -> None:
    (missing,) = planned(app, a_template(pick("one of topic css")))

    assert str(missing.problem) == "“one of topic css”: the bank has only 0 of 1"


def test_a_question_is_asked_once_and_so_is_one_that_says_the_same(app: App) -> None:
    one, same = asked(app, "What is the GIL?"), asked(app, "Explain the GIL.")
    asked(app, "Threads?")
    with app.unit() as unit:
        unit.editing.link(one, same, RelationKind.TWIN)
    template = a_template(fixed(app, same), pick("three of topic gil"))

    assert prompts(app, template) == ["Explain the GIL.", "Threads?", None, None]


def test_only_the_language_of_the_talk_is_picked_and_what_is_not_to_be_raised_is_not(app: App) -> None:
    asked(app, "GIL?")
    asked(app, "Threads?", topics=("threading",))

    assert prompts(app, a_template(pick("one of any topic"), language="ru")) == [None]
    assert prompts(app, a_template(pick("two of any topic"), avoid=("gil",))) == ["Threads?", None]


def test_a_question_that_is_no_longer_there_is_told(app: App) -> None:
    (missing,) = planned(app, a_template(Item(ask=Fixed("0000000000"))))

    assert missing.chosen is None
    assert "is not in the bank" in str(missing.problem)


def test_a_proposal_is_balanced_and_says_why(app: App) -> None:
    for number, (topic, group) in enumerate(
        [("gil", Group.MUST), ("gil", Group.MUST), ("sql", Group.MUST), ("oop", Group.SHOULD), ("sql", Group.SHOULD)]
    ):
        asked(app, f"{number} {topic}?", group=group, topics=(topic,))
    proposal = propose(app, minutes=16)

    asked_for = [item.ask for _section, item in proposal.template.places()]
    assert proposal.minutes == 15
    assert proposal.available == 5
    assert set(proposal.topics) == {"gil", "oop", "sql"}
    assert proposal.groups == {Group.MUST: 2, Group.SHOULD: 1}
    assert len(asked_for) == len(proposal.reasons) == 3
    assert str(next(iter(proposal.reasons.values()))) == "Must, so far 0 of 0; the first on gil"
    assert propose(app, minutes=16) == proposal


def test_a_proposal_keeps_to_what_is_wanted(app: App) -> None:
    asked(app, "Easy?", level=Level.BEGINNER)
    asked(app, "Java?", tech=("java",))
    assert propose(app).template.questions == 0
    asked(app, "GIL?")

    assert propose(app, topics=("concurrency",)).template.questions == 1
    assert propose(app, avoid=("concurrency",)).template.questions == 0
    assert propose(app, minutes=4).template.questions == 0


def test_a_note_becomes_a_template_with_its_sections(app: App) -> None:
    one = asked(app, "GIL?", source="team/python.md", section=("Python", "Threads"))
    with app.reader() as unit:
        template = unit.templates.of_note("python.md")

    assert (template.title, template.language, template.level, template.tech) == (
        "python",
        "en",
        Level.INTERMEDIATE,
        ("python",),
    )
    assert [section.title for section in template.sections] == ["Python › Threads"]
    assert [item.ask for _section, item in template.places()] == [Fixed(key_of(app, one), "GIL?")]


@pytest.mark.parametrize("minutes", [0, -5])
def test_no_time_is_no_interview(app: App, minutes: float) -> None:
    with pytest.raises(InvalidInput):
        propose(app, minutes=minutes)


def test_a_group_of_another_level_counts_where_none_is_said(app: App) -> None:
    question = asked(app, "GIL?", group=Group.PERFECT, level=Level.ADVANCED)

    assert look(app, question).content.groups
    assert prompts(app, a_template(pick("one of topic gil, only Perfect"))) == ["GIL?"]
