"""Keyword maps: their terms, the questions that cover them, and what people say about them."""

from typing import Any

import pytest

from tests.bank.editing import a_question, found, redo, undo
from viva.accounts.service import Accounts
from viva.app import App
from viva.bank.changes import Verb
from viva.bank.combining import Amendment
from viva.bank.content import Content, Point
from viva.bank.errors import StaleTerm
from viva.bank.keymap import KeywordMap, Said, Subject, Term, TermOrigin
from viva.bank.model import QuestionStatus
from viva.db.database import Database
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import Conflict, InvalidInput, NotFound
from viva.notes.model import Group
from viva.settings import Settings


@pytest.fixture
def question(app: App) -> int:
    """A question on concurrency in Python."""
    return about_concurrency(app, "How do threads share the GIL?", answer="They take turns: it is a lock.")


def about_concurrency(app: App, prompt: str, *, source: str = "a.md", **more: object) -> int:
    fields: dict[str, Any] = {"topics": ("concurrency",), "tech": ("python",), **more}
    return a_question(app, prompt, source=source, **fields)


def the_map(app: App, topic: str = "concurrency", tech: str | None = "python") -> KeywordMap:
    with app.reader() as unit:
        return unit.keywords.map(topic, tech)


def term(app: App, name: str, topic: str = "concurrency", tech: str | None = "python") -> Term:
    return next(each for each in the_map(app, topic, tech).terms if each.name == name)


def shown(app: App, *, tech: str | None = "python") -> list[str]:
    return [each.name for each in the_map(app, tech=tech).terms]


def put(app: App, name: str, topic: str = "concurrency", tech: str | None = "python", **said: object) -> int | None:
    with app.unit() as unit:
        return unit.keywords.put(topic, name, tech=tech, **said).change_id  # type: ignore[arg-type]


def hide(app: App, name: str, topic: str = "concurrency", tech: str | None = "python") -> int | None:
    with app.unit() as unit:
        return unit.keywords.hide(topic, name, tech=tech).change_id


def restore(app: App, name: str, topic: str = "concurrency", tech: str | None = "python") -> int | None:
    with app.unit() as unit:
        return unit.keywords.restore(topic, name, tech=tech).change_id


def subjects(app: App, **which: bool) -> dict[tuple[str, str | None], Subject]:
    with app.reader() as unit:
        return {(each.topic, each.tech): each for each in unit.keywords.maps(**which)}


def test_a_map_has_the_terms_of_the_technology_and_the_general_ones(app: App) -> None:
    assert {"GIL", "deadlock"} <= set(shown(app))
    assert "GIL" not in shown(app, tech="javascript")


def test_a_term_has_names_in_both_languages(app: App) -> None:
    names = term(app, "race condition").names

    assert "data race" in names["en"]
    assert "состояние гонки" in names["ru"]


def test_a_topic_is_named_in_either_language(app: App) -> None:
    assert the_map(app, topic="Конкурентность") == the_map(app)


def test_a_question_covers_what_it_mentions(app: App, question: int) -> None:
    assert term(app, "GIL").questions == (question,)
    assert term(app, "lock").questions == (question,)
    assert "deadlock" in the_map(app).subject.holes


def test_a_russian_question_covers_a_term_by_its_russian_name(app: App) -> None:
    russian = about_concurrency(app, "Когда возникает взаимная блокировка?", answer="В состоянии гонки.")

    assert term(app, "deadlock").questions == term(app, "race condition").questions == (russian,)


def test_a_key_point_covers_too(app: App) -> None:
    content = Content(
        prompt="What can go wrong?",
        key_points=(Point("threads that wait for each other are in a deadlock", Group.MUST),),
        topics=("concurrency",),
        tech=("python",),
    )
    with app.unit() as unit:
        added = unit.editing.add(content).question_ids

    assert term(app, "deadlock").questions == added


def test_a_keyword_that_a_person_gives_covers_a_term(app: App, question: int) -> None:
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_keywords=("дедлок",)))

    assert term(app, "deadlock").questions == (question,)


def test_the_keywords_of_its_subject_do_not(app: App) -> None:
    about_concurrency(app, "What do you know?", answer="", keywords=tuple(shown(app)))

    assert the_map(app).subject.holes == tuple(shown(app))


def test_a_single_word_means_the_term_only_near_the_subject(app: App) -> None:
    a_question(app, "What is a lock of a table?", topics=("databases",), source="b.md")
    spoken = a_question(app, "What does the reference counting need?", topics=("memory",), source="c.md")

    assert term(app, "lock", tech=None).questions == ()
    assert term(app, "reference counting", topic="gil", tech=None).questions == (spoken,)


def test_a_question_in_another_language_covers_nothing_of_this_one(app: App) -> None:
    java = about_concurrency(app, "What is a deadlock?", tech=("java",))

    assert term(app, "deadlock").questions == ()
    assert term(app, "deadlock", tech=None).questions == (java,)


def test_a_retired_question_covers_nothing(app: App, question: int) -> None:
    with app.unit() as unit:
        unit.editing.change_status([question], QuestionStatus.RETIRED)

    assert term(app, "GIL").questions == ()


def test_what_questions_speak_of_besides_comes_from_the_notes(app: App) -> None:
    named = about_concurrency(app, "What is a semaphore for?")

    noted = term(app, "semaphore")
    assert (noted.origin, noted.questions) == (TermOrigin.NOTES, (named,))


def test_a_keyword_of_a_question_becomes_a_term(app: App, question: int) -> None:
    with app.unit() as unit:
        unit.editing.amend([question], Amendment(add_keywords=("trio nursery",)))

    noted = term(app, "trio nursery")
    assert (noted.origin, noted.questions) == (TermOrigin.NOTES, (question,))


@pytest.mark.usefixtures("question")
def test_subjects_are_those_of_the_questions(app: App) -> None:
    found = subjects(app)

    assert set(found) == {("concurrency", None), ("concurrency", "python")}
    python = found["concurrency", "python"]
    assert (python.questions, python.titles["ru"]) == (1, "Конкурентность")
    assert python.covered == python.terms - len(python.holes)
    assert "GIL" not in python.holes


def test_all_subjects_are_shown_on_demand(app: App) -> None:
    assert subjects(app) == {}
    assert len(subjects(app, all_subjects=True)) > 100


@pytest.mark.usefixtures("question")
def test_the_numbers_of_a_subject_are_those_of_its_map(app: App) -> None:
    put(app, "nursery")

    assert subjects(app)["concurrency", "python"] == the_map(app).subject


@pytest.mark.usefixtures("question")
def test_a_person_adds_a_term(app: App) -> None:
    put(app, "nursery", names={"ru": ("ясли задач",)}, group=Group.SHOULD)

    added = term(app, "nursery")
    assert (added.origin, added.group) == (TermOrigin.PERSON, Group.SHOULD)
    assert added.names == {"en": ("nursery",), "ru": ("ясли задач",)}


def test_a_general_term_is_in_the_maps_of_all_technologies(app: App) -> None:
    put(app, "nursery", tech=None)

    assert "nursery" in shown(app, tech="java")


def test_names_a_person_gives_a_known_term_cover_it(app: App) -> None:
    asked = about_concurrency(app, "What is the big snake lock?")
    assert term(app, "GIL").questions == ()

    put(app, "gil", names={"en": ("big snake lock",)})

    assert term(app, "GIL").questions == (asked,)
    assert term(app, "GIL").origin is TermOrigin.TAXONOMY


def test_a_term_is_meant_by_any_of_its_names(app: App) -> None:
    put(app, "дедлок", group=Group.MUST)

    assert term(app, "deadlock").group is Group.MUST


def test_what_is_not_named_stays(app: App) -> None:
    put(app, "GIL", names={"en": ("big lock",)}, group=Group.MUST)
    put(app, "GIL", group=Group.SHOULD)
    put(app, "GIL", names={"en": ("huge lock",)})

    found = term(app, "GIL")
    assert found.group is Group.SHOULD
    assert "huge lock" in found.names["en"]
    assert "big lock" not in found.names["en"]


def test_a_group_is_taken_away(app: App) -> None:
    put(app, "GIL", group=Group.MUST)
    put(app, "GIL", no_group=True)

    assert term(app, "GIL").group is None


def test_what_is_so_already_is_no_change(app: App) -> None:
    assert put(app, "GIL") is None
    assert put(app, "nursery") is not None
    assert put(app, "nursery") is None


def test_a_hidden_term_stays_out_and_is_told(app: App) -> None:
    hide(app, "GIL")

    assert "GIL" not in shown(app)
    assert [each.name for each in the_map(app).hidden] == ["GIL"]
    assert "GIL" not in the_map(app).subject.holes


def test_what_is_hidden_in_general_is_hidden_in_each_technology(app: App) -> None:
    hide(app, "deadlock", tech=None)
    assert "deadlock" not in shown(app)

    restore(app, "deadlock")

    assert "deadlock" in shown(app)
    assert "deadlock" not in shown(app, tech=None)


def test_what_the_notes_name_can_be_hidden(app: App) -> None:
    about_concurrency(app, "What is a semaphore for?")
    hide(app, "semaphore")

    assert "semaphore" not in shown(app)


def test_a_restored_term_is_as_it_was(app: App) -> None:
    before = the_map(app)
    hide(app, "GIL")
    restore(app, "GIL")

    assert the_map(app) == before


@pytest.mark.parametrize("group", [None, Group.OKAY])
def test_a_term_of_a_person_is_hidden_and_restored(app: App, group: Group | None) -> None:
    put(app, "nursery", group=group)
    hide(app, "nursery")
    assert "nursery" not in shown(app)

    restore(app, "nursery")

    assert term(app, "nursery").group is group


def test_only_hidden_terms_can_be_restored(app: App) -> None:
    with pytest.raises(NotFound, match="no hidden term GIL"):
        restore(app, "GIL")


def test_only_known_terms_can_be_hidden(app: App) -> None:
    with pytest.raises(NotFound, match="no term nursery"):
        hide(app, "nursery")


def test_unknown_topics_and_technologies_are_refused(app: App) -> None:
    with pytest.raises(NotFound, match="no topic gardening"):
        the_map(app, topic="gardening")
    with pytest.raises(NotFound, match="no technology spade"):
        the_map(app, tech="spade")


def test_a_topic_of_the_bank_alone_has_a_map(app: App) -> None:
    question = a_question(app, "What is a tulip?", topics=("gardening",))
    put(app, "tulip", topic="gardening", tech=None)

    assert term(app, "tulip", topic="gardening", tech=None).questions == (question,)


@pytest.mark.parametrize("name", ["", " ", "?", "x" * 101])
def test_a_term_needs_a_word_and_is_no_essay(app: App, name: str) -> None:
    with pytest.raises(InvalidInput):
        put(app, name)
    with pytest.raises(InvalidInput):
        put(app, "GIL", names={"en": (name,)})


def test_a_name_is_in_a_language(app: App) -> None:
    with pytest.raises(InvalidInput, match="no code of a language"):
        put(app, "GIL", names={"Russian": ("гил",)})


def test_each_change_is_undone_and_done_again(app: App) -> None:
    before = the_map(app)
    put(app, "nursery", group=Group.MUST)
    between = the_map(app)
    hide(app, "GIL")
    after = the_map(app)
    undo(app)
    undone = [the_map(app)]
    undo(app)
    undone.append(the_map(app))
    redo(app)
    redo(app)

    assert undone == [between, before]
    assert the_map(app) == after


def test_a_question_is_found_by_what_people_call_the_terms_it_mentions(app: App) -> None:
    about_concurrency(app, "What is a nursery?")
    assert found(app, "ясли") == []

    put(app, "nursery", names={"ru": ("ясли задач",)})
    about_concurrency(app, "When does a nursery end?", source="b.md")

    assert sorted(found(app, "ясли")) == ["What is a nursery?", "When does a nursery end?"]


def test_without_the_name_it_is_found_no_longer(app: App) -> None:
    about_concurrency(app, "What is a nursery?")
    put(app, "nursery", names={"ru": ("ясли задач",)})
    put(app, "nursery", names={})
    assert found(app, "ясли") == []
    undo(app)
    assert found(app, "ясли") == ["What is a nursery?"]
    undo(app)

    assert found(app, "ясли") == []


def test_an_earlier_change_of_the_same_term_waits_for_the_later_ones(app: App) -> None:
    first = put(app, "GIL", group=Group.MUST)
    put(app, "GIL", group=Group.OKAY)

    with pytest.raises(Conflict, match="GIL was changed since then"), app.unit() as unit:
        unit.activity.undo(first)
    assert term(app, "GIL").group is Group.OKAY


def test_the_log_tells_which_term_was_spoken_of(app: App) -> None:
    put(app, "nursery")

    with app.reader() as unit:
        (change,) = unit.activity.changes()
    assert (change.verb, change.question_ids) == (Verb.KEYWORD, ())
    assert [tuple(key) for key in change.terms] == [("concurrency", "python", "nursery")]


@pytest.mark.usefixtures("question")
def test_another_workspace_has_its_own_maps(app: App, settings: Settings, clock: FrozenClock) -> None:
    put(app, "nursery")
    database = Database(settings.database_url)
    with database.writer() as session:
        cleo = Accounts(session, clock).open_workspace("other team", owner="Cleo")
        session.commit()
    database.close()

    with app.reader(cleo) as unit:
        found = unit.keywords.map("concurrency", "python")
    assert "nursery" not in [each.name for each in found.terms]
    assert all(not each.questions for each in found.terms)


def seen(app: App) -> dict[str, Said]:
    return {each.name: each.said for each in (*the_map(app).terms, *the_map(app).hidden)}


@pytest.mark.parametrize("late", ["put", "hide", "restore"])
def test_what_somebody_said_about_a_term_meanwhile_is_not_replaced_unread(app: App, late: str) -> None:
    if late == "restore":
        hide(app, "deadlock")
    before = seen(app)
    put(app, "deadlock", group=Group.MUST)
    if late == "restore":
        hide(app, "deadlock")

    with pytest.raises(StaleTerm), app.unit() as unit:
        getattr(unit.keywords, late)("concurrency", "Deadlock", tech="python", seen=before)

    assert seen(app)["deadlock"].group is Group.MUST
    with app.unit() as unit:
        assert getattr(unit.keywords, late)("concurrency", "deadlock", tech="python", seen=seen(app))


def test_a_term_that_two_people_add_is_added_by_the_first(app: App) -> None:
    before = seen(app)
    put(app, "zumbel", names={"ru": ("зумбель",)})

    with pytest.raises(StaleTerm), app.unit() as unit:
        unit.keywords.put("concurrency", "zumbel", tech="python", names={"ru": ("штука",)}, seen=before)

    assert term(app, "zumbel").names["ru"] == ("зумбель",)


def test_what_was_taken_back_meanwhile_is_as_it_was_seen(app: App) -> None:
    before = seen(app)
    undo(app, put(app, "deadlock", group=Group.MUST))

    with app.unit() as unit:
        assert unit.keywords.put("concurrency", "deadlock", tech="python", group=Group.OKAY, seen=before).change_id


def test_a_term_that_was_taken_back_meanwhile_is_not_kept(app: App) -> None:
    added = put(app, "zumbel", group=Group.MUST)
    before = seen(app)
    undo(app, added)

    with pytest.raises(StaleTerm), app.unit() as unit:
        unit.keywords.put("concurrency", "zumbel", tech="python", group=Group.OKAY, seen=before)


def test_what_holds_in_every_technology_is_seen_in_the_map_of_one(app: App) -> None:
    before = seen(app)
    put(app, "deadlock", tech=None, group=Group.MUST)

    with pytest.raises(StaleTerm), app.unit() as unit:
        unit.keywords.put("concurrency", "deadlock", tech="python", group=Group.OKAY, seen=before)
