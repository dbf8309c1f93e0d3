"""Where guests come in from the local network, and two listeners that are told apart."""

import socket

import pytest

from viva.kernel.errors import InvalidInput
from viva.web.listening import Place, bound, bound_in_network, netloc, own_address, place_in_network

THERE = "127.0.0.2"


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("auto", Place("192.168.1.5", None)),
        ("auto:9000", Place("192.168.1.5", 9000)),
        ("10.0.0.7", Place("10.0.0.7", None)),
        ("10.0.0.7:9000", Place("10.0.0.7", 9000)),
        ("169.254.3.4", Place("169.254.3.4", None)),
        ("fd00::7", Place("fd00::7", None)),
        ("[fd00::7]:9000", Place("fd00::7", 9000)),
        ("100.64.1.2:0", Place("100.64.1.2", 0)),
    ],
)
def test_it_is_named_or_found(told: str, place: Place) -> None:
    assert place_in_network(told, lambda: "192.168.1.5") == place


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("", "no place to listen at"),
        ("laptop.local", "no place to listen at"),
        ("10.0.0.7:65536", "no place to listen at"),
        ("10.0.0.7:port", "no place to listen at"),
        ("10.0.0.7/24", "no place to listen at"),
        ("[fd00::7", "no place to listen at"),
        ("fe80::1%eth0", "Browsers open no address"),
        ("0.0.0.0", "is not one address"),  # noqa: S104 - is refused
        ("[::]:80", "is not one address"),
        ("224.0.0.1", "is not one address"),
        ("8.8.8.8", "belongs to the internet"),
        ("2001:4860:4860::8888", "belongs to the internet"),
    ],
)
def test_what_is_no_place_is_told(told: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        place_in_network(told, lambda: "192.168.1.5")


def test_a_machine_in_no_network_is_told() -> None:
    with pytest.raises(InvalidInput, match="in no network"):
        place_in_network("auto", lambda: None)


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(InvalidInput, match=r"^192\.0\.2\.77 is no address of this machine\."):
        bound_in_network(Place("192.0.2.77", 0), 8321)


def test_a_port_that_was_named_and_is_taken_is_told_and_the_usual_one_is_left_to_who_has_it() -> None:
    with bound(Place(THERE, 0), 8321) as first:
        taken = first.getsockname()[1]
        with pytest.raises(InvalidInput, match=f"port {taken}"):
            bound_in_network(Place(THERE, taken), 8321)
        with bound_in_network(Place(THERE, None), taken) as other:
            assert other.getsockname()[1] != taken


def test_this_machine_finds_an_address_of_its_own_or_none() -> None:
    found = own_address()

    if found is not None:
        with socket.socket() as listener:
            listener.bind((found, 0))


@pytest.mark.parametrize(
    ("host", "port", "written"),
    [("10.0.0.7", 8321, "10.0.0.7:8321"), ("fd00::7", 1, "[fd00::7]:1"), ("10.0.0.7", 80, "10.0.0.7")],
)
def test_it_is_written_as_browsers_do(host: str, port: int, written: str) -> None:
    assert netloc(host, port) == written
