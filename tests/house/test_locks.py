"""What is installed is pinned by its hash, and comes from wherever the person installing says."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.required import CHECKOUT

LOCKS = sorted((CHECKOUT / "requirements").glob("*.txt"))
KITS = CHECKOUT / "src" / "viva" / "sandbox" / "kits"
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))

every_lock = pytest.mark.parametrize("lock", [*LOCKS, *sorted(KITS.glob("*.txt"))], ids=lambda lock: lock.stem)


def pins(lock: Path) -> dict[str, str]:
    """The version of each package in a lock file; where it differs by platform, the last one."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def name_of(requirement: str) -> str:
    """A package's name as lock files spell it."""
    return re.split(r"[\[><=~!; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_there_is_a_lock_for_each_kind_of_install() -> None:
    assert {lock.stem for lock in LOCKS} == {"build", "runtime", "development"}


@every_lock
def test_a_lock_holds_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|@ ", text)


@every_lock
def test_every_pinned_package_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8").strip())

    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_everything_the_project_needs_is_locked() -> None:
    needed = {name_of(requirement) for requirement in PYPROJECT["project"]["dependencies"]}

    assert needed <= pins(CHECKOUT / "requirements" / "runtime.txt").keys()


def test_everything_a_contributor_needs_is_locked() -> None:
    group = PYPROJECT["dependency-groups"]["dev"]
    needed = {name_of(requirement) for requirement in group if isinstance(requirement, str)}

    assert needed <= pins(CHECKOUT / "requirements" / "development.txt").keys()


def test_the_locked_build_tools_are_those_the_build_requires() -> None:
    assert PYPROJECT["dependency-groups"]["build"] == PYPROJECT["build-system"]["requires"]


@pytest.mark.parametrize("smaller", ["build", "runtime"])
def test_contributors_get_the_versions_users_get(smaller: str) -> None:
    everything = pins(CHECKOUT / "requirements" / "development.txt")

    for name, version in pins(CHECKOUT / "requirements" / f"{smaller}.txt").items():
        assert everything[name] == version, name


def wanted_by(*kits: str) -> set[str]:
    """The packages that kits ask for."""
    lines = [line for kit in kits for line in (KITS / f"{kit}.in").read_text(encoding="utf-8").splitlines()]
    return {name_of(line) for line in lines if not line.startswith("#")}


@pytest.mark.parametrize(
    ("kit", "parts"), [("web", ["web"]), ("data", ["data"]), ("all", ["web", "data"]), ("node", ["node"])]
)
def test_everything_a_kit_asks_for_is_locked(kit: str, parts: list[str]) -> None:
    assert wanted_by(*parts) <= pins(KITS / f"{kit}.txt").keys()
