"""Notes whose files were deleted from a folder that is imported again."""

import os
import shutil
from pathlib import Path

import pytest

from viva.app import App
from viva.bank.model import Filter
from viva.intake.model import Imported, Outcome
from viva.intake.reading import Reading

HEAP = "## What is a heap?\n\nA tree in an array.\n"
GIL = "## What is the GIL?\n\nOne lock around the interpreter.\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "heap.md").write_text(HEAP)
    (folder / "gil.md").write_text(GIL + "\n![a lock](lost.png)\n")
    return folder


def bring(app: App, *paths: Path, exclude: tuple[str, ...] = ()) -> list[Imported]:
    return [one.imported for one in Reading.of(paths, exclude=exclude).store(app)]


def shown(app: App, *, vanished: bool = False) -> list[str]:
    with app.reader() as unit:
        return [line.prompt for line in unit.bank.questions(Filter(vanished=vanished)).questions]


def outcomes(imported: list[Imported]) -> dict[str, Outcome]:
    return {Path(one.source).name: one.outcome for one in imported}


def test_the_questions_of_a_deleted_note_are_marked_as_vanished(app: App, notes: Path) -> None:
    bring(app, notes)
    (notes / "gil.md").unlink()

    done = bring(app, notes)

    assert (outcomes(done)["gil.md"], done[-1].vanished) == (Outcome.GONE, 1)
    assert (shown(app), shown(app, vanished=True)) == (["What is a heap?"], ["What is the GIL?"])


def test_a_deleted_note_is_told_once(app: App, notes: Path) -> None:
    bring(app, notes)
    (notes / "gil.md").unlink()
    bring(app, notes)

    assert outcomes(bring(app, notes)) == {"heap.md": Outcome.UNCHANGED}


def test_a_deleted_note_is_not_counted(app: App, notes: Path) -> None:
    bring(app, notes)
    (notes / "gil.md").unlink()
    bring(app, notes)

    with app.reader() as unit:
        stats = unit.bank.stats()
        assert [Path(source.name).name for source in unit.bank.sources()] == ["heap.md"]
    assert (stats.sources, stats.missing_pictures, sum(stats.lines.values())) == (1, 0, 3)


def test_relations_to_questions_of_a_deleted_note_are_not_counted(app: App, notes: Path) -> None:
    (notes / "copy.md").write_text(HEAP)
    bring(app, notes)
    with app.reader() as unit:
        assert sum(unit.bank.stats().relations.values()) == 1
    (notes / "copy.md").unlink()
    bring(app, notes)

    with app.reader() as unit:
        assert unit.bank.stats().relations == {}


def test_questions_return_with_their_file(app: App, notes: Path) -> None:
    bring(app, notes)
    with app.reader() as unit:
        before = {line.id for line in unit.bank.questions().questions}
    content = (notes / "gil.md").read_bytes()
    (notes / "gil.md").unlink()
    bring(app, notes)
    (notes / "gil.md").write_bytes(content)

    done = bring(app, notes)

    assert [one.returned for one in done if one.source.endswith("gil.md")] == [1]
    with app.reader() as unit:
        assert {line.id for line in unit.bank.questions().questions} == before
        assert unit.bank.stats().missing_pictures == 1


def test_questions_return_with_a_file_that_comes_back_elsewhere(app: App, notes: Path) -> None:
    bring(app, notes)
    (notes / "gil.md").rename(notes.parent / "gil.md")
    bring(app, notes)
    (notes / "deeper").mkdir()
    (notes.parent / "gil.md").rename(notes / "deeper" / "gil.md")

    assert outcomes(bring(app, notes))["gil.md"] is Outcome.MOVED
    assert shown(app, vanished=True) == []


def test_a_note_that_moved_inside_the_folder_is_not_deleted(app: App, notes: Path) -> None:
    bring(app, notes)
    (notes / "gil.md").rename(notes / "lock.md")

    assert outcomes(bring(app, notes)) == {"heap.md": Outcome.UNCHANGED, "lock.md": Outcome.MOVED}


def test_notes_of_a_folder_that_is_gone_are_deleted(app: App, notes: Path) -> None:
    (notes / "deeper").mkdir()
    (notes / "deeper" / "list.md").write_text("## What is a list?\n\nA row of things.\n")
    bring(app, notes)
    shutil.rmtree(notes / "deeper")
    bring(app, notes)

    assert shown(app, vanished=True) == ["What is a list?"]


def test_notes_elsewhere_are_left_alone(app: App, notes: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes-2"
    other.mkdir()
    (other / "list.md").write_text("## What is a list?\n\nA row of things.\n")
    bring(app, notes, other)
    (other / "list.md").unlink()
    bring(app, notes)

    assert shown(app, vanished=True) == []


def test_a_note_that_was_left_out_this_time_is_not_deleted(app: App, notes: Path) -> None:
    bring(app, notes)
    bring(app, notes, exclude=("gil.md",))

    assert shown(app, vanished=True) == []


def test_a_single_file_says_nothing_about_its_neighbours(app: App, notes: Path) -> None:
    bring(app, notes)
    (notes / "gil.md").unlink()
    bring(app, notes / "heap.md")

    assert shown(app, vanished=True) == []


def test_a_file_is_the_same_note_by_whatever_way_it_is_named(
    app: App, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes.parent / "elsewhere").mkdir()
    (notes.parent / "link").symlink_to(notes)
    bring(app, notes)
    monkeypatch.chdir(notes.parent / "elsewhere")

    for way in (Path("../notes"), Path("../link"), Path("../elsewhere/../notes/heap.md")):
        assert {one.outcome for one in bring(app, way)} == {Outcome.UNCHANGED}


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_file_whose_name_no_database_keeps_is_still_there(app: App, notes: Path) -> None:
    odd = notes / os.fsdecode(b"caf\xe9.md")
    odd.write_text("## What is a list?\n\nA row of things.\n")
    bring(app, notes)
    bring(app, notes)

    assert shown(app, vanished=True) == []


QUESTIONS = [f"## What is number {number}?\n\nIt is {number}.\n\n" for number in range(6)]


def test_a_note_that_moved_and_was_edited_is_the_same_note(app: App, notes: Path) -> None:
    (notes / "six.md").write_text("".join(QUESTIONS))
    bring(app, notes)
    with app.reader() as unit:
        before = {line.prompt: line.id for line in unit.bank.questions(Filter()).questions}
    (notes / "six.md").unlink()
    (notes / "deeper").mkdir()
    (notes / "deeper" / "three.md").write_text("".join(QUESTIONS[3:]) + "## What is new?\n\nThis.\n")

    done = {one.source: one for one in bring(app, notes)}[f"{notes}/deeper/three.md"]

    assert (done.outcome, done.moved_from) == (Outcome.MOVED, f"{notes}/six.md")
    assert (done.added, done.vanished) == (1, 3)
    assert done.question_ids[:3] == tuple(before[f"What is number {number}?"] for number in (3, 4, 5))


@pytest.mark.parametrize("kept", [QUESTIONS[:2], QUESTIONS[5:]], ids=["less than half", "one"])
def test_a_new_note_with_little_of_a_deleted_one_is_another_note(app: App, notes: Path, kept: list[str]) -> None:
    (notes / "six.md").write_text("".join(QUESTIONS if len(kept) > 1 else kept))
    bring(app, notes)
    (notes / "six.md").unlink()
    (notes / "new.md").write_text("".join(kept) + "## What is new?\n\nThis.\n")

    assert outcomes(bring(app, notes)).items() >= {"new.md": Outcome.NEW, "six.md": Outcome.GONE}.items()


def test_of_two_notes_with_the_questions_of_a_deleted_one_only_one_is_that(app: App, notes: Path) -> None:
    (notes / "six.md").write_text("".join(QUESTIONS))
    bring(app, notes)
    (notes / "six.md").unlink()
    for name in ("one.md", "two.md"):
        (notes / name).write_text("".join(QUESTIONS) + f"{name}\n")

    assert outcomes(bring(app, notes)).items() >= {"one.md": Outcome.MOVED, "two.md": Outcome.NEW}.items()
