"""Who comes in."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from viva.web.asking import Site
from viva.web.gate import ENTRANCE_SECONDS, KEY_FILE, WRONG_PER_MINUTE, Gate, read_key


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_entrance_lets_one_browser_in_once() -> None:
    gate = Gate(b"k" * 32)
    token = gate.entrance()

    cookie = gate.enter(token)

    assert cookie
    assert gate.knows(cookie)
    assert gate.enter(token) is None


def test_an_entrance_expires() -> None:
    hand = Hand()
    gate = Gate(b"k" * 32, clock=hand)
    token = gate.entrance()
    hand.now += ENTRANCE_SECONDS + 1

    assert gate.enter(token) is None


def test_an_entrance_made_before_the_site_was_started_is_no_good() -> None:
    hand = Hand()
    token = Gate(b"k" * 32, clock=hand).entrance()
    hand.now += 5

    assert Gate(b"k" * 32, clock=hand).enter(token) is None


@pytest.mark.parametrize("token", ["", ".", "a.b.c", "x" * 10_000, "\N{SNOWMAN}.1.x"])
def test_what_was_made_up_lets_nobody_in(token: str) -> None:
    gate = Gate(b"k" * 32)

    assert gate.enter(token) is None
    assert not gate.knows(token)


def test_a_cookie_of_another_key_is_not_known() -> None:
    other = Gate(b"o" * 32)
    cookie = other.enter(other.entrance())

    assert cookie
    assert not Gate(b"k" * 32).knows(cookie)


def test_guessing_closes_the_gate_for_a_minute() -> None:
    hand = Hand()
    gate = Gate(b"k" * 32, clock=hand)
    for _ in range(WRONG_PER_MINUTE):
        gate.enter("guessed")

    assert gate.is_closed()
    hand.now += 61
    assert not gate.is_closed()


def test_a_guesser_is_told_to_wait_and_not_let_in_even_with_a_good_token(stranger: TestClient, site: Site) -> None:
    for _ in range(WRONG_PER_MINUTE):
        assert stranger.get("/enter", params={"token": "guessed"}).status_code == 401

    assert stranger.get("/enter", params={"token": site.gate.entrance()}).status_code == 429


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = read_key(tmp_path)

    assert read_key(tmp_path) == key
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]


@pytest.mark.parametrize(
    "path", ["/", "/bank", "/settings", "/metrics", "/ui", "/pictures/" + "0" * 64, "/no-such-page"]
)
def test_a_stranger_sees_nothing(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)

    assert answer.status_code == 401
    assert "viva serve" in answer.text


def test_a_cookie_is_kept_from_scripts_and_from_other_sites(stranger: TestClient, site: Site) -> None:
    entered = stranger.get("/enter", params={"token": site.gate.entrance()})

    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
