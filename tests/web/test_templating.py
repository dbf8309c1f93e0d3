"""What templates do to texts."""

import re
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from pathlib import Path

import pytest

import viva.web
from viva.bank.search.model import Excerpt, Mark
from viva.kernel.i18n import speak
from viva.web.templating import environment, marked_up, segment, ticked


def test_what_stands_between_backticks_is_code() -> None:
    assert str(ticked("Run `viva serve` now.")) == "Run <code>viva serve</code> now."


def test_a_text_with_code_in_it_stays_a_text() -> None:
    assert str(ticked("<b> `<script>` & `x")) == "&lt;b&gt; <code>&lt;script&gt;</code> &amp; `x"


def test_a_slash_in_a_segment_leads_nowhere_else() -> None:
    assert segment("../../etc/I/O?#") == "..%2F..%2Fetc%2FI%2FO%3F%23"


def test_what_was_found_in_code_is_marked_inside_it() -> None:
    excerpt = Excerpt("Write `chunks(text)` <now>.", (Mark(7, 13),))

    assert marked_up(excerpt) == "Write <code><mark>chunks</mark>(text)</code> &lt;now&gt;."


def test_a_mark_across_the_edge_of_code_leaves_it_a_text() -> None:
    assert marked_up(Excerpt("a `b` c", (Mark(0, 4),))) == "<mark>a `b</mark>` c"


def test_whatever_is_put_into_a_template_is_escaped_once() -> None:
    class Odd(str):
        """A text that is not plainly one."""

        __slots__ = ()

    macro = "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}"
    template = environment("en").from_string(macro + "{{ bold(x) }} {{ x }} {{ odd }} {{ path }} {{ 7 }} {{ true }}")

    assert template.render(x="<&>", odd=Odd("<i>"), path=Path("<p>")) == (
        "<b>&lt;&amp;&gt;</b> &lt;&amp;&gt; &lt;i&gt; &lt;p&gt; 7 True"
    )


@pytest.mark.parametrize(("language", "button"), [("en", "Close"), ("ru", "Закрыть")])
def test_a_template_has_the_words_of_its_language_in_it(language: str, button: str) -> None:
    shown = environment(language).from_string("{{ _('Close') }} {{ [_('Close')] | first }}")

    assert speaking("ru" if language == "en" else "en", shown.render) == f"{button} {button}"


def test_words_of_a_template_that_are_known_only_then_are_said_as_one_speaks_then() -> None:
    shown = environment("en").from_string("{{ _(word) }}")

    assert speaking("ru", partial(shown.render, word="Close")) == "Закрыть"


def test_no_form_stands_in_a_paragraph_which_it_would_end() -> None:
    templates = (Path(viva.web.__file__).parent / "templates").rglob("*.html")
    opened = re.compile(r"<p[ >](?:(?!</p>).)*(?:\{\{ act\(|<form)", re.DOTALL)

    assert [path.name for path in templates if opened.search(path.read_text(encoding="utf-8"))] == []


def speaking(language: str, show: Callable[[], str]) -> str:
    def spoken() -> str:
        speak(language)
        return show()

    return copy_context().run(spoken)
