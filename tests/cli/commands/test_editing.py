import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit

Say = Callable[[str], None]


def question(viva: Viva, question_id: int = 1) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(viva("show", question_id, "--json").out)
    return shown


def kept(viva: Viva) -> list[Path]:
    return sorted((viva.data / "edits").glob("*"))


def test_what_is_saved_in_the_editor_is_stored(stocked: Viva, editor: Say) -> None:
    editor('sed -i "s/One lock/A single lock/" "$1"')
    ended = stocked("edit", 1)

    assert question(stocked)["answer"].startswith("A single lock")
    assert ended.out.splitlines()[0] == "1\tWhat is the GIL?"
    assert "        + A single lock for the whole interpreter." in ended.out.splitlines()
    assert kept(stocked) == []


def test_several_questions_are_opened_at_once_and_are_one_change(stocked: Viva, editor: Say) -> None:
    editor('for file in "$@"; do echo "One more line." >> "$file"; done')
    stocked("edit", "1-2")
    stocked("undo")

    assert [question(stocked, each)["answer"].count("One more") for each in (1, 2)] == [0, 0]


def test_what_is_not_changed_changes_nothing(stocked: Viva, editor: Say) -> None:
    editor("true")
    ended = stocked("edit", 1)

    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "Nothing to do: all is so already.\n")
    assert question(stocked)["version"] == 1
    assert kept(stocked) == []


def test_a_text_that_cannot_be_read_is_kept_and_told_with_its_line(stocked: Viva, editor: Say) -> None:
    editor('sed -i "s/^level: .*/level: high/" "$1"')
    ended = stocked("edit", 1)

    [file] = kept(stocked)
    assert ended.code == Exit.FAILED
    assert f"{file}:" in ended.err
    assert "`level` is high" in ended.err
    assert "level: high" in file.read_text(encoding="utf-8")


def test_a_question_that_was_changed_meanwhile_is_not_overwritten(
    stocked: Viva, editor: Say, viva_program: str
) -> None:
    editor(f'{viva_program} tag 1 --add meanwhile; sed -i "s/One lock/A single lock/" "$1"')
    ended = stocked("edit", 1)

    [file] = kept(stocked)
    assert ended.code == Exit.FAILED
    assert "Question 1 was changed meanwhile" in ended.err
    assert "    tags: [meanwhile]" in ended.err.splitlines()
    assert "    + A single lock for the whole interpreter." in ended.err.splitlines()
    assert "A single lock" in file.read_text(encoding="utf-8")
    assert question(stocked)["answer"].startswith("One lock")


def test_an_editor_that_fails_changes_nothing_and_loses_nothing(stocked: Viva, editor: Say) -> None:
    editor('echo "Half a thought" >> "$1"; exit 3')
    ended = stocked("edit", 1)

    [file] = kept(stocked)
    assert ended.code == Exit.FAILED
    assert "Half a thought" in file.read_text(encoding="utf-8")
    assert "Half a thought" not in question(stocked)["answer"]


def test_an_editor_that_is_not_there_is_a_sentence(stocked: Viva, editor: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("true")
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    ended = stocked("edit", 1)

    assert ended.code == Exit.FAILED
    assert ended.err == "viva: The editor no-such-editor cannot be started: no such file or folder.\n"
    assert kept(stocked) == []


def test_pages_go_out_through_a_pipe_and_come_back(stocked: Viva, pipe: Say) -> None:
    pages = stocked("edit", "1-2", "--print").out
    pipe(pages.replace("GIL", "lock"))
    ended = stocked("edit", "--from", "-")

    assert [question(stocked, each)["prompt"] for each in (1, 2)] == ["What is the lock?", "Что такое lock?"]
    assert ended.err == "2 questions changed; `viva undo` takes it back.\n"


def test_a_page_that_is_piped_in_needs_no_id(stocked: Viva, pipe: Say) -> None:
    pipe("# What is the GIL really?\n\nA mutex.\n")
    stocked("edit", 1)

    assert (question(stocked)["prompt"], question(stocked)["answer"]) == ("What is the GIL really?", "A mutex.")


def test_of_pages_in_a_pipe_all_are_stored_or_none(stocked: Viva, pipe: Say) -> None:
    pages = stocked("edit", "1-2", "--print").out
    pipe(pages.replace("GIL", "lock").replace("language: ru", "langage: ru"))
    ended = stocked("edit", "--from", "-")

    [file] = kept(stocked)
    assert (ended.code, question(stocked)["prompt"]) == (Exit.FAILED, "What is the GIL?")
    assert "did you mean `language`" in ended.err
    assert "langage" in file.read_text(encoding="utf-8")


def test_a_text_made_from_an_older_version_is_refused(stocked: Viva, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Mine?\n", encoding="utf-8")
    stocked("tag", 1, "--add", "meanwhile")
    ended = stocked("edit", 1, "--from", page, "--seen", 1)

    assert ended.code == Exit.FAILED
    assert ended.err.startswith("viva: Question 1 was changed meanwhile")
    assert page.exists()
    assert question(stocked)["prompt"] == "What is the GIL?"


def test_the_status_on_a_page_is_taken_too(stocked: Viva, editor: Say) -> None:
    editor('sed -i "s/^status: .*/status: retired/" "$1"')
    stocked("edit", 1)

    assert question(stocked)["status"] == "retired"


def test_a_dry_run_keeps_the_text_that_was_written(stocked: Viva, editor: Say) -> None:
    editor('sed -i "s/One lock/A single lock/" "$1"')
    ended = stocked("edit", 1, "--dry-run")

    [file] = kept(stocked)
    assert "1 question would change; nothing was done." in ended.err
    assert f"Your text is kept in {file}." in ended.err
    assert question(stocked)["version"] == 1


def test_what_a_new_question_leaves_out_is_proposed(stocked: Viva, editor: Say) -> None:
    editor('printf "# Why does asyncio need an event loop in Python?\\n\\nIt runs the coroutines.\\n" > "$1"')
    ended = stocked("edit", "--new")

    made = question(stocked, 3)
    assert ended.out.startswith("3\tWhy does asyncio need")
    assert (made["language"], made["tech"], made["status"]) == ("en", ["python"], "ready")
    assert "asyncio" in made["topics"]
    assert made["keywords"] != []


def test_an_empty_page_makes_no_question(stocked: Viva, editor: Say) -> None:
    editor("true")
    assert "no new question" in stocked("edit", "--new").err

    editor('echo "An answer alone." >> "$1"')
    assert stocked("edit", "--new").code == Exit.FAILED
    assert len(kept(stocked)) == 1
    assert json.loads(stocked("list", "--json").out)["total"] == 2


def test_an_editor_that_takes_its_file_away_is_told(stocked: Viva, editor: Say) -> None:
    editor('rm "$1"')
    ended = stocked("edit", 1)

    assert ended.code == Exit.FAILED
    assert ended.err.startswith("viva: ")
    assert "1.md: no such file or folder" in ended.err
    assert question(stocked)["version"] == 1


def test_what_was_written_beside_a_file_that_is_gone_is_kept(stocked: Viva, editor: Say) -> None:
    editor('rm "$1"; echo "One more line." >> "$2"')
    ended = stocked("edit", "1-2")

    [file] = kept(stocked)
    assert f"Your text is kept in {file}." in ended.err
    assert "One more line." in file.read_text(encoding="utf-8")


def test_the_duplicate_of_a_new_question_is_found_at_once(stocked: Viva, tmp_path: Path) -> None:
    page = tmp_path / "mine.md"
    page.write_text("---\nlanguage: en\n---\n# What is the GIL?\n\nThe global interpreter lock.\n", encoding="utf-8")
    made = json.loads(stocked("edit", "--new", "--from", page, "--json").out)["questions"][0]["id"]

    assert (made, "near") in [(each["id"], each["kind"]) for each in question(stocked)["related"]]


def test_a_merged_question_opens_no_editor(stocked: Viva, editor: Say, tmp_path: Path) -> None:
    stocked("merge", 1, 2)
    opened = tmp_path / "opened"
    editor(f'touch "{opened}"')

    for command in (["edit", 2], ["split", 2], ["merge", 2, 1, "--edit"]):
        assert stocked(*command).err == "viva: Question 2 was merged into 1: change that one.\n"
    assert not opened.exists()


def test_a_page_of_text_alone_leaves_topics_and_tags(stocked: Viva, tmp_path: Path) -> None:
    stocked("tag", 1, "--add", "hard", "--level", "L3")
    before = question(stocked)
    page = tmp_path / "text.md"
    page.write_text("# What is the GIL?\n\nA lock.\n", encoding="utf-8")
    stocked("edit", 1, "--from", page)
    after = question(stocked)

    assert after["answer"] == "A lock."
    assert [after[name] for name in ("topics", "tags", "level")] == [before["topics"], ["hard"], "L3"]
