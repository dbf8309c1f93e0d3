"""Which format a note is in: by its name, and by its content where the name says little."""

import re
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

_BY_SUFFIX: Final = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".rmd", ".qmd"), "markdown"),
    **dict.fromkeys((".rst", ".rest"), "rst"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".tsv", ".tab"), "tsv"),
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), "asciidoc"),
    ".org": "org",
    ".ipynb": "notebook",
    ".csv": "csv",
}

_SAMPLE = 300
_FEWEST_PAIRS = 3
_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_EXPORT = re.compile(r"#separator:\s*(\w+)", re.IGNORECASE)
_ORG_MARK = re.compile(
    r"\s*(?:#\+(?:title|startup|begin_src|begin_quote|begin_example|options)\b|:PROPERTIES:\s*$)", re.IGNORECASE
)
_ORG_HEADING = re.compile(r"\*+ \S")
_RST_MARK = re.compile(
    r"\s*\.\. (?:code-block|code|image|figure|note|warning|tip|contents|toctree|literalinclude|list-table|csv-table|"
    r"admonition|highlight|math|seealso|important)::(?:\s|$)"
)
_RST_UNDERLINE = re.compile(r"([=\-~^\"'*+#`])\1{3,}\s*")


def format_of(source: str, lines: list[str]) -> str:
    """Name the format of a note.

    Plain text and Markdown are by far the most common, and a wrong guess costs
    more than none: content counts only where the name is silent, and only with
    signs that ordinary notes do not have.
    """
    known = _BY_SUFFIX.get(PurePosixPath(source).suffix.lower())
    return known or _by_content(lines)


def _by_content(lines: list[str]) -> str:
    head = lines[:_SAMPLE]
    first = next((line for line in head if line.strip()), "")
    if first.lstrip().startswith("{") and _is_notebook(lines):
        return "notebook"
    if _HTML.match(first):
        return "html"
    if export := _EXPORT.match(first):
        return "tsv" if export[1].lower() == "tab" else "csv"
    if any(map(_ORG_MARK.match, head)) and any(map(_ORG_HEADING.match, head)):
        return "org"
    if any(map(_RST_MARK.match, head)) and _has_rst_title(head):
        return "rst"
    return "tsv" if _are_pairs(head) else "text"


def _is_notebook(lines: list[str]) -> bool:
    """Look for what every notebook names; the format's version stands near its end."""
    ends = lines[:_SAMPLE] + lines[-_SAMPLE:]
    return any('"cells"' in line or '"worksheets"' in line for line in ends) and any(
        '"nbformat"' in line for line in ends
    )


def _has_rst_title(lines: list[str]) -> bool:
    return any(
        above.strip() and len(rule.rstrip()) >= len(above.rstrip()) and _RST_UNDERLINE.fullmatch(rule)
        for above, rule in pairwise(lines)
    )


def _are_pairs(lines: list[str]) -> bool:
    """Tell whether each line is two texts with a tab between them."""
    written = [line.split("\t") for line in lines if line.strip()]
    return len(written) >= _FEWEST_PAIRS and all(
        len(cells) == len(written[0]) and len(cells) > 1 and cells[0].strip() and cells[1].strip() for cells in written
    )
