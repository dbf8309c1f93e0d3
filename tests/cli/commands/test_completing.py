import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Viva


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_the_shell_is_printed(viva: Viva, shell: str) -> None:
    assert "viva" in viva("completion", shell).out


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["viva", "lis"], {"list"}),
        (["viva", "db", "ba"], {"backup"}),
        (["viva", "list", "--to"], {"--topic"}),
        (["viva", "list", "--level", "L"], {"L1", "L2", "L3"}),
    ],
)
def test_bash_completes_with_it(viva: Viva, tmp_path: Path, typed: list[str], completed: set[str]) -> None:
    script = tmp_path / "viva.bash"
    script.write_text(viva("completion", "bash").out, encoding="utf-8")
    asked = f"""
        source {script}
        COMP_WORDS=({" ".join(typed)})
        COMP_CWORD={len(typed) - 1}
        _viva
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    told = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)

    assert set(told.stdout.split()) == completed
