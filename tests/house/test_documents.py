"""What the documents promise."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import pytest

import viva
from tests.house.checkout import SOURCES
from tests.required import CHECKOUT
from viva.settings import Settings

DOCS = CHECKOUT / "docs"
DOCUMENTS = sorted([*DOCS.rglob("*.md"), *CHECKOUT.glob("*.md")])
CHANGELOG = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
SETTINGS = (DOCS / "settings.md").read_text(encoding="utf-8")

every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=[document.relative_to(CHECKOUT).as_posix() for document in DOCUMENTS]
)


def variables_in(text: str) -> set[str]:
    return set(re.findall(r"\bVIVA_[A-Z_]+\b", text))


def variables_of_the_source() -> set[str]:
    return set().union(*(variables_in(module.read_text(encoding="utf-8")) for module in SOURCES.rglob("*.py")))


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`VIVA_{setting.upper()}`" in SETTINGS


@pytest.mark.parametrize("variable", sorted(variables_of_the_source()))
def test_every_variable_the_program_reads_is_documented(variable: str) -> None:
    assert f"`{variable}`" in SETTINGS


def test_no_variable_is_documented_that_nothing_reads() -> None:
    readers = [CHECKOUT / "Makefile", *(CHECKOUT / "tests").rglob("*.py"), *(CHECKOUT / "bench").rglob("*.py")]
    read = variables_of_the_source().union(*(variables_in(reader.read_text(encoding="utf-8")) for reader in readers))

    assert variables_in(SETTINGS) <= read


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{viva.__version__}]" in CHANGELOG or "## [Unreleased]" in CHANGELOG


@every_document
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (document.parent / unquote(target)).exists(), target


@every_document
def test_make_targets_named_in_a_document_exist(document: Path) -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)", document.read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@every_document
def test_a_document_begins_with_its_title(document: Path) -> None:
    assert document.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_page_is_reached_from_the_first(page: Path) -> None:
    if page.name != "index.md":
        assert f"({page.name})" in (DOCS / "index.md").read_text(encoding="utf-8")


def test_every_decision_is_listed() -> None:
    listed = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    for decision in DOCS.glob("decisions/0*.md"):
        assert f"({decision.name})" in listed, decision.name


def test_the_page_on_architecture_shows_every_layer() -> None:
    contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {name for layer in contracts[0]["layers"] for name in layer.split(" | ")}
    picture = (DOCS / "architecture.md").read_text(encoding="utf-8").split("```")[1]

    assert [layer for layer in sorted(layers) if layer not in picture] == []
