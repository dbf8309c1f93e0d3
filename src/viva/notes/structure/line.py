"""A line of a note with its marks told apart from its words."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from viva.notes.structure.words import plain

TAGS: Final = re.compile(r"</?[a-zA-Z][^<>]*/?>|<!--(?:(?!<!--).)*?-->")
_CODE_OR_TAG: Final = re.compile(rf"(`[^`]+`)|{TAGS.pattern}")
_OPENS: Final = re.compile(r"<([a-zA-Z][\w-]*)(?![\w.:@-])")
_CLOSES: Final = re.compile(r"</([a-zA-Z][\w-]*)")
_MARKUP: Final = frozenset({
    "a", "br", "center", "details", "font", "hr", "img", "li", "ol", "p", "summary", "table", "tbody", "td", "th",
    "thead", "tr", "ul", "wbr",
})  # fmt: skip
"""Tags that notes write among words and need not close."""


class Form(IntEnum):
    """What a line is made as, before anyone asks what it means."""

    BLANK = 0
    TEXT = 1
    HEADING = 2
    ITEM = 3  # of a list, bulleted or numbered
    BOLD = 4  # a line that is bold from end to end
    BANNER = 5  # ***** a title between decorations *****
    SUMMARY = 6  # of an HTML <details>
    TABLE = 7
    CODE = 8
    RULE = 9
    TAG = 10  # HTML tags or comments and nothing else
    NAVIGATION = 11  # back to top


@dataclass(slots=True)
class Line:
    """One line without its marks; `body` is what a reader sees behind them."""

    form: Form
    body: str
    indent: int = 0
    level: int = 0  # of a heading, 1 to 6
    quote: int = 0  # how many > stand before it
    bullet: str = ""
    check: str = ""  # " " or "x": a box before the text
    number: str = ""
    mark: str = ""  # what follows the number or letter: . ) .) : or nothing
    starred: bool = False  # *2) with a star before the mark
    letter: str = ""  # a), B., (c) or D: before the text
    label: str = ""  # "ask" or "answer": Question:, Q: and so on in any spelling
    bold: bool = False  # the body was bold from end to end
    rest: str = ""  # text behind a bold or <summary> lead on the same line
    decorated: bool = False  # -- a title between dashes -- inside other marks
    speaker: str = ""  # who says it, in a conversation
    callout: bool = False  # opens a quotation marked [!question], [!tip] ...
    until: int = 0  # last line of a <summary> that runs over several
    folds: int = 0  # how many <details> begin on it, less those that end
    comment: bool = False  # prose behind a single '#'
    heads_list: bool = False  # "II. title" or "B. title" above a list that counts from 1
    listed: bool = False  # a heading behind a list mark: 1. ### title
    plain_only: bool = False  # nothing but links, images or an address


def visible(text: str) -> str:
    """A text without HTML tags, but for those in backticks, those it speaks of, and a text that is nothing else."""
    if "<" not in text:
        return text
    begins = len(text) - len(text.lstrip())
    closed = {found[1].lower(): found.start() for found in _CLOSES.finditer(text)}

    def shown(found: re.Match[str]) -> str:
        opens = _OPENS.match(found[0])
        name = opens[1].lower() if opens else ""
        # `List<String>` and "what is a <div> for" have among their words what nothing closes
        is_spoken_of = name and name not in _MARKUP and found.start() > begins and closed.get(name, -1) < found.end()
        if found[1] or is_spoken_of:
            return found[0]
        return " " if found[0][:3].lower() == "<br" else ""

    return _CODE_OR_TAG.sub(shown, text).strip() or text


def label_text(line: Line) -> str:
    """The body as labels are compared: lower case, without marks at its ends."""
    return plain(visible(line.body))
