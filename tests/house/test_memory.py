"""Where tests keep files."""

from pathlib import Path

from tests.memory import memory_folder


def test_files_are_kept_in_memory_when_there_is_room(tmp_path: Path) -> None:
    assert memory_folder(tmp_path, enough=0) == tmp_path


def test_files_go_to_the_usual_folder_when_memory_is_short(tmp_path: Path) -> None:
    assert memory_folder(tmp_path, enough=1 << 62) != tmp_path


def test_files_go_to_the_usual_folder_when_memory_is_no_folder(tmp_path: Path) -> None:
    assert memory_folder(tmp_path / "missing") != tmp_path / "missing"
