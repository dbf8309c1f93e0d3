"""Notes without marks: short lines that name subjects, labels with text, definitions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from viva.notes.model import Reason
from viva.notes.scan import Form, Line, visible
from viva.notes.words import Words, words

NAMES: Final = Reason("short line that names a subject")
LABELS: Final = Reason("short line above the text that explains it")
DEFINES: Final = Reason("explains {subject}")
ASKS: Final = Reason("asks")
_TERM_WORDS: Final = 8
_SENTENCE_WORDS: Final = 9
_SUBJECT: Final = re.compile(
    r"^((?:(?:The|A|An|Der|Die|Das|El|La|Le)\s+)?[^\s,.:;!?()\"']+(?:[ ][^\s,.:;!?()\"']+){0,4}?(?:\s\([^)]{1,40}\))?)\s*"
    r"(?:\s(?:is|are|ist|sind|es|son|est|sont|è|é|são|to|є|—\s*это|–\s*это|-\s*это|это|—\s*це|це)\s|\s--+\s|\s[—–]\s)(?=\S)",
)
_TERM: Final = re.compile(r"^([^\s:][^:.?!]{0,60}?)\s*(?:\s--+\s|\s[—–]\s|\s::\s|\s=>\s|\s->\s)\s*(\S.*)$")
_NOT_SUBJECTS: Final = frozenset(
    "this that these those it they there here he she we you i what which who one each every all some both another such it's то это эти этот эта так там тут он она они мы вы я здесь кто что все всё его её их es das dies diese er sie wir esto eso este esta hay c'est ce il elle isso isto este esta".split()
)
_QUOTE_MARKS: Final = {'"': '"', "“": "”", "«": "»", "„": "“"}


@dataclass(slots=True)
class Loose:
    """A prompt found in unmarked text: `implied` when it is only the beginning of a statement."""

    at: int
    reason: Reason
    subject: str = ""  # the words that name it, where the line says more than that
    cut: int = 0  # lines from here on no longer belong to it, where blank lines end it


def loose_prompts(lines: Sequence[Line], start: int, end: int, *, bare: bool) -> list[Loose]:
    """Prompts of a stretch of text that carries no marks.

    A short line without a full stop names a subject; what follows without two
    blank lines between explains it. `bare` says that nothing marked carries
    prompts here, so that statements defining one subject count as well.
    """
    return list(_walk(lines, start, end, words(), bare=bare))


def _walk(lines: Sequence[Line], start: int, end: int, lexicon: Words, *, bare: bool) -> Iterator[Loose]:
    open_words: frozenset[str] = frozenset()
    glossary = _glossary(lines, start, end)
    quoted = _quoted(lines, start, end)
    for first, last, gap in _paragraphs(lines, start, end):
        if gap >= 2:
            open_words = frozenset()
        if lines[first].form is not Form.TEXT or first in quoted:
            continue
        head = lines[first]
        if lexicon.asks(visible(head.body)) == 2:
            open_words = _content_words(head.body)
            for i in range(first, last + 1):
                if lines[i].form is Form.TEXT and lexicon.asks(visible(lines[i].body)) == 2:
                    yield Loose(i, ASKS)
            continue
        shorts = [i for i in range(first, last + 1) if _is_term(lines[i], lexicon)]
        if len(shorts) == last - first + 1:
            yield from (Loose(i, NAMES) for i in shorts)
            open_words = _content_words(lines[last].body)
            continue
        for i in range(first, last + 1):
            if lines[i].form is not Form.TEXT:
                continue
            found = _term_line(lines, i, glossary) or (i == first and bare and _definition(lines[i], open_words)) or None
            if found:
                yield Loose(i, DEFINES_OF(found), found)
                open_words = _content_words(found)
            elif i == first and _is_term(lines[i], lexicon) and last > first:
                yield Loose(i, LABELS)
                open_words = _content_words(lines[i].body)
            elif i > first and _is_term(lines[i], lexicon) and _labels_next(lines, i, last) and lines[i].body[:1].isupper():
                yield Loose(i, LABELS)


def DEFINES_OF(subject: str) -> Reason:  # noqa: N802
    return Reason(DEFINES.template, {"subject": subject})


def _paragraphs(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """First and last line of each run of lines, and how many blank lines stand before it."""
    gap = 2
    i = start
    while i < end:
        if lines[i].form in (Form.BLANK, Form.RULE, Form.TAG, Form.NAVIGATION):
            gap += 1
            i += 1
            continue
        first = i
        while i < end and lines[i].form not in (Form.BLANK, Form.RULE):
            i += 1
        yield first, i - 1, gap
        gap = 0


def _is_term(line: Line, lexicon: Words) -> bool:
    """A short line that can stand as the name of a subject."""
    body = line.body.rstrip(" :,")
    if line.form is not Form.TEXT or line.plain_only or not body or not any(char.isalpha() for char in body):
        return False
    count = body.count(" ") + 1
    if count > _TERM_WORDS or len(body) > 80 or body.endswith((".", ";", "!")) or "://" in body or body[0] in "\"“«„<|!$@{}=":
        return False
    if line.body.rstrip().endswith(",") and count > 4:
        return False
    return not (count > 5 and _SUBJECT.match(body) and lexicon.asks(body) == 0)


def _labels_next(lines: Sequence[Line], i: int, last: int) -> bool:
    return i < last and lines[i + 1].form is Form.TEXT and lines[i + 1].body.count(" ") + 1 >= _SENTENCE_WORDS and lines[i - 1].form is Form.BLANK


def _term_line(lines: Sequence[Line], i: int, glossary: frozenset[int]) -> str:
    found = _TERM.match(lines[i].body)
    if found and found.group(1).count(" ") < 5 and found.group(2).count(" ") >= 2:
        return found.group(1).strip()
    if i in glossary:
        return lines[i].body.partition(":")[0].strip()
    return ""


def _glossary(lines: Sequence[Line], start: int, end: int) -> frozenset[int]:
    """Lines of three or more in a row that read "Term: what it means"."""
    found: set[int] = set()
    run: list[int] = []
    for i in range(start, end + 1):
        if i < end and lines[i].form is Form.BLANK:
            continue
        name, colon, rest = lines[i].body.partition(": ") if i < end else ("", "", "")
        if i < end and lines[i].form is Form.TEXT and colon and name.count(" ") < 5 and rest.count(" ") >= 3 and not lines[i].label:
            run.append(i)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return frozenset(found)


def _definition(line: Line, open_words: frozenset[str]) -> str:
    """The subject of a sentence that defines it, unless the text above is about the same."""
    found = _SUBJECT.match(line.body)
    if not found:
        return ""
    subject = found.group(1).strip()
    tokens = [token for token in re.findall(r"\w+", subject.lower()) if token not in ("the", "a", "an")]
    if not tokens or tokens[0] in _NOT_SUBJECTS or len(tokens) > 4 or set(tokens) & open_words or not subject[0].isupper():
        return ""
    return subject


def _content_words(text: str) -> frozenset[str]:
    return frozenset(token for token in re.findall(r"\w+", text.lower()) if len(token) > 2)


def _quoted(lines: Sequence[Line], start: int, end: int) -> frozenset[int]:
    """Lines of a pasted quotation: from an opening mark at a line's start to the closing one."""
    inside: set[int] = set()
    i = start
    while i < end:
        body = lines[i].body
        close = _QUOTE_MARKS.get(body[:1]) if lines[i].form is Form.TEXT else None
        if close and body.count(close) == (1 if close == body[0] else 0):
            stop = next((k for k in range(i + 1, min(i + 60, end)) if close in lines[k].body), None)
            if stop is not None:
                inside.update(range(i, stop + 1))
                i = stop
        i += 1
    return frozenset(inside)
