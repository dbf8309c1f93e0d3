"""Rules about links."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.checks.notes import check, codes
from viva.checks.cache import Cache
from viva.checks.online import ask, dead
from viva.checks.rulebook import chosen
from viva.checks.service import Checks, GivenNote


@pytest.mark.parametrize(
    "link",
    ["htp://example.com/a", "http:/example.com", "https//example.com", "https://https://example.com", "[text]()",
     "[text](www.example.com)", "[text](https://example.com/a b)", "http://[::1/a"],
)  # fmt: skip
def test_a_link_that_nobody_can_follow(link: str) -> None:
    assert codes(f"# A\n\nSee {link} for more of it.\n", "L101") == ["L101"]


@pytest.mark.parametrize(
    "link",
    ["https://example.com/a_(b)", '[text](https://example.com "title")', "[text](other.md)", "[x](#a)", "redis://host",
     "http://localhost:8000", "<https://example.com>", "the words http and https", "array[index](argument)"],
)  # fmt: skip
def test_a_link_that_is_well(link: str) -> None:
    assert codes(f"# A\n\nSee {link} for more of it.\n", "L101") == []


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("https://a.example/x?utm_source=b", "https://a.example/x"),
        ("https://a.example/x?id=1&utm_source=b&n=2#part", "https://a.example/x?id=1&n=2#part"),
        ("https://youtu.be/GpqAQxH1Afc?si=abc&t=10", "https://youtu.be/GpqAQxH1Afc?t=10"),
        ("https://a.example/?fbclid=1", "https://a.example/"),
    ],
)
def test_what_tells_on_readers_is_taken_out_of_a_link(link: str, clean: str) -> None:
    (finding,) = check(f"# A\n\nSee {link} for more.\n", "L102")

    assert finding.fix is not None
    assert finding.fix.edits[0].new == clean


def test_a_link_with_honest_parameters_stays() -> None:
    assert codes("# A\n\nSee https://a.example/?q=1&si=2 for more.\n", "L102") == []


def test_a_heading_that_is_not_there() -> None:
    note = (
        "# Start\n\n- [one](#one-thing)\n- [two](#two)\n- [own](#mine)\n\n## One *thing*?\n\n<a id='mine'></a>Text.\n"
    )

    assert [(found.code, found.line) for found in check(note, "L103")] == [("L103", 4)]


def test_headings_of_the_same_name_are_counted() -> None:
    assert codes("# A\n\n[second](#name-1) [third](#name-2)\n\n## Name\n\ntext\n\n## Name\n\ntext\n", "L103") == [
        "L103"
    ]


def test_a_host_that_has_https_gets_it() -> None:
    (finding,) = check("# A\n\nSee http://docs.python.org:80/3/ and http://other.example/ for more.\n", "L104")

    assert finding.fix is not None
    assert finding.fix.edits[0].new == "https://docs.python.org/3/"


class Site(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response({"/gone": 404, "/private": 403, "/shy": 405, "/odd": 404}.get(self.path, 200))
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response({"/gone": 404, "/private": 403}.get(self.path, 200))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("page", "why"), [("/", ""), ("/gone", "HTTP 404"), ("/private", ""), ("/shy", ""), ("/odd", "")]
)
def test_only_what_is_certainly_gone_is_dead(site: str, page: str, why: str) -> None:
    assert ask(site + page) == why


def test_a_server_that_does_not_answer_is_not_called_dead() -> None:
    assert ask("http://127.0.0.1:9/") == ""


def test_each_address_is_asked_once_and_told_everywhere() -> None:
    asked: list[str] = []

    def fetch(url: str) -> str:
        asked.append(url)
        return "HTTP 404" if "gone" in url else ""

    note = b"# A\n\nSee https://a.com/gone#x and https://a.com/gone#y, not http://localhost/gone or https://b.com/.\n"
    checks = Checks(Cache(None), lambda urls: dead(urls, fetch))
    found = checks.check([GivenNote("note.md", note)], chosen(["L105"], ())).found

    assert sorted(asked) == ["https://a.com/gone", "https://b.com/"]
    assert [one.finding.values["link"] for one in found] == ["https://a.com/gone#x", "https://a.com/gone#y"]
