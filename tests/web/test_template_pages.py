"""Templates of interviews in the browser: taking, writing, comparing, sending them, and building one from the bank."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.interviews.made import a_template, asked, gates, key_of, pick
from tests.web.forms import send
from viva.app import App
from viva.interviews.scale import Scale, Step
from viva.interviews.templates.model import Fixed, Section, Template
from viva.kernel.i18n import speak
from viva.notes.model import Group, Level
from viva.web.template_form import TemplateForm
from viva.web.template_rows import changed

EVIL = "</textarea><script>alert(1)</script>"
BASE = "/interviews/templates"
WHOLE = Template(
    title="Python: all of it",
    language="ru",
    tech=("python", "two words"),
    level=Level.ADVANCED,
    sections=(
        Section(
            title="Language",
            minutes=12.5,
            note="Begin slowly.\nThen faster.",
            items=(
                pick("two of topic concurrency at L2, Must first", follow_ups=("And then?", "Why?"), minutes=2.5),
                pick("one of any topic", group=Group.OKAY, weight=2, weight_reason="It counts twice here."),
            ),
        ),
        Section(title="Empty", minutes=0),
    ),
    opening="Hello.\nWho are we?",
    closing="Goodbye.",
    avoid=("salary", "age"),
    scale=Scale("Ours", (Step(0, "no"), Step(1.5, "so", "half of it", Group.MUST), Step(3, "yes"))),
    **gates("every Must at tier Must or deeper", "no red flag", "a mean of at least 1.5 in section Language"),
)


def fields(form: TemplateForm, **other: Any) -> dict[str, Any]:
    """A form as a browser sends it."""
    given = {**form.model_dump(mode="json"), "key": "k", **other}
    return {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in given.items()}


def kept(app: App, template_id: int) -> Template:
    with app.reader() as unit:
        return unit.templates.template(template_id).template


def a_stored(app: App, template: Template = WHOLE) -> int:
    with app.unit() as unit:
        return unit.templates.create(template)


def version(app: App, template_id: int) -> int:
    with app.reader() as unit:
        return unit.templates.template(template_id).version


def number_in(location: str) -> int:
    return int(location.rpartition("/")[2])


def test_a_template_survives_its_form(browser: TestClient, app: App) -> None:
    stored = a_stored(app)

    answer = browser.post(f"{BASE}/{stored}/edit", data=fields(TemplateForm.of(WHOLE, seen=version(app, stored))))

    assert answer.headers["location"] == f"{BASE}/{stored}"
    assert kept(app, stored) == WHOLE
    with app.reader() as unit:
        assert len(unit.templates.revisions(stored)) == 1


def test_its_form_speaks_the_language_of_the_page_and_is_read_back(browser: TestClient, app: App) -> None:
    stored = a_stored(app)
    speak("ru")
    try:
        russian = TemplateForm.of(WHOLE, seen=version(app, stored))
    finally:
        speak("en")

    assert russian.gates.startswith("каждый вопрос Must на ступени Must или глубже\nбез красных флагов\n")
    assert russian.item_ask[0] == "два вопроса по теме concurrency уровня L2, сначала Must"
    assert browser.post(f"{BASE}/{stored}/edit", data=fields(russian)).status_code == 303
    assert kept(app, stored) == WHOLE


def test_a_template_is_written_and_its_page_shows_it(browser: TestClient, app: App) -> None:
    made = browser.post(f"{BASE}/new", data=fields(TemplateForm.of(WHOLE)))

    assert kept(app, number_in(made.headers["location"])) == WHOLE
    page = browser.get(made.headers["location"]).text
    for told in ("Python: all of it", "no red flag", "half of it", "Begin slowly.", "the bank has only 0 of 2"):
        assert told in page


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"title": ""}, "title", "needs a title"),
        ({"gates": "every Mist"}, "gates", "stands where"),
        ({"minutes": ["soon", "0"]}, "minutes-0", "is no number"),
        ({"section": ["Language", "Language"]}, "section-1", "title of its own"),
        ({"item_ask": ["two of three", "one of any topic"]}, "ask-0", "The pick"),
        ({"item_why": ["", ""]}, "weight-1", "Say why"),
        ({"more": ["#99", ""]}, "more-0", "There is no question 99"),
        ({"more": ["9" * 5000, ""]}, "more-0", "The pick"),
        ({"item_minutes": [".-5", ""]}, "item-minutes-0", "is no number"),
        ({"step_value": ["3", "2", "1"]}, "scale", "rise from the first"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    browser: TestClient, app: App, wrong: dict[str, Any], field: str, said: str
) -> None:
    stored = a_stored(app)

    refused = browser.post(
        f"{BASE}/{stored}/edit", data=fields(TemplateForm.of(WHOLE, seen=version(app, stored)), **wrong)
    )

    assert refused.status_code == 422
    beside = re.search(rf'id="{field}-error" role="alert"[^>]*>([^<]*)', refused.text)
    assert beside
    assert said in beside[1]
    assert "Begin slowly." in refused.text
    assert kept(app, stored) == WHOLE


def test_who_is_late_sees_both_and_loses_nothing(browser: TestClient, app: App) -> None:
    stored = a_stored(app)
    late = fields(TemplateForm.of(WHOLE, seen=version(app, stored)), title="Mine")
    with app.unit() as unit:
        unit.templates.revise(stored, a_template(title="Theirs"), seen=late["seen"])

    refused = browser.post(f"{BASE}/{stored}/edit", data=late)

    assert refused.status_code == 409
    assert "- Theirs" in refused.text
    assert "+ Mine" in refused.text
    assert "title: Theirs" in refused.text
    assert "title: Mine" in refused.text
    assert "two of topic concurrency at L2, Must first" in refused.text, "what was typed is in the form"
    seen = re.search(r'name="seen" value="(\d+)"', refused.text)
    assert seen
    again = fields(TemplateForm.of(WHOLE, seen=int(seen[1])), title="Mine", key="k2")
    assert browser.post(f"{BASE}/{stored}/edit", data=again).status_code == 303
    assert kept(app, stored).title == "Mine"


def test_the_words_of_a_scale_of_ones_own_are_not_translated(browser: TestClient, app: App) -> None:
    stored = a_stored(app)  # its labels are words that Viva has, too

    page = browser.get(f"{BASE}/{stored}", headers={"Accept-Language": "ru"}).text

    assert 'lang="ru"' in page
    for label in ("no", "so", "yes"):
        assert re.search(rf"</span> {label}( <|</li>)", page)


def test_a_form_sent_twice_makes_one_template(browser: TestClient, app: App) -> None:
    first, again = (browser.post(f"{BASE}/new", data=fields(TemplateForm.of(WHOLE))) for _ in range(2))

    assert first.headers["location"] == again.headers["location"]
    with app.reader() as unit:
        assert len(unit.templates.templates()) == 1


def test_a_question_is_added_by_its_number(browser: TestClient, app: App) -> None:
    question = asked(app, "What is the GIL?")
    form = TemplateForm.of(Template(title="T", sections=(Section(title="S", minutes=5),)))

    shown = browser.post(f"{BASE}/new", data=fields(form, do="add:0", more=[f"#{question}"]))
    made = browser.post(f"{BASE}/new", data=fields(form, more=[str(question)]))

    assert "What is the GIL?" in shown.text
    asks = [item.ask for _section, item in kept(app, number_in(made.headers["location"])).places()]
    assert asks == [Fixed(key_of(app, question), "What is the GIL?")]


def test_rows_are_moved_through_sections_and_removed() -> None:
    sections = TemplateForm.of(WHOLE).sections()

    moved = changed(changed(sections, "down:1"), "up-section:1")
    assert [[item.ask for item in section.items] for section in moved] == [
        ["one of any topic"],
        ["two of topic concurrency at L2, Must first"],
    ]
    assert [section.title for section in changed(moved, "drop-section:0")] == ["Language"]
    assert [section.items for section in changed(moved, "drop:0")] == [[], moved[1].items]


@pytest.mark.parametrize("do", ["up:0", "down:9", "drop:x", "drop-section:7", "up-section:0", "swap:4", "whatever"])
def test_a_button_that_is_not_there_changes_nothing(browser: TestClient, do: str) -> None:
    shown = browser.post(f"{BASE}/new", data=fields(TemplateForm.of(WHOLE), do=do))

    assert shown.status_code == 200
    assert TemplateForm.of(WHOLE).holding(changed(TemplateForm.of(WHOLE).sections(), do)).read().template == WHOLE


def test_ready_ones_are_taken(browser: TestClient, app: App) -> None:
    page = browser.get(BASE).text
    taken = send(browser, f"{BASE}/ready", name="screening.en")

    assert page.count('value="screening.') == 2
    assert kept(app, number_in(taken.headers["location"])).title == "Screening, 15 minutes"
    assert send(browser, f"{BASE}/ready", name="no-such").status_code == 404


def test_a_note_becomes_a_template_in_one_click(browser: TestClient, app: App) -> None:
    asked(app, "What is the GIL?", source="python.md", section=("Threads",))

    assert 'value="python.md"' in browser.get(BASE).text
    made = send(browser, f"{BASE}/of-note", name="python.md")

    template = kept(app, number_in(made.headers["location"]))
    assert [section.title for section in template.sections] == ["Threads"]


def test_it_goes_into_a_file_and_comes_back(browser: TestClient, app: App) -> None:
    stored = a_stored(app)
    file = browser.get(f"{BASE}/{stored}/download")

    taken = browser.post(f"{BASE}/import", data={"key": "f"}, files={"file": ("t.yaml", file.content)})

    assert file.headers["content-disposition"] == 'attachment; filename="python-all-of-it.yaml"'
    assert kept(app, number_in(taken.headers["location"])) == WHOLE


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"title: x", b"- [", b"x" * 1_200_000])
def test_a_file_that_is_no_template_is_refused_with_a_sentence(browser: TestClient, app: App, data: bytes) -> None:
    refused = browser.post(f"{BASE}/import", data={"key": "f"}, files={"file": ("t.yaml", data)})

    assert refused.status_code == 422
    with app.reader() as unit:
        assert unit.templates.templates() == ()


def test_revisions_are_shown_and_compared(browser: TestClient, app: App) -> None:
    stored = a_stored(app)
    seen = version(app, stored)
    with app.unit() as unit:
        unit.templates.revise(stored, a_template(title="Another"), seen=seen)

    old = browser.get(f"{BASE}/{stored}?revision=1").text
    compared = browser.get(f"{BASE}/{stored}/compare?one=1&other=2").text

    assert "This is revision 1" in old
    assert "Python: all of it" in old
    assert "<ins>+ Another</ins>" in compared
    for number in (9, 1 << 31, 1 << 63):
        assert browser.get(f"{BASE}/{stored}/compare?one=1&other={number}").status_code == 404


def test_it_is_duplicated_and_retired_and_used_again(browser: TestClient, app: App) -> None:
    stored = a_stored(app)

    seen = str(version(app, stored))
    copy = send(browser, f"{BASE}/{stored}/duplicate", title="")
    retired = send(browser, f"{BASE}/{stored}/retire", seen=seen)
    late = send(browser, f"{BASE}/{stored}/retire", seen=seen, again="1")

    assert kept(app, number_in(copy.headers["location"])).title == "Python: all of it, a copy"
    assert (retired.status_code, late.status_code) == (303, 409)
    assert f'href="{BASE}/{stored}"' not in browser.get(BASE).text
    assert f'href="{BASE}/{stored}"' in browser.get(f"{BASE}?retired=1").text


def test_hostile_words_are_words(browser: TestClient, app: App) -> None:
    stored = a_stored(app, a_template(pick("one of any topic", follow_ups=(EVIL,)), title=EVIL, opening=EVIL))

    for page in (BASE, f"{BASE}/{stored}", f"{BASE}/{stored}/edit", f"{BASE}/{stored}/compare?one=1&other=1"):
        shown = browser.get(page)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text


def a_bank(app: App) -> None:
    for number in range(6):
        asked(
            app, f"Question {number}?",
            group=Group.MUST if number % 2 else Group.SHOULD,
            topics=("gil",) if number < 3 else ("sql",),
        )  # fmt: skip


def proposal(page: str) -> list[str]:
    return re.findall(r'name="item_key" value="([^"]+)"', page)


def test_a_proposal_comes_with_reasons_and_what_it_covers(browser: TestClient, app: App) -> None:
    a_bank(app)

    page = browser.get(f"{BASE}/build?tech=python&level=L2&minutes=20&language=en").text

    assert len(proposal(page)) == 4
    assert "6 questions of the bank would have fitted" in page
    assert "so far 0 of 0" in page
    assert "20 min" in page
    assert browser.get(f"{BASE}/build?minutes=long").status_code == 422
    assert "The bank has nothing for that" in browser.get(f"{BASE}/build?minutes=20&language=fr").text


def sent_from(page: str) -> dict[str, Any]:
    """The form of a page as a browser would send it, of what the builder fills in."""
    form: dict[str, Any] = {"key": "k"}
    for name in ("item_section", "item_key", "item_ask", "item_reason", "section", "minutes", "declined", "title"):
        form[name] = re.findall(
            rf'<input[^>]*name="{name}"[^>]* value="([^"]*)"', page.partition('id="template-form"')[2]
        )
    form["title"] = form["title"][0]
    return {**form, "language": "en", "level": "L2", "tech": "python"}


def test_a_proposal_is_changed_and_kept(browser: TestClient, app: App) -> None:
    a_bank(app)
    at = f"{BASE}/build?tech=python&level=L2&minutes=10&language=en"
    before = browser.get(at).text
    first = proposal(before)

    swapped = browser.post(at, data={**sent_from(before), "do": "swap:0"}).text
    second = proposal(swapped)
    assert (len(second), first[0] in second, second[1:]) == (2, False, first[1:])

    more = browser.post(at, data={**sent_from(swapped), "do": "suggest:0"}).text
    assert len(proposal(more)) == 3
    assert first[0] not in proposal(more)

    less = browser.post(at, data={**sent_from(more), "do": "drop:1"}).text
    made = browser.post(at, data={**sent_from(less), "key": "keep", "do": "save"})

    asks = [item.ask for _section, item in kept(app, number_in(made.headers["location"])).places()]
    assert [ask.key for ask in asks if isinstance(ask, Fixed)] == proposal(less)


def test_where_nothing_else_suits_it_is_said(browser: TestClient, app: App) -> None:
    asked(app, "The only one?")
    at = f"{BASE}/build?minutes=10&level=L2&language=en"
    before = browser.get(at).text

    answer = browser.post(at, data={**sent_from(before), "do": "swap:0"})

    assert answer.status_code == 422
    assert "no other question that suits" in answer.text
    assert proposal(answer.text) == proposal(before)
