"""`viva check` and `viva rule` from the outside."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from tests.required import require
from viva.app import App
from viva.checks.findings.jobs import check_later
from viva.checks.findings.model import Wanted
from viva.cli.exits import Exit
from viva.settings import Settings

NOTE = "# What is Рython?\n\nA language. See http://docs.python.org/3/ for more.\n\nTODO: say more\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "python.md").write_text(NOTE, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("notes")
def test_findings_are_told_with_their_places_and_a_summary(viva: Viva) -> None:
    ended = viva("check", "notes", "--select", "N,L")

    assert ended.code == Exit.FAILED
    assert [line.split()[:2] for line in ended.out.splitlines()] == [
        ["notes/python.md:1:11", "N102"],
        ["notes/python.md:3:17", "L104"],
        ["notes/python.md:5:1", "N105"],
    ]
    assert ended.err == "3 findings in 1 file; --fix mends 2.\n"


@pytest.mark.usefixtures("notes")
def test_nothing_found_ends_well(viva: Viva) -> None:
    ended = viva("check", "notes", "--select", "F")

    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "Nothing was found in 1 file.\n")


def test_an_error_is_told_apart_from_findings(viva: Viva, notes: Path) -> None:
    (notes / "broken.md").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))

    assert viva("check", "missing").code == Exit.USAGE
    assert viva("check", "notes", "--select", "X1").code == Exit.USAGE
    ended = viva("check", "notes", "--select", "N105")
    assert ended.code == Exit.USAGE
    assert "N105" in ended.out
    assert "broken.md is not text" in ended.err


def test_fix_mends_and_tells_what_is_left(viva: Viva, notes: Path) -> None:
    ended = viva("check", "notes", "--select", "N,L", "--fix")

    assert ended.code == Exit.FAILED
    assert "N105" in ended.out
    assert "N102" not in ended.out
    assert "2 findings were mended." in ended.err
    assert (notes / "python.md").read_text(encoding="utf-8") == NOTE.replace("Рython", "Python").replace(
        "http:", "https:"
    )


def test_diff_shows_and_changes_nothing(viva: Viva, notes: Path) -> None:
    ended = viva("check", "notes", "--diff")

    assert ended.code == Exit.FAILED
    assert "+# What is Python?" in ended.out.splitlines()
    assert (notes / "python.md").read_text(encoding="utf-8") == NOTE


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
def test_reports_are_json(viva: Viva, form: str) -> None:
    ended = viva("check", "notes", "--select", "N105", "--format", form)

    assert ended.code == Exit.FAILED
    assert "N105" in json.dumps(json.loads(ended.out))
    assert ended.err == ""


def test_a_project_says_what_it_wants(viva: Viva, notes: Path) -> None:
    (notes.parent / "viva.toml").write_text(
        '[check]\nselect = ["N", "L"]\nignore = ["L104"]\nformat = "github"\n'
        '[check.per-file-ignores]\n"notes/*.md" = ["N102"]\n'
    )

    ended = viva("check", "notes")

    assert ended.out.splitlines() == [
        "::notice file=notes/python.md,line=5,col=1,title=viva (N105)::N105 left to do: TODO"
    ]


def test_a_baseline_hides_what_was_there(viva: Viva, notes: Path) -> None:
    assert viva("check", "notes", "--write-baseline").code == Exit.OK
    assert viva("check", "notes", "--baseline", "viva-baseline.json").code == Exit.OK

    with (notes / "python.md").open("a", encoding="utf-8") as file:
        file.write("\nFIXME: and this\n")

    ended = viva("check", "notes", "--baseline", "viva-baseline.json", "--select", "N")
    assert [line.split()[1] for line in ended.out.splitlines()] == ["N105"]


@pytest.mark.usefixtures("notes")
def test_a_second_run_reads_nothing_again(viva: Viva) -> None:
    first = viva("check", "notes")
    kept = sorted(viva.data.rglob("*.json"))
    assert kept
    before = {file: file.stat().st_ctime_ns for file in kept}

    assert viva("check", "notes").out == first.out
    assert sorted(viva.data.rglob("*.json")) == kept
    assert all(file.read_bytes() for file in before)


@pytest.mark.usefixtures("notes")
def test_no_cache_leaves_nothing_behind(viva: Viva) -> None:
    viva("check", "notes", "--no-cache")

    assert not viva.data.exists()


def test_the_bank_is_checked_without_a_path(stocked: Viva, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    ended = stocked("check", "--select", "Q")

    assert ended.err.endswith(" in 2 questions.\n")
    assert all(line.startswith("bank/") for line in ended.out.splitlines())


def test_an_empty_bank_is_called_so(viva: Viva, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    ended = viva("check")

    assert ended.code == Exit.OK
    assert ended.err.startswith("The bank is empty")


@pytest.mark.parametrize(
    "words", [["--watch"], ["--fix"], ["notes", "--watch", "--fix"], ["notes", "--diff", "--write-baseline"]]
)
@pytest.mark.usefixtures("notes")
def test_options_that_do_not_go_together_are_refused(viva: Viva, words: list[str]) -> None:
    ended = viva("check", *words)

    assert ended.code == Exit.USAGE
    assert ended.err.count("\n") == 1


def test_the_page_of_a_rule_has_everything(viva: Viva) -> None:
    shown = viva("rule", "f201").out

    for part in ("F201 dict-without-order", "outdated", "Right:", "Bad", "Good", "docs.python.org", "Proof", "assert"):
        assert part in shown
    assert "ключ" in viva("--lang", "ru", "rule", "F201").out


def test_all_rules_are_listed(viva: Viva) -> None:
    listed = viva("rule").out.splitlines()

    assert len(listed) > 100
    assert len(json.loads(viva("rule", "--json").out)) == len(listed)


def test_a_rule_that_is_not_there_is_told(viva: Viva) -> None:
    ended = viva("rule", "F999")

    assert ended.code == Exit.FAILED
    assert ended.err == "viva: There is no rule F999: `viva rule` lists them all.\n"


@pytest.mark.slow
def test_watching_looks_again_and_ends_with_ctrl_c(notes: Path, viva_program: str, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    environment = {**os.environ, "VIVA_DATA": str(tmp_path / "data"), "VIVA_LANG": "en"}
    with out.open("wb") as file:
        process = subprocess.Popen(
            [viva_program, "check", "--watch", "--select", "N105", "notes"],
            stdout=file,
            stderr=file,
            env=environment,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - who runs us may not hear it
        )
    try:
        wait_for(out, "1 finding in")
        (notes / "python.md").write_text("# A\n\nTODO\n\nFIXME\n", encoding="utf-8")
        wait_for(out, "2 findings in")
        (notes / "more.md").write_text("# B\n\nTBD\n", encoding="utf-8")
        wait_for(out, "3 findings in 2 files")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == Exit.OK
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in out.read_text(encoding="utf-8")


def wait_for(file: Path, text: str) -> None:
    deadline = time.monotonic() + 60
    while text not in file.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, file.read_text(encoding="utf-8")
        time.sleep(0.1)


@pytest.mark.usefixtures("notes")
def test_what_is_ignored_in_the_bank_is_left_out_and_counted(viva: Viva) -> None:
    viva("import", "notes")
    app = App(Settings.read({}, data=viva.data))
    with app.unit() as unit:
        check_later(unit.jobs)
    app.worker().run(once=True)
    with app.unit() as unit:
        (one,) = unit.findings.page(Wanted(code="L104")).findings
        unit.findings.ignore(one.question.id, one.revision, one.place, "an example")
    app.close()

    ended = viva("check", "--select", "L104")

    assert (ended.code, ended.out) == (Exit.OK, "")
    assert "1 finding is ignored" in ended.err
    assert viva("check", "--select", "L104", "--no-cache").code == Exit.OK


CODE = "# What does it print?\n\nThe nearest even number.\n\n```python\nprint(round(2.5))  # 3\n```\n"


@pytest.fixture
def code(notes: Path) -> Path:
    require(shutil.which("bwrap"), "no bubblewrap: `make development` installs it, or says how")
    (notes / "python.md").write_text(CODE, encoding="utf-8")
    return notes / "python.md"


def test_code_is_run_only_when_that_is_asked_for(viva: Viva, code: Path) -> None:  # noqa: ARG001 - it is there
    assert viva("check", "notes").code == Exit.OK

    ended = viva("check", "notes", "--run", "--kit", "stock")

    assert ended.code == Exit.FAILED
    assert ended.out == "notes/python.md:6:22 C402 [?] gives 2, not 3\n"


def test_the_real_output_is_shown_and_taken_in_when_asked_for(viva: Viva, code: Path) -> None:
    shown = viva("check", "notes", "--run", "--kit", "stock", "--unsafe-fixes", "--diff")
    assert "+print(round(2.5))  # 2" in shown.out
    assert code.read_text(encoding="utf-8") == CODE

    viva("check", "notes", "--run", "--kit", "stock", "--fix")
    assert code.read_text(encoding="utf-8") == CODE

    assert viva("check", "notes", "--run", "--kit", "stock", "--unsafe-fixes").code == Exit.OK
    assert code.read_text(encoding="utf-8") == CODE.replace("# 3", "# 2")


def test_a_project_can_have_its_code_run(viva: Viva, code: Path) -> None:
    (code.parents[1] / "viva.toml").write_text('[check]\nrun = true\nkit = "stock"\n')

    assert "C402" in viva("check", "notes").out
    assert viva("check", "notes", "--no-run").code == Exit.OK


@pytest.mark.parametrize("setting", ['run = "yes"', "kit = 3"])
def test_a_setting_of_running_that_means_nothing_is_refused(viva: Viva, code: Path, setting: str) -> None:
    (code.parents[1] / "viva.toml").write_text(f"[check]\n{setting}\n")

    ended = viva("check", "notes")

    assert ended.code == Exit.USAGE
    assert "viva.toml: " in ended.err


def test_where_no_code_can_be_run_a_sentence_says_so_and_all_other_rules_run(
    viva: Viva, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(notes))  # there is no bubblewrap

    ended = viva("check", "notes", "--run", "--select", "N105,C4")

    assert ended.code == Exit.USAGE
    assert ended.out.startswith("notes/python.md:5:1 N105 ")
    assert "Programs are not run: bubblewrap, which keeps them in, is not installed." in ended.err
    assert "Traceback" not in ended.err


def test_a_kit_that_is_not_there_is_told_and_all_other_rules_run(viva: Viva, code: Path) -> None:
    code.write_text(CODE + "\nTODO\n", encoding="utf-8")

    ended = viva("check", "notes", "--run", "--kit", "mine")

    assert ended.code == Exit.USAGE
    assert "N105" in ended.out
    assert "There is no kit mine" in ended.err


def test_the_code_of_the_bank_is_run_too(viva: Viva, code: Path) -> None:
    viva("import", code)

    ended = viva("check", "--run", "--kit", "stock", "--select", "C4")

    assert "C402" in ended.out
    assert ended.out.startswith("bank/")
