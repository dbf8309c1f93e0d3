"""Notes without marks: short lines that name subjects, labels with text, definitions."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from viva.notes.model import Reason
from viva.notes.structure.habits import gloss_at
from viva.notes.structure.line import Form, Line, visible
from viva.notes.structure.words import count_words, plain, words

NAMES: Final = Reason("short line that names a subject")
LABELS: Final = Reason("short line above the text that explains it")
DEFINES: Final = Reason("explains {subject}")
ASKS: Final = Reason("asks")
GROUPS: Final = Reason("announces the lines below")
_ENTRY: Final = re.compile(r"([^\s:][^:.?!—–]{0,60}?)\s*(?:(?<!\w:)[:：](?:\s+|$)|\s--+(?:\s+|$)|\s[—–-]\s)(.*)$")
_TOKEN: Final = re.compile(r"\w+")
_ARTICLES: Final = frozenset(("the", "a", "an", "der", "die", "das", "el", "la"))
_SENTENCE_ENDS: Final = (".", ";", "!", "。", "；", "！", "：")
_TERM_WORDS: Final = 8
_TERM_LENGTH: Final = 80
_INSTRUCTION_WORDS: Final = 15
_FEW_ENTRIES: Final = 3
_FEW_ASKING: Final = 2
_SUBJECT_WORDS: Final = 5
_NO_TERM_START: Final = '"\u201c\u00ab\u201e<|!$@{}=(['
_WIDE_GAP: Final = 2  # blank lines that end what stands above
_WORDLIKE: Final = re.compile(r"(?<![\w.])[^\W\d_]{2,}(?![\w(])|[^\W\d_a-zA-Z]{2,}|^[^\W\d_]+$")
_NAME: Final = r"[^\s,.:;!?()\"']+"
_COPULA: Final = r"is|are|ist|sind|es|son|est|sont|è|é|são|to|є|—\s*это|–\s*это|-\s*это|это|—\s*це|це"
_SUBJECT: Final = re.compile(
    rf"^((?:(?:The|A|An|Der|Die|Das|El|La|Le)\s+)?{_NAME}(?:[ ]{_NAME}){{0,4}}?(?:\s\([^)]{{1,40}}\))?)\s*"
    rf"(?:\s(?:{_COPULA})\s|\s--+\s|\s[—–]\s)(?=\S)",
)
_TERM: Final = re.compile(r"^([^\s:][^:.?!]{0,60}?)\s*(?:\s--+\s|\s[—–]\s|\s::\s|\s=>\s|\s->\s)\s*(\S.*)$")
_QUOTE_MARKS: Final = {'"': '"', "“": "”", "«": "»", "„": "“"}


@dataclass(frozen=True, slots=True)
class Loose:
    """A line found in unmarked text: a prompt, or a label that groups what follows.

    `subject` names a prompt where its line says more than that.
    """

    at: int
    reason: Reason
    subject: str = ""
    groups: bool = False


def loose_prompts(
    lines: Sequence[Line],
    start: int,
    end: int,
    settled: AbstractSet[int],
    *,
    bare: bool,
    titles: AbstractSet[int] = frozenset(),
) -> list[Loose]:
    """Prompts of a stretch of text that carries no marks.

    A short line without a full stop names a subject; what follows without two
    blank lines between explains it. `settled` are positions decided otherwise,
    `titles` those of them that name the note and explain nothing.
    `bare` says that the note has next to no marks, so that a statement which
    defines one subject counts as well.
    """
    return _Walk(lines, start, end, settled | titles, titles, bare=bare).prompts()


class _Walk:
    """One pass over the paragraphs of a stretch, remembering what the open prompt is about."""

    def __init__(
        self,
        lines: Sequence[Line],
        start: int,
        end: int,
        settled: AbstractSet[int],
        titles: AbstractSet[int],
        *,
        bare: bool,
    ) -> None:
        self.titles = titles
        self.lines = lines
        self.start = start
        self.end = end
        self.settled = settled
        self.bare = bare
        self.lexicon = words()
        self.entries = _entries(lines, start, end, titles)
        self.quoted = _quoted(lines, start, end)
        self.found: list[Loose] = []
        self.open_words: frozenset[str] = frozenset()
        self.pairs = False  # paragraphs are a name and its explanation, throughout
        self.in_glossary = False  # the open prompt is an entry "term -- meaning" itself

    def prompts(self) -> list[Loose]:
        """All prompts of the stretch, in order."""
        paragraphs = list(_paragraphs(self.lines, self.start, self.end))
        self.pairs = self._in_pairs(paragraphs)
        listing = [self._all_terms(first, last) for first, last, _ in paragraphs]
        for k, (first, last, gap) in enumerate(paragraphs):
            if gap >= _WIDE_GAP:
                self.open_words = frozenset()
                self.in_glossary = False
            if first in self.quoted or self.lines[first].quote:
                continue
            beside = (k > 0 and listing[k - 1]) or (k + 1 < len(listing) and listing[k + 1])
            self._paragraph(first, last, all_terms=listing[k], listed=beside)
        return self.found

    def _in_pairs(self, paragraphs: Sequence[tuple[int, int, int]]) -> bool:
        """Whether most paragraphs of several lines are a name or a question with its explanation below."""
        several = [(first, last) for first, last, _ in paragraphs if last > first and not self._announces(first)]
        titled = sum(self._titles_terms(first, last) for first, last in several)
        fitting = sum(
            (self._is_term(first) or self._asks(first))
            and not self._all_terms(first + 1, last)
            and not self._titles_terms(first, last)
            for first, last in several
        )
        return fitting >= _FEW_ENTRIES and fitting > titled and fitting * 10 >= 7 * (len(several) - titled)

    def _announces(self, i: int) -> bool:
        return self.lexicon.names_list(self.lines[i].body) or i in self.entries

    def _add(self, loose: Loose, about: str) -> None:
        self.found.append(loose)
        self.open_words = _content_words(about)

    def _all_terms(self, first: int, last: int) -> bool:
        return all(self._asks(i) or self._is_term(i) for i in range(first, last + 1))

    def _asks(self, i: int) -> bool:
        line = self.lines[i]
        if line.form is not Form.TEXT or line.comment or line.quote or i in self.settled:
            return False
        body = visible(line.body)
        return self.lexicon.asks(body) == 2 or (
            self.lexicon.instructs(body) and 2 <= count_words(body) <= _INSTRUCTION_WORDS
        )

    def _paragraph(self, first: int, last: int, *, all_terms: bool, listed: bool) -> None:
        if self._groups(first, last):
            self.found.append(Loose(first, GROUPS, groups=True))
            self.open_words = frozenset()
            first += 1
        elif self.pairs and last > first and (self._is_term(first) or self._asks(first)):
            self._add(Loose(first, ASKS if self._asks(first) else LABELS), self.lines[first].body)
            return
        elif self._titles_terms(first, last):
            self.found.append(Loose(first, GROUPS, groups=True))
            self._terms(first + 1, last)
            return
        asking = [i for i in range(first, last + 1) if self._worded(i)]
        if len(asking) >= _FEW_ASKING and asking[0] == first:
            for i in asking:
                self._add(Loose(i, ASKS), self.lines[i].body)
        elif self._takes_entries() and all(i in self.entries for i in range(first, last + 1)):
            self._mixed(first, last)
        elif all_terms and first <= last and not self._answered(first, last, listed=listed):
            self._terms(first, last)
        else:
            self._mixed(first, last)

    def _terms(self, first: int, last: int) -> None:
        """Lines that each name a subject, some with a gloss behind a dash."""
        for i in range(first, last + 1):
            body = self.lines[i].body
            gloss = gloss_at(body)
            self._add(Loose(i, ASKS if self._asks(i) else NAMES, body[:gloss].strip() if gloss else ""), body)

    def _mixed(self, first: int, last: int) -> None:
        """Sentences, with questions, entries or a label among them."""
        label = True  # only the first line of a paragraph can be its label
        for i in range(first, last + 1):
            line = self.lines[i]
            if line.form is not Form.TEXT or i in self.settled:
                if i in self.settled - self.titles and line.form is Form.TEXT:
                    self.open_words = _content_words(line.body)
                label = False
            elif not (label and plain(line.body) in self.lexicon.part):
                self._line(i, first, last, label=label)
                label = False

    def _line(self, i: int, first: int, last: int, *, label: bool) -> None:
        """A line of a paragraph with sentences: a question, an entry, or the label of what follows."""
        body = self.lines[i].body
        subject = self._subject(i, opens=i == first)
        self.in_glossary = bool(subject) or (self.in_glossary and i > first)
        if self._asks(i) and (i == first or self._asks(i - 1)):
            self._add(Loose(i, ASKS), body)
        elif subject:
            self._add(Loose(i, Reason(DEFINES.template, {"subject": subject}), subject), subject)
        elif label and i < last and self._is_term(i):
            self._add(Loose(i, LABELS), body)

    def _worded(self, i: int) -> bool:
        """A line that asks by its words, with or without a question mark, as notes taken on a phone do."""
        line = self.lines[i]
        if (
            line.form is not Form.TEXT
            or line.comment
            or line.quote
            or i in self.settled
            or line.body.endswith(_SENTENCE_ENDS)
        ):
            return False
        return self.lexicon.asks(visible(line.body)) > 0 and count_words(line.body) <= _INSTRUCTION_WORDS

    def _titles_terms(self, first: int, last: int) -> bool:
        """A short line right above lines that each name a term, gloss it behind a dash, compare or ask."""
        if last - first < _FEW_ENTRIES or not self._is_term(first) or gloss_at(self.lines[first].body) is not None:
            return False
        bodies = [self.lines[i].body for i in range(first + 1, last + 1) if self.lines[i].form is Form.TEXT]
        glossed = sum(gloss_at(body) is not None for body in bodies)
        others = sum(
            gloss_at(body) is None
            and (self.lexicon.asks(body) == 2 or self.lexicon.compares(body) or count_words(body) < _SUBJECT_WORDS)
            for body in bodies
        )
        return len(bodies) == last - first and glossed >= 2 and (glossed + others) * 5 >= 4 * len(bodies)

    def _answered(self, first: int, last: int, *, listed: bool) -> bool:
        """Whether the further lines of a short paragraph answer its first one rather than stand beside it."""
        head, rest = self.lines[first].body, [self.lines[i].body for i in range(first + 1, last + 1)]
        if not rest:
            return False
        if head[:1].isupper() and all(body[:1].islower() for body in rest):
            return True
        return not listed and self.lexicon.asks(head) > 0 and not any(self.lexicon.asks(body) for body in rest)

    def _groups(self, first: int, last: int) -> bool:
        """A line that announces a list of things to know, or the title of a glossary."""
        line = self.lines[first]
        if line.form is not Form.TEXT or first in self.settled | self.entries.keys() or not self._is_term(first):
            return False
        colon = line.body.endswith((":", "："))
        if self.lexicon.names_list(line.body) and self.lexicon.asks(line.body) < 2:
            return True
        after = next(
            (i for i in range(last + 1, min(last + 3, self.end)) if self.lines[i].form is not Form.BLANK), None
        )
        return last == first and (colon or (after in self.entries and not self.open_words))

    def _takes_entries(self) -> bool:
        """Whether an entry here stands by itself rather than in the text about something."""
        return not self.open_words or self.in_glossary or (bool(self.found) and self.found[-1].groups)

    def _subject(self, i: int, *, opens: bool) -> str:
        line = self.lines[i]
        if i in self.entries and self._takes_entries():
            return self.entries[i]
        if not self.open_words or self.in_glossary:
            found = _TERM.match(line.body)
            if found and found.group(1).count(" ") < _SUBJECT_WORDS and found.group(2).count(" ") >= 2:
                return found.group(1).strip()
        return self._definition(line) if self.bare and opens else ""

    def _definition(self, line: Line) -> str:
        """The subject of a sentence that defines it, unless the text above is about the same."""
        found = _SUBJECT.match(line.body)
        if not found:
            return ""
        subject = found.group(1).strip()
        tokens = [token for token in _TOKEN.findall(subject.lower()) if token not in _ARTICLES]
        if (
            not tokens
            or tokens[0] in self.lexicon.pronouns
            or len(tokens) > _SUBJECT_WORDS - 1
            or not subject[0].isupper()
        ):
            return ""
        return "" if set(tokens) & (self.open_words | self.lexicon.title) else subject

    def _is_term(self, i: int) -> bool:
        """A short line that can stand as the name of a subject."""
        line = self.lines[i]
        body = line.body.rstrip(" :,")
        if (
            line.form is not Form.TEXT
            or line.plain_only
            or line.comment
            or line.quote
            or i in self.settled
            or not _WORDLIKE.search(body)
        ):
            return False
        if plain(body) in self.lexicon.part or plain(body) in self.lexicon.todo or plain(body) in self.lexicon.contents:
            return False
        if plain(body.partition(":")[0]) in self.lexicon.reading:
            return False
        count = count_words(body)
        if (
            count > _TERM_WORDS
            or len(body) > _TERM_LENGTH
            or body.endswith(_SENTENCE_ENDS)
            or "://" in body
            or body[0] in _NO_TERM_START
        ):
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


def _entries(lines: Sequence[Line], start: int, end: int, titles: AbstractSet[int]) -> dict[int, str]:
    """Terms, by position, of three or more lines in a row that read "Term: what it means" or "term -- meaning"."""
    lexicon = words()
    no_terms = lexicon.reading | lexicon.aside
    found: dict[int, str] = {}
    run: dict[int, str] = {}
    explained = 0
    for i in range(start, end + 1):
        line = lines[i] if i < end else None
        if line is not None and (line.form is Form.BLANK or (run and line.indent > lines[min(run)].indent)):
            continue
        entry = (
            _ENTRY.match(line.body)
            if line is not None and i not in titles and line.form is Form.TEXT and not line.label and not line.quote
            else None
        )
        if entry and entry.group(1).count(" ") < _SUBJECT_WORDS and plain(entry.group(1)) not in no_terms:
            run[i] = entry.group(1).strip()
            explained += entry.group(2).count(" ") >= 2
            continue
        if len(run) >= _FEW_ENTRIES and explained * 3 >= 2 * len(run):
            found |= run
        run, explained = {}, 0
    return found


def _content_words(text: str) -> frozenset[str]:
    return frozenset(token for token in _TOKEN.findall(text.lower()) if len(token) > 2)


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
