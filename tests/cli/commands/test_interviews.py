"""`viva interview`: from a template to a report, on the command line."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


@pytest.fixture
def templated(stocked: Viva) -> Viva:
    """A bank with a template of its note."""
    assert stocked("interview", "template", "note", "python.md").code == Exit.OK
    return stocked


def new(viva: Viva, *words: str) -> tuple[str, dict[str, str]]:
    made = json.loads(viva("interview", "new", "1", *words, "--json").out)
    return str(made["interview"]), {seat["name"]: seat["token"] for seat in made["seats"]}


def held(viva: Viva, tmp_path: Path, rating: str = "Must", name: str = "Dan") -> str:
    """An interview on paper that Ana filled in and submitted."""
    number, tokens = new(viva, "--candidate", name, "--lead", "Ana")
    sheet = viva("interview", "export", number, "--format", "sheet").out
    rows = list(csv.DictReader(io.StringIO(sheet)))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, "rating": rating} for row in rows)
    file = tmp_path / f"{name}.csv"
    file.write_text(out.getvalue(), encoding="utf-8")
    assert viva("interview", "fill", tokens["Ana"], file).code == Exit.OK
    assert viva("interview", "submit", tokens["Ana"], "undecided").code == Exit.OK
    return number


def test_an_interview_goes_from_a_note_to_a_report(templated: Viva, tmp_path: Path) -> None:
    number = held(templated, tmp_path)
    report = json.loads(templated("interview", "report", number, "--json").out)

    assert report["interview"]["candidate"] == "Dan"
    assert [question["rating"] for question in report["questions"]] == [1, 1]
    assert templated("interview", "report", number).out.startswith("# Dan – python")


def test_tokens_are_printed_and_interviews_listed(templated: Viva) -> None:
    shown = templated("interview", "new", "1", "--candidate", "Dan", "--lead", "Ana", "--panel", "Ben")

    assert shown.out.splitlines()[0] == "Interview 1 with 2 questions."
    assert re.fullmatch(r"[0-9a-f]{48}  Ana", shown.out.splitlines()[1])
    assert templated("interview", "list").out == "1\tDan\tpython\tplanned\t\t0/2\t0/2\n"
    assert json.loads(templated("interview", "list", "--state", "running", "--json").out)["total"] == 0


def test_the_candidate_gets_a_link_where_one_is_wanted(templated: Viva) -> None:
    made = json.loads(
        templated("interview", "new", "1", "--candidate", "Dan", "--candidate-link", "--language", "ru", "--json").out
    )
    listed = json.loads(templated("interview", "list", "--json").out)

    assert [(seat["name"], seat["part"]) for seat in made["seats"]] == [("Dan", "candidate")]
    assert [each["language"] for each in listed["interviews"]] == ["ru"]


def test_a_report_waits_until_the_seal_is_broken(templated: Viva) -> None:
    number, _tokens = new(templated, "--candidate", "Dan", "--lead", "Ana")
    refused = templated("interview", "report", number)
    assert (refused.code, "Ana" in refused.err) == (Exit.FAILED, True)

    assert "the seal was broken" in templated("interview", "report", number, "--break-glass", "Ana left").out


def test_two_candidates_are_compared(templated: Viva, tmp_path: Path) -> None:
    one, other = held(templated, tmp_path), held(templated, tmp_path, "Perfect", "Fay")
    found = json.loads(templated("interview", "compare", one, other, "--json").out)
    (pair,) = found["pairs"]

    assert (pair["questions"], len(pair["shared"]), pair["means"]) == (2, 2, [1, 4])
    assert "2 of 2 questions were asked of both." in templated("interview", "compare", one, other).out


def test_several_candidates_are_compared_each_with_each_in_a_file(templated: Viva, tmp_path: Path) -> None:
    three = [
        held(templated, tmp_path, rating, name) for rating, name in (("Must", "Dan"), ("Perfect", "Fay"), ("0", "Gil"))
    ]
    file = tmp_path / "field.csv"
    written = templated("interview", "compare", *three, "--format", "csv", "--to", file)

    assert written.out == f"{file}\n"
    assert file.read_text(encoding="utf-8-sig").splitlines()[0] == "question,asked,Dan (1),Fay (2),Gil (3)"
    assert templated("interview", "compare", *three, "--to", file).code == Exit.FAILED
    assert "3 pairs are compared at once" in templated("interview", "compare", *three).out
    assert templated("interview", "compare", three[0]).code == Exit.FAILED


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("pdf", b"%PDF"),
        ("markdown", b"# Dan"),
        ("json", b"{"),
        ("scorecards", b"["),
        ("csv", b"\xef\xbb\xbfcandidate,"),
        ("pack", b"# "),
    ],
)
def test_it_is_written_as_a_file_and_none_is_overwritten(
    templated: Viva, tmp_path: Path, form: str, begins: bytes
) -> None:
    number, file = held(templated, tmp_path), tmp_path / "made"

    assert templated("interview", "export", number, file, "--format", form).code == Exit.OK
    assert file.read_bytes().startswith(begins)
    assert templated("interview", "export", number, file, "--format", form).code == Exit.FAILED
    assert templated("interview", "export", number, file, "--format", form, "--force").code == Exit.OK


def test_a_candidate_takes_the_questions_home_as_a_bank(templated: Viva, tmp_path: Path) -> None:
    number, folder = held(templated, tmp_path), tmp_path / "study"
    assert templated("interview", "export", number, folder, "--format", "bank").code == Exit.OK
    pages = "".join(page.read_text(encoding="utf-8") for page in folder.rglob("*.md"))

    assert (folder / "viva-bank.toml").exists()
    assert "Ana" not in pages
    assert templated("interview", "export", number, "--format", "bank").code == Exit.FAILED


def test_how_long_candidates_are_kept_is_said_and_shown(viva: Viva) -> None:
    told = viva("interview", "keep", "--days", "90", "--least", "30")

    assert told.out == "Candidates are kept for 90 days; the least is 30, the most 730.\n"
    assert json.loads(viva("interview", "keep", "--json").out) == {"days": 90, "least": 30, "most": 730}
    assert viva("interview", "keep", "--days", "10").code == Exit.FAILED


def test_an_invitation_needs_a_time_and_a_link(templated: Viva) -> None:
    number, _tokens = new(templated, "--candidate", "Dan", "--at", "2026-03-02T14:00")
    link = ("--link", "http://127.0.0.1/seat/x")

    assert "BEGIN:VEVENT" in templated("interview", "export", number, "--format", "invitation", *link).out
    assert templated("interview", "export", number, "--format", "invitation").code == Exit.FAILED
    number, _tokens = new(templated, "--candidate", "Dan")
    assert templated("interview", "export", number, "--format", "invitation", *link).code == Exit.FAILED


def test_a_template_goes_to_a_file_and_comes_back_as_the_next_revision(templated: Viva, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(templated("interview", "template", "show", "1").out.replace("title: python", "title: Mine"))

    assert templated("interview", "template", "take", file, "--over", "1").out == "Template 1: Mine\n"
    assert templated("interview", "template", "show", "1", "--against", "1").out == "Title\n- python\n+ Mine\n"
    assert templated("interview", "template", "list").out.startswith("1\tMine\t")


def test_ready_templates_are_listed_and_taken(viva: Viva) -> None:
    assert "screening.ru\t" in viva("interview", "template", "list", "--ready").out
    taken = viva("interview", "template", "take", "screening.en", "--json")

    assert json.loads(taken.out) == {"template": 1, "title": "Screening, 15 minutes"}
    assert "the bank has only 0 of 3" in taken.err


def test_a_proposal_says_why(stocked: Viva) -> None:
    shown = stocked("interview", "template", "propose", "New", "--language", "en", "--dry-run")

    assert "so far 0 of 0" in shown.out
    assert stocked("interview", "template", "list").out == ""


def test_a_candidate_is_known_held_and_erased(templated: Viva, tmp_path: Path) -> None:
    held(templated, tmp_path)
    assert json.loads(templated("interview", "candidates", "1").out)["candidate"]["name"] == "Dan"
    assert templated("interview", "hold", "1", "--reason", "a complaint").out == "Held.\n"
    assert templated("interview", "erase", "1", "--yes").code == Exit.FAILED
    templated("interview", "hold", "1", "--release")
    asked = templated("interview", "erase", "1")
    assert (asked.code, "--yes" in asked.err) == (Exit.FAILED, True)
    assert templated("interview", "erase", "1", "--yes").code == Exit.OK
    assert templated("interview", "candidates").out.split("\t")[1] == "Candidate 1"


@pytest.mark.parametrize(
    "words",
    [
        ("report", "9"),
        ("new", "9", "--candidate", "Dan"),
        ("fill", "nothing", "nowhere.csv"),
        ("template", "take", "nothing"),
        ("template", "take", "nowhere.yaml"),
        ("template", "note", "nowhere.md"),
        ("export", "9", "--format", "pdf"),
        ("candidates", "9"),
        ("submit", "nothing", "yes"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(viva: Viva, words: tuple[str, ...]) -> None:
    ended = viva("interview", *words)

    assert (ended.code, ended.out) == (Exit.FAILED, "")
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err


def test_links_are_opened_to_the_network_and_closed_again(templated: Viva) -> None:
    number, _tokens = new(templated, "--candidate", "Dan", "--lead", "Ana")
    before = templated("interview", "network")
    opened = templated("interview", "network", number)
    listed = json.loads(templated("interview", "network", "--json").out)
    closed = templated("interview", "network", number, "--close")

    assert before.out == closed.out == "The links of all interviews open on this machine alone.\n"
    assert opened.out == f"Interview {number}: seats and candidate can be reached from the local network.\n"
    assert "Nothing listens there now: start `viva serve --network auto`." in opened.err
    assert listed == {"interviews": [int(number)], "address": None}


def test_what_cannot_be_opened_is_told(templated: Viva) -> None:
    missing = templated("interview", "network", "99")
    unnamed = templated("interview", "network", "--close")

    assert (missing.code, missing.err) == (Exit.FAILED, "viva: There is no interview 99.\n")
    assert unnamed.code == Exit.USAGE
    assert "Say which interview to close." in unnamed.err
