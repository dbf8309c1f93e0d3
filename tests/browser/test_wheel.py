"""The wheel alone, in an empty environment without Node, serves the same pages."""

import json
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.required import CHECKOUT
from viva.web.assets import BUILT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the locked requirements and the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=CHECKOUT, check=True)
    [wheel] = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip: list[str | Path] = [folder / "venv" / "bin" / "pip", "--quiet", "--disable-pip-version-check", "install"]
    locked = CHECKOUT / "requirements" / "runtime.txt"
    subprocess.run([*pip, "--require-hashes", "--requirement", locked], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    return folder / "venv" / "bin" / "viva"


def test_it_serves_the_pages_with_their_styles(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": str(installed.parent), "HOME": str(tmp_path), "VIVA_LANG": "en"}
    command: list[str | Path] = [installed, "--data", tmp_path, "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stdout
        try:
            entrance = serving.stdout.readline().split()[-1]
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            page = browser.open(entrance).read().decode()
            sheet = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))["main.css"]
            address = entrance.partition("/enter")[0]
            served = browser.open(f"{address}/static/{sheet}")

            assert f"/static/{sheet}" in page
            assert "immutable" in served.headers["cache-control"]
            assert served.read() == (BUILT / sheet).read_bytes()
        finally:
            serving.terminate()
            serving.communicate()


def test_node_is_not_installed_with_it(installed: Path) -> None:
    listed = subprocess.run(
        [installed.with_name("pip"), "list", "--format=freeze"], capture_output=True, text=True, check=True
    )

    assert "nodejs" not in listed.stdout
    assert "viva==" in listed.stdout
