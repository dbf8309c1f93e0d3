"""What a project says about its checks."""

from pathlib import Path

import pytest

from viva.checks.config import Config, find_config, read_config
from viva.kernel.errors import InvalidInput


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    (tmp_path / "viva.toml").write_text('[check]\nselect = ["F"]\n')
    inner = tmp_path / "notes" / "python"
    inner.mkdir(parents=True)

    found = find_config(inner)

    assert found.select == ("F",)
    assert found.folder == tmp_path


def test_pyproject_counts_only_with_a_table_of_ours(tmp_path: Path) -> None:
    (tmp_path / "viva.toml").write_text('[check]\nignore = ["L"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "other"\n')
    assert find_config(inner).ignore == ("L",)

    (inner / "pyproject.toml").write_text('[tool.viva.check]\nignore = ["N"]\nbaseline = "known.json"\n')
    assert find_config(inner).ignore == ("N",)
    assert find_config(inner).baseline == inner / "known.json"


def test_the_command_line_chooses_and_the_file_keeps_ignoring() -> None:
    config = Config(select=("F",), extend_select=("N105",), ignore=("F1",))

    assert "L101" not in config.wanted([], [])
    assert {"F201", "N105"} <= config.wanted([], [])
    assert "F101" not in config.wanted(["F", "L"], [])
    assert "L101" in config.wanted(["F", "L"], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[check]\nselekt = []\n", "selekt"),
        ('[check]\nselect = "F"\n', "list of texts"),
        ('[check]\nselect = ["X1"]\n', "X1"),
        ("[check]\nbaseline = 3\n", "must be a text"),
        ('[check]\nper-file-ignores = ["N"]\n', "must be a table"),
        ('[check.per-file-ignores]\n"*.md" = ["Z"]\n', "Z"),
        ("check = 3\n", "must be a table"),
        ("[check\n", "no valid TOML"),
        ("\x00", "no valid TOML"),
    ],
)
def test_a_mistake_is_told_with_its_file(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "viva.toml"
    file.write_text(text)

    with pytest.raises(InvalidInput, match=told) as raised:
        read_config(file)
    assert "viva.toml" in str(raised.value)


def test_a_file_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_config(tmp_path / "missing.toml")
