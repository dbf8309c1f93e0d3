"""Findings in the browser: what runs goes on while nobody looks, and everything is done by keyboard."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open, Serve, Served
from tests.sandbox.conftest import bubblewrap, kits
from viva.app import App
from viva.bank.content import Content
from viva.settings import Settings

__all__ = ["bubblewrap", "kits"]

pytestmark = pytest.mark.slow

ANSWER = "Like so:\n\n```python\nimport time\n\ntime.sleep(4)\nprint({number} + 3)  # 6\n```"
LINK = "See [it](https://example.org/a?utm_source=x) and that."
NOTE = "# Sums\n\n## What is 2 + 3?\n\nIt adds.\n\n```python\nprint(2 + 3)  # 6\n```\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A bank with code that takes a while, prints something else than is claimed, and an address to be mended."""
    folder = tmp_path / "data"
    app = App(Settings.read({"VIVA_DATA": str(folder)}))
    with app.unit() as unit:
        for number in (1, 2, 4):
            unit.editing.add(Content(prompt=f"What is {number} + 3?", answer=ANSWER.format(number=number)))
        unit.editing.add(Content(prompt="Where is it?", answer=LINK))
    app.close()
    return folder


def serve_with_kits(serve: Serve, data: Path, kits: Path) -> Served:
    return serve(data, VIVA_KITS=str(kits))


@pytest.mark.usefixtures("bubblewrap")
def test_code_goes_on_running_when_the_page_is_closed(serve: Serve, window: Open, data: Path, kits: Path) -> None:
    served = serve_with_kits(serve, data, kits)
    with window(served) as one:
        page = one.go("/findings")
        page.keyboard.press("r")
        page.locator("#checking progress").wait_for()
        assert "running the code of questions" in page.locator("#checking").inner_text()
        page.close()

        page = one.page = one.context.new_page()
        one.go("/findings")
        page.locator("#checking progress").wait_for()
        page.get_by_text("That is done.").wait_for(timeout=60_000)
        page.get_by_role("link", name="Show what was found").click()

        page.get_by_text("gives 4, not 6").wait_for()
        assert page.locator("[data-row]").count() == 3
        assert one.violations() == []


def test_findings_are_walked_ignored_and_mended_by_keys(serve: Serve, window: Open, data: Path) -> None:
    served = serve(data)
    with window(served) as one:
        page = one.go("/findings")
        page.keyboard.press("c")
        page.get_by_text("That is done.").wait_for(timeout=30_000)
        one.go("/findings?code=L102")
        page.keyboard.press("j")
        assert page.locator("[data-row] [data-row-focus]:focus").inner_text() == "Where is it?"

        page.keyboard.press("i")
        page.get_by_label("Why is it ignored?").fill("it is an example")
        page.keyboard.press("Enter")
        page.get_by_text("Ignored: it is an example").wait_for()
        page.keyboard.press("u")
        page.locator("[data-row]").wait_for()

        page.keyboard.press("j")
        page.keyboard.press("m")
        page.get_by_text("Done:").wait_for()
        one.go("/findings?code=L102")
        page.get_by_text("No finding fits").wait_for()


@pytest.mark.usefixtures("bubblewrap")
def test_code_of_a_note_is_run_before_it_comes_in(serve: Serve, window: Open, tmp_path: Path, kits: Path) -> None:
    served = serve_with_kits(serve, tmp_path / "empty", kits)
    with window(served) as one:
        page = one.go("/import")
        page.get_by_text("Or paste a text").click()
        page.get_by_label("Text", exact=True).fill(NOTE)
        page.get_by_role("button", name="Show what is in them").click()
        page.get_by_role("heading", name="Look over what was understood").wait_for()
        page.locator("[data-row-focus]").first.click()
        page.get_by_role("button", name="Run the code").click()
        page.get_by_text("That is done.").wait_for(timeout=60_000)
        page.get_by_role("link", name="Show what was found").click()

        page.locator("#line-8").get_by_text("gives 5, not 6").wait_for()
        assert one.violations() == []
