"""Notes without marks: short lines that name subjects, labels with text, definitions."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from viva.notes.model import Reason
from viva.notes.scan import Form, Line, visible
from viva.notes.words import count_words, plain, words

NAMES: Final = Reason("short line that names a subject")
LABELS: Final = Reason("short line above the text that explains it")
DEFINES: Final = Reason("explains {subject}")
ASKS: Final = Reason("asks")
_TERM_WORDS: Final = 8
_SUBJECT_WORDS: Final = 5
_NO_TERM_START: Final = "\"\u201c\u00ab\u201e<|!$@{}=(["
_WIDE_GAP: Final = 2  # blank lines that end what stands above
_WORDLIKE: Final = re.compile(r"(?<![\w.])[^\W\d_]{2,}(?![\w(])|[^\W\d_a-zA-Z]{2,}|^[^\W\d_]+$")
_SUBJECT: Final = re.compile(
    r"^((?:(?:The|A|An|Der|Die|Das|El|La|Le)\s+)?[^\s,.:;!?()\"']+(?:[ ][^\s,.:;!?()\"']+){0,4}?(?:\s\([^)]{1,40}\))?)\s*"
    r"(?:\s(?:is|are|ist|sind|es|son|est|sont|è|é|são|to|є|—\s*это|–\s*это|-\s*это|это|—\s*це|це)\s|\s--+\s|\s[—–]\s)(?=\S)",
)
_TERM: Final = re.compile(r"^([^\s:][^:.?!]{0,60}?)\s*(?:\s--+\s|\s[—–]\s|\s::\s|\s=>\s|\s->\s)\s*(\S.*)$")
_NOT_SUBJECTS: Final = frozenset(
    "this that these those it they there here he she we you i what which who one each every all some both another such it's то это эти этот эта так там тут он она они мы вы я здесь кто что все всё его её их es das dies diese er sie wir esto eso este esta hay c'est ce il elle isso isto este esta".split()
)
_QUOTE_MARKS: Final = {'"': '"', "“": "”", "«": "»", "„": "“"}


@dataclass(frozen=True, slots=True)
class Loose:
    """A prompt found in unmarked text; `subject` names it where the line says more than that."""

    at: int
    reason: Reason
    subject: str = ""


def loose_prompts(lines: Sequence[Line], start: int, end: int, settled: Set[int], *, bare: bool) -> list[Loose]:
    """Prompts of a stretch of text that carries no marks.

    A short line without a full stop names a subject; what follows without two
    blank lines between explains it. `settled` are positions decided otherwise.
    `bare` says that the note has next to no marks, so that a statement which
    defines one subject counts as well.
    """
    return list(_Walk(lines, start, end, settled, bare=bare).prompts())


class _Walk:
    """One pass over the paragraphs of a stretch, remembering what the open prompt is about."""

    def __init__(self, lines: Sequence[Line], start: int, end: int, settled: Set[int], *, bare: bool) -> None:
        self.lines = lines
        self.start = start
        self.end = end
        self.settled = settled
        self.bare = bare
        self.lexicon = words()
        self.glossary = _glossary(lines, start, end)
        self.quoted = _quoted(lines, start, end)
        self.open_words: frozenset[str] = frozenset()
        self.after_term = False  # the open prompt is an entry "term -- meaning" itself

    def prompts(self) -> Iterator[Loose]:
        paragraphs = list(_paragraphs(self.lines, self.start, self.end))
        listing = [self._all_terms(first, last) for first, last, _ in paragraphs]
        for k, (first, last, gap) in enumerate(paragraphs):
            if gap >= _WIDE_GAP:
                self.open_words = frozenset()
            self.after_term = self.after_term and gap < _WIDE_GAP
            if first in self.quoted or first in self.settled:
                if first in self.settled:
                    self.open_words = _content_words(self.lines[first].body)
                continue
            beside = listing[k - 1] if k else False
            beside = beside or (k + 1 < len(listing) and listing[k + 1])
            yield from self._paragraph(first, last, all_terms=listing[k], listed=beside)

    def _all_terms(self, first: int, last: int) -> bool:
        return all(self._asks(i) or self._is_term(i) for i in range(first, last + 1))

    def _asks(self, i: int) -> bool:
        line = self.lines[i]
        return line.form is Form.TEXT and not line.comment and self.lexicon.asks(visible(line.body)) == 2

    def _paragraph(self, first: int, last: int, *, all_terms: bool, listed: bool) -> Iterator[Loose]:
        if all_terms and (listed or not self._asks(first) or last == first):
            for i in range(first, last + 1):
                yield Loose(i, ASKS if self._asks(i) else NAMES)
            self.open_words = _content_words(self.lines[last].body)
            return
        label = True  # only the first line of a paragraph can be its label
        for i in range(first, last + 1):
            line = self.lines[i]
            if line.form is not Form.TEXT:
                label = False
                continue
            if self._asks(i) and (i == first or self._asks(i - 1)):
                yield Loose(i, ASKS)
                self.open_words = _content_words(line.body)
                label = False
                continue
            subject = self._subject(i, opens=i == first)
            self.after_term = bool(subject) or (self.after_term and not label)
            if subject:
                yield Loose(i, Reason(DEFINES.template, {"subject": subject}), subject)
                self.open_words = _content_words(subject)
                label = False
            elif label and plain(line.body) in self.lexicon.part:
                continue
            elif label and i < last and self._is_term(i):
                yield Loose(i, LABELS)
                self.open_words = _content_words(line.body)
                label = False
            else:
                label = False

    def _subject(self, i: int, *, opens: bool) -> str:
        line = self.lines[i]
        if not self.open_words or self.after_term:
            found = _TERM.match(line.body)
            if found and found.group(1).count(" ") < _SUBJECT_WORDS and found.group(2).count(" ") >= 2:
                return found.group(1).strip()
            if i in self.glossary:
                return line.body.partition(":")[0].strip()
        return _definition(line, self.open_words) if self.bare and opens else ""

    def _is_term(self, i: int) -> bool:
        """A short line that can stand as the name of a subject."""
        line = self.lines[i]
        body = line.body.rstrip(" :,")
        if line.form is not Form.TEXT or line.plain_only or line.comment or i in self.settled or not _WORDLIKE.search(body):
            return False
        if plain(body) in self.lexicon.part or plain(body) in self.lexicon.todo or plain(body) in self.lexicon.contents:
            return False
        count = count_words(body)
        if count > _TERM_WORDS or len(body) > 80 or body.endswith((".", ";", "!", "。", "；", "！", "：")) or "://" in body or body[0] in _NO_TERM_START:
            return False
        if line.body.rstrip().endswith(",") and count > _SUBJECT_WORDS:
            return False
        return not (count > _SUBJECT_WORDS and _SUBJECT.match(body) and self.lexicon.asks(body) == 0)


def _paragraphs(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """First and last line of each run of lines, and how many blank lines stand before it."""
    gap = _WIDE_GAP
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
