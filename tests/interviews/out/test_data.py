"""Reports as data: Viva's own form, the scorecards of applicant systems, tables and invitations."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.interviews.conduct.table import Table
from tests.interviews.out.conducted import again, held, lines, report
from tests.interviews.results.test_scorecard import submit
from viva.app import App
from viva.interviews.conduct.model import Answered, Fate, Kind, State
from viva.interviews.out.invitation import invitation
from viva.interviews.out.pack import pack, pack_markdown
from viva.interviews.out.plain import report_data, scorecards_data
from viva.interviews.out.sheets import from_bytes, paper_sheet, plain, read_sheet, report_sheet, safe
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import speak


@pytest.fixture
def table(sqlite_app: App) -> Table:
    return held(sqlite_app)


def test_a_report_is_json_with_all_that_it_says(table: Table) -> None:
    data = json.loads(json.dumps(report_data(report(table)), ensure_ascii=False))

    assert data["form"] == "viva-interview-report/1"
    assert data["interview"]["candidate"] == "Даниил Ёжиков"
    assert [(gate["result"], gate["reason"]) for gate in data["gates"]] == [
        ("met", "1 of 1 reached it, 1 needed"),
        ("met", "the lowest is Language with 1.25, 2 of 3 asked"),
        ("met", "none was raised"),
    ]
    assert data["coverage"] == {"asked": 2, "planned": 3}
    assert [question["rating"] for question in data["questions"]] == [2.5, 0, None]
    assert data["questions"][0]["ratings"] == {"Ana": 3, "Ben": 2}
    assert data["agreement"]["krippendorff_alpha_ordinal"] is None
    assert [card["seal_holds"] for card in data["scorecards"]] == [True, True]


def test_scorecards_have_the_shape_of_applicant_systems(table: Table) -> None:
    ana, ben = scorecards_data(report(table))

    assert ana["overall_recommendation"] == "no_decision"
    assert {each["name"]: each["rating"] for each in ana["attributes"]} == {
        "Language": "no",
        "gil": "yes",
        "threading": "definitely_not",
    }
    assert ben["ratings"] == {
        "definitely_not": [],
        "no": [],
        "mixed": ["Language", "gil"],
        "yes": [],
        "strong_yes": [],
    }
    assert [each["answer"] for each in ana["questions"]] == ["Okay: =cmd|' /C calc'!A1", "no answer", ""]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "plain", "", "'"])
def test_no_cell_is_a_formula_and_none_is_changed_for_good(cell: str) -> None:
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert plain(safe(cell)) == cell


def test_the_table_has_a_row_for_each_question_and_interviewer(table: Table) -> None:
    rows = list(csv.DictReader(io.StringIO(report_sheet(report(table)))))

    assert [(row["number"], row["interviewer"], row["state"], row["rating"]) for row in rows] == [
        ("1", "Ana", "rated", "3"),
        ("1", "Ben", "rated", "2"),
        ("2", "Ana", "no answer", ""),
        ("2", "Ben", "not asked", ""),
        ("3", "Ana", "not asked", ""),
        ("3", "Ben", "not asked", ""),
    ]
    assert rows[0]["note"] == "'=cmd|' /C calc'!A1"


def sheet_of(table: Table) -> str:
    sheet = table.sheet("Ana")
    return paper_sheet(
        sheet.interview, [each.line for each in sheet.lines], {each.line.number: each.entry for each in sheet.lines}
    )


def filled(table: Table, **cells: dict[int, str]) -> str:
    rows = list(csv.DictReader(io.StringIO(sheet_of(table))))
    for column, values in cells.items():
        for line, cell in values.items():
            rows[line - 1][column] = cell
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


def bring_in(table: Table, text: str) -> list[Fate]:
    sheet = table.sheet("Ana")
    entries = {each.line.number: each.entry for each in sheet.lines}
    changes = read_sheet(text, sheet.interview, [each.line for each in sheet.lines], entries)
    return [outcome.fate for outcome in table.send("Ana", *changes)]


def test_an_interview_on_paper_comes_back(table: Table) -> None:
    paper = again(table)
    paper.become(State.RUNNING)
    text = filled(
        paper,
        rating={1: "Should", 2: "3"},
        state={3: "void"},
        note={1: "'=good", 3: "no projector"},
        red_flag={2: "rude"},
    )

    assert set(bring_in(paper, text)) == {Fate.SAVED}
    entries = [paper.entry("Ana", line) for line in (1, 2, 3)]
    assert [(entry.state, entry.rating) for entry in entries] == [
        (Answered.RATED, 2),
        (Answered.RATED, 3),
        (Answered.VOID, None),
    ]
    assert (entries[0].note, entries[1].flag, entries[2].reason) == ("=good", "rude", "no projector")
    assert bring_in(paper, text) == []
    assert bring_in(paper, sheet_of(paper)) == []


def test_a_cell_that_was_left_empty_changes_nothing(table: Table) -> None:
    paper = again(table)
    paper.become(State.RUNNING)
    empty = sheet_of(paper)
    paper.rate("Ana", 1, 3)
    paper.record("Ana", Kind.NOTE, 1, text="on the screen", seen=1)
    paper.record("Ana", Kind.STATE, 2, state="no answer", seen=0)

    assert bring_in(paper, empty) == []
    assert bring_in(paper, filled(paper, state={1: "not asked"}, rating={1: ""})) == [Fate.SAVED]
    assert (paper.entry("Ana", 1).state, paper.entry("Ana", 1).note) == (Answered.NOT_ASKED, "on the screen")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_a_spreadsheet_wrote_is_read(table: Table, encoding: str, delimiter: str) -> None:
    paper = again(table)
    paper.become(State.RUNNING)
    sheet = filled(paper, rating={1: "3"}, note={1: "Ответ\nв две строки"}).removeprefix("\ufeff")
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(sheet), delimiter=";"))

    text = from_bytes(out.getvalue().encode(encoding))

    assert set(bring_in(paper, text)) == {Fate.SAVED}
    assert (paper.entry("Ana", 1).rating, paper.entry("Ana", 1).note) == (3, "Ответ\nв две строки")


def test_a_state_may_be_said_in_the_language_of_the_page(table: Table) -> None:
    paper = again(table)
    paper.become(State.RUNNING)
    speak("ru")
    try:
        fates = bring_in(paper, filled(paper, state={1: "Спрошено, ответа нет", 2: "не спрошено"}))
    finally:
        speak("en")

    assert fates == [Fate.SAVED]
    assert paper.entry("Ana", 1).state is Answered.NO_ANSWER


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x00\x00\x08\x00" + bytes(range(32)), b"\xff\xfe\x00", bytes(range(256))]
)
def test_what_is_no_text_is_told(content: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"no table|damaged"):
        from_bytes(content)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"rating": {1: "Superb"}}, "Row 2 of the sheet: “Superb” is no rating: there are 0 Missed"),
        ({"rating": {2: "2.5"}}, "Row 3 of the sheet: “2.5” is no rating"),
        ({"rating": {2: "nan"}}, "Row 3 of the sheet: “nan” is no rating"),
        ({"state": {1: "asleep"}}, "Row 2 of the sheet: a state is one of"),
        ({"state": {1: "rated"}}, "is said to be rated, and has no rating"),
        ({"state": {1: "void"}}, "a void question needs a note"),
        ({"state": {1: "no answer"}, "rating": {1: "2"}}, "it has a rating and is said to be no answer"),
        ({"interview": {1: "other"}}, "it belongs to another interview"),
        ({"line": {1: "99"}}, "the interview has no line 99"),
        ({"line": {1: "９" * 50}}, "the interview has no line"),
        ({"line": {2: "1"}}, "line 1 stands there twice"),
    ],
)
def test_a_sheet_with_a_mistake_changes_nothing(table: Table, cells: dict[str, dict[int, str]], told: str) -> None:
    paper = again(table)
    paper.become(State.RUNNING)

    with pytest.raises(InvalidInput, match=told):
        bring_in(paper, filled(paper, **cells))


@pytest.mark.parametrize("text", ["", "\x00", "a,b\n1,2\n", "x" * 2_000_001, '"' + "x" * 200_000])
def test_what_is_no_sheet_is_told(table: Table, text: str) -> None:
    with pytest.raises(InvalidInput):
        bring_in(again(table), text)


def test_the_candidates_pack_has_what_to_study_and_no_note(table: Table) -> None:
    packed = pack(report(table), lines(table))
    page = pack_markdown(report(table), packed)

    assert [(each.title, each.reached, each.study) for each in packed] == [
        ("What is the GIL?", "between Should and Okay", ("bytecode", "free threads")),
        ("Что | такое `поток`?", "Missed", ("one lock", "bytecode", "free threads")),
    ]
    assert "Ana" not in page
    assert "calc" not in page


def test_without_ticks_it_is_to_study_what_lies_behind_the_rating(table: Table) -> None:
    paper = again(table)
    paper.become(State.RUNNING)
    for line, rating in ((1, 2), (2, 4), (3, 0)):
        paper.rate("Ana", line, rating)
    submit(paper, "Ana", reason="as noted")
    packed = pack(report(paper), lines(paper))

    assert [each.reached for each in packed] == ["Should", "Perfect", "Missed"]
    assert [each.study for each in packed] == [("free threads",), (), ("one lock", "bytecode", "free threads")]


def test_an_invitation_is_a_calendar_file(table: Table) -> None:
    with table.app.unit() as unit:
        unit.interviews.reschedule(table.interview, datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=3))))
        interview = unit.interviews.interview(table.interview)
    text = invitation(interview, "http://127.0.0.1:8000/seat/abc\r\nATTENDEE:x", now=datetime(2026, 3, 1, tzinfo=UTC))
    lines_of = text.split("\r\n")

    assert "DTSTART:20260302T090000Z" in lines_of
    assert "DTEND:20260302T092000Z" in lines_of
    assert "DESCRIPTION:Your seat: http://127.0.0.1:8000/seat/abc\\nATTENDEE:x" in lines_of
    assert not any(line.startswith("ATTENDEE") for line in lines_of)
    assert all(len(line.encode()) <= 75 for line in lines_of)
    assert (lines_of[0], lines_of[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])


def test_without_a_time_there_is_no_invitation(table: Table) -> None:
    with pytest.raises(InvalidInput, match="Say when"):
        invitation(table.sheet("Ana").interview, "http://x", now=datetime(2026, 3, 1, tzinfo=UTC))
