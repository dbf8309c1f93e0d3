"""What is built: a package with its translations, and with its pages' assets once there is a frontend."""

import gettext
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from hatch_build import build_assets, compile_catalogues, has_frontend
from tests.house.checkout import SOURCES
from tests.required import CHECKOUT
from viva.starter.shipped import FOLDER

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "note"
msgstr "заметка"

#, fuzzy
msgid "answer"
msgstr "вопрос"
"""

BUILD = "require('node:fs').writeFileSync('built.txt', process.version)"


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    """The smallest frontend: no packages, and one script that builds one file."""
    folder = tmp_path / "frontend"
    folder.mkdir()
    package = {"name": "pages", "version": "1.0.0"}
    (folder / "package.json").write_text(json.dumps({**package, "scripts": {"build": f'node -e "{BUILD}"'}}))
    (folder / "package-lock.json").write_text(json.dumps({**package, "lockfileVersion": 3, "packages": {"": package}}))
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package, built as both kinds of archive with the tools at hand."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=CHECKOUT, check=True)
    return folder


def test_a_catalogue_is_compiled_beside_its_source(tmp_path: Path) -> None:
    source = tmp_path / "ru" / "LC_MESSAGES" / "viva.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, encoding="utf-8")

    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]

    translations = gettext.translation("viva", tmp_path, ["ru"])
    assert translations.gettext("note") == "заметка"
    assert translations.gettext("answer") == "answer", "a translation that nobody has confirmed is not shown"


def test_a_catalogue_that_breaks_off_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "ru" / "LC_MESSAGES" / "viva.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE + 'msgid "unfinished\n', encoding="utf-8")

    with pytest.raises(PoFileError):
        compile_catalogues(tmp_path)


def test_without_a_frontend_there_is_nothing_to_build(tmp_path: Path) -> None:
    assert not has_frontend(tmp_path)


@pytest.mark.slow
def test_assets_are_built_with_node_from_a_wheel(
    frontend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell_only = tmp_path / "bin"
    shell_only.mkdir()
    (shell_only / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(shell_only))
    assert has_frontend(frontend.parent)

    build_assets(frontend)

    assert (frontend / "built.txt").exists()


@pytest.mark.slow
def test_a_frontend_that_does_not_build_stops_the_build(frontend: Path) -> None:
    (frontend / "package.json").write_text('{"name": "pages", "version": "1.0.0"}')

    with pytest.raises(RuntimeError, match="npm run build"):
        build_assets(frontend)


@pytest.mark.slow
def test_the_wheel_holds_the_package_with_every_catalogue_compiled(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    catalogues = {
        f"viva/locale/{path.parts[-3]}/LC_MESSAGES/viva.mo" for path in CHECKOUT.glob("src/viva/locale/*/*/*.po")
    }

    assert {"viva/__init__.py", "viva/py.typed", "viva/cli/main.py"} <= names
    assert catalogues <= names
    assert {page.relative_to(SOURCES.parent).as_posix() for page in FOLDER.rglob("*.md")} <= names
    assert "viva/starter/bank/viva-bank.toml" in names
    assert not [name for name in names if not name.startswith(("viva/", "viva-"))]


@pytest.mark.slow
def test_a_wheel_can_be_built_from_the_source_archive(built: Path, tmp_path: Path) -> None:
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()

    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=source, check=True)

    [from_archive], [from_checkout] = tmp_path.glob("*.whl"), built.glob("*.whl")
    assert set(zipfile.ZipFile(from_archive).namelist()) == set(zipfile.ZipFile(from_checkout).namelist())


@pytest.mark.slow
def test_the_installed_wheel_runs(built: Path, tmp_path: Path) -> None:
    [wheel] = built.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, f"--target={tmp_path}", str(wheel)], check=True)

    told = subprocess.run(
        [tmp_path / "bin" / "viva", "--version"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == wheel.name.split("-")[1]
