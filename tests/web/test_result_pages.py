"""What came of interviews, in the browser: scorecards, the report and its files, comparison, a candidate's data."""

import codecs
import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.interviews.conduct.table import Table, an_interview
from tests.interviews.made import a_template, asked, fixed, gates
from tests.web.forms import send
from viva.app import App
from viva.interviews.conduct.model import Kind, State
from viva.interviews.conduct.planning import Plan
from viva.interviews.results.model import Leaning
from viva.kernel.clock import minute
from viva.notes.model import Group
from viva.settings import Settings

EVIL = "</td><script>alert(1)</script>"


@pytest.fixture
def table(app: App) -> Table:
    return a_table(app)


def a_table(app: App, candidate: str = "Dan") -> Table:
    with app.reader() as unit:
        known = unit.templates.templates()
    if known:
        with app.reader() as unit:
            template = unit.templates.template(known[0].id).template
    else:
        groups = (Group.MUST, Group.SHOULD, Group.OKAY)
        items = (fixed(app, asked(app, f"{group.capitalize()}?", group=group)) for group in groups)
        template = a_template(*items, **gates("every Must at tier Should or deeper", "no red flag"))
    return an_interview(app, template, candidate=candidate)


def rated(table: Table, ana: float = 3, ben: float = 1) -> Table:
    table.rate("Ana", 1, ana)
    table.rate("Ben", 1, ben)
    table.rate("Ana", 2, 2)
    table.record("Ana", Kind.NOTE, 1, text="Spoke of locks.", seen=table.entry("Ana", 1).version)
    return table


def submitted(table: Table, ana: float = 3, ben: float = 3) -> Table:
    rated(table, ana, ben)
    with table.app.unit() as unit:
        for who in ("Ana", "Ben"):
            unit.results.submit(table.tokens[who], f"submit {who}", Leaning.YES, reason="They were kind.")
    return table


def card(table: Table, who: str = "Ana") -> str:
    return f"/seat/{table.tokens[who]}/card"


def test_a_scorecard_is_submitted_by_its_link_alone(stranger: TestClient, table: Table) -> None:
    rated(table)

    before = stranger.get(card(table)).text
    sealed = send(stranger, card(table), recommendation="yes")

    assert "Seal and submit" in before
    assert "Spoke of locks." in before
    assert sealed.headers["location"] == card(table)
    after = stranger.get(card(table)).text
    assert "Submitted: yes" in after
    assert "as it was sealed" in after


def test_departing_from_the_gates_needs_a_reason(stranger: TestClient, table: Table) -> None:
    rated(table)

    refused = send(stranger, card(table), recommendation="no")

    assert refused.status_code == 422
    assert "say why" in refused.text
    assert re.search(r'<option value="no" selected>', refused.text)
    assert send(stranger, card(table), recommendation="no", reason="Rude.").status_code == 303


def test_a_submitted_card_is_amended_with_a_reason(stranger: TestClient, table: Table) -> None:
    submitted(table)
    address = card(table).removesuffix("card") + "amend"

    refused = send(stranger, address, line="1", rating="1")
    nothing = send(stranger, address, reason="For no change.")
    done = send(stranger, address, line="1", rating="1", note="Only <b>one</b> lock.", reason="Misheard.")

    assert (refused.status_code, nothing.status_code, done.status_code) == (422, 422, 303)
    page = stranger.get(card(table)).text
    assert "Misheard." in page
    assert "Only &lt;b&gt;one&lt;/b&gt; lock." in page
    assert "Spoke of locks." not in page
    with table.app.reader() as unit:
        assert next(each for each in unit.results.card(table.tokens["Ana"]).entries if each.line == 1).rating == 1


def test_several_questions_are_amended_for_one_reason(stranger: TestClient, table: Table) -> None:
    submitted(table)
    address = card(table).removesuffix("card") + "amend"
    several = {
        "line": ["1", "2", "3"],
        "rating": ["", "no answer", "void"],
        "note": ["Spoke of locks.", "Silence.", ""],
        "flag": ["", "Read it aloud.", ""],
    }

    shown = stranger.get(card(table)).text
    refused = send(stranger, address, **several)
    done = send(stranger, address, **several, reason="I mixed up two questions.")

    assert re.search(r'id="note-1"[^>]*>\s*Spoke of locks.', shown)
    assert (refused.status_code, done.status_code) == (422, 303)
    for typed in ("Silence.", "Read it aloud.", '<option value="void" selected>'):
        assert typed in refused.text, typed
    with table.app.reader() as unit:
        now = unit.results.card(table.tokens["Ana"])
    first, second, third = (next(each for each in now.entries if each.line == line) for line in (1, 2, 3))
    assert (first.rating, first.note) == (3, "Spoke of locks.")
    assert (second.state, second.rating, second.note, second.flag) == ("no answer", None, "Silence.", "Read it aloud.")
    assert (third.state, third.reason) == ("void", "I mixed up two questions.")
    assert [reason for _at, reason in now.amendments] == ["I mixed up two questions."]


def test_an_amendment_sent_twice_is_done_once_and_a_late_one_not_at_all(stranger: TestClient, table: Table) -> None:
    submitted(table)
    address = card(table).removesuffix("card") + "amend"
    shown = re.search(r'name="seen" value="([0-9a-f]{64})"', stranger.get(card(table)).text)
    assert shown
    form = {"key": "a", "seen": shown[1], "line": "1", "note": "Only one lock.", "reason": "Misheard."}

    done, again = (stranger.post(address, data=form) for _ in range(2))
    late = stranger.post(address, data={**form, "key": "b", "note": "From another tab."})

    assert (done.status_code, again.status_code, late.status_code) == (303, 303, 409)
    assert "amended meanwhile" in late.text
    assert "Only one lock." in late.text, "what stands there now"
    assert re.search(r'id="note-1"[^>]*>\s*From another tab.', late.text), "and what was typed"
    with table.app.reader() as unit:
        assert len(unit.results.card(table.tokens["Ana"]).amendments) == 1


@pytest.mark.parametrize("changed", [{"line": "99"}, {"line": "x"}, {"line": "1", "rating": "many"}])
def test_what_cannot_be_amended_is_told(stranger: TestClient, table: Table, changed: dict[str, str]) -> None:
    submitted(table)

    refused = send(stranger, card(table).removesuffix("card") + "amend", reason="Misheard.", **changed)

    assert refused.status_code == 422
    assert 'role="alert"' in refused.text


def test_a_second_scorecard_is_refused(stranger: TestClient, table: Table) -> None:
    submitted(table)

    assert send(stranger, card(table), recommendation="no", reason="Again.").status_code == 409


def test_the_candidate_has_no_scorecard(stranger: TestClient, table: Table) -> None:
    assert stranger.get(card(table, "Dan")).status_code == 404
    assert send(stranger, card(table, "Dan"), recommendation="yes").status_code == 404


def upload(browser: TestClient, table: Table, content: bytes) -> Response:
    address = card(table).removesuffix("card") + "sheet"
    return browser.post(address, data={"key": "s"}, files={"file": ("sheet.csv", content)})


def test_an_interview_on_paper_comes_back_as_a_sheet(stranger: TestClient, table: Table) -> None:
    sheet = stranger.get(card(table).removesuffix("card") + "sheet")
    lines = list(csv.DictReader(io.StringIO(sheet.text.removeprefix("\ufeff"))))
    lines[0] |= {"state": "", "rating": "2", "note": "On paper."}
    filled = io.StringIO()
    writer = csv.DictWriter(filled, lines[0])
    writer.writeheader()
    writer.writerows(lines)

    taken = upload(stranger, table, filled.getvalue().encode())

    assert taken.status_code == 303
    assert (table.entry("Ana", 1).rating, table.entry("Ana", 1).note) == (2, "On paper.")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"nothing,like\nit,1\n"])
def test_a_sheet_that_cannot_be_read_changes_nothing(stranger: TestClient, table: Table, content: bytes) -> None:
    assert upload(stranger, table, content).status_code == 422
    assert table.entry("Ana", 1).rating is None


def test_a_report_waits_for_all(browser: TestClient, table: Table) -> None:
    rated(table)

    sealed = browser.get(f"/interviews/{table.interview}/report")

    assert sealed.status_code == 409
    assert "Waiting for: Ana, Ben" in sealed.text
    assert "Spoke of locks." not in sealed.text
    for kind in ("pdf", "markdown", "json", "scorecards", "csv", "pack", "study"):
        assert browser.get(f"/interviews/{table.interview}/download/{kind}").status_code == 409


def test_breaking_the_seal_needs_a_reason_and_is_told_to_all(browser: TestClient, table: Table) -> None:
    rated(table)
    address = f"/interviews/{table.interview}/report/glass"

    refused = send(browser, address, reason=" ")
    form = {"key": "g", "reason": "Ben is ill."}
    broken, again = browser.post(address, data=form), browser.post(address, data=form)

    assert refused.status_code == 422
    assert "Spoke of locks." in broken.text
    assert broken.headers["cache-control"] == "no-store"
    assert again.headers["location"] == f"/interviews/{table.interview}"
    assert browser.get(f"/interviews/{table.interview}").text.count("Ben is ill.") == 1


@pytest.mark.usefixtures("in_berlin")
def test_when_the_seal_was_broken_is_told_by_the_clock_of_the_machine(browser: TestClient, table: Table) -> None:
    rated(table)
    send(browser, f"/interviews/{table.interview}/report/glass", reason="Ben is ill.")
    with table.app.reader() as unit:
        ((at, _reason),) = unit.results.glasses(table.interview)

    page = browser.get(f"/interviews/{table.interview}").text

    assert f"({minute(at)}): Ben is ill." in page
    assert f"{at:%Y-%m-%d %H:%M}" != minute(at)


def test_a_report_tells_gates_means_agreement_and_evidence(browser: TestClient, table: Table) -> None:
    submitted(table, ana=3, ben=1)

    page = browser.get(f"/interviews/{table.interview}/report").text

    for told in (
        "Spoke of locks.",
        "They were kind.",
        "asked 2 of 3",
        "Must",
        "0 of 1, 0 %",
        "undefined",
        "as it was sealed",
    ):
        assert told in page, told
    assert "every Must at tier Should or deeper" in page
    assert page.count("<figure") >= 4


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("pdf", b"%PDF-"), ("markdown", b"# "), ("json", b"{"), ("scorecards", b"["), ("csv", b""), ("pack", b"# ")],
)
def test_a_report_goes_out_as_files(browser: TestClient, table: Table, kind: str, begins: bytes) -> None:
    submitted(table)

    file = browser.get(f"/interviews/{table.interview}/download/{kind}")

    assert file.status_code == 200
    assert file.content.startswith(begins)
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["cache-control"] == "no-store"
    if kind == "json":
        assert json.loads(file.content)["coverage"] == {"asked": 2, "planned": 3}


def test_the_candidate_takes_a_bank_home_without_notes(browser: TestClient, table: Table) -> None:
    submitted(table)

    page = browser.get(f"/interviews/{table.interview}/pack").text
    packed = zipfile.ZipFile(io.BytesIO(browser.get(f"/interviews/{table.interview}/download/study").content))

    assert "To study next" in page
    texts = " ".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".md"))
    assert "Must?" in texts
    assert "Okay?" not in texts
    for kept in ("Spoke of locks.", "They were kind."):
        assert kept not in page + texts


def test_an_invitation_carries_the_link(browser: TestClient, table: Table) -> None:
    address = f"/interviews/{table.interview}/invitation"
    link = "http://127.0.0.1:8320/seat/abc"

    without = send(browser, address, link=link)
    with table.app.unit() as unit:
        unit.interviews.reschedule(table.interview, unit.interviews.interview(table.interview).made_at)
    file = send(browser, address, link=link)

    assert without.status_code == 422
    assert file.text.startswith("BEGIN:VCALENDAR")
    assert link in file.text.replace("\r\n ", "")


def test_candidates_are_compared_on_what_both_were_asked(browser: TestClient, app: App, table: Table) -> None:
    submitted(table)
    other = submitted(a_table(app, candidate="Dora"), ana=4, ben=4)

    page = browser.get(f"/interviews/compare?interview={table.interview}&interview={other.interview}").text

    assert "2 of 2 questions were asked of both." in page
    assert "No clear difference: the intervals" in page
    assert "Dan: Okay · Dora: Perfect" in page
    assert "Fewer than two" not in browser.get("/interviews/compare").text
    assert browser.get(f"/interviews/compare?interview={table.interview}&interview=99").status_code == 404
    assert browser.get(f"/interviews/compare?interview={table.interview}").status_code == 422


def test_several_candidates_are_compared_each_with_each(browser: TestClient, app: App, table: Table) -> None:
    three = [table, *(a_table(app, candidate=name) for name in ("Dora", EVIL))]
    for each, rating in zip(three, (1, 4, 3), strict=True):
        submitted(each, ana=rating, ben=rating)
    chosen = "&".join(f"interview={each.interview}" for each in three)

    page = browser.get(f"/interviews/compare?{chosen}").text

    assert "3 pairs are compared at once" in page
    assert page.count("no clear difference") == 6
    assert "<script>alert" not in page
    data = browser.get(f"/interviews/compare/download/json?{chosen}").json()
    assert [each["candidate"] for each in data["candidates"]] == ["Dan", "Dora", EVIL]
    assert [pair["interviews"] for pair in data["pairs"]] == [[1, 2], [1, 3], [2, 3]]
    assert data["questions"][0] == {"title": "Must?", "twins": False, "ratings": [1, 4, 3]}
    sheet = browser.get(f"/interviews/compare/download/csv?{chosen}").content
    assert sheet.startswith(codecs.BOM_UTF8), "for Excel"
    table_of = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"))))
    assert table_of[:2] == [["question", "asked", "Dan (1)", "Dora (2)", f"{EVIL} (3)"], ["Must?", "3", "1", "4", "3"]]
    assert browser.get(f"/interviews/compare/download/markdown?{chosen}").text.startswith(
        "# Comparison of 3 candidates"
    )


def test_who_has_not_submitted_is_not_offered_and_not_compared(browser: TestClient, app: App, table: Table) -> None:
    submitted(table)
    rated(a_table(app, candidate="Dora"))

    assert "Dora" not in browser.get("/interviews/compare").text
    refused = browser.get("/interviews/compare?interview=1&interview=2")
    assert refused.status_code == 422
    assert "Ana (interview 2)" in refused.text
    assert browser.get("/interviews/compare/download/csv?interview=1&interview=2").status_code == 409


def test_past_questions_have_their_figures(browser: TestClient, table: Table) -> None:
    assert "No question was asked yet" in browser.get("/interviews/past").text
    table.record("Ana", Kind.ASK, 1, asked=True)
    submitted(table)

    page = browser.get("/interviews/past").text

    assert "asked in 1 interview" in page
    assert "facility: 75 %" in re.sub(r"\s+", " ", page)
    assert "discrimination: undefined, rated in too few" in re.sub(r"\s+", " ", page)
    assert "Must?" in browser.get("/interviews/past?text=mUST&only=rated&order=hard").text
    assert "No question fits" in browser.get("/interviews/past?only=worn").text
    assert browser.get("/interviews/past?page=99999999999").status_code == 200


def test_candidates_are_found_and_walked_page_by_page(browser: TestClient, app: App, table: Table) -> None:
    with app.unit() as unit:
        for number in range(60):
            unit.interviews.create(Plan(template_id=1, candidate=f"Иван {number}", contact=f"i{number}@example.org"))
        unit.candidates.hold(candidate(table), "A law suit.")

    first, second = (browser.get(f"/interviews/candidates?page={page}").text for page in (1, 2))

    assert (first.count("<li data-row"), second.count("<li data-row")) == (50, 11)
    assert "Page 1 of 2" in re.sub(r"\s+", " ", first)
    assert browser.get("/interviews/candidates?text=иван 59").text.count("<li data-row") == 1
    assert browser.get("/interviews/candidates?text=I59@").text.count("<li data-row") == 1
    assert browser.get("/interviews/candidates?keeping=held").text.count("<li data-row") == 1
    assert browser.get("/interviews/candidates?keeping=kept").text.count("<li data-row") == 50
    assert "No candidate fits" in browser.get("/interviews/candidates?keeping=erased&text=%25").text


def candidate(table: Table) -> int:
    with table.app.reader() as unit:
        return unit.interviews.interview(table.interview).candidate.id


def test_a_candidate_is_held_and_released(browser: TestClient, table: Table) -> None:
    address = f"/interviews/candidates/{candidate(table)}"

    wrong = send(browser, f"{address}/hold", reason="")
    send(browser, f"{address}/hold", reason="A law suit.")

    assert wrong.status_code == 422
    assert "A law suit." in browser.get(address).text
    assert send(browser, f"{address}/erase", sure="on").status_code == 409
    send(browser, f"{address}/hold", release="1")
    assert "A law suit." not in browser.get(address).text


def test_erasing_asks_first_and_leaves_no_name(browser: TestClient, table: Table) -> None:
    submitted(table)
    address = f"/interviews/candidates/{candidate(table)}"

    asked_first = browser.get(address).text
    refused = send(browser, f"{address}/erase")
    erased = send(browser, f"{address}/erase", sure="on")

    assert "free pages" in asked_first
    assert refused.status_code == 422
    assert erased.status_code == 303
    report = f"/interviews/{table.interview}/report"
    for page in (address, "/interviews/candidates", "/interviews", f"/interviews/{table.interview}", report):
        shown = browser.get(page)
        assert shown.status_code == 200, page
        assert "Dan" not in shown.text, page
        assert "Spoke of locks." not in shown.text, page


def test_erasing_names_the_copies(on_sqlite: TestClient, sqlite_app: App, sqlite_settings: Settings) -> None:
    table = a_table(sqlite_app)
    bank = Path(sqlite_settings.database_url.removeprefix("sqlite:///"))
    address = f"/interviews/candidates/{candidate(table)}"

    before = on_sqlite.get(address).text
    copy = sqlite_app.backup(bank.with_name(f"{bank.stem}-kept{bank.suffix}"))

    assert "Viva knows of no backup" in before
    assert copy.name in on_sqlite.get(address).text


def test_all_that_is_known_is_one_file(browser: TestClient, table: Table) -> None:
    rated(table)

    file = browser.get(f"/interviews/candidates/{candidate(table)}/download")

    assert file.json()["candidate"]["name"] == "Dan"
    assert "Spoke of locks." in file.text


def test_the_days_lie_within_their_bounds(browser: TestClient, app: App) -> None:
    kept = send(browser, "/interviews/candidates/retention", days="90", least="10", most="100")
    wrong = send(browser, "/interviews/candidates/retention", days="9", least="10", most="100")
    odd = send(browser, "/interviews/candidates/retention", days="-1", least="x", most="100")

    assert (kept.status_code, wrong.status_code, odd.status_code) == (303, 422, 422)
    with app.reader() as unit:
        assert unit.candidates.retention().days == 90


def test_hostile_words_are_words(browser: TestClient, app: App) -> None:
    table = a_table(app, candidate=EVIL)
    rated(table)
    table.record("Ana", Kind.FLAG, 1, text=EVIL, seen=table.entry("Ana", 1).version)
    with app.unit() as unit:
        for who in ("Ana", "Ben"):
            unit.results.submit(table.tokens[who], who, Leaning.STRONG_NO, reason=EVIL)
        unit.interviews.become(table.interview, State.FINISHED, seen=State.RUNNING)

    at = f"/interviews/{table.interview}"
    one = f"/interviews/candidates/{candidate(table)}"
    for page in (f"{at}/report", f"{at}/pack", card(table), one, "/interviews/compare"):
        shown = browser.get(page)
        assert shown.status_code == 200, page
        assert "<script>alert" not in shown.text, page
