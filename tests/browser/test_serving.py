"""`viva serve` from outside."""

import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.conftest import VIVA, Serve

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
