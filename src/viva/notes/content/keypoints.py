"""Key points: what a listener could tick while someone gives the answer of a note."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from viva.notes.content.answer_words import answer_words
from viva.notes.content.parts import clean_prompt, is_link_only
from viva.notes.content.sentences import sentences
from viva.notes.model import Group, KeyPoint

MOST: Final = 12
"""More than a listener can follow; what is least necessary is left out."""

_MOST_LINES: Final = 400  # of an answer: what stands further down is not its gist
_LONGEST_LINE: Final = 4000
_LONGEST: Final = 240  # characters of a point
_FEWEST_WORDS: Final = 3  # of a line that says something; a whole sentence may have two, a bullet one
_LAST_SPACED: Final = "\u2e80"  # behind it stand the scripts that put no space between words
_SENTENCE_WORDS: Final = 8  # more than a heading has
_WRAPPED: Final = 60  # characters from which on a line goes on with the next
_DEEP: Final = 2  # columns by which a bullet is indented below another

_BULLET = re.compile(r"(?P<indent>\s*)(?:[-*+•‣–—]|\(?\d{1,3}[.)]|[a-zа-я][)])\s+(?:\[[ xX]\]\s+)?(?P<text>.*)")
_NO_STATEMENT = re.compile(r"\s*(?:>?\s*</?\w+[^>]*>\s*$|[-*_=]{3,}\s*$|```|~~~|!\[|<!--)")
_HEADING = re.compile(r"\s*#{1,6}\s")
_ROW = re.compile(r"\s*\|(?P<cells>.+)\|\s*$")
_RULE = re.compile(r"\s*\|[\s|:-]+\|\s*$")
_WORD = re.compile(r"[^\W\d_]+")


class _Statement(NamedTuple):
    line: int
    text: str
    depth: int
    """0 for running text, 1 for a bullet, 2 and more for bullets below it."""


class _Told(NamedTuple):
    """A statement as a reader sees it, without the label before it."""

    line: int
    text: str
    depth: int
    paragraph: int
    ends: str
    """Its last mark, as written."""


def key_points(lines: Iterable[tuple[int, str]], code: Collection[int] = ()) -> tuple[KeyPoint, ...]:
    """Propose the key points of an answer: `lines` with their numbers, and which of them are `code`.

    The group is a default that a person can correct, by rules they can guess:

    - must: the first statement, which says what the thing is;
    - should: further sentences of the first paragraph, bullets of the first rank, rows of tables;
    - okay: bullets below bullets, examples, and what later paragraphs add;
    - perfect: exceptions, pitfalls and what goes on inside.

    Code, links, headings, questions, labels and lead-ins ("There are three:") are no points. Where
    an answer says nothing else, its labels are ("One-to-many:" above an example), and its short words.
    """
    beginning = ((number, text[:_LONGEST_LINE]) for number, text in islice(lines, _MOST_LINES))
    told = [
        _as_read(statement, number)
        for number, paragraph in enumerate(_paragraphs(beginning, code))
        for statement in paragraph
    ]
    telling = list(filter(_says_something, told)) or list(filter(_names_something, told))
    points: dict[str, KeyPoint] = {}
    for statement in telling:
        text = _trimmed(statement.text)
        group = _group(statement, text, first=telling[0])
        points.setdefault(text.casefold(), KeyPoint(statement.line, text, group))
    return _most_necessary(list(points.values()))


def _as_read(statement: _Statement, paragraph: int) -> _Told:
    text = answer_words().label.sub("", clean_prompt(statement.text), count=1)
    return _Told(statement.line, text, statement.depth, paragraph, ends=statement.text.rstrip("*_ ")[-1:])


def _group(statement: _Told, text: str, *, first: _Told) -> Group:
    if statement == first:
        return Group.MUST
    if answer_words().remarks.are_in(text):
        return Group.PERFECT
    adds = statement.paragraph > first.paragraph and not statement.depth
    if adds or statement.depth > 1 or answer_words().examples.are_in(text):
        return Group.OKAY
    return Group.SHOULD


def _most_necessary(points: list[KeyPoint]) -> tuple[KeyPoint, ...]:
    """At most twelve points in their order: what is less necessary goes first, from the end."""
    order = list(Group)
    ranked = sorted(range(len(points)), key=lambda place: (order.index(points[place].group), place))
    return tuple(points[place] for place in sorted(ranked[:MOST]))


def _paragraphs(lines: Iterable[tuple[int, str]], code: Collection[int]) -> Iterator[list[_Statement]]:
    """Statements of an answer by paragraph: one per bullet, one per sentence of running text."""
    prose: list[tuple[int, str]] = []
    bullets: list[_Statement] = []
    margins: list[int] = []
    for number, text in lines:
        bullet = _BULLET.match(text)
        row = _ROW.match(text)
        if _RULE.match(text):
            del bullets[-1:]  # the head of the table
        elif number in code or not text.strip() or _is_frame(text):
            yield from _flush(prose, bullets)
        elif bullet or row:
            if prose:
                yield from _flush(prose, bullets)
            if bullet:
                bullets.append(_Statement(number, bullet["text"], _depth(margins, bullet["indent"])))
            elif row:
                bullets.append(_Statement(number, _from_row(row["cells"]), 1))
        elif bullets and not prose and text[:1].isspace():
            if not _leads_in(text):
                bullets[-1] = bullets[-1]._replace(text=f"{bullets[-1].text} {text.strip()}")
        else:
            prose.append((number, text))
    yield from _flush(prose, bullets)


def _from_row(cells: str) -> str:
    """A row of a table as a statement: what it is about, and the cells behind it."""
    about, *said = [cell.strip() for cell in cells.split("|") if cell.strip()] or [""]
    return f"{about}: {'; '.join(said)}" if said else about


def _is_frame(text: str) -> bool:
    """Whether a line holds no statement by itself: a heading, a row, a tag, a rule, a lone link."""
    heading = _HEADING.match(text)
    if heading:
        return len(text.split()) < _SENTENCE_WORDS  # in plain notes `#` stands before whole sentences
    return bool(_NO_STATEMENT.match(text)) or is_link_only([text])


def _depth(margins: list[int], indent: str) -> int:
    """The rank of a bullet, 1 for the outermost; `margins` are those of the bullets it stands below."""
    column = len(indent.expandtabs(4))
    while margins and column < margins[-1] - 1:
        margins.pop()
    if not margins or column >= margins[-1] + _DEEP:
        margins.append(column)
    return len(margins)


def _flush(prose: list[tuple[int, str]], bullets: list[_Statement]) -> Iterator[list[_Statement]]:
    if bullets:
        yield list(bullets)
        bullets.clear()
    if prose:
        yield list(_sentences(prose))
        prose.clear()


def _sentences(lines: list[tuple[int, str]]) -> Iterator[_Statement]:
    """Sentences of a paragraph, each with the line it begins on; a wrapped line goes on with the next."""
    begins = 0
    for place, (_, text) in enumerate(lines):
        following = lines[place + 1][1].lstrip() if place + 1 < len(lines) else ""
        if following and _is_wrapped(text, following):
            continue
        joined = " ".join(part.strip() for _, part in lines[begins : place + 1])
        for sentence in sentences(joined):
            yield _Statement(_line_of(sentence, lines[begins : place + 1]), sentence, 0)
        begins = place + 1


def _is_wrapped(text: str, following: str) -> bool:
    if text.rstrip().endswith((".", "!", "?", ":", ";", "。")):
        return False
    return following[0].islower() or len(text) > _WRAPPED


def _line_of(sentence: str, lines: list[tuple[int, str]]) -> int:
    beginning = sentence[:12]
    return next((number for number, text in lines if beginning in text), lines[0][0])


def _says_something(statement: _Told) -> bool:
    if statement.ends in ("?", "？", ":", "："):
        return False
    words = _WORD.findall(statement.text)
    if not words or is_link_only([statement.text]):
        return False
    if max(statement.text) > _LAST_SPACED:
        return len(statement.text) > _FEWEST_WORDS
    is_whole = bool(statement.depth) or statement.ends in (".", "!")
    return len(words) >= _FEWEST_WORDS - is_whole - bool(statement.depth)


def _names_something(statement: _Told) -> bool:
    """Whether a label or a word names something, where an answer has no whole statement."""
    text = answer_words().label.sub("", f"{statement.text}: ", count=1)
    return bool(_WORD.search(text)) and statement.ends not in ("?", "？")


def _leads_in(text: str) -> bool:
    return text.rstrip("*_ ").endswith((":", "："))


def _trimmed(text: str) -> str:
    """The statement as a listener reads it at a glance: its first sentence."""
    first = next(sentences(text), text)
    if len(first) <= _LONGEST:
        return first
    cut = first[:_LONGEST]
    end = max(cut.rfind(mark) for mark in (", ", "; ", " (", " – ", " — "))
    return cut[: end if end > _LONGEST // 2 else cut.rfind(" ")].rstrip(" ,;(–—") + "…"
