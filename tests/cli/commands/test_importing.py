import json
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit

PYTHON = """\
# Python

## What is the GIL?

One lock for the whole interpreter.

## What is a generator?

A function that hands out values one by one.

## What does `yield from` do?
"""
SQL = """\
## What does ACID stand for?

Atomicity, consistency, isolation, durability.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "deeper").mkdir(parents=True)
    (folder / "python.md").write_text(PYTHON, encoding="utf-8")
    (folder / "deeper" / "sql.md").write_text(SQL, encoding="utf-8")
    return folder


def prompts(viva: Viva) -> list[str]:
    return [question["prompt"] for question in json.loads(viva("list", "--json").out)["questions"]]


def test_a_folder_is_read_with_everything_below_it(viva: Viva, notes: Path) -> None:
    ended = viva("import", notes)

    assert ended.code == Exit.OK
    assert ended.out.endswith("2 notes read: 4 new questions.\n")
    assert "What does ACID stand for?" in prompts(viva)


def test_the_account_of_every_line_is_told(viva: Viva, notes: Path) -> None:
    shown = {" ".join(line.split()) for line in viva("import", notes).out.splitlines()}

    assert {"lines 14", "prompt 4 29%", "answer 3 21%"} <= shown


def test_the_same_notes_again_change_nothing(viva: Viva, notes: Path) -> None:
    viva("import", notes)
    before = viva("list", "--json").out

    assert viva("import", notes).out == "2 notes read; nothing has changed.\n"
    assert viva("list", "--json").out == before


def test_an_edited_note_gives_its_questions_new_wordings(viva: Viva, notes: Path) -> None:
    viva("import", notes)
    (notes / "python.md").write_text(PYTHON.replace("One lock", "A single lock"), encoding="utf-8")

    ended = viva("import", notes)

    assert ended.out.endswith("2 notes read: 1 changed.\n")
    assert len(prompts(viva)) == 4


def test_a_question_that_is_gone_from_its_note_is_kept_as_vanished(viva: Viva, notes: Path) -> None:
    viva("import", notes)
    (notes / "python.md").write_text(PYTHON.partition("## What does")[0], encoding="utf-8")

    assert viva("import", notes).out.endswith("2 notes read: 1 vanished.\n")
    assert len(prompts(viva)) == 3
    assert viva("list", "--vanished").out.split("\t")[1] == "What does yield from do?"


def test_some_of_the_files_are_chosen(viva: Viva, notes: Path) -> None:
    viva("import", notes, "--exclude", "deeper/")
    assert len(prompts(viva)) == 3

    viva("import", notes, "--include", "s*.md")
    assert len(prompts(viva)) == 4


def test_a_file_that_cannot_be_read_stops_no_other(viva: Viva, notes: Path) -> None:
    (notes / "a-picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)

    ended = viva("import", notes)

    assert ended.code == Exit.FAILED
    assert len(prompts(viva)) == 4
    assert ended.err.count("\n") == 1
    assert f"{notes}/a-picture.md" in ended.err


def test_a_path_that_does_not_exist_stops_no_other(viva: Viva, notes: Path) -> None:
    ended = viva("import", notes / "nothing.md", notes / "python.md")

    assert ended.code == Exit.FAILED
    assert ended.err == f"viva: {notes}/nothing.md does not exist\n"
    assert len(prompts(viva)) == 3


def test_where_no_path_exists_nothing_is_done(viva: Viva, notes: Path) -> None:
    ended = viva("import", notes / "nothing.md")

    assert (ended.code, ended.err) == (Exit.FAILED, f"viva: {notes}/nothing.md does not exist\n")
    assert not viva.data.exists()


def test_a_note_that_moved_is_said_to_have_moved(viva: Viva, notes: Path) -> None:
    viva("import", notes)
    (notes / "python.md").rename(notes / "deeper" / "py.md")

    ended = viva("import", notes)

    assert ended.err == f"{notes}/python.md has moved: {notes}/deeper/py.md\n"
    assert ended.out.endswith("2 notes read: 1 note has moved.\n")
    assert "py.md\t" not in ended.out  # no row of zeros


def test_a_folder_without_notes_is_told(viva: Viva, tmp_path: Path) -> None:
    ended = viva("import", tmp_path)

    assert (ended.code, ended.err) == (Exit.FAILED, f"viva: There are no notes in {tmp_path}.\n")


def test_pictures_beside_a_note_are_kept(viva: Viva, notes: Path) -> None:
    (notes / "gil.png").write_bytes(b"\x89PNG picture")
    (notes / "python.md").write_text(PYTHON + "\n![](gil.png)\n![](missing.png)\n", encoding="utf-8")

    ended = viva("import", notes / "python.md")

    assert ended.err == f"{notes}/python.md: the picture missing.png is missing.\n"
    assert json.loads(viva("stats", "--json").out)["pictures"] == 1


def test_a_dry_run_prints_the_document_and_nothing_else(viva: Viva, notes: Path) -> None:
    ended = viva("import", "--dry-run", "--json", notes)
    understood = json.loads(ended.out)

    assert list(understood) == ["items", "account", "sources"]
    assert [(item["source"], item["line"]) for item in understood["items"]] == [
        (f"{notes}/deeper/sql.md", 1),
        (f"{notes}/python.md", 3),
        (f"{notes}/python.md", 7),
        (f"{notes}/python.md", 11),
    ]
    assert ended.err == ""


def test_a_dry_run_touches_no_bank(viva: Viva, notes: Path) -> None:
    viva("import", "--dry-run", notes)

    assert not viva.data.exists()


def test_a_dry_run_says_the_same_every_time(viva: Viva, notes: Path) -> None:
    assert viva("import", "--dry-run", "--json", notes).out == viva("import", "--dry-run", "--json", notes).out


def test_roles_of_a_dry_run_add_up_to_all_lines(viva: Viva, notes: Path) -> None:
    account = json.loads(viva("import", "--dry-run", "--json", notes).out)["account"]

    for source, counts in account.items():
        left_out = counts.pop("left_out")
        lines = Path(source).read_text(encoding="utf-8").splitlines()
        assert sum(counts.values()) + sum(left_out.values()) == len(lines)


def test_a_dry_run_for_people_shows_numbers(viva: Viva, notes: Path) -> None:
    shown = {" ".join(line.split()) for line in viva("import", "--dry-run", notes).out.splitlines()}

    assert {"answered 3", "need work 1 an answer 1", "lines 14"} <= shown


def test_a_note_is_explained_line_by_line(viva: Viva, notes: Path) -> None:
    lines = viva("import", "--explain", notes / "python.md").out.splitlines()

    assert lines[3] == "     3  prompt    ## What is the GIL?"
    assert lines[4].strip().startswith("↳ question: ")
    assert not viva.data.exists()


def test_an_explanation_is_there_for_programs(viva: Viva, notes: Path) -> None:
    [source] = json.loads(viva("import", "--explain", "--json", notes / "python.md").out)["sources"]

    assert [line["role"] for line in source["lines"]][:5] == ["section", "blank", "prompt", "blank", "answer"]


def test_programs_are_told_what_an_import_did(viva: Viva, notes: Path) -> None:
    told = json.loads(viva("import", "--json", notes).out)

    assert [(one["outcome"], one["added"]) for one in told["imported"]] == [("new", 1), ("new", 3)]
    assert told["account"][f"{notes}/python.md"]["prompt"] == 3
    assert told["unread"] == []


def test_a_data_folder_that_cannot_be_made_is_a_sentence(viva: Viva, notes: Path) -> None:
    viva.data.touch()

    ended = viva("import", notes)

    assert ended.code == Exit.FAILED
    assert str(viva.data) in ended.err
    assert ended.err.count("\n") == 1


def test_a_deleted_note_is_named_and_no_lines_are_told_where_none_were_read(viva: Viva, notes: Path) -> None:
    viva("import", notes)
    (notes / "python.md").unlink()

    again = viva("import", notes)

    assert f"{notes}/python.md is not there any more." in again.err
    assert again.out.splitlines() == [f"{notes}/python.md\t0\t0\t0\t3", "", "1 note read: 3 vanished."]


def test_what_is_odd_about_a_file_is_told_with_its_name(viva: Viva, tmp_path: Path) -> None:
    empty, torn = tmp_path / "empty.md", tmp_path / "torn.md"
    empty.touch()
    torn.write_bytes(b"## What is a heap?\n\nA tr\0ee.\n")

    ended = viva("--lang=ru", "import", empty, torn)

    assert ended.code == Exit.OK
    assert ended.err.splitlines()[-2:] == [f"{empty}: файл пуст", f"{torn}: нулевые байты удалены из строки 3"]


def test_what_is_odd_about_a_file_is_told_in_a_dry_run_too(viva: Viva, tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.touch()

    ended = viva("import", "--dry-run", "--json", empty)

    assert ended.err.splitlines()[-1] == f"{empty}: the file is empty"
    assert json.loads(ended.out)["items"] == []


def test_a_dry_run_shows_what_would_happen_as_a_diff(viva: Viva, notes: Path) -> None:
    viva("import", notes)
    (notes / "python.md").write_text(
        PYTHON.replace("One lock", "A lock").partition("## What does")[0], encoding="utf-8"
    )
    (notes / "new.md").write_text("## What is new?\n\nThis.\n", encoding="utf-8")
    lines = viva("import", "--dry-run", notes).out.splitlines()

    assert lines[lines.index(f"+ {notes}/new.md  new note") :] == [
        f"+ {notes}/new.md  new note",
        "    + What is new?",
        f"~ {notes}/python.md  changed",
        "    ~ 2  What is the GIL?",
        "        - One lock for the whole interpreter.",
        "        + A lock for the whole interpreter.",
        "        - key point: One lock for the whole interpreter. (Must)",
        "        + key point: A lock for the whole interpreter. (Must)",
        "    - 4  What does yield from do?",
        "",
        "3 notes read; an import would bring: 1 new question, 1 changed, 1 vanished.",
    ]
    assert len(prompts(viva)) == 4


def test_the_diff_is_there_for_programs(viva: Viva, notes: Path) -> None:
    viva("import", notes)
    (notes / "python.md").write_text(PYTHON.replace("One lock", "A lock"), encoding="utf-8")
    same, changed = json.loads(viva("import", "--diff", "--json", notes).out)["notes"]

    assert (same["outcome"], changed["outcome"]) == ("unchanged", "changed")
    assert [each["after"]["answer"] for each in changed["reworded"]] == ["A lock for the whole interpreter."]


def test_a_long_diff_is_cut_where_one_wants(viva: Viva, notes: Path) -> None:
    ended = viva("import", "--diff", notes, "--limit", 2)

    assert ended.out.splitlines()[2:] == ["", "2 notes read; an import would bring: 4 new questions."]
    assert ended.err == "… and 4 more lines; --limit 0 shows all.\n"
    assert not viva.data.exists()
