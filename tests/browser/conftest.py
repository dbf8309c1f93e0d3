"""A real browser on a real server: `viva serve` in a process of its own, on a bank of its own."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, pick
from tests.required import CHECKOUT, require
from viva.app import App
from viva.interviews.templates.model import Section
from viva.settings import Settings

VIVA = Path(sys.executable).parent / "viva"
AXE = CHECKOUT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
"""What keeps Chromium from asking the network about anything but our pages."""

STARTS_WITHIN = 30.0
ENDS_WITHIN = 30.0


@dataclass
class Served:
    """A running `viva serve`."""

    data: Path
    process: subprocess.Popen[str]
    entrance: str

    @property
    def address(self) -> str:
        return self.entrance.partition("/enter")[0]

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.communicate()

    def stop(self) -> str:
        """As Ctrl-C does; gives what it said on its way out."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=ENDS_WITHIN)[1]


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts `viva serve` on a data folder, the test's own unless another is named; what runs at the end is ended."""
    started: list[Served] = []

    def start(data: Path = tmp_path / "data", port: int = 0, network: str | None = None, **environment: str) -> Served:
        for_others = ["--network", network] if network else []
        process = subprocess.Popen(
            [VIVA, "--data", data, "serve", "--no-browser", "--port", str(port), *for_others],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "VIVA_LANG": "en", **environment},
        )
        assert process.stdout
        line = process.stdout.readline()
        assert "http" in line, process.communicate()[1]
        started.append(Served(data, process, line.partition("http")[1] + line.partition("http")[2].strip()))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.kill()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests of a module: while it runs, so does an event loop that others would meet."""
    with launched() as browser:
        yield browser


@contextmanager
def launched(*flags: str) -> Generator[Browser]:
    """Debian's Chromium with flags of its own."""
    program = require(shutil.which("chromium"), "no Chromium: install Debian's package chromium")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *sandbox, *flags])
        yield browser
        browser.close()


@dataclass
class Window:
    """A browser window that was let in, and what went wrong in it."""

    page: Page
    context: BrowserContext
    address: str
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page and wait until it is quiet."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def violations(self) -> list[str]:
        """What axe finds wrong with the page as it is now."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']}: {node['html'][:160]} ({' '.join(node['failureSummary'].split())[:200]})"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        wider: int = self.page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")
        return wider


Open = Callable[..., Any]


@pytest.fixture
def window(chromium: Browser) -> Iterator[Open]:
    """Opens windows; each complains at the end of the test about errors and broken policies seen in it."""
    opened: list[Window] = []

    @contextmanager
    def open_window(served: Served, *, enter: bool = True, **how: Any) -> Generator[Window]:
        dress: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "locale": "en", **how}
        context = chromium.new_context(**dress)
        page = context.new_page()
        one = Window(page, context, served.address)
        page.on("pageerror", lambda error: one.troubles.append(f"error: {error}"))
        page.on("console", lambda said: one.troubles.extend(_trouble(said)))
        opened.append(one)
        if enter:
            page.goto(served.entrance)
        try:
            yield one
        finally:
            context.close()

    yield open_window
    assert [trouble for one in opened for trouble in one.troubles] == []


def _trouble(said: ConsoleMessage) -> list[str]:
    """Broken rules of the page; that a request failed is a test's own business."""
    text = said.text
    own = ("Failed to load resource", "WebSocket connection to", "htmx: htmx:error: Failed to fetch")
    return [text] if said.type == "error" and not any(each in text for each in own) else []


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a bank with the sample notes, to be copied."""
    data = tmp_path_factory.mktemp("sample")
    notes = CHECKOUT / "examples" / "notes"
    subprocess.run([VIVA, "--data", data, "import", notes], check=True, capture_output=True)
    return data


@pytest.fixture
def sample_data(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample bank."""
    return Path(shutil.copytree(sample, tmp_path / "sample"))


@pytest.fixture
def talk(sample_data: Path) -> Table:
    """An interview over the sample bank that is not begun yet; its database is free for the server."""
    app = App(Settings.read({"VIVA_DATA": str(sample_data)}))
    sections = (
        Section(title="Language", minutes=20, items=(pick("three of any topic"),)),
        Section(title="Data", minutes=15, items=(pick("two of any topic"),)),
    )
    table = an_interview(app, a_template(sections=sections), start=False)
    app.close()
    return table
