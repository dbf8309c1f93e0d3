import json
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


@pytest.fixture
def folder(viva: Viva) -> Path:
    return viva.data.parent / "questions"


def page_of(folder: Path, words: str) -> Path:
    (page,) = (path for path in folder.rglob("*.md") if words in path.read_text(encoding="utf-8"))
    return page


def test_a_bank_goes_into_a_folder_and_back(stocked: Viva, folder: Path, tmp_path: Path) -> None:
    ended = stocked("export", folder)

    assert (ended.code, ended.out) == (Exit.OK, f"{folder}: 8 files (8 new)\n")
    assert stocked("export", folder).out == f"{folder}: 7 files (7 as before)\n"
    assert (
        stocked("--data", tmp_path / "other", "import", folder).out == f"{folder}: 2 new questions, 1 new relation.\n"
    )
    assert stocked("--data", tmp_path / "other", "import", folder).out == f"{folder}: nothing has changed.\n"


def test_a_hand_edit_is_imported_and_not_overwritten_before(stocked: Viva, folder: Path) -> None:
    stocked("export", folder)
    page = page_of(folder, "# What is the GIL?")
    page.write_text(page.read_text(encoding="utf-8").replace("level: L2", "level: L3"), encoding="utf-8")

    rehearsed = stocked("import", "--dry-run", folder)
    ended = stocked("import", folder)

    assert rehearsed.out == ended.out == f"{folder}: 1 changed.\n"
    assert "L3" in stocked("list", "--level", "L3").out


def test_a_dry_run_shows_the_files(stocked: Viva, folder: Path) -> None:
    ended = stocked("export", folder, "--dry-run")

    assert "+ viva-bank.toml\n" in ended.out
    assert not folder.exists()


def test_an_edit_that_the_bank_does_not_know_stays(stocked: Viva, folder: Path) -> None:
    stocked("export", folder)
    page = page_of(folder, "# What is the GIL?")
    page.write_text("# Mine?\n", encoding="utf-8")
    ended = stocked("export", folder)

    assert ended.code == Exit.FAILED
    assert ended.err.endswith("was edited since it was exported: import it first, or use --force.\n")
    assert page.read_text(encoding="utf-8") == "# Mine?\n"
    assert f"! {page.relative_to(folder).as_posix()}\n" in stocked("export", folder, "--dry-run").out
    assert stocked("export", folder, "--force").code == Exit.OK


def test_programs_get_json(stocked: Viva, folder: Path) -> None:
    first = json.loads(stocked("export", folder, "--json").out)
    again = json.loads(stocked("export", folder, "--json", "--dry-run").out)
    back = json.loads(stocked("import", folder, "--json").out)

    assert (len(first["added"]), first["written"], again["unchanged"], again["written"]) == (8, True, 7, False)
    assert back["banks"][0]["added"] == 0


@pytest.mark.parametrize(
    ("format_", "begins"), [("json", '{"format"'), ("csv", "\ufeffid,prompt"), ("markdown", "# Q")]
)
def test_streams_go_to_standard_output_or_a_file(stocked: Viva, folder: Path, format_: str, begins: str) -> None:
    ended = stocked("export", "--format", format_)
    file = folder.with_suffix(".out")

    assert ended.out.startswith(begins)
    assert stocked("export", "--format", format_, file).out == f"{file} is written.\n"
    assert file.read_bytes().decode() == ended.out
    again = stocked("export", "--format", format_, file)
    assert (again.code, again.err) == (
        Exit.FAILED,
        f"viva: {file} exists already: name another file, or use --force.\n",
    )
    assert stocked("export", "--format", format_, file, "--force").code == Exit.OK


def test_a_handbook_goes_into_a_folder(stocked: Viva, folder: Path) -> None:
    stocked("export", "--format", "markdown", folder)

    assert "- [Concurrency](concurrency.md): 2\n" in (folder / "README.md").read_text(encoding="utf-8")
    assert "What is the GIL?" in (folder / "concurrency.md").read_text(encoding="utf-8")
    (folder / "concurrency.md").write_text("mine", encoding="utf-8")
    assert stocked("export", "--format", "markdown", folder).code == Exit.FAILED
    assert stocked("export", "--format", "markdown", folder, "--force").code == Exit.OK


def test_options_narrow_what_is_exported(stocked: Viva) -> None:
    read = json.loads(stocked("export", "--format", "json", "--language", "ru").out)

    assert [question["language"] for question in read["questions"]] == ["ru"]
    assert read["relations"] == []


def test_what_cannot_be_done_is_told(stocked: Viva, folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.tex").write_text("mine", encoding="utf-8")

    assert stocked("export").err == "viva: Name the folder for the bank: `viva export FOLDER`.\n"
    assert "is neither empty nor a bank" in stocked("export", folder).err
    assert "is neither empty nor a handbook" in stocked("export", "--format", "markdown", folder).err


def test_problems_of_a_folder_are_told_with_their_lines(viva: Viva, folder: Path) -> None:
    folder.mkdir()
    (folder / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 1\n', encoding="utf-8")
    (folder / "a.md").write_text("---\nlevl: L1\n---\n# A?\n", encoding="utf-8")
    (folder / "b.md").write_text("B?\n", encoding="utf-8")

    ended = viva("import", folder)

    assert ended.code == Exit.FAILED
    assert f"{folder}/a.md:2: nothing is called `levl`; did you mean `level`?\n" in ended.err
    assert f"{folder}/b.md:1: the question is missing" in ended.err
    assert "A bank is imported at once: leave out --later." in viva("import", folder, "--later").err
    mixed = viva("import", folder, folder / "a.md")
    assert mixed.err == "viva: Import notes and banks one after the other.\n"
