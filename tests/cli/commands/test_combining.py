import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Viva
from viva.cli.exits import Exit

Say = Callable[[str], None]

PARTS = "# What is the GIL?\n\nOne lock.\n\n<!-- next question -->\n\n# Who holds it?\n\nA thread.\n"


def prompts(viva: Viva) -> list[str]:
    return [question["prompt"] for question in json.loads(viva("list", "--json").out)["questions"]]


def test_several_questions_become_one(stocked: Viva) -> None:
    ended = stocked("merge", 1, 2)

    assert prompts(stocked) == ["What is the GIL?"]
    assert ended.out.splitlines()[-1] == "        ~ merged into question 1"


def test_the_combined_wording_can_be_edited_first(stocked: Viva, editor: Say) -> None:
    editor('sed -i "s/^# .*/# What is the GIL (что это)?/" "$1"')
    stocked("merge", 1, 2, "--edit")

    assert prompts(stocked) == ["What is the GIL (что это)?"]


def test_one_question_cannot_be_merged_with_itself(stocked: Viva) -> None:
    assert "two different questions" in stocked("merge", 1, 1).err


def test_a_dry_run_merges_nothing(stocked: Viva) -> None:
    told = json.loads(stocked("merge", 1, 2, "--dry-run", "--json").out)

    assert told["questions"][-1] == {"id": 2, "before": {"merged_into": None}, "after": {"merged_into": 1}}
    assert len(prompts(stocked)) == 2


def test_a_question_is_cut_in_the_editor(stocked: Viva, editor: Say) -> None:
    editor('printf "\\n<!-- next question -->\\n\\n# Who holds it?\\n\\nA thread.\\n" >> "$1"')
    ended = stocked("split", 1)

    assert prompts(stocked) == ["What is the GIL?", "Who holds it?", "Что такое GIL?"]
    assert ended.out.splitlines()[-1] == "        + new question"
    assert json.loads(stocked("show", 3, "--json").out)["topics"] == ["concurrency"]


def test_a_question_is_cut_as_a_file_says(stocked: Viva, tmp_path: Path) -> None:
    file = tmp_path / "parts.md"
    file.write_text(PARTS, encoding="utf-8")
    stocked("split", 1, "--from", file)

    assert json.loads(stocked("show", 1, "--json").out)["answer"] == "One lock."
    assert json.loads(stocked("show", 3, "--json").out)["answer"] == "A thread."


def test_a_text_that_is_not_cut_says_how(stocked: Viva, pipe: Say) -> None:
    pipe("# One?\n")
    ended = stocked("split", 1, "--from", "-")

    assert ended.code == Exit.FAILED
    assert "Put the line <!-- next question -->" in ended.err
    assert len(prompts(stocked)) == 2


def test_splitting_is_undone(stocked: Viva, pipe: Say) -> None:
    pipe(PARTS)
    stocked("split", 1, "--from", "-")
    stocked("undo")

    assert prompts(stocked) == ["What is the GIL?", "Что такое GIL?"]


def test_pages_of_text_alone_keep_the_subject(stocked: Viva, tmp_path: Path) -> None:
    file = tmp_path / "parts.md"
    file.write_text("# What is the GIL?\n\n<!-- next question -->\n\n# When is it released?\n", encoding="utf-8")
    topics = json.loads(stocked("show", 1, "--json").out)["topics"]
    made = [each["id"] for each in json.loads(stocked("split", 1, "--from", file, "--json").out)["questions"]]

    assert topics
    assert [json.loads(stocked("show", each, "--json").out)["topics"] for each in made] == [topics, topics]
