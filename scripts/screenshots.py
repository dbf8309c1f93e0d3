"""Make the pictures of the README: the sample notes and the starter bank in a real browser, light and dark.

Run as `python scripts/screenshots.py` in the environment of `make setup`, on a
machine with Debian's Chromium.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "images"
VIVA = Path(sys.executable).parent / "viva"
SIZE: ViewportSize = {"width": 1440, "height": 660}
MOST = 200_000
"""Bytes of a picture: they travel with every clone."""

SHOTS: tuple[tuple[str, str, Literal["light", "dark"]], ...] = (
    ("home-light", "/", "light"),
    ("work-dark", "/work", "dark"),
    ("twins-light", "/twins", "light"),
    ("bank-light", "/bank?q=generator", "light"),
    ("builder-light", "/interviews/templates/build?tech=python&level=L2&minutes=45&language=en", "light"),
    ("interview-light", "/seat/{token}", "light"),
)
"""Name, address and theme of each picture."""


def main() -> None:
    """Make all of them; fails when one is too large."""
    with tempfile.TemporaryDirectory(prefix="viva-pictures-") as folder:
        viva(folder, "import", "notes")
        viva(folder, "starter", "add")
        viva(folder, "interview", "template", "take", "python-backend-l2.en")
        token = viva(folder, "interview", "new", "1", "--candidate", "Dan", "--lead", "Ana").splitlines()[-1].split()[0]
        server = subprocess.Popen(
            [VIVA, "--data", folder, "serve", "--no-browser", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "VIVA_LANG": "en"},
        )
        try:
            line = server.stdout.readline() if server.stdout else ""
            photograph(line[line.index("http") :].strip(), token)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def viva(folder: str, *words: str) -> str:
    """What a command prints."""
    command = [str(VIVA), "--data", folder, "--lang", "en", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT / "examples").stdout


def photograph(entrance: str, token: str) -> None:
    """Open the pages and take their pictures; one cookie serves both themes."""
    address = entrance.partition("/enter")[0]
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-gpu", *sandbox])
        page = browser.new_page(viewport=SIZE, locale="en")
        page.goto(entrance)
        for name, path, theme in SHOTS:
            page.emulate_media(color_scheme=theme)
            page.goto(address + path.format(token=token))
            page.wait_for_load_state("networkidle")
            file = PICTURES / f"{name}.png"
            page.screenshot(path=file)
            size = file.stat().st_size
            print(f"{file.relative_to(ROOT)}: {size:,} bytes")
            if size > MOST:
                sys.exit(f"{file.name} has more than {MOST:,} bytes.")
        browser.close()


if __name__ == "__main__":
    main()
