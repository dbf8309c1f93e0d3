"""Formats notes come in: each reader turns its format into Markdown-like lines that keep their source lines.

Structure is inferred from one dialect. Whatever a format wraps around its
texts (JSON, tags, directives, drawers) is set aside with a reason, and every
source line either carries a text or has such a reason.
"""

from collections.abc import Callable, Mapping

from viva.notes.formats import asciidoc, cards, html_page, markdown, notebook, org, rst
from viva.notes.formats.recognition import format_of
from viva.notes.model import Reading, Text

_READERS: Mapping[str, Callable[[list[str]], Reading]] = {
    "markdown": markdown.read,
    "text": lambda lines: markdown.read(lines, "text"),
    "rst": rst.read,
    "org": org.read,
    "notebook": notebook.read,
    "html": html_page.read,
    "csv": lambda lines: cards.read(lines, "csv"),
    "tsv": lambda lines: cards.read(lines, "tsv"),
    "asciidoc": asciidoc.read,
}


def read(source: str, text: Text) -> Reading:
    """Read a note in the format its name or its content shows; any text can be read."""
    return _READERS[format_of(source, text.lines)](text.lines)
