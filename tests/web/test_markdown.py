"""Answers as HTML."""

import pytest

from viva.web.markdown import rendered, safe_link

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    "[x](<javascript:alert(1)>)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '[x](http://a "onmouseover=alert(1)")',
    "<javascript:alert(1)>",
    "```<script>\nalert(1)\n```",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "&#x6A;avascript:alert(1)",
    "[x]: javascript:alert(1)\n\n[x]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_survives(text: str) -> None:
    html = rendered(text).lower()

    assert "<script" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert 'src="' not in html
    assert " on" not in html.replace("&quot;", "").replace("src=x on", "").replace("svg on", "") or "<a" not in html


def test_what_looks_like_html_in_a_note_is_shown() -> None:
    assert "List&lt;String&gt;" in rendered("A List<String> is invariant.")


def test_code_is_coloured_where_its_language_is_known() -> None:
    assert '<span class="k">def</span>' in rendered("```python\ndef f(): pass\n```")
    assert "def f()" in rendered("```no-such-language\ndef f(): pass\n```")


def test_a_picture_comes_from_the_bank_or_is_named() -> None:
    known = rendered("![a lock](gil.png)", lambda target: f"/pictures/{target}")

    assert '<img src="/pictures/gil.png" alt="a lock" loading="lazy">' in known
    assert "<em>a lock</em>" in rendered("![a lock](gil.png)")


def test_a_text_that_is_shown_again_has_the_pictures_of_its_question() -> None:
    text = "![graph](a.png) [x](javascript:alert(1)) [y](https://example.org)"
    first = rendered(text, lambda _target: "/pictures/1")

    assert '<img src="/pictures/1"' in first
    assert rendered(text, lambda _target: "/pictures/2") == first.replace("/pictures/1", "/pictures/2")
    assert rendered(text, lambda _target: "/pictures/1") == first


@pytest.mark.parametrize("length", [10, 30_000])
def test_texts_of_any_length_are_shown(length: int) -> None:
    assert rendered("a" * length) == rendered("a" * length) == f"<p>{'a' * length}</p>\n"


def test_a_line_end_is_a_line_end() -> None:
    assert "<br" in rendered("one\ntwo")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://docs.python.org/3/", "https://docs.python.org/3/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("//evil.example", None),
        ("notes.md", None),
        ("http://[", None),
    ],
)
def test_links_lead_to_pages_only(address: str, safe: str | None) -> None:
    assert safe_link(address) == safe


def test_a_break_written_as_html_is_a_break() -> None:
    assert str(rendered("one<br>two<BR />three")) == "<p>one<br />\ntwo<br />\nthree</p>\n"
    assert "<code>&lt;br&gt;</code>" in rendered("`<br>`")
    assert "&lt;br onclick" in rendered("<br onclick=alert(1)>")


def test_lines_of_code_between_single_backticks_stay_lines() -> None:
    assert "<code>if a:\n    b()</code>" in rendered("So:\n\n`if a:\n    b()`\nand `c`")
    assert "<code>c</code>" in rendered("``\nno ` end\n\n`c`")
