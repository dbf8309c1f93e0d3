"""HTML pages become Markdown-like lines."""

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notes.formats.shown import aside, numbered, reading_of, shown
from viva.notes.formats.html_tokens import tokens


def test_headings_and_paragraphs_keep_their_lines() -> None:
    page = "<h1>Go</h1>\n<h2>\n  What is\n  a slice?\n</h2>\n<p>First line\nsecond line</p>"

    assert numbered("a.html", page) == [
        (1, "# Go"), (3, "## What is a slice?"), (6, "First line"), (7, "second line"),
    ]  # fmt: skip


def test_lists_nest_by_indentation() -> None:
    page = "<ul><li>one<ul><li>inner</li></ul></li><li>two</ul><ol start=3><li>three<li>four</ol><ol type=A><li>x</ol>"

    assert shown("a.html", page) == ["- one", "  - inner", "- two", "3. three", "4. four", "A. x"]


def test_inline_marks_and_entities_are_rewritten() -> None:
    page = "<p><b>bold </b>and <code>a &lt; b</code>, <a href='https://x.example'>a\nlink</a>, 2<sup>n</sup> &amp; more"

    assert shown("a.html", page) == ["**bold** and `a < b`, [a link](https://x.example), 2^n & more"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<b></b><a href='x'></a>text<i> </i>", "text"),
        ("one<i> </i>two", "one two"),
        ("one<b> two </b>three", "one **two** three"),
        ("<b><i> </i></b>text", "text"),
        ("<code>a<b>c</b></code>", "`ac`"),
    ],
)
def test_marks_hold_words_and_no_spaces(page: str, expected: str) -> None:
    assert shown("a.html", page) == [expected]


@pytest.mark.parametrize(
    "opening",
    [
        '<pre><code class="language-python">',
        '<pre class="lang-python">',
        '<div class="highlight-python notranslate"><div class="highlight"><pre><span></span>',
    ],
)
def test_code_keeps_its_lines_and_language(opening: str) -> None:
    page = f"{opening}# comment\n\nif a &lt; 1:\n    <b>run</b>()\n</code></pre>"

    assert reading_of("a.html", page).texts[:6] == ["```python", "# comment", "", "if a < 1:", "    run()", "```"]


def test_folded_answers_keep_their_tags() -> None:
    page = "<details>\n<summary>What is <b>XSS</b>?</summary>\n<p>Foreign script.</p>\n</details>"

    assert numbered("a.html", page) == [
        (1, "<details>"), (2, "<summary>What is **XSS**?</summary>"), (3, "Foreign script."), (4, "</details>"),
    ]  # fmt: skip


def test_tables_become_rows() -> None:
    page = "<table>\n<tr><th>Q</th><th>A</th></tr>\n<tr>\n<td>what|who</td>\n<td>that<br>this</td></tr></table>"

    assert numbered("a.html", page) == [(2, "| Q | A |"), (2, "|---|---|"), (4, r"| what\|who | that<br>this |")]


def test_a_table_that_only_arranges_the_page_disappears() -> None:
    page = "<table><tr><td>side</td><td><h2>What is XSS?</h2><p>Script.</p></td></tr></table>"

    assert shown("a.html", page) == ["side", "## What is XSS?", "Script."]


def test_choices_become_options() -> None:
    page = (
        "<p>Pick:<br><input type=radio> one<br><input type=radio checked> two</p><ul><li><input type=checkbox> x</ul>"
    )

    assert shown("a.html", page) == ["Pick:", "- [ ] one", "- [x] two", "- [ ] x"]


def test_definitions_pictures_quotations_and_rules() -> None:
    page = "<dl><dt>mutex<dd>a lock</dl><img src=a.png alt=pic><blockquote><p>said</p></blockquote><hr>"

    assert shown("a.html", page) == ["**mutex**", "a lock", "![pic](a.png)", "> said", "---"]


def test_what_is_no_text_is_set_aside() -> None:
    page = (
        "<head>\n<title>x</title>\n</head>\n<script>\nrun()\n</script>\n<nav>\nHome\n</nav>\n"
        "<!-- a\nb -->\n<div>\ntext\n<footer>\nme</footer>"
    )

    assert shown("a.html", page) == ["text"]
    assert aside("a.html", page) == {
        **dict.fromkeys(range(1, 4), "page head"),
        **dict.fromkeys(range(4, 7), "script or style"),
        **dict.fromkeys(range(7, 10), "page navigation"),
        **dict.fromkeys(range(10, 12), "comment"),
        12: "HTML wrapping",
        **dict.fromkeys(range(14, 16), "page footer"),
    }


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("List<String> names", "List<String> names"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("<p class='unclosed>text</p>", "text"),
        ("</div></ul></details>text", "text"),
        ("<script>never closed", "never closed"),
        ("&unknown; &#xZZ; &", "&unknown; &#xZZ; &"),
    ],
)
def test_broken_html_loses_no_text(page: str, expected: str) -> None:
    assert shown("a.html", page) == [expected]


@pytest.mark.parametrize("tag", ["ul", "div", "blockquote", "details", "b", "table"])
def test_a_hundred_thousand_open_tags_are_read(tag: str) -> None:
    assert "deep" in "".join(shown("a.html", f"<{tag}>" * 100_000 + "deep"))


@given(st.text(st.sampled_from(list("<>/!-=\"'ab \n")), max_size=60))
def test_the_pieces_of_a_page_lie_side_by_side(page: str) -> None:
    position = 0
    for token in tokens(page):
        assert token.offset == position
        assert token.end > token.offset
        position = token.end
    assert position == len(page)


class _Words(HTMLParser):
    """The standard library's idea of the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


word = st.text("abcxyz&<", min_size=1, max_size=4)
block = st.builds(
    "<{0}>{1}</{0}>".format, st.sampled_from(["p", "div", "h2", "li", "td", "span"]), word.map(html.escape)
)


@given(st.lists(block, max_size=8).map("\n".join))
def test_no_word_of_a_page_is_lost(page: str) -> None:
    standard = _Words()
    standard.feed(page)
    standard.close()

    text = " ".join(shown("a.html", page))

    assert all(each in text for each in standard.words)
