"""The socket of a screen: it says what was changed, to whom it may be told, and opens for nobody else."""

from contextlib import suppress
from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from tests.interviews.conduct.table import Table, an_interview
from tests.web.conftest import HOST
from tests.web.forms import send
from viva.app import App
from viva.web.asking import Site
from viva.web.gate import WRONG_PER_MINUTE


@pytest.fixture
def table(app: App) -> Table:
    return an_interview(app)


def live(table: Table, who: str = "Ben", since: int = 1) -> str:
    return f"ws://{HOST}/seat/{table.tokens[who]}/live?since={since}"


def ask(browser: TestClient, table: Table, **fields: Any) -> None:
    assert send(browser, f"/seat/{table.tokens['Ana']}", line=1, **fields).status_code == 303


def test_it_tells_what_was_changed_as_it_is(stranger: TestClient, table: Table) -> None:
    with stranger.websocket_connect(live(table)) as socket:
        first = socket.receive_json()
        ask(stranger, table, kind="ask", asked="true")
        told = socket.receive_json()

    assert (first["sequence"], first["lines"], first["present"]) == (1, [], [table.seats["Ben"]])
    assert (told["sequence"], told["lines"], told["kinds"]) == (2, [1], ["ask"])


def test_changes_that_come_close_together_are_told_together(stranger: TestClient, table: Table) -> None:
    with stranger.websocket_connect(live(table)) as socket:
        socket.receive_json()
        changes = [{"key": f"k{n}", "kind": "ask", "line": 1 + n % 3, "values": {"asked": n < 3}} for n in range(6)]
        stranger.post(f"/seat/{table.tokens['Ana']}/changes", json={"changes": changes})
        told = socket.receive_json()

    assert (told["sequence"], told["lines"]) == (7, [1, 2, 3])


def test_it_tells_nothing_of_what_others_say(stranger: TestClient, table: Table) -> None:
    with stranger.websocket_connect(live(table)) as ben, stranger.websocket_connect(live(table, "Dan")) as dan:
        ben.receive_json()
        dan.receive_json()
        ask(stranger, table, kind="note", text="a secret", seen=0)
        ask(stranger, table, kind="rate", rating="3", seen=1)
        ask(stranger, table, kind="scratch", text="for all", seen=1)
        to_ben, to_dan = told_until("scratch", ben), told_until("scratch", dan)

    assert to_ben == {"ask", "scratch"}
    assert to_dan == {"scratch"}


def test_it_tells_ones_own_other_window(stranger: TestClient, table: Table) -> None:
    with stranger.websocket_connect(live(table, "Ana")) as window:
        ask(stranger, table, kind="note", text="written here", seen=0)

        assert told_until("note", window) == {"note"}


def told_until(kind: str, socket: WebSocketTestSession) -> set[str]:
    """What a socket tells, until it tells of a kind."""
    told: set[str] = set()
    while kind not in told:
        told |= set(socket.receive_json()["kinds"])
    return told


def test_what_came_while_nobody_listened_is_told_first(stranger: TestClient, table: Table) -> None:
    ask(stranger, table, kind="ask", asked="true")
    with stranger.websocket_connect(live(table, since=1)) as socket:
        assert socket.receive_json()["lines"] == [1]


@pytest.mark.parametrize("address", ["/seat/wrong/live", "/live", "/", "/jobs"])
def test_it_opens_for_nobody_else(browser: TestClient, address: str) -> None:
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(f"ws://{HOST}{address}"):
        pass


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}])
def test_a_page_elsewhere_opens_none(stranger: TestClient, table: Table, headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect), stranger.websocket_connect(live(table), headers=headers):
        pass
    with stranger.websocket_connect(live(table), headers={"Origin": f"http://{HOST}"}) as socket:
        assert socket.receive_json()["sequence"] == 1


def test_guessing_is_slowed_down_here_too(stranger: TestClient, table: Table) -> None:
    for _ in range(WRONG_PER_MINUTE):
        with pytest.raises(WebSocketDisconnect), stranger.websocket_connect(f"ws://{HOST}/seat/guessed/live"):
            pass

    with pytest.raises(WebSocketDisconnect), stranger.websocket_connect(live(table)):
        pass


def test_a_closed_link_ends_its_socket_and_nothing_stays_behind(stranger: TestClient, table: Table, site: Site) -> None:
    with stranger.websocket_connect(live(table)) as socket:
        socket.receive_json()
        with table.app.unit() as unit:
            unit.interviews.close(table.interview, table.seats["Ben"])
        site.live.wake(table.interview)
        with suppress(WebSocketDisconnect):
            socket.receive_json()

    assert len(site.live) == 0
