"""What an import would do is foreseen, and is what it then does."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bank.editing import a_question, listed, says
from tests.made_notes import FOLDER, a_draft, a_note, no_pictures, prompts, put
from viva.app import App
from viva.intake.model import Foreseen, Outcome, Titled
from viva.intake.reading import Reading
from viva.intake.service import foresee_first
from viva.notes.model import Note


def foresee(app: App, note: Note, at: Path | None = None) -> Foreseen:
    with app.reader() as unit:
        return unit.intake.foresee(note, at or FOLDER / note.source, no_pictures)


def test_of_a_new_note_all_is_new(app: App) -> None:
    foreseen = foresee(app, a_note(*prompts("What is a thread?", "What is a process?")))

    assert foreseen.outcome is Outcome.NEW
    assert [content.prompt for content in foreseen.added] == ["What is a thread?", "What is a process?"]
    assert foreseen == foresee_first(a_note(*prompts("What is a thread?", "What is a process?")))


def test_nothing_is_stored(app: App) -> None:
    foresee(app, a_note(a_draft()))

    assert listed(app) == []


def test_the_same_note_changes_nothing(app: App) -> None:
    put(app, a_note(a_draft()))

    assert foresee(app, a_note(a_draft())) == Foreseen(source="python.md", outcome=Outcome.UNCHANGED)


def test_a_changed_answer_is_foreseen_with_both_wordings(app: App) -> None:
    put(app, a_note(a_draft(answer="Old.")))
    [reworded] = foresee(app, a_note(a_draft(answer="New."))).reworded

    assert (reworded.before.answer, reworded.after.answer, reworded.offered) == ("Old.", "New.", False)


def test_to_a_person_s_own_wording_the_new_one_is_only_offered(app: App) -> None:
    question = a_question(app, "What is a thread?", answer="Old.", source="python.md")
    with app.unit() as unit:
        unit.editing.edit(question, replace(says(app, question), answer="Mine."), seen=1)
    new = a_note(a_draft("What is a thread?", answer="New.", language="en"))
    agreed = a_note(a_draft("What is a thread?", answer="Mine.", language="en"))

    assert [each.offered for each in foresee(app, new).reworded] == [True]
    assert [each.offered for each in foresee(app, agreed).reworded] == [False]


def test_what_vanishes_and_what_comes_back_is_foreseen(app: App) -> None:
    both = a_note(*prompts("What is a thread?", "What is a process?"))
    one, other = put(app, both).question_ids
    put(app, a_note(*prompts("What is a thread?")))

    assert foresee(app, both).returned == (Titled(other, "What is a process?"),)
    assert foresee(app, a_note(*prompts("Explain garbage collection"))).vanished == (Titled(one, "What is a thread?"),)


@pytest.mark.parametrize(
    "note",
    [
        a_note(*prompts("What is a thread?", "What is a fibre?", "What is a process?")),
        a_note(a_draft("What is a thread?", answer="A path of control through a program."), a_draft("New?", line=9)),
        a_note(),
    ],
)
def test_an_import_does_what_was_foreseen(app: App, note: Note) -> None:
    put(app, a_note(*prompts("What is a thread?", "What is a process?", "What is a lock?")))
    put(app, a_note(*prompts("What is a thread?", "What is a lock?")))
    foreseen = foresee(app, note)
    done = put(app, note)

    counts = tuple(map(len, (foreseen.added, foreseen.reworded, foreseen.returned, foreseen.vanished)))
    assert (foreseen.outcome, *counts) == (done.outcome, done.added, done.revised, done.returned, done.vanished)


def test_of_two_copies_of_a_moved_note_only_the_first_is_the_same(app: App, tmp_path: Path) -> None:
    text = "## What is a thread?\n\nA path of control.\n\n## What is a lock?\n\nIt lets one in.\n"
    first = tmp_path / "a.md"
    first.write_text(text, encoding="utf-8")
    Reading.of([tmp_path]).store(app)
    first.unlink()
    for name in ("b.md", "c.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    reading = Reading.of([tmp_path])
    foreseen = reading.foresee(list(reading.understand()), app)

    assert [note.outcome for note in foreseen] == [Outcome.MOVED, Outcome.NEW]
    assert [stored.imported.outcome for stored in Reading.of([tmp_path]).store(app)] == [Outcome.MOVED, Outcome.NEW]


def test_a_deleted_note_is_foreseen(app: App, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"## What is {name}?\n\nIt is {name}.\n", encoding="utf-8")
    Reading.of([tmp_path]).store(app)
    (tmp_path / "a.md").unlink()
    reading = Reading.of([tmp_path])
    foreseen = reading.foresee(list(reading.understand()), app)

    assert [(note.outcome, len(note.vanished)) for note in foreseen] == [(Outcome.UNCHANGED, 0), (Outcome.GONE, 1)]
