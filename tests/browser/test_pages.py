"""Every page in every dress: no axe violation, nothing wider than the window, no error in the console."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser.conftest import Open, Serve
from tests.interviews.conduct.table import an_interview
from tests.interviews.made import a_template, gates, pick
from tests.interviews.results.test_report import conducted
from tests.interviews.results.test_scorecard import amend
from viva.app import App
from viva.interviews.conduct.model import Kind
from viva.settings import Settings

PAGES = [
    "/", "/bank", "/bank?q=nothing-like-it", "/import", "/questions/1", "/questions/1?beside=2", "/questions/1/history",
    "/questions/35", "/questions/35/code", "/findings", "/findings?family=F&mending=safe", "/rules", "/rules/F201",
    "/questions/1/edit", "/questions/1/split", "/questions/1/split?at=0", "/questions/merge?id=1&id=2",
    "/questions/new", "/keywords", "/keywords/databases",
    "/interviews", "/interviews?text=nobody", "/interviews/new", "/interviews/templates", "/interviews/templates/new",
    "/interviews/candidates", "/interviews/past", "/interviews/compare",
    "/interviews/templates/build", "/interviews/templates/build?minutes=30&language=en",
    "/twins", "/work", "/activity", "/jobs", "/settings", "/settings/checks", "/ui", "/no-such-page",
]  # fmt: skip
DRESSES = [
    pytest.param("en", "light", 1440, id="en-light-wide"),
    pytest.param("ru", "dark", 1440, id="ru-dark-wide"),
    pytest.param("ru", "light", 360, id="ru-light-narrow"),
    pytest.param("en", "dark", 360, id="en-dark-narrow"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "theme", "width"), DRESSES)
def test_every_page_is_accessible_and_fits(
    serve: Serve, window: Open, sample_data: Path, language: str, theme: str, width: int
) -> None:
    screens = [*seats(sample_data), *results(sample_data)]
    served = serve(sample_data, network="127.0.0.2:0")
    dress = {"locale": language, "color_scheme": theme, "viewport": {"width": width, "height": 800}}
    wrong: dict[str, object] = {}
    with window(served, **dress) as one:
        for path in [*PAGES, *screens]:
            one.go(path)
            one.page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
            assert one.page.evaluate("document.documentElement.lang") == language
            problems = one.violations() + ([f"{one.overflow()} px too wide"] if one.overflow() else [])
            if problems:
                wrong[path] = problems

    assert wrong == {}


def seats(data: Path) -> list[str]:
    """An interview that is open to the network, and its screens: of the lead, of a shadow, and of the candidate."""
    app = App(Settings.read({"VIVA_DATA": str(data)}))
    table = an_interview(app, a_template(pick("three of any topic"), opening="Hello.", avoid=("age",)))
    table.record("Ana", Kind.OPEN, 1)
    with app.unit() as unit:
        unit.interviews.open_to_network(table.interview)
    app.close()
    lead = f"/seat/{table.tokens['Ana']}"
    owners = f"/interviews/{table.interview}"
    return [
        owners,
        lead,
        f"{lead}?line=2&swap=true&find=index",
        *(f"/seat/{table.tokens[who]}" for who in ("Eve", "Dan")),
    ]


def results(data: Path) -> list[str]:
    """What came of six interviews of one template: five with scorecards, of which one was amended, and one without."""
    app = App(Settings.read({"VIVA_DATA": str(data)}))
    template = a_template(
        pick("six of any topic"), **gates("every Must", "two thirds of Should at tier Should", "no section under 2")
    )
    names = ("Константин Константинопольский-Преображенский", "Dan", "Dora", "Эмиль", "Fay")
    held = [conducted(app, *given(place), template=template, candidate=name) for place, name in enumerate(names)]
    first = held[0]
    amend(first, "Ana", first.change(Kind.NOTE, 1, text="Спрашивала дважды: " + "x" * 300))
    waiting = an_interview(app, template)
    waiting.rate("Ana", 1, 0)
    with app.unit() as unit:
        stored = unit.templates.template(1)
        unit.templates.revise(1, replace(stored.template, title="Another title"), seen=stored.version)
        candidates = [unit.interviews.interview(each.interview).candidate.id for each in held]
        unit.candidates.hold(candidates[1], "A law suit.")
        unit.candidates.erase(candidates[2])
    app.close()
    chosen = [f"interview={each.interview}" for each in held]
    return [
        f"/interviews/{first.interview}/report", f"/interviews/{first.interview}/pack",
        f"/interviews/{waiting.interview}/report",
        f"/seat/{first.tokens['Ana']}/card", f"/seat/{waiting.tokens['Ana']}/card",
        f"/interviews/compare?{'&'.join(chosen[:2])}", f"/interviews/compare?{'&'.join(chosen)}",
        *(f"/interviews/candidates/{each}" for each in candidates[:3]),
        "/interviews/templates/1", "/interviews/templates/1/edit", "/interviews/templates/1/compare?one=1&other=2",
    ]  # fmt: skip


def given(place: int) -> list[tuple[float, float]]:
    """What Ana and Ben give the questions of one interview: better from place to place."""
    return [(min(4, (line + place) // 2), min(4, (line + place + 1) // 2)) for line in range(6)]


@pytest.mark.slow
def test_pages_work_with_scripts_off(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served, java_script_enabled=False) as one:
        one.page.goto(f"{served.address}/settings")
        one.page.get_by_label("Colours").select_option("dark")
        one.page.get_by_role("button", name="Save").click()

        assert one.page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.slow
def test_keys_open_pages_and_their_own_help(serve: Serve, window: Open, sample_data: Path) -> None:
    served = serve(sample_data)
    with window(served) as one:
        page = one.go("/")
        page.keyboard.press("?")
        page.get_by_role("heading", name="Keys on this page").wait_for()
        assert "Settings" in page.get_by_role("dialog").inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("s")
        page.wait_for_url("**/settings")
