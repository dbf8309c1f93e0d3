import json
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from tests.cli.terminal import Terminal
from viva.cli.commands.queueing import list_jobs
from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.output import Output
from viva.cli.program import build
from viva.kernel.i18n import speak


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text("# What is a monad?\n\nA monoid.\n", encoding="utf-8")
    return path


@pytest.fixture
def dead(viva: Viva, note: Path) -> Viva:
    """The command line, with one job that is dead because its note is gone."""
    viva("import", "--later", note)
    note.unlink()
    viva("work", "--once")
    return viva


def test_without_jobs_there_is_nothing_to_list(viva: Viva) -> None:
    ended = viva("jobs")

    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "There are no jobs.\n")


def test_a_job_that_waits_is_listed(viva: Viva, note: Path) -> None:
    viva("import", "--later", note)

    number, name, state, progress, _added, attempts, said = viva("jobs").out.rstrip("\n").split("\t")
    assert (number, name, state, progress, attempts, said) == ("1", "import", "waiting", "", "0", "")


def test_a_terminal_shows_jobs_under_headings(viva: Viva, note: Path, terminal: Terminal) -> None:
    viva("import", "--later", note)
    output = Output(terminal.stream, terminal.stream)

    list_jobs(context=Context(output, viva.data, build()))

    shown = terminal.shown
    assert "No." in shown
    assert "0 min" in shown
    assert "waiting" in shown


def test_jobs_are_json_for_other_programs(viva: Viva, note: Path) -> None:
    viva("import", "--later", note)

    listed = json.loads(viva("jobs", "--json").out)
    assert listed["total"] == 1
    assert listed["jobs"][0]["payload"]["paths"] == [str(note)]
    assert listed["jobs"][0] == json.loads(viva("jobs", "show", 1, "--json").out)


def test_what_a_job_came_to_is_told_in_the_language_of_the_terminal(viva: Viva, note: Path) -> None:
    viva("import", "--later", note)
    assert viva("--lang", "ru", "work", "--once").out.endswith("  Прочитана 1 заметка: 1 новый вопрос.\n")

    for language, told in (("en", "1 note read: 1 new question."), ("ru", "Прочитана 1 заметка: 1 новый вопрос.")):
        assert viva("--lang", language, "jobs").out.rstrip("\n").split("\t")[-1] == told
        assert told in viva("--lang", language, "jobs", "show", 1).out.splitlines()
        assert json.loads(viva("--lang", language, "jobs", "show", 1, "--json").out)["progress"]["note"] == told


def test_only_jobs_of_one_state_are_listed(dead: Viva, note: Path) -> None:
    note.write_text("# Why?\n")
    dead("import", "--later", note)

    assert dead("jobs", "--state", "dead").out.split("\t")[0] == "1"
    assert dead("jobs", "--state", "waiting").out.split("\t")[0] == "2"
    assert dead("jobs", "--state", "done").err == "There are no such jobs.\n"


def test_only_so_many_jobs_are_listed(dead: Viva, note: Path) -> None:
    note.write_text("# Why?\n")
    dead("import", "--later", note)

    ended = dead("jobs", "--limit", "1")
    assert ended.out.count("\n") == 1
    assert ended.err == "1 of 2 jobs; --limit 0 shows all.\n"


def test_a_dead_job_says_why(dead: Viva, note: Path) -> None:
    shown = dead("jobs", "show", 1).out

    assert shown.startswith("1  import  dead\n")
    assert f"\n{note} does not exist\n" in shown
    assert "Traceback" not in shown


def test_a_dead_job_is_tried_again(dead: Viva, note: Path) -> None:
    note.write_text("# Why?\n\nBecause.\n")

    assert dead("jobs", "retry", 1).out == "1 job waits to be run.\n"
    assert dead("work", "--once").out.startswith("done  import 1  ")
    assert dead("list").out.count("\n") == 1


def test_a_job_is_cancelled(viva: Viva, note: Path) -> None:
    viva("import", "--later", note)

    assert viva("jobs", "cancel", 1).out == "1 job cancelled.\n"
    assert viva("work", "--once").out == ""
    assert viva("jobs").out.split("\t")[2] == "cancelled"


def test_of_several_jobs_all_are_cancelled_or_none(viva: Viva, note: Path) -> None:
    viva("import", "--later", note)

    ended = viva("jobs", "cancel", 1, 99)
    assert (ended.code, ended.err) == (Exit.FAILED, "viva: There is no job 99: `viva jobs` lists them.\n")
    assert viva("jobs").out.split("\t")[2] == "waiting"


def test_what_is_done_is_not_tried_again(viva: Viva, note: Path) -> None:
    viva("import", "--later", note)
    viva("work", "--once")

    ended = viva("jobs", "retry", 1)
    assert (ended.code, ended.err) == (Exit.FAILED, "viva: Job 1 is done.\n")


def test_the_doctor_tells_of_dead_jobs(dead: Viva) -> None:
    ended = dead("doctor")

    assert ended.code == Exit.FAILED
    assert "1 failed for good" in ended.out
    assert "viva jobs --state dead" in ended.out


def test_jobs_are_told_of_in_russian(dead: Viva) -> None:
    shown = dead("--lang", "ru", "jobs", "show", 1).out
    speak("en")

    assert shown.startswith("1  import  не удалось\n")
