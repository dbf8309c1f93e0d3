"""`viva serve` from outside."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from socket import create_connection, socket

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.browser.conftest import VIVA, Serve
from tests.interviews.conduct.table import an_interview
from viva.app import App
from viva.settings import Settings
from viva.web.serving import NETWORK_FILE

pytestmark = pytest.mark.slow


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - an address of this machine
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_it_answers_and_ends_cleanly(serve: Serve) -> None:
    served = serve()

    assert status(f"{served.address}/healthz") == 200
    assert status(f"{served.address}/") == 401
    assert "stopped" in served.stop()
    assert served.process.returncode == 0
    assert not (served.data / "serve.address").exists()


def test_a_second_one_on_the_same_data_leads_to_the_first(serve: Serve) -> None:
    first = serve()

    second = subprocess.run(
        [VIVA, "--data", first.data, "--lang", "en", "serve", "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 1
    assert f"Viva serves this data already: {first.address}/enter?token=" in second.stderr
    entrance = second.stderr.split()[-1]
    assert status(entrance) in {200, 401}  # urllib keeps no cookie: it is let in, and then not known
    assert status(entrance) == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])  # noqa: S104 - is refused
def test_other_addresses_are_refused_with_a_reason(tmp_path: Path, host: str) -> None:
    refused = subprocess.run(
        [VIVA, "--data", tmp_path, "--lang", "en", "serve", "--host", host], capture_output=True, text=True, check=False
    )

    assert refused.returncode == 1
    assert "there are no accounts yet" in refused.stderr


def test_a_port_that_is_taken_is_told(serve: Serve, tmp_path: Path) -> None:
    port = serve().address.rpartition(":")[2]

    refused = subprocess.run(
        [VIVA, "--data", tmp_path / "other", "--lang", "en", "serve", "--port", port],
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert f"Port {port} cannot be used" in refused.stderr


def test_after_a_kill_it_serves_again(serve: Serve) -> None:
    first = serve()
    first.kill()

    again = serve(first.data)

    assert status(f"{again.address}/healthz") == 200


def test_the_network_reaches_what_was_opened_and_ends_with_it(serve: Serve, tmp_path: Path) -> None:
    """Two real listeners: one for this machine, one for others, here at a second address of the loopback."""
    data = tmp_path / "data"
    app = App(Settings.read({"VIVA_DATA": str(data)}))
    table = an_interview(app)
    link = f"/seat/{table.tokens['Dan']}"
    served = serve(data, network="127.0.0.2:0")
    lan = (data / NETWORK_FILE).read_text(encoding="utf-8")
    closed = [status(lan + path) for path in (link, "/", "/healthz", "/enter", "/static/manifest.json")]
    opening = run(data, "interview", "network", str(table.interview))

    assert closed == [404] * 5
    assert f"begin with {lan}" in opening.stderr
    assert [status(lan + path) for path in (link, "/", "/healthz", "/bank")] == [200, 404, 404, 404]
    assert status(served.address + link) == 200

    silent = create_connection(("127.0.0.2", int(lan.rpartition(":")[2])), timeout=60)
    with connect(lan.replace("http", "ws") + f"{link}/live?since=0") as heard:
        assert json.loads(heard.recv(timeout=10))["state"] == "running"
        run(data, "interview", "network", str(table.interview), "--close")
        with pytest.raises(ConnectionClosed):
            heard.recv(timeout=20)
    assert status(lan + link) == 404
    with pytest.raises(InvalidStatus, match="404"):
        connect(lan.replace("http", "ws") + f"{link}/live")

    with silent:
        assert is_ended(silent)

    served.stop()
    assert not (data / NETWORK_FILE).exists()
    app.close()


def is_ended(connection: socket) -> bool:
    """Whether the other side ends it; waits for that."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    ("network", "why"),
    [
        ("192.0.2.1", "is no address of this machine"),
        ("0.0.0.0", "is not one address"),  # noqa: S104 - is refused
        ("8.8.8.8", "belongs to the internet"),
        ("laptop.local", "no place to listen at"),
    ],
)
def test_a_network_that_cannot_be_is_told_before_anything_is_served(tmp_path: Path, network: str, why: str) -> None:
    refused = run(tmp_path, "serve", "--no-browser", "--port", "0", "--network", network)

    assert refused.returncode == 1
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([VIVA, "--data", data, "--lang", "en", *words], capture_output=True, text=True, check=False)
