from pathlib import Path

import pytest

from viva.intake.pictures import pictures_beside


@pytest.fixture
def note(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "notes"
    folder.mkdir(parents=True)
    for file in ("notes/lock.png", "images/two words.png", "secret.png", "notes/secret.txt"):
        place = tmp_path / "home" / file
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"picture")
    (tmp_path / "outside.png").write_bytes(b"picture")
    return folder / "python.md"


@pytest.mark.parametrize("target", ["lock.png", "./lock.png", "../images/two%20words.png", "lock.png?raw=true#x"])
def test_pictures_near_the_note_are_read(note: Path, target: str) -> None:
    assert pictures_beside(note)(target) == b"picture"


@pytest.mark.parametrize("target", ["gone.png", "", "a\0b.png", "x" * 5000 + ".png", "https://example.org/lock.png"])
def test_what_is_not_there_is_none(note: Path, target: str) -> None:
    assert pictures_beside(note)(target) is None


@pytest.mark.parametrize("target", ["../../outside.png", "secret.txt", "/etc/passwd", "%2e%2e/%2e%2e/outside.png"])
def test_a_note_from_elsewhere_cannot_fetch_other_files(note: Path, target: str) -> None:
    assert pictures_beside(note)(target) is None
