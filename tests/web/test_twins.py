"""The page of pairs to decide about."""

import re

import pytest
from starlette.testclient import TestClient

from tests.bank.editing import a_question, look, says
from tests.web.forms import send
from viva.app import App
from viva.bank.known import Pair
from viva.bank.model import Decision
from viva.notes.model import Reason, RelationKind

NEAR = RelationKind.NEAR


@pytest.fixture
def three(app: App) -> list[int]:
    """Three questions, found nearly the same: the first two the most, the last two the least."""
    questions = [
        a_question(app, f"What is a lock, part {name}?", source=f"{name}.md", answer=f"A {name} lock.")
        for name in ("one", "two", "three")
    ]
    first, second, third = questions
    found = [
        Pair(first, second, NEAR, 0.9, Reason("alike")),
        Pair(first, third, NEAR, 0.8, Reason("alike")),
        Pair(second, third, NEAR, 0.7, Reason("alike")),
    ]
    with app.unit() as unit:
        unit.intake.relate(found, among=dict.fromkeys(questions, 1))
    return questions


def fields(page: str) -> dict[str, str]:
    """What the form of the page would send, beside its button."""
    return dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.rpartition('action="/twins"')[2])
    )


def decisions(app: App) -> dict[tuple[int, int, str], Decision]:
    with app.reader() as unit:
        found = unit.bank.pairs(list(RelationKind), decision=None).pairs
    return {(pair.one.id, pair.other.id, pair.kind): pair.decision for pair in found}


def test_without_pairs_the_page_says_so(browser: TestClient) -> None:
    assert "Nothing to decide" in browser.get("/twins").text


@pytest.mark.usefixtures("three")
def test_the_most_alike_pair_is_shown_with_what_differs_marked(browser: TestClient) -> None:
    page = browser.get("/twins").text

    assert "What is a lock, part <mark>one</mark>?" in page
    assert "What is a lock, part <mark>two</mark>?" in page
    assert "A <mark>two</mark> lock." in page
    assert "90 % alike" in page
    assert "3 left" in page


@pytest.mark.parametrize(
    ("verdict", "known"),
    [
        ("keep", {NEAR: Decision.CONFIRMED}),
        ("apart", {NEAR: Decision.DENIED}),
        ("contradict", {NEAR: Decision.DENIED, RelationKind.CONTRADICTS: Decision.CONFIRMED}),
    ],
)
def test_a_decision_is_kept_and_the_next_pair_comes(
    app: App, browser: TestClient, three: list[int], verdict: str, known: dict[RelationKind, Decision]
) -> None:
    form = fields(browser.get("/twins").text)

    answer = send(browser, "/twins", **form | {"verdict": verdict})

    said = {
        kind: decision for (one, other, kind), decision in decisions(app).items() if (one, other) == tuple(three[:2])
    }
    assert said == known
    page = browser.get(answer.headers["location"]).text
    assert "Undo" in page
    assert "2 left" in page
    assert "part <mark>three</mark>?" in page


@pytest.mark.parametrize(("verdict", "into"), [("merge", 0), ("merge-other", 1)])
def test_merging_makes_one_of_two_and_is_undone_from_the_notice(
    app: App, browser: TestClient, three: list[int], verdict: str, into: int
) -> None:
    form = fields(browser.get("/twins").text)

    answer = send(browser, "/twins", **form | {"verdict": verdict})

    assert look(app, three[1 - into]).merged_into == three[into]
    page = browser.get(answer.headers["location"]).text
    undo = re.search(r'action="(/activity/\d+/undo)"', page)
    assert undo
    send(browser, undo[1])
    assert look(app, three[1 - into]).merged_into is None


def test_twins_are_kept_as_twins_in_two_languages(app: App, browser: TestClient) -> None:
    one = a_question(app, "What is a lock?", source="a.md")
    other = a_question(app, "Что такое блокировка?", source="b.md", answer="Замок.")
    with app.unit() as unit:
        content = unit.bank.question(other).content
        unit.editing.edit(other, type(content)(prompt=content.prompt, language="ru"), seen=1)
        unit.intake.relate([Pair(one, other, RelationKind.TWIN, 0.8, Reason("alike"))], among={one: 1, other: 2})

    page = browser.get("/twins").text
    assert "Keep both as twins" in page
    send(browser, "/twins", **fields(page) | {"verdict": "keep"})

    assert decisions(app) == {(one, other, "twin"): Decision.CONFIRMED}


def test_skipping_leads_to_the_next_and_a_decision_there_stays_behind_it(
    app: App, browser: TestClient, three: list[int]
) -> None:
    first = browser.get("/twins").text
    skip = re.search(r'href="(/twins\?[^"]*after=[^"]*)"', first)
    assert skip
    second = browser.get(skip[1].replace("&amp;", "&")).text
    assert "part <mark>three</mark>?" in second

    answer = send(browser, "/twins", **fields(second) | {"verdict": "apart"})

    third = browser.get(answer.headers["location"]).text
    assert [fields(third)[name] for name in ("one", "other")] == [str(three[1]), str(three[2])]
    assert decisions(app)[three[0], three[1], NEAR] is Decision.OPEN


def test_after_all_were_skipped_one_can_begin_again(browser: TestClient, three: list[int]) -> None:
    page = browser.get("/twins", params={"after": f"0.1 {three[0]} {three[1]} near"}).text

    assert "No further pair" in page


def test_merging_what_somebody_changed_meanwhile_is_a_conflict(app: App, browser: TestClient, three: list[int]) -> None:
    form = fields(browser.get("/twins").text)
    with app.unit() as unit:
        content = unit.bank.question(three[1]).content
        unit.editing.edit(three[1], type(content)(prompt="What is a mutex?"), seen=1)

    answer = send(browser, "/twins", **form | {"verdict": "merge"})

    assert answer.status_code == 409
    assert says(app, three[1]).prompt == "What is a mutex?"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("narrowed", "left"),
    [({"kind": "near"}, "3 left"), ({"kind": ""}, "3 left"), ({"kind": "copy"}, None), ({"topic": "nowhere"}, None)],
)
def test_the_list_is_narrowed_by_kind_and_topic(
    browser: TestClient, narrowed: dict[str, str], left: str | None
) -> None:
    page = browser.get("/twins", params=narrowed)

    assert page.status_code == 200
    assert left in page.text if left else "Nothing to decide" in page.text


@pytest.mark.usefixtures("three")
def test_a_place_that_is_none_is_refused_with_a_sentence(browser: TestClient) -> None:
    refused = browser.get("/twins", params={"after": "<b>"})

    assert refused.status_code == 422
    assert "&lt;b&gt; is no place in a list of pairs." in refused.text


def test_hostile_texts_are_only_shown(app: App, browser: TestClient) -> None:
    attack = "<script>alert(1)</script> ![x](javascript:alert(2))"
    one = a_question(app, f"{attack} one", source="a.md", answer=attack)
    other = a_question(app, f"{attack} two", source="b.md", answer=f"{attack} more")
    with app.unit() as unit:
        unit.intake.relate([Pair(one, other, NEAR, 0.8, Reason("alike"))], among={one: 1, other: 1})

    assert "<script>alert" not in browser.get("/twins").text
