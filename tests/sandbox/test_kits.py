"""Kits are made once, as a whole, and found by what they are made from."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.permissions import closed_to_writing
from viva.kernel.errors import Unavailable
from viva.sandbox.errors import KitMissing
from viva.sandbox.kits.catalog import RECIPES
from viva.sandbox.kits.layers import Layer
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.model import DEFAULT_KIT, Language

ONE = Layer("small", "one")


def small(tree: Path) -> Mapping[str, str]:
    (tree / "a").mkdir()
    (tree / "a" / "file").write_text("text", encoding="utf-8")
    return {"package": "1"}


def test_a_layer_is_made_once(tmp_path: Path) -> None:
    made = ONE.make(tmp_path, small)

    def again(_tree: Path) -> Mapping[str, str]:
        raise AssertionError("it is there")

    assert ONE.make(tmp_path, again) == ONE.find(tmp_path) == made
    assert dict(made.packages) == {"package": "1"}


def test_the_same_files_have_the_same_hash_wherever_they_are_made(tmp_path: Path) -> None:
    def other(tree: Path) -> Mapping[str, str]:
        small(tree)
        (tree / "a" / "file").write_text("other text", encoding="utf-8")
        return {}

    def compiled(tree: Path) -> Mapping[str, str]:
        small(tree)
        (tree / "__pycache__").mkdir()
        (tree / "__pycache__" / "of_today.pyc").write_bytes(os.urandom(8))
        return {}

    hashes = [ONE.make(tmp_path / name, build).hash for name, build in {"a": small, "b": compiled, "c": other}.items()]

    assert hashes[0] == hashes[1] != hashes[2]


def test_half_of_a_layer_is_never_found(tmp_path: Path) -> None:
    def breaks(tree: Path) -> Mapping[str, str]:
        small(tree)
        raise Unavailable("no network")

    with pytest.raises(Unavailable):
        ONE.make(tmp_path, breaks)

    assert ONE.find(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_who_comes_second_takes_the_layer_of_the_first(tmp_path: Path) -> None:
    def overtaken(tree: Path) -> Mapping[str, str]:
        ONE.make(tmp_path, small)
        return small(tree)

    ONE.make(tmp_path, overtaken)

    assert [folder.name for folder in tmp_path.iterdir()] == [ONE.name]


def test_a_layer_cannot_be_changed_and_makes_nobody_somebody_else(tmp_path: Path) -> None:
    def careless(tree: Path) -> Mapping[str, str]:
        (tree / "program").write_bytes(b"")
        (tree / "program").chmod(0o6777)
        return {}

    ONE.make(tmp_path, careless)

    assert (tmp_path / ONE.name / "tree" / "program").stat().st_mode & 0o7777 == 0o755


def test_a_damaged_layer_is_told(tmp_path: Path) -> None:
    ONE.make(tmp_path, small)
    (tmp_path / ONE.name / "layer.json").write_bytes(b"{")

    with pytest.raises(Unavailable, match="damaged"):
        ONE.find(tmp_path)


def test_a_folder_that_cannot_be_written_is_told(folder_in_memory: Path) -> None:
    folder = folder_in_memory / "closed"
    folder.mkdir()

    with closed_to_writing(folder), pytest.raises(Unavailable, match="VIVA_KITS"):
        ONE.make(folder / "kits", small)


def test_a_kit_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(KitMissing, match="viva kit build web"):
        Shelf(tmp_path).needed("web")


def test_a_kit_that_nobody_knows_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(KitMissing, match=r"kit nothing.*stock.*all"):
        Shelf(tmp_path).build("nothing")


def test_the_kit_that_snippets_are_checked_with_has_everything() -> None:
    known = RECIPES[DEFAULT_KIT]

    assert known.node
    for recipe in RECIPES.values():
        pins = {line.split("==")[0] for line in recipe.lock.splitlines() if "==" in line}
        assert pins <= {line.split("==")[0] for line in known.lock.splitlines() if "==" in line}


def test_a_kit_says_what_is_in_it(kits: Path) -> None:
    kit = Shelf(kits).find("javascript").kit

    assert len(kit.hash) == 64
    assert kit.interpreters[Language.PYTHON].endswith(sys.version.split()[0])
    assert kit.interpreters[Language.TYPESCRIPT].startswith("Node 24")


@pytest.mark.slow
def test_the_standard_kit_is_made_at_first_use_by_two_at_once(tmp_path: Path) -> None:
    source = (
        "import sys; from pathlib import Path; from viva.sandbox.kits.shelf import Shelf; "
        "print(Shelf(Path(sys.argv[1])).needed('stock').kit.hash)"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", source, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    hashes = {maker.communicate()[0] for maker in makers}

    assert [maker.returncode for maker in makers] == [0, 0]
    assert len(hashes) == 1
    assert sorted(folder.name.partition("-")[0] for folder in tmp_path.iterdir()) == ["inside", "python"]
