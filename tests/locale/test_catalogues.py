"""Every text that a person may read has its translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.required import CHECKOUT

SOURCE = CHECKOUT / "src" / "viva"
CATALOGUES = sorted((SOURCE / "locale").glob("*/LC_MESSAGES/viva.po"))
TEXTS = {"_": 1, "marked": 1, "ngettext": 2, "Reason": 1}
"""What is called with texts, and how many of its first arguments are texts."""
PASSED_ON = {"kernel/i18n.py", "cli/views/numbers.py"}
"""Where a text that stands elsewhere, as a template, is translated."""

STATEMENTS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
BETWEEN_TAGS = re.compile(r">([^<>]+)<")
WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{2}")
NAMES = {"Viva", "· Viva", "Esc"}
"""What is the same in every language."""

each_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda file: file.parents[1].name)


class Use(NamedTuple):
    """A call with a text to translate."""

    place: str
    arguments: list[ast.expr]

    @property
    def id(self) -> str | tuple[str, ...]:
        texts = tuple(str(ast.literal_eval(argument)) for argument in self.arguments)
        return texts[0] if len(texts) == 1 else texts

    @property
    def is_written_here(self) -> bool:
        return all(isinstance(argument, ast.Constant) for argument in self.arguments)

    @property
    def is_passed_on(self) -> bool:
        """A text that some other call was given: `known.template`, or all there was with `*stored`."""
        first = self.arguments[0]
        return isinstance(first, ast.Starred) or (isinstance(first, ast.Attribute) and first.attr == "template")


def uses() -> Iterator[Use]:
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS:
                yield Use(f"{file.relative_to(SOURCE).as_posix()}:{node.lineno}", node.args[: TEXTS[node.func.id]])


def in_templates() -> set[str | tuple[str, ...]]:
    """The texts of the pages."""
    found = extract_from_dir(
        SOURCE, method_map=[("web/templates/**.html", "jinja2")], keywords={"_": None, "ngettext": (1, 2)}
    )
    return {text if isinstance(text, str) else tuple(text) for _file, _line, text, _comments, _context in found}


def messages(catalogue: Path) -> dict[object, Message]:
    with catalogue.open("rb") as lines:
        read: Catalog = read_po(lines, locale=catalogue.parents[1].name, abort_invalid=True)
    return {tuple(message.id) if message.pluralizable else message.id: message for message in read if message.id}


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> set[str | None]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_texts_to_translate_are_written_where_they_are_used() -> None:
    strange = [
        use.place
        for use in uses()
        if not (use.is_written_here or use.is_passed_on or use.place.partition(":")[0] in PASSED_ON)
    ]

    assert not strange, "write the text into the call, or mark it with `marked` where it stands"


@each_catalogue
def test_every_text_of_the_source_has_a_translation(catalogue: Path) -> None:
    known = messages(catalogue)
    missing = [
        f"{use.place} {use.id!r}"
        for use in uses()
        if use.is_written_here and use.id and not (use.id in known and all(forms(known[use.id])))
    ]

    missing += [f"{text!r}" for text in in_templates() if not (text in known and all(forms(known[text])))]

    assert not missing, "run `python scripts/messages.py` and translate:\n" + "\n".join(missing)


@each_catalogue
def test_a_catalogue_has_no_text_that_is_gone(catalogue: Path) -> None:
    used = {use.id for use in uses() if use.is_written_here}

    assert set(messages(catalogue)) <= used | in_templates()


@each_catalogue
def test_no_translation_is_a_guess(catalogue: Path) -> None:
    assert not [message.id for message in messages(catalogue).values() if message.fuzzy]


def test_every_template_speaks_through_the_catalogues() -> None:
    """A word between two tags that stands there as it is, would stand there in every language."""
    bare = [
        f"{file.name}: {text.strip()}"
        for file in sorted((SOURCE / "web" / "templates").rglob("*.html"))
        for text in BETWEEN_TAGS.findall(STATEMENTS.sub("", file.read_text(encoding="utf-8")))
        if WORD.search(text) and text.strip() not in NAMES
    ]

    assert not bare


@each_catalogue
def test_a_translation_names_the_same_values(catalogue: Path) -> None:
    for message in messages(catalogue).values():
        original = message.id if isinstance(message.id, str) else message.id[-1]
        for form in filter(None, forms(message)):
            assert placeholders(form) == placeholders(original), message.id


@each_catalogue
def test_counts_have_all_their_forms(catalogue: Path) -> None:
    with catalogue.open("rb") as lines:
        wanted = read_po(lines, locale=catalogue.parents[1].name).num_plurals

    for message in messages(catalogue).values():
        if message.pluralizable:
            assert len(forms(message)) == wanted
