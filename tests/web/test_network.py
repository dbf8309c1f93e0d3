"""What comes in from the local network: the links of interviews that were opened to it, and nothing else."""

import asyncio
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from fastapi.routing import APIRoute, APIWebSocketRoute
from httpx2 import Response
from starlette.routing import BaseRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from tests.interviews.conduct.table import Table, an_interview
from tests.web.forms import send
from viva.app import App
from viva.settings import Settings
from viva.web import pages
from viva.web.asking import Site
from viva.web.assets import Assets
from viva.web.gate import WRONG_PER_MINUTE, Gate
from viva.web.look import COOKIE
from viva.web.network import MOST_PEERS, Peers, build_for_guests, peer_of
from viva.web.seat_paths import PARTS
from viva.web.serving import apart
from viva.web.site import build

HOST = "127.0.0.1:8320"
LAN = "192.168.1.5:8321"
LAPTOP = ("192.168.1.9", 50_000)

METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND")
TRICKS = rb"""
    //seat/TOKEN /seat//TOKEN /seat/TOKEN/ /seat/TOKEN//feed /seat/./TOKEN /seat/x/../TOKEN /./seat/TOKEN seat/TOKEN
    /seat/%2e%2e/seat/TOKEN /%73eat/TOKEN /seat%2fTOKEN /seat/TOKEN%2ffeed /seat/TOKEN%2Ffeed /seat/TOKEN/%66eed
    /seat/TOKEN%00 /seat/TOKEN%0a /seat/TOKEN%20 /seat/TOKEN%3Fline=1 /seat/TOKEN;x=1 /seat/%ff /SEAT/TOKEN
    /seat/TOKEN/FEED /seat\TOKEN /seat/TOKEN/feed/x /seat/TOKEN/live /seat/TOKEN/../../bank
    /seat/TOKEN/%2e%2e/%2e%2e/bank * /static /static/ /static/manifest.json /static/licences.txt /static/../web.key
    /static/../seat/TOKEN /static/%2e%2e/site.py /static//etc/passwd /static/..%2f..%2fsite.py
""".split()
"""Addresses that lead, or might lead, elsewhere than they seem to, and files that no page of a seat loads."""


@pytest.fixture
def site(sqlite_app: App, sqlite_settings: Settings) -> Site:
    return Site(sqlite_app, Gate(b"k" * 32), 1_000_000, sqlite_settings, network=f"http://{LAN}")


@pytest.fixture
def network(site: Site) -> ASGIApp:
    return build_for_guests(site, LAN)


@pytest.fixture
def owner(site: Site) -> Iterator[TestClient]:
    """The browser at this machine."""
    with TestClient(build(site, lambda: {HOST}), base_url=f"http://{HOST}", follow_redirects=False) as browser:
        browser.get("/enter", params={"token": site.gate.entrance()})
        yield browser


@pytest.fixture
def guest(network: ASGIApp) -> Iterator[TestClient]:
    """The browser of another machine."""
    with TestClient(network, base_url=f"http://{LAN}", follow_redirects=False, client=LAPTOP) as browser:
        yield browser


@pytest.fixture
def table(sqlite_app: App) -> Table:
    return an_interview(sqlite_app)


@pytest.fixture
def opened(table: Table) -> Table:
    reach(table)
    return table


def reach(table: Table) -> None:
    with table.app.unit() as unit:
        unit.interviews.open_to_network(table.interview)


def close(table: Table) -> None:
    with table.app.unit() as unit:
        unit.interviews.close_to_network(table.interview)


def told(answer: Response) -> tuple[Any, ...]:
    """All that an answer says."""
    return (answer.status_code, answer.text, sorted(answer.headers.items()))


def of_nothing(guest: TestClient) -> tuple[Any, ...]:
    answer = guest.get("/there-is-no-such-page")
    assert answer.status_code == 404
    assert answer.text == "Not Found\n"
    return told(answer)


def refused(guest: TestClient, path: str, **how: Any) -> bool:
    """Whether no socket is opened, with the answer that everything else gets."""
    with pytest.raises(WebSocketDenialResponse) as denial, guest.websocket_connect(f"ws://{LAN}{path}", **how):
        pass
    return (denial.value.status_code, denial.value.text) == (404, "Not Found\n")


def routes_of(*areas: str) -> list[BaseRoute]:
    names = {name for area in areas for name in pages.MODULES[area]}
    return [route for name in sorted(names) for route in import_module(f"{pages.__name__}.{name}").routes.routes]


def filled(path: str, token: str) -> str:
    """The address of a route, with numbers and a token in it."""
    return re.sub(r"\{[^}]*\}", "1", path.replace("{token}", token))


class TestWhatIsOpen:
    @pytest.mark.parametrize("who", ["Ana", "Ben", "Eve", "Dan"])
    def test_each_seat_opens_its_page(self, guest: TestClient, opened: Table, who: str) -> None:
        page = guest.get(f"/seat/{opened.tokens[who]}")

        assert page.status_code == 200
        assert f"/seat/{opened.tokens[who]}/look" in page.text
        assert page.headers["cache-control"] == "no-store"

    def test_what_its_page_loads_is_there(self, guest: TestClient, opened: Table) -> None:
        page = guest.get(f"/seat/{opened.tokens['Ana']}").text
        files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))

        assert len(files) == 3
        assert [guest.get(file).status_code for file in files] == [200] * 3

    def test_nothing_on_a_page_leads_out_of_it(self, guest: TestClient, opened: Table) -> None:
        for path in ("", "/card", "?swap=true&line=1"):
            page = guest.get(f"/seat/{opened.tokens['Ana']}{path}").text
            leads = re.findall(r'(?:src|href|action)="([^"#][^"]*)"', page)

            assert leads
            assert {lead.split("/")[1] for lead in leads} <= {"seat", "static"}

    def test_a_form_and_a_queue_are_saved(self, guest: TestClient, opened: Table) -> None:
        address = f"/seat/{opened.tokens['Ana']}"
        form = send(guest, address, kind="rate", line=1, rating="3", seen=0)
        change = {"key": "k", "kind": "note", "line": 1, "values": {"text": "clear"}, "seen": 1}
        queue = guest.post(f"{address}/changes", json={"changes": [change]}, headers={"Origin": f"http://{LAN}"})

        assert form.status_code == 303
        assert queue.json()["outcomes"][0]["fate"] == "saved"
        assert (opened.entry("Ana", 1).rating, opened.entry("Ana", 1).note) == (3, "clear")

    def test_a_socket_tells_what_another_machine_changes(self, guest: TestClient, opened: Table) -> None:
        address = f"ws://{LAN}/seat/{opened.tokens['Ben']}/live?since=1"
        with guest.websocket_connect(address, headers={"Origin": f"http://{LAN}"}) as socket:
            assert socket.receive_json()["sequence"] == 1
            send(guest, f"/seat/{opened.tokens['Ana']}", kind="ask", line=1, asked="true")
            assert socket.receive_json()["lines"] == [1]

    def test_the_owners_screen_is_woken_by_a_guest(self, owner: TestClient, guest: TestClient, opened: Table) -> None:
        with owner.websocket_connect(f"ws://{HOST}/seat/{opened.tokens['Ana']}/live?since=1") as socket:
            socket.receive_json()
            send(guest, f"/seat/{opened.tokens['Dan']}", kind="scratch", text="x = 1", seen=1)
            assert socket.receive_json()["kinds"] == ["scratch"]

    def test_the_list_of_what_is_there_is_that_of_the_routes(self) -> None:
        routes = routes_of("seat")
        there: dict[str, set[str]] = {}
        for route in routes:
            assert isinstance(route, (APIRoute, APIWebSocketRoute))
            methods = route.methods or set() if isinstance(route, APIRoute) else {"websocket"}
            there.setdefault(route.path.removeprefix("/seat/{token}"), set()).update(methods)

        assert there == PARTS


class TestWhatIsNot:
    def test_no_page_of_the_owner_is_there(self, guest: TestClient, owner: TestClient, opened: Table) -> None:
        areas = set(pages.MODULES) - {"seat"}
        theirs = [route.path for route in routes_of(*areas) if isinstance(route, APIRoute)] + ["/api/v1/questions"]
        expected = of_nothing(guest)
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in owner.cookies.items())}
        answers = {
            (method, path): told(guest.request(method, filled(path, opened.tokens["Ana"]), headers=cookies))
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
            for path in theirs
        }

        assert len(theirs) > 50
        assert {asked: answer for asked, answer in answers.items() if answer != expected} == {}

    @pytest.mark.parametrize("part", sorted(PARTS))
    def test_a_link_of_a_closed_interview_opens_nothing(self, guest: TestClient, opened: Table, part: str) -> None:
        closed = an_interview(opened.app, candidate="Eli")
        expected = of_nothing(guest)
        bodies: list[dict[str, Any]] = [{"content": b"{"}, {"data": {"kind": "rate"}}, {"json": {"changes": []}}]
        address = f"/seat/{closed.tokens['Ana']}{part}"

        assert [told(guest.request(method, address, **body)) for method in ("GET", "POST") for body in bodies] == [
            expected
        ] * 6
        assert refused(guest, f"/seat/{closed.tokens['Ana']}/live")

    def test_nothing_at_all_is_there_while_nothing_is_open(self, guest: TestClient, table: Table) -> None:
        expected = of_nothing(guest)
        files = [Assets().address(name) for name in Assets().names]

        for path in ("/", f"/seat/{table.tokens['Ana']}", *files):
            assert told(guest.get(path)) == expected

    def test_a_made_up_token_opens_nothing(self, guest: TestClient, opened: Table) -> None:
        expected = of_nothing(guest)
        for token in ("0" * 48, opened.tokens["Ana"][:-1], opened.tokens["Ana"] + "0", "x" * 5_000):
            assert told(guest.get(f"/seat/{token}")) == expected

    def test_an_address_in_disguise_leads_nowhere(self, network: ASGIApp, opened: Table) -> None:
        token = opened.tokens["Ana"].encode()
        tricks = [trick.replace(b"TOKEN", token) for trick in TRICKS]

        assert raw(network, b"/seat/" + token) == 200
        assert {trick: raw(network, trick) for trick in tricks} == dict.fromkeys(tricks, 404)

    def test_no_other_method_is_answered(self, guest: TestClient, opened: Table) -> None:
        address = f"/seat/{opened.tokens['Ana']}"
        asked = [
            (method, path) for method in METHODS for path in (address, f"{address}/feed", Assets().address("main.js"))
        ]

        assert {each: guest.request(*each).status_code for each in asked} == dict.fromkeys(asked, 404)

    @pytest.mark.parametrize("path", ["/live", "/", "/jobs", "/seat/guessed/live", "/seat/{}/feed", "/seat/{}"])
    def test_no_other_socket_is_opened(self, guest: TestClient, opened: Table, path: str) -> None:
        assert refused(guest, path.format(opened.tokens["Ana"]))

    def test_by_another_name_nothing_is_there(self, guest: TestClient, opened: Table) -> None:
        address, expected = f"/seat/{opened.tokens['Ana']}", of_nothing(guest)
        ports = (HOST, "localhost:8321", "127.0.0.1:8321", "192.168.1.5", "192.168.1.5:80")

        for host in ("evil.example", *ports, f"{LAN}.evil.example", ""):
            assert told(guest.get(address, headers={"Host": host})) == expected
            assert refused(guest, f"{address}/live", headers={"Host": host})

    def test_a_page_elsewhere_sends_nothing_in(self, guest: TestClient, opened: Table) -> None:
        address, expected = f"/seat/{opened.tokens['Ana']}", of_nothing(guest)
        form = {"key": "k", "kind": "rate", "line": "1", "rating": "4", "seen": "0"}

        for origin in ("http://evil.example", "null", f"http://{HOST}", "http://192.168.1.5"):
            assert told(guest.post(address, data=form, headers={"Origin": origin})) == expected
            assert refused(guest, f"{address}/live", headers={"Origin": origin})
        assert opened.entry("Ana", 1).rating is None

    def test_nobody_from_the_internet_comes_in(self, network: ASGIApp, opened: Table) -> None:
        for host in ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "testclient"):
            far = TestClient(network, base_url=f"http://{LAN}", client=(host, 1))
            assert far.get(f"/seat/{opened.tokens['Ana']}").status_code == 404


class TestCookies:
    def test_that_of_the_owner_makes_nobody_the_owner(
        self, owner: TestClient, guest: TestClient, opened: Table, site: Site
    ) -> None:
        cookie = {"Cookie": f"{site.gate.cookie}={owner.cookies[site.gate.cookie]}"}
        address, lead = f"/seat/{opened.tokens['Ana']}", f'href="/interviews/{opened.interview}"'

        assert lead in owner.get(address).text
        assert lead not in guest.get(address, headers=cookie).text

    def test_none_is_set_but_how_the_page_looks(self, guest: TestClient, opened: Table) -> None:
        address = f"/seat/{opened.tokens['Ana']}"
        for path in PARTS:
            guest.get(address + path)
        look = guest.post(f"{address}/look", data={"language": "ru"})

        assert look.status_code == 303
        assert list(guest.cookies) == [COOKIE]
        assert 'lang="ru"' in guest.get(address).text


class TestGuessing:
    def test_a_guesser_is_not_even_looked_at(self, guest: TestClient, opened: Table) -> None:
        expected = of_nothing(guest)
        for _ in range(WRONG_PER_MINUTE):
            guest.get("/seat/guessed")

        assert told(guest.get(f"/seat/{opened.tokens['Ana']}")) == expected
        assert refused(guest, f"/seat/{opened.tokens['Ana']}/live")

    def test_it_shuts_out_nobody_who_is_in_and_no_other_machine(
        self, network: ASGIApp, owner: TestClient, guest: TestClient, opened: Table
    ) -> None:
        address = f"/seat/{opened.tokens['Ana']}"
        other = TestClient(network, base_url=f"http://{LAN}", client=("192.168.1.10", 1))
        guest.get(address)
        for _ in range(WRONG_PER_MINUTE):
            guest.get("/seat/guessed")

        assert guest.get(address).status_code == 200
        assert other.get(f"/seat/{opened.tokens['Ben']}").status_code == 200
        assert owner.get(f"/seat/{opened.tokens['Dan']}").status_code == 200

    def test_the_machines_of_one_network_of_the_sixth_version_are_one(self) -> None:
        one, other = (peer_of({"client": (host, 1)}) for host in ("fd00::1", "fd00::ffff:1"))

        assert one == other == "fd00::/64"

    def test_what_is_remembered_of_machines_has_an_end(self) -> None:
        peers = Peers()
        for number in range(MOST_PEERS + 50):
            peers.guesses_of(f"10.0.{number // 250}.{number % 250}")

        assert len(peers) == MOST_PEERS


class TestClosing:
    def test_a_closed_link_opens_nothing_in_the_next_moment(self, guest: TestClient, opened: Table) -> None:
        address = f"/seat/{opened.tokens['Ana']}"
        assert guest.get(address).status_code == 200
        close(opened)

        assert told(guest.get(address)) == of_nothing(guest)
        assert guest.post(f"{address}/changes", json={"changes": []}).status_code == 404

    def test_live_sockets_end_with_the_button(
        self, owner: TestClient, guest: TestClient, opened: Table, site: Site
    ) -> None:
        with guest.websocket_connect(f"ws://{LAN}/seat/{opened.tokens['Ben']}/live?since=1") as socket:
            socket.receive_json()
            closed = send(owner, f"/interviews/{opened.interview}/network", open="false")
            with pytest.raises(WebSocketDisconnect):
                socket.receive_json()

        assert closed.status_code == 303
        assert len(site.live) == 0

    def test_the_owners_own_socket_stays(self, owner: TestClient, opened: Table) -> None:
        with owner.websocket_connect(f"ws://{HOST}/seat/{opened.tokens['Ana']}/live?since=1") as socket:
            socket.receive_json()
            send(owner, f"/interviews/{opened.interview}/network", open="false")
            send(owner, f"/seat/{opened.tokens['Ana']}", kind="ask", line=1, asked="true")
            assert socket.receive_json()["lines"] == [1]

    def test_a_seat_that_is_closed_or_renewed_opens_nothing(self, guest: TestClient, opened: Table) -> None:
        with opened.app.unit() as unit:
            unit.interviews.renew(opened.interview, opened.seats["Ben"])
            unit.interviews.close(opened.interview, opened.seats["Eve"])

        assert guest.get(f"/seat/{opened.tokens['Ben']}").status_code == 404
        assert guest.get(f"/seat/{opened.tokens['Eve']}").status_code == 404


class TestThePageOfTheInterview:
    def test_it_is_off_until_the_button_is_pressed(self, owner: TestClient, guest: TestClient, table: Table) -> None:
        page, address = f"/interviews/{table.interview}", f"/seat/{table.tokens['Ana']}"
        before = owner.get(page).text
        assert guest.get(address).status_code == 404
        send(owner, f"{page}/network", open="true")
        after = owner.get(page).text

        assert guest.get(address).status_code == 200
        assert "this machine only" in before
        assert "Open to the local network" in before
        assert f"http://{LAN}/seat/…" in after
        assert "nothing else of Viva" in after
        assert "Nothing is encrypted" in after
        assert "Close to the local network" in after

    def test_a_link_is_told_as_it_is_reached(self, owner: TestClient, opened: Table) -> None:
        page = send(owner, f"/interviews/{opened.interview}/seats", name="Fay", part="panel").text
        close(opened)
        alone = send(owner, f"/interviews/{opened.interview}/seats", name="Gus", part="panel").text

        assert re.search(rf'value="http://{LAN}/seat/[\w-]+"', page)
        assert re.search(rf'value="http://{HOST}/seat/[\w-]+"', alone)
        assert "It opens on this machine alone" in alone

    def test_ones_own_link_is_shown_for_another_device(self, owner: TestClient, opened: Table) -> None:
        sat = send(owner, f"/interviews/{opened.interview}/seats/mine", name="Ana")
        page = owner.get(f"/interviews/{opened.interview}").text

        assert f'value="http://{LAN}{sat.headers["location"]}"' in page

    def test_where_nothing_listens_it_says_how(self, sqlite_app: App, sqlite_settings: Settings, opened: Table) -> None:
        site = Site(sqlite_app, Gate(b"k" * 32), 1_000_000, sqlite_settings)
        with TestClient(build(site, lambda: {HOST}), base_url=f"http://{HOST}") as browser:
            browser.get("/enter", params={"token": site.gate.entrance()})
            page = browser.get(f"/interviews/{opened.interview}").text

        assert "nothing listens there now" in page
        assert "viva serve --network auto" in page

    def test_a_page_elsewhere_opens_nothing(self, owner: TestClient, table: Table) -> None:
        form = {"key": "k", "open": "true"}
        address = f"/interviews/{table.interview}/network"
        sent = owner.post(address, data=form, headers={"Origin": "http://evil.example"})

        assert sent.status_code == 403
        with table.app.reader() as unit:
            assert unit.interviews.reachable() == ()


@pytest.mark.usefixtures("opened")
def test_each_listener_has_its_own_site_whatever_a_request_says(network: ASGIApp, site: Site) -> None:
    both = apart({("127.0.0.1", 8320): build(site, lambda: {HOST, LAN}), ("192.168.1.5", 8321): network})

    assert raw(both, b"/enter", server=("127.0.0.1", 8320)) == 401
    assert raw(both, b"/enter", server=("192.168.1.5", 8321), host=HOST.encode()) == 404
    assert raw(both, b"/enter", server=("192.168.1.5", 8321)) == 404


def raw(
    app: ASGIApp, path: bytes, *, server: tuple[str, int] = ("192.168.1.5", 8321), host: bytes = LAN.encode()
) -> int:
    """The status of a request as a server hands it on, with the address exactly as it was sent."""
    statuses: list[int] = []
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"), "raw_path": path, "query_string": b"",
        "root_path": "",
        "headers": [(b"host", host)], "server": server, "client": LAPTOP,
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    asyncio.run(_call(app, scope, receive, send))
    return statuses[0]


async def _call(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
