"""The screen of an interview by a personal link, as plain forms."""

import re
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, asked, fixed
from tests.web.forms import send
from viva.app import App
from viva.interviews.conduct.model import Answered, Kind, State
from viva.interviews.scale import Scale, Step
from viva.web.gate import WRONG_PER_MINUTE


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


def at(table: Table, who: str = "Ana") -> str:
    return f"/seat/{table.tokens[who]}"


def act(browser: TestClient, table: Table, kind: str, line: int = 1, who: str = "Ana", **fields: Any) -> Response:
    return send(browser, at(table, who), kind=kind, line=line, at=line, **fields)


def test_a_link_opens_its_screen_and_nothing_else(stranger: TestClient, table: Table) -> None:
    page = stranger.get(at(table))

    assert page.status_code == 200
    assert "Must?" in page.text
    assert "A lock." in page.text
    for path in ("/", "/bank", "/interviews", f"{at(table)}/else", "/seat/", f"/seat/{table.tokens['Ana']}/../../bank"):
        assert stranger.get(path).status_code == 401, path


@pytest.mark.parametrize("token", ["wrong", "x" * 5_000])
def test_a_wrong_link_is_not_found(stranger: TestClient, token: str) -> None:
    answer = stranger.get(f"/seat/{token}")

    assert answer.status_code == 404
    assert "This link opens no interview" in answer.text


def test_guessing_links_is_slowed_down_and_shuts_nobody_out_who_is_in(stranger: TestClient, table: Table) -> None:
    assert stranger.get(at(table)).status_code == 200
    for _ in range(WRONG_PER_MINUTE):
        assert stranger.get("/seat/guessed").status_code == 404

    assert stranger.get("/seat/guessed").status_code == 429
    assert stranger.get(at(table, "Ben")).status_code == 429
    assert stranger.get(at(table)).status_code == 200


def test_a_closed_link_opens_nothing_any_more(stranger: TestClient, table: Table) -> None:
    assert stranger.get(at(table, "Ben")).status_code == 200
    with table.app.unit() as unit:
        unit.interviews.close(table.interview, table.seats["Ben"])

    assert stranger.get(at(table, "Ben")).status_code == 404
    assert act(stranger, table, "ask", who="Ben", asked="true").status_code == 404


def test_a_page_elsewhere_cannot_send_forms_to_a_link(stranger: TestClient, table: Table) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        assert stranger.post(at(table), data={"kind": "ask"}, headers=headers).status_code in {403, 421}


def test_every_rating_of_a_scale_can_be_given(stranger: TestClient, app: App) -> None:
    values = (0, 33.33333, 66.66667, 1_000_000.5)
    scale = Scale("Ours", tuple(Step(value, f"step {place}") for place, value in enumerate(values)))
    table = an_interview(app, a_template(fixed(app, asked(app, "GIL?")), scale=scale))
    _before, _id, choice = stranger.get(at(table)).text.partition('id="rating-1"')
    offered = re.findall(r'<option value="([\d.]+)"', choice.partition("</select>")[0])
    for seen, rating in enumerate(offered):
        assert act(stranger, table, "rate", rating=rating, seen=seen).status_code == 303

    assert [float(rating) for rating in offered] == list(values)
    assert table.entry("Ana", 1).rating == values[-1]


def test_a_rating_is_saved_and_leads_back_to_the_question(stranger: TestClient, table: Table) -> None:
    answer = act(stranger, table, "rate", 2, rating="3", seen=0)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{at(table)}?line=2")
    assert (table.entry("Ana", 2).state, table.entry("Ana", 2).rating) == (Answered.RATED, 3)
    assert "3 Okay" in stranger.get(answer.headers["location"]).text


def test_the_same_form_sent_twice_is_one_change(stranger: TestClient, table: Table) -> None:
    form = {"key": "once", "kind": "note", "line": 1, "seen": 0, "text": "said it", "at": 1}

    assert [stranger.post(at(table), data=form).status_code for _ in range(2)] == [303, 303]
    assert table.entry("Ana", 1).version == 1


def test_a_stale_note_is_shown_beside_what_is_there_and_stays_in_its_field(stranger: TestClient, table: Table) -> None:
    act(stranger, table, "note", text="from the first window", seen=0)
    answer = act(stranger, table, "note", text="from the <second>", seen=0)

    assert answer.status_code == 409
    assert "from the first window" in answer.text
    assert answer.text.count("from the &lt;second&gt;") == 2
    assert table.entry("Ana", 1).note == "from the first window"
    again = re.search(r'id="note-part-1".*?name="seen" value="(\d+)"', answer.text, re.DOTALL)
    assert again
    act(stranger, table, "note", text="both", seen=again[1])
    assert table.entry("Ana", 1).note == "both"


def test_what_makes_no_sense_is_refused_with_a_sentence_and_kept(stranger: TestClient, table: Table) -> None:
    answer = act(stranger, table, "state", state="void", reason=" ", seen=0)
    assert answer.status_code == 422
    assert "Say why the question does not count." in answer.text
    for wrong in (
        {"kind": "nonsense"},
        {"kind": "rate", "rating": "x"},
        {"kind": "tick", "point": "9"},
        {"line": "1e9"},
    ):
        fields = {"kind": "rate", "line": 1, "seen": 0, **wrong}
        assert send(stranger, at(table), **fields).status_code == 422, wrong


def test_what_hinders_rating_is_told_as_long_as_it_does(stranger: TestClient, app: App) -> None:
    table = an_interview(app, start=False)
    parts = f"{at(table)}/parts?line=1"

    assert "Start the interview first" in stranger.get(parts).text
    table.become(State.RUNNING)
    assert "nothing is rated" not in stranger.get(parts).text.lower()
    table.become(State.POSTPONED, "ill")
    assert "State: postponed. Nothing is rated before it goes on." in stranger.get(parts).text
    assert table.rate("Ana", 1, 2).trouble == "State: postponed. Nothing is rated before it goes on."


def test_ticks_fill_the_tiers_and_propose_a_rating(stranger: TestClient, table: Table) -> None:
    act(stranger, table, "tick", point=0, ticked="true")
    act(stranger, table, "tick", point=1, ticked="true")
    page = stranger.get(at(table), params={"line": 1}).text

    assert re.findall(r'<progress[^>]* max="1" value="(.)" aria-label="(\w+)"', page)[:3] == [
        ("1", "Must"),
        ("1", "Should"),
        ("0", "Okay"),
    ]
    assert "Take the proposed rating: 2 Should" in page
    act(stranger, table, "tick", point=0, ticked="false")
    assert table.entry("Ana", 1).ticked == (1,)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "rate", "rating": "0", "seen": 0}, "0 Missed"),
        ({"kind": "state", "state": "no answer", "seen": 0}, "asked, no answer"),
        ({"kind": "state", "state": "void", "reason": "outage", "seen": 0}, "void: outage"),
        ({"kind": "ask", "asked": "true"}, "asked, not rated yet"),
        ({"kind": "skip", "skipped": "true", "reason": "no time", "seen": 1}, "skipped"),
    ],
)
def test_the_states_are_told_apart(stranger: TestClient, table: Table, fields: dict[str, Any], said: str) -> None:
    assert send(stranger, at(table), line=1, at=1, **fields).status_code == 303

    said_of = re.findall(r'data-said="1">([^<]+)<', stranger.get(at(table), params={"line": 1}).text)
    assert said in said_of
    assert re.findall(r'data-said="2">([^<]+)<', stranger.get(at(table)).text)[0] == "not asked"


def test_questions_are_moved_assigned_added_and_shown(stranger: TestClient, table: Table) -> None:
    act(stranger, table, "move", 3, after="")
    act(stranger, table, "assign", 1, seat=table.seats["Ben"], seen=1)
    added = act(stranger, table, "add", 1, prompt="What else?", section=0)
    act(stranger, table, "open", 1)

    lines = [each.line for each in table.sheet("Ana").lines]
    assert [line.number for line in lines] == [3, 1, 2, 4]
    assert lines[1].assigned == table.seats["Ben"]
    assert added.headers["location"].endswith("?line=4")
    assert "What else?" in stranger.get(added.headers["location"]).text
    assert table.sheet("Ana").interview.shown == 1


def test_a_question_is_swapped_for_a_similar_one(stranger: TestClient, table: Table) -> None:
    other = asked(table.app, "Similar?")
    page = stranger.get(at(table), params={"line": 1, "swap": True}).text
    assert "Similar?" in page
    act(stranger, table, "swap", 1, question=other, seen=1)

    page = stranger.get(at(table)).text
    assert "Similar?" in page
    assert "Must?" not in page


def test_the_bank_is_searched_for_a_question_to_add(stranger: TestClient, table: Table) -> None:
    other = asked(table.app, "What is a coroutine?")
    assert "What is a coroutine?" in stranger.get(at(table), params={"find": "coroutine"}).text
    assert "What is a coroutine?" in stranger.get(f"{at(table)}/find", params={"find": "coroutine"}).text
    for who in ("Eve", "Dan"):
        assert "What is a coroutine?" not in stranger.get(f"{at(table, who)}/find", params={"find": "coroutine"}).text
    act(stranger, table, "add", question=other, section=0)
    assert table.sheet("Ana").planned == 4


@pytest.mark.parametrize("state", [State.FINISHED, State.POSTPONED, State.ABORTED])
def test_the_lead_ends_it_with_a_reason_where_one_is_needed(stranger: TestClient, table: Table, state: State) -> None:
    if state is not State.FINISHED:
        refused = send(stranger, at(table), kind="become", state=state.value, reason="")
        assert (refused.status_code, "Say why" in refused.text) == (422, True)
    send(stranger, at(table), kind="become", state=state.value, reason="fire alarm")

    assert table.sheet("Ana").interview.state is state


def test_extra_time_is_the_leads_to_give(stranger: TestClient, table: Table) -> None:
    assert send(stranger, at(table, "Ben"), kind="extra", percent=25).status_code == 422
    send(stranger, at(table), kind="extra", percent=25)

    assert "25 % extra" in stranger.get(at(table)).text


def test_what_others_say_is_on_no_page_before_both_have_submitted(stranger: TestClient, table: Table) -> None:
    act(stranger, table, "note", text="a secret of Ana", seen=0)
    act(stranger, table, "rate", rating="4", seen=1)

    for path in ("", "/feed", "/parts?line=1&line=2"):
        assert "a secret of Ana" not in stranger.get(at(table, "Ben") + path).text
    assert "4 Perfect</span>" not in stranger.get(at(table, "Ben")).text


def test_no_screen_is_kept_by_a_browser_where_going_back_would_lead_to_older_texts(
    stranger: TestClient, table: Table
) -> None:
    for who in ("Ana", "Dan"):
        assert stranger.get(at(table, who)).headers["cache-control"] == "no-store"


def test_who_is_there_is_told(stranger: TestClient, table: Table) -> None:
    stranger.get(at(table, "Ben"))

    assert "Ben (panel, here)" in re.sub(r"\s+", " ", stranger.get(at(table)).text)


def test_the_screen_speaks_the_language_that_is_chosen_on_it(stranger: TestClient, table: Table) -> None:
    chosen = stranger.post(f"{at(table)}/look", data={"language": "ru"})
    page = stranger.get(at(table)).text

    assert chosen.headers["location"] == at(table)
    assert '<html lang="ru"' in page
    assert "не спрошено" in page


class TestTheCandidate:
    def test_sees_what_was_opened_and_never_an_answer(self, stranger: TestClient, table: Table) -> None:
        table.record("Ana", Kind.NOTE, 1, text="a note of Ana", seen=0)
        secrets = ("A lock.", "one lock", "bytecode", "free threads", "a note of Ana", "Should?")
        pages = []
        for line in (None, 1):
            table.record("Ana", Kind.OPEN, line)
            pages += [
                stranger.get(at(table, "Dan") + path).text
                for path in (
                    "",
                    "?line=2",
                    "?line=2&swap=true&find=lock",
                    "/feed",
                    "/parts?line=1&line=2",
                    "/find?find=lock",
                )
            ]
            pages.append(act(stranger, table, "rate", 1, who="Dan", rating=4, seen=0).text)
            pages.append(send(stranger, at(table, "Dan"), kind="scratch", text="x", seen=99).text)
            change = {"key": f"k{line}", "kind": "note", "line": 1, "seen": 0, "values": {"text": "x"}}
            pages.append(stranger.post(f"{at(table, 'Dan')}/changes", json={"changes": [change]}).text)

        assert [secret for secret in secrets for page in pages if secret in page] == []
        assert "Must?" in pages[-2]
        assert "Must?" not in pages[0]

    def test_writes_the_shared_text_and_nothing_else(self, stranger: TestClient, table: Table) -> None:
        assert send(stranger, at(table, "Dan"), kind="scratch", text="def f(): ...", seen=1).status_code == 303
        assert "def f(): ..." in stranger.get(at(table)).text
        stale = send(stranger, at(table, "Dan"), kind="scratch", text="mine", seen=1)
        assert stale.status_code == 409
        assert "def f(): ..." in stale.text
        assert "mine" in stale.text
        assert send(stranger, at(table, "Dan"), kind="become", state="finished", reason="").status_code == 422


class TestTheQueueOfAPage:
    def test_each_change_is_answered(self, stranger: TestClient, table: Table) -> None:
        changes = [
            {"key": "1", "kind": "rate", "line": 1, "seen": 0, "values": {"rating": 2}, "at": "2026-03-01T09:30:00Z"},
            {"key": "2", "kind": "note", "line": 1, "seen": 1, "values": {"text": "a"}},
            {"key": "3", "kind": "note", "line": 1, "seen": 0, "values": {"text": "b"}},
            {"key": "4", "kind": "rate", "line": 1, "seen": 2, "values": {"rating": 7}},
        ]
        first = stranger.post(f"{at(table)}/changes", json={"changes": changes}).json()["outcomes"]
        again = stranger.post(f"{at(table)}/changes", json={"changes": changes[:2]}).json()["outcomes"]

        assert [each["fate"] for each in first] == ["saved", "saved", "stale", "refused"]
        assert (first[1]["version"], first[2]["theirs"]["note"]) == (2, "a")
        assert first[2]["words"] == {"title": "Evidence", "mine": "b", "theirs": "a"}
        assert [each["fate"] for each in again] == ["repeated", "repeated"]

    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"[]", b'{"changes": [{}]}', b'{"changes": [{"key": "k", "kind": "nonsense"}]}', b"\xff\x00"],
    )
    def test_what_cannot_be_read_is_refused_whole(self, stranger: TestClient, table: Table, body: bytes) -> None:
        answer = stranger.post(f"{at(table)}/changes", content=body, headers={"Content-Type": "application/json"})

        assert answer.status_code == 422

    def test_the_feed_tells_what_came_after_a_number(self, stranger: TestClient, table: Table) -> None:
        since = stranger.get(f"{at(table)}/feed").json()["sequence"]
        table.record("Ben", Kind.ASK, 2)
        feed = stranger.get(f"{at(table)}/feed", params={"since": since}).json()

        assert (feed["sequence"], feed["lines"], feed["kinds"]) == (since + 1, [2], ["ask"])
        assert feed["present"] == [table.seats["Ana"]]
        assert 'id="line-2"' in stranger.get(f"{at(table)}/parts", params={"line": 2}).text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_groups_are_called_on_every_page_as_gates_call_them(browser: TestClient, table: Table, language: str) -> None:
    asked_first = table.sheet("Ana").lines[0].line.question_id
    for address in (
        at(table),
        f"/questions/{asked_first}",
        f"/questions/{asked_first}/edit",
        f"/interviews/{table.interview}",
    ):
        page = browser.get(address, headers={"Accept-Language": language}).text

        assert f'<html lang="{language}"' in page
        assert re.search(r">\s*Must\s*<", page), address
