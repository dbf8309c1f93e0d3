"""Asking whether a file needs to be read at all."""

from tests.made_notes import FOLDER, a_draft, a_note, no_pictures, put
from viva.app import App
from viva.intake.model import ReadPicture
from viva.notes.model import Image, Note
from viva.settings import Settings

NOTE = a_note(a_draft())
PICTURED = a_note(a_draft(images=(Image(2, "heap.png", ""),)))


def unchanged(app: App, note: Note, *, name: str = "python.md", pictures: ReadPicture = no_pictures) -> bool:
    with app.reader() as unit:
        return unit.intake.unchanged(FOLDER / name, note.sha256, pictures)


def test_a_file_the_bank_does_not_know_is_changed(app: App) -> None:
    assert not unchanged(app, NOTE)


def test_the_file_that_was_imported_is_unchanged(app: App) -> None:
    put(app, NOTE)

    assert unchanged(app, NOTE)


def test_other_content_at_the_same_place_is_changed(app: App) -> None:
    put(app, NOTE)

    assert not unchanged(app, a_note(a_draft("What is a process?")))


def test_the_same_content_at_another_place_is_changed(app: App) -> None:
    put(app, NOTE)

    assert not unchanged(app, NOTE, name="copy.md")


def test_a_file_that_an_older_reader_read_is_changed(app: App, settings: Settings) -> None:
    put(app, NOTE)
    newer = App(settings, reader_version=2)

    assert not unchanged(newer, NOTE)
    newer.close()


def test_a_picture_that_is_the_same_leaves_the_note_unchanged(app: App) -> None:
    put(app, PICTURED, pictures=lambda _target: b"PNG")

    assert unchanged(app, PICTURED, pictures=lambda _target: b"PNG")


def test_another_picture_under_the_same_name_is_a_change(app: App) -> None:
    put(app, PICTURED, pictures=lambda _target: b"PNG")

    assert not unchanged(app, PICTURED, pictures=lambda _target: b"other")


def test_a_picture_that_is_still_missing_is_no_change(app: App) -> None:
    put(app, PICTURED)

    assert unchanged(app, PICTURED)
