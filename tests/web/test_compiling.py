"""How values come into pages: escaped as ever, whatever they are."""

from enum import StrEnum
from typing import Any

import pytest
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from viva.web.templating import environment


class Word(StrEnum):
    SHARP = "<sharp>"


class Shown:
    def __html__(self) -> str:
        return "<b>&amp;</b>"

    def __repr__(self) -> str:
        return "Shown()"  # the same for each process that runs tests


VALUES = [
    "plain", "", "a < b", "\"'&<>", "x" * 100, "<" + "x" * 100, "x" * 39 + "&", "naïve – Ω", "\0\u202e", 0, -7, 1.5,
    True, None, Word.SHARP, Markup("<i>kept</i>"), Shown(), ["<"], {"<": ">"},
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_put_into_a_page_as_it_is_escaped(value: object) -> None:
    assert environment("en").shown(value) == escape(value)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_templates_put_in_what_jinja_would(value: object) -> None:
    shown = environment("en").from_string(
        "{% macro twice(it) %}{{ it }}{{ it }}{% endmacro %}{{ it }}<{{ twice(it) }}>"
    )

    assert shown.render(it=value) == f"{escape(value)}<{escape(value)}{escape(value)}>"


def test_a_text_that_a_macro_made_is_put_in_as_it_is() -> None:
    bold = "{% macro bold(it) %}<b>{{ it }}</b>{% endmacro %}"
    shown = environment("en").from_string(bold + "{% set it = bold('<') %}{{ it ~ '<' }}")

    assert shown.render() == "<b>&lt;</b>&lt;"


def test_what_wants_the_page_itself_is_given_it() -> None:
    @pass_context
    def named(context: Context, name: str) -> object:
        return context[name]

    made = environment("en")
    known: dict[str, Any] = made.globals
    known["named_in_a_test"] = named
    try:
        shown = made.from_string("{% for one in [1, 2] %}{{ named_in_a_test('it') }}{{ one | string }}{% endfor %}")
        assert shown.render(it="<") == "&lt;1&lt;2"
    finally:
        del known["named_in_a_test"]


def test_macros_take_what_they_are_given_in_loops_and_with_what_they_call() -> None:
    shown = environment("en").from_string(
        "{% macro twice(it, by='-') %}{{ it }}{{ by }}{{ caller(it) }}{{ kwargs | xmlattr }}{% endmacro %}"
        "{% for one in ['<', 'b'] %}{% call(said) twice(one, lang='x') %}[{{ said }}]{% endcall %}{% endfor %}"
    )

    assert shown.render() == '&lt;-[&lt;] lang="x"b-[b] lang="x"'


def test_what_is_not_there_is_an_error_and_no_empty_place() -> None:
    with pytest.raises(Exception, match="'it' is undefined"):
        environment("en").from_string("{{ it }}").render()
