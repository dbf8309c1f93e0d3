"""Whatever a file holds: it can be read, and each of its lines carries a text or a reason."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from viva.notes.formats import read
from viva.notes.model import Text

SUFFIXES = ["md", "txt", "rst", "org", "ipynb", "html", "csv", "tsv", "adoc", ""]

PIECES = [
    *[
        "# a",
        "* b",
        "- c",
        "    x",
        "  y",
        "",
        "====",
        "----",
        "~~~~",
        "```",
        "```py",
        "---",
        "title: x",
        "+++",
        "k = 1",
    ],
    *[
        "::",
        "a::",
        "+--+--+",
        "| a | b |",
        "+==+==+",
        "== ==",
        "a  b",
        ".. note::",
        ".. code-block:: python",
        "   :x: y",
    ],
    *[".. image:: x.png", ".. list-table::", ".. csv-table:: t", "   * - a", "     - b", ".. dropdown:: q", ">>> x"],
    *["`x <http://a>`_", "#. a", ":a: b", "a | b", ".. |s| replace:: x", ".. _t: u", "t_", ".. [1] f"],
    *["* TODO x :t:", "** DONE y", "#+begin_src py", "#+end_src", "#+begin_quote", "#+end_quote", ":PROPERTIES:"],
    *[":END:", ": lit", "#+TITLE: q", "- a :: b", "|-+-|", "* COMMENT z", "#+RESULTS:", "SCHEDULED: <x>", "[[a][b]]"],
    *['{"cells":[', '{"cell_type":"code","source":["a\\n","b"],"outputs":[{"text":["o"]}]}', '"nbformat":4}', ",", "]"],
    *['{"cell_type":"markdown","source":"x\\ny"}', "<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>"],
    *["<th>", "</tr>", "<pre>", "</pre>", "<details>", "<summary>", "</summary>", "</details>", "<h1>", "</h1>", "<b>"],
    *["</b>", "<a href='x'>", "</a>", "<br>", "<!--", "-->", "<script>", "</script>", "<input type=radio>", "&#10;"],
    *["q,a", "question,answer,option a,option b,correct", '"x', 'y"', '"a""b",c', "q\ta", "#separator:tab", "sep=;"],
    *[
        "[source,py]",
        "....",
        "|===",
        "[%collapsible]",
        ".T",
        "a:: b",
        "image::a[b]",
        "\x00",
        "\r",
        "\u2028",
        "\x0c",
        "\t",
    ],
]

noise = st.text(st.characters(exclude_characters="\n"), max_size=12)
pieces = st.sampled_from(PIECES)
lines = st.lists(
    st.one_of(pieces, st.lists(pieces, max_size=4).map("".join), noise, pieces.map("   ".__add__)), max_size=25
)


@settings(max_examples=1000)
@given(suffix=st.sampled_from(SUFFIXES), lines=lines)
@example(suffix="html", lines=["&#" + "9" * 5000 + ";"])
@example(suffix="rst", lines=[".. csv-table:: t", "   :delim:", "", "   a"])
def test_every_line_has_a_text_or_a_reason(suffix: str, lines: list[str]) -> None:
    reading = read(f"note.{suffix}", Text(lines, "utf-8"))
    numbers = list(reading.numbers)

    assert len(numbers) == len(reading.texts)
    assert numbers == sorted(numbers)
    assert sorted({*numbers, *reading.aside}) == list(range(1, len(lines) + 1))
    assert not set(numbers) & set(reading.aside)


@settings(max_examples=300)
@given(suffix=st.sampled_from(SUFFIXES), lines=lines)
def test_a_text_is_one_line(suffix: str, lines: list[str]) -> None:
    assert not any("\n" in text for text in read(f"note.{suffix}", Text(lines, "utf-8")).texts)
