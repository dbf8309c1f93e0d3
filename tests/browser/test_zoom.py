"""Every page in Russian at 200 %: nothing wider than the window, no control cut off or out of reach.

People enlarge in two ways, and pages break differently in each. Zooming makes the window
narrower in the page's own pixels. Larger letters in the settings of the browser leave the
window as it is, and whatever is measured in pixels too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Open, Serve, launched
from tests.browser.test_pages import PAGES, results, seats

WINDOW = {"width": 1280, "height": 900}
HALF = {"width": 640, "height": 450}
LARGE_LETTERS = (
    "--blink-settings=defaultFontSize=32,"
    "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"
)
"""Playwright has settings of its own in this flag, for a mouse: the later one replaces the whole."""

ZOOMED = pytest.param([], {"viewport": HALF, "device_scale_factor": 2}, id="zoomed")
ENLARGED = pytest.param([LARGE_LETTERS], {"viewport": WINDOW}, id="large letters")

LOOK = """() => {
  const called = each => `${each.tagName} ${each.id || each.name || each.textContent.trim().slice(0, 40)}`;
  const shown = each => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 1;
  const clips = each => ["hidden", "clip"].includes(getComputedStyle(each).overflowX);
  const wrong = [];
  for (const each of document.querySelectorAll("body *:not(input)")) {
    const more = [each.scrollWidth - each.clientWidth, each.scrollHeight - each.clientHeight];
    if (clips(each) && shown(each) && Math.max(...more) > 2) wrong.push(`${called(each)} is cut off`);
  }
  for (const each of document.querySelectorAll("a[href]:not(.skip), button, input, select, textarea, summary")) {
    if (!shown(each) || each.disabled) continue;
    each.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const box = each.getClientRects()[0];
    const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const own = [each, ...(each.labels ?? [])].some(one => one.contains(found));
    if (!own) wrong.push(`${called(each)} is under ${found ? called(found) : "nothing: it is outside"}`);
  }
  const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wider > 0 ? [...wrong, `${wider} px too wide`] : wrong;
}"""
"""What is wrong: text that a box cuts off, controls that a mouse cannot reach, a page that is too wide."""


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One whose letters are as large as the test says."""
    with launched(*request.param) as browser:
        yield browser


@pytest.mark.slow
@pytest.mark.parametrize(("chromium", "dress"), [ZOOMED, ENLARGED], indirect=["chromium"])
def test_every_page_is_whole_at_twice_the_size(
    serve: Serve, window: Open, sample_data: Path, dress: dict[str, Any]
) -> None:
    screens = [*seats(sample_data), *results(sample_data)]
    served = serve(sample_data, network="127.0.0.2:0")
    wrong: dict[str, object] = {}
    with window(served, locale="ru", **dress) as one:
        assert one.page.evaluate("matchMedia('(max-width: 41rem)').matches"), "nothing is enlarged"
        for path in [*PAGES, *screens]:
            one.page.goto(one.address + path)
            one.page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
            if problems := one.page.evaluate(LOOK):
                wrong[path] = problems

    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("chromium", [pytest.param([], id="letters of the page")], indirect=True)
def test_the_screen_of_an_interview_fits_letters_that_its_widths_do_not_know_of(
    serve: Serve, window: Open, sample_data: Path
) -> None:
    """As a person's own style sheet enlarges them: what asks for the width of the window is told the old one."""
    screens = seats(sample_data)
    with window(serve(sample_data), locale="ru", viewport=WINDOW) as one:
        for path in screens:
            one.page.goto(one.address + path)
            one.page.evaluate("document.documentElement.style.fontSize = '200%'")
            if "/seat/" in path:
                assert (path, one.overflow()) == (path, 0)
