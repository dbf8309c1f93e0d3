"""Parts of a note that ask nothing: tables of contents, reading lists, remarks about the file."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Final

from viva.notes.model import Reason
from viva.notes.structure.line import Form, Line, label_text
from viva.notes.structure.units import Unit, Verdict
from viva.notes.structure.words import count_words, plain, words

CONTENTS: Final = Reason("table of contents")
ASIDE: Final = Reason("about the document, not about its subject")
READING: Final = Reason("list of links")
NAVIGATION: Final = Reason("link back inside the document")
MARKUP: Final = Reason("markup without text")
SEPARATOR: Final = Reason("separator")
_ANCHOR: Final = re.compile(r"\]\(#[^)]*\)|<a href=[\"']#", re.IGNORECASE)
_LINK_TEXT: Final = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)")
_FILE_LINK: Final = re.compile(r"^\W*\[[^\]]+\]\((?!https?:|#)[^)]*\)\W*$")
_TOP: Final = 8  # lines
_NAME: Final = 3  # words
_MAIL: Final = re.compile(
    r"(?:from|to|cc|subject|date|sent|от|кому|тема|дата|von|an|betreff|asunto|assunto)\s?:\s+\S", re.IGNORECASE
)
_GREETING: Final = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|day|evening)|привет|здравствуй(?:те)?|добрый (?:день|вечер)|привіт|hallo|"
    r"liebe[r]?|hola|olá|bonjour|ciao)\b[\w .'-]{0,40}[,!]$",
    re.IGNORECASE,
)
_FAREWELL: Final = re.compile(
    r"(?:cheers|(?:best |kind |warm )?regards|best(?: wishes)?|thanks(?: a lot)?|thank you|yours|с уважением|спасибо|"
    r"viele grüße|saludos|abraços|cordialement)[,!.]?$",
    re.IGNORECASE,
)
_BOOKS: Final = frozenset(
    (
        "books",
        "bibliography",
        "further reading",
        "литература",
        "література",
        "книги",
        "literatur",
        "bibliografía",
        "bibliographie",
    )
)
_MANY_LINKS: Final = 5
_FEW_LISTED: Final = 2
_LONG_CONTENTS: Final = 500  # lines
_SHORT_ASIDE: Final = 2  # lines
_ABOUT: Final = (
    "how to use this",
    "how to use these",
    "how to read this",
    "how to contribute",
    "спросить у",
    "спросить про",
    "как пользоваться этим",
    "как читать этот",
    "wie man diese",
    "cómo usar este",
    "como usar este",
)
_SPONSOR: Final = re.compile(
    r"^\W*\[?(?:sponsor|спонсор|patrocin|star (?:this|the)|please star|:star:|follow (?:me|us))", re.IGNORECASE
)


def set_aside(lines: Sequence[Line], units: Sequence[Unit]) -> dict[int, Reason]:
    """Reasons, by position, of the lines that ask nothing; their units are decided OUT."""
    aside: dict[int, Reason] = {}
    for i, line in enumerate(lines):
        if line.form is Form.NAVIGATION:
            aside[i] = NAVIGATION
        elif _is_frame(i, line):
            aside[i] = ASIDE
    aside.update((i, ASIDE) for i in _farewell(lines))
    aside.update((i, READING) for i in _sources(lines))
    _anchored_tables(lines, aside)
    _headed_contents(lines, units, aside)
    _link_lists(lines, aside)
    _headed_asides(lines, units, aside)
    for unit in units:
        if unit.at in aside:
            unit.decide(Verdict.OUT, aside[unit.at])
    return aside


def _is_frame(i: int, line: Line) -> bool:
    """Lines around a text rather than of it: the head of a mail, a word from a sponsor."""
    if i < _TOP and line.form is Form.TEXT and (_MAIL.match(line.body) or _GREETING.match(line.body)):
        return True
    return line.form in (Form.TEXT, Form.BOLD) and bool(_SPONSOR.match(line.body))


def _farewell(lines: Sequence[Line]) -> Iterator[int]:
    """The end of a mail: a word of farewell as its last line, or with a name below."""
    filled = [i for i in range(max(0, len(lines) - _TOP), len(lines)) if lines[i].form is not Form.BLANK][-2:]
    for k, i in enumerate(filled):
        if lines[i].form is Form.TEXT and _FAREWELL.match(lines[i].body):
            yield i
            yield from (
                j for j in filled[k + 1 :] if lines[j].form is Form.TEXT and count_words(lines[j].body) <= _NAME
            )
            return


def _sources(lines: Sequence[Line]) -> range:
    """The last paragraph of a note, where it names what was read: "Sources: ..."."""
    end = len(lines)
    while end and lines[end - 1].form is Form.BLANK:
        end -= 1
    first = end
    while first and lines[first - 1].form is Form.TEXT:
        first -= 1
    alone = first < end and first and lines[first - 1].form is Form.BLANK and not lines[first].indent
    name, colon, _ = lines[first].body.partition(":") if alone else ("", "", "")
    return range(first, end) if colon and plain(name) in words().reading else range(0)


def _anchored_tables(lines: Sequence[Line], aside: dict[int, Reason]) -> None:
    """Runs of rows or items that only point to anchors inside the file."""
    i = 0
    while i < len(lines):
        if lines[i].form not in (Form.ITEM, Form.TABLE, Form.TEXT, Form.TAG) or not _ANCHOR.search(lines[i].body):
            i += 1
            continue
        end = i
        anchors = 0
        last = i
        while end < len(lines) and lines[end].form in (Form.ITEM, Form.TABLE, Form.TEXT, Form.BLANK, Form.TAG):
            if _ANCHOR.search(lines[end].body):
                anchors += 1
                last = end
            elif end - last > 8 or lines[end].form is Form.TEXT:
                break
            end += 1
        if anchors >= 3 or (anchors == 2 and last <= i + 2):
            first = i
            while lines[i].form is Form.TABLE and first and lines[first - 1].form is Form.TABLE:
                first -= 1
            for k in range(first, last + 1):
                if lines[k].form is not Form.BLANK:
                    aside[k] = CONTENTS
        i = max(end, i + 1)


def _headed_contents(lines: Sequence[Line], units: Sequence[Unit], aside: dict[int, Reason]) -> None:
    """The list under a heading "Contents", as far as it repeats headings or is a plain list.

    What may be a subject as well, like "Index", heads a list of contents only where its list points into the note.
    """
    lexicon = words()
    shown = _Shown(lines)
    for k, unit in enumerate(units):
        named = label_text(unit.line) in lexicon.contents
        if not (named and (unit.is_heading or unit.line.form is Form.BOLD or not unit.line.number)):
            continue
        end = _end_of_block(lines, units, k)
        listed = [i for i in range(unit.at + 1, end) if lines[i].form in (Form.ITEM, Form.TABLE)]
        if label_text(unit.line) in lexicon.perhaps_contents and not _points_into_note(lines, listed, shown, end):
            continue
        if listed and all(
            not lines[i].body.endswith(("?", "？")) or "](" in lines[i].body or shown.again(i, end) for i in listed
        ):
            for i in range(unit.at, end):
                if lines[i].form is not Form.BLANK:
                    aside[i] = CONTENTS
        elif unit.at + 1 < len(lines):
            aside[unit.at] = CONTENTS
    _untitled_contents(lines, shown, aside)
    _set_titles_aside(lines, aside)


def _untitled_contents(lines: Sequence[Line], shown: "_Shown", aside: dict[int, Reason]) -> None:
    """The lines below a plain line "Contents" that all stand in the note again."""
    lexicon = words()
    for at, line in enumerate(lines):
        if line.form is not Form.TEXT or label_text(line) not in lexicon.contents:
            continue
        below = range(at + 1, min(at + 1 + _LONG_CONTENTS, len(lines)))
        repeated = list(takewhile(lambda i: lines[i].form is Form.BLANK or shown.again(i, i + 1), below))
        listed = [i for i in repeated if lines[i].form is not Form.BLANK]
        if len(listed) >= _FEW_LISTED and not any(listed[0] < shown.last(i) <= listed[-1] for i in listed):
            aside.update((i, CONTENTS) for i in listed)


def _set_titles_aside(lines: Sequence[Line], aside: dict[int, Reason]) -> None:
    """Plain titles of what is already known for a table of contents."""
    lexicon = words()
    for i, line in enumerate(lines):
        if line.form in (Form.TEXT, Form.BOLD) and label_text(line) in lexicon.contents and i + 1 < len(lines):
            following = next((n for n in range(i + 1, min(i + 4, len(lines))) if lines[n].form is not Form.BLANK), i)
            if following in aside:
                aside[i] = CONTENTS


def _points_into_note(lines: Sequence[Line], listed: Sequence[int], shown: "_Shown", below: int) -> bool:
    """Whether every entry of a list names or links what stands below it."""
    return bool(listed) and all("](#" in lines[i].body or shown.again(i, below) for i in listed)


class _Shown:
    """Knows which lines stand in a note again."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    def again(self, i: int, start: int) -> bool:
        """Whether the words of a line stand again at `start` or below."""
        return self.last(i) >= start

    def last(self, i: int) -> int:
        """Where the words of a line stand for the last time, -1 for nowhere."""
        return self._last.get(plain(_LINK_TEXT.sub(r"\1", self.lines[i].body)), -1)

    @cached_property
    def _last(self) -> dict[str, int]:
        return {plain(line.body): i for i, line in enumerate(self.lines)}


def _position(unit: Unit) -> int:
    return unit.at


def _next_title(lines: Sequence[Line], units: Sequence[Unit], k: int) -> int:
    """Where the next heading or bold line stands."""
    later = (units[j] for j in range(k + 1, len(units)))
    return next((unit.at for unit in later if unit.is_heading or unit.line.form is Form.BOLD), len(lines))


def _end_of_block(lines: Sequence[Line], units: Sequence[Unit], k: int) -> int:
    """Where the text below a heading ends: at the next heading or at a paragraph after the list."""
    end = _next_title(lines, units, k)
    listed = False
    for i in range(units[k].at + 1, end):
        if lines[i].form in (Form.ITEM, Form.TABLE):
            listed = True
        elif (listed and lines[i].form in (Form.RULE, Form.SUMMARY)) or (
            lines[i].form is Form.TEXT and lines[i - 1].form is Form.BLANK and listed
        ):
            return i
    return end


def _link_lists(lines: Sequence[Line], aside: dict[int, Reason]) -> None:
    """Long lists of links to other files, such as translations of the same document."""
    run: list[int] = []
    for i in range(len(lines) + 1):
        line = lines[i] if i < len(lines) else None
        if line is not None and line.form is Form.ITEM and _FILE_LINK.match(line.body):
            run.append(i)
            continue
        if line is not None and line.form is Form.BLANK:
            continue
        if len(run) >= _MANY_LINKS:
            aside.update((k, READING) for k in run)
        run = []


def _headed_asides(lines: Sequence[Line], units: Sequence[Unit], aside: dict[int, Reason]) -> None:
    """Blocks under headings such as "Contributing" or "Resources" without a question in them."""
    lexicon = words()
    for k, unit in enumerate(units):
        if not (unit.is_heading or (unit.line.form is Form.BOLD and unit.depth == 0)) or unit.at in aside:
            continue
        name = label_text(unit.line)
        about = name in lexicon.aside or name in lexicon.advice or name.startswith(_ABOUT)
        perhaps = name in lexicon.perhaps_aside
        if not about and not perhaps and name not in lexicon.reading:
            continue
        end = _next_title(lines, units, k)
        inside = range(unit.at + 1, end)
        below = bisect_left(units, end, lo=k + 1, key=_position)
        asking = sum(units[j].asks == 2 for j in range(k + 1, below))
        linked = sum(1 for i in inside if "http" in lines[i].body or "](" in lines[i].body)
        filled = sum(1 for i in inside if lines[i].form in (Form.TEXT, Form.ITEM))
        if (
            about
            or (perhaps and asking == 0 and (linked * 2 >= filled or filled <= _SHORT_ASIDE))
            or (name in lexicon.reading and filled and (linked * 2 >= filled or (name in _BOOKS and asking == 0)))
        ):
            reason = READING if name in lexicon.reading else ASIDE
            aside.update((i, reason) for i in range(unit.at, end) if lines[i].form is not Form.BLANK)
