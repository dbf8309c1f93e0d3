"""Where there is no sandbox, on macOS and Windows: programs are not run, a sentence says so, and all else works.

These systems are not at hand here. What is tested is what Viva itself does when
it is told that it is there, and that nothing it loads is of Linux alone.
"""

import ast
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.cli.conftest import Viva, viva
from tests.house.checkout import SOURCES, modules, parsed
from tests.web.conftest import asgi, browser, site, stranger
from viva.cli.exits import Exit
from viva.sandbox.errors import NoIsolation
from viva.sandbox.opening import open_runner

__all__ = ["asgi", "browser", "site", "stranger", "viva"]

OF_LINUX = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty", "_posixsubprocess"}
OURS_OF_LINUX = "viva.sandbox.linux"
IN_THE_SANDBOX = ("sandbox/linux", "sandbox/inside", "snippets/inside")

SENTENCE = "Programs are kept in on Linux only"
NOTE = "# What does it print?\n\n```python\nprint(1 + 1)  # 2\n```\n\n- Dictionaries are unordered.\n"


def outermost_imports(tree: ast.Module) -> set[str]:
    """What is imported when a module is loaded, functions aside."""
    found: set[str] = set()
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or _is_left_out(node):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        waiting += ast.iter_child_nodes(node)
    return found


def _is_left_out(node: ast.AST) -> bool:
    """What is never loaded, or not on Windows."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "os.name != 'nt'"}


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(SOURCES)))
def test_nothing_outside_of_the_sandbox_loads_what_only_linux_has(module: Path) -> None:
    if module.relative_to(SOURCES).as_posix().startswith(IN_THE_SANDBOX):
        return
    loaded = outermost_imports(parsed(module))

    assert not {name.partition(".")[0] for name in loaded} & OF_LINUX
    assert not [name for name in loaded if name.startswith(OURS_OF_LINUX)]


@pytest.fixture(params=["darwin", "win32"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Another system, as far as Viva is told."""
    system = str(request.param)
    monkeypatch.setattr(sys, "platform", system)
    return system


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("reduced", [False, True])
def test_no_runner_is_opened(tmp_path: Path, reduced: bool) -> None:
    with pytest.raises(NoIsolation, match=SENTENCE):
        open_runner(tmp_path, reduced=reduced)


@pytest.mark.usefixtures("elsewhere")
def test_a_program_is_not_run_and_a_sentence_says_why(viva: Viva, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("print(1)")

    ended = viva("run", program)

    assert (ended.code, ended.out) == (Exit.FAILED, "")
    assert SENTENCE in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.usefixtures("elsewhere")
def test_doctor_says_it_and_looks_at_everything_else(viva: Viva) -> None:
    ended = viva("doctor")

    assert SENTENCE in ended.out
    assert "Everything else works without it." in ended.out
    assert "Database" in ended.out


@pytest.mark.usefixtures("elsewhere")
def test_notes_are_checked_and_imported(viva: Viva, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(NOTE)

    assert "F201" in viva("check", note).out
    assert viva("import", note).code == Exit.OK
    assert "What does it print?" in viva("list").out


@pytest.mark.usefixtures("elsewhere")
def test_the_settings_page_says_it(browser: TestClient) -> None:
    assert browser.get("/settings").status_code == 200
    assert SENTENCE in browser.get("/settings/checks").text
