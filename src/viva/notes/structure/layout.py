"""Answers, sections and the account: what every line of a note belongs to."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from viva.notes.model import Reason, Role
from viva.notes.structure.contents import MARKUP, READING, SEPARATOR
from viva.notes.structure.line import Form, Line, visible
from viva.notes.structure.outline import Outline, Prompt, Section
from viva.notes.structure.units import ITEM_RANK
from viva.notes.structure.words import Words, count_words, plain, words

ALONE: Final = Reason("stands alone, with no question above it to belong to")
_HOLLOW: Final = frozenset({Form.BLANK, Form.RULE, Form.TAG, Form.NAVIGATION})
_ABOUT_CODE: Final = re.compile(
    r"\b(?:output|print(?:s|ed)?|returns?|following code|this code|code below|snippet|result)\b"
    r"|вывод|выведет|напечатает|результат|этот код|этого кода"
    r"|ausgegeben|ausgabe|zurückgegeben|salida|imprime|saída|resultado|affiche|sortie|输出|结果",
    re.IGNORECASE,
)
_HOW: Final = re.compile(r"\W*(?:how|как|wie|cómo|como|comment|come|jak|як)\b", re.IGNORECASE)
_TERM_WORDS: Final = 6

# Made once: a long note has hundreds of thousands of lines.
_BLANK: Final = (Role.BLANK, None)
_SEPARATOR: Final = (Role.LEFT_OUT, SEPARATOR)
_MARKUP: Final = (Role.LEFT_OUT, MARKUP)
_CONTEXT: Final = (Role.CONTEXT, None)


@dataclass(slots=True)
class Laid:
    """A prompt with its answer and sections; all positions are indices into the texts, inclusive."""

    prompt: Prompt
    last: int  # last line of the prompt with the code and options that belong to it
    answer: tuple[int, int] | None
    sections: tuple[str, ...]
    linked: bool = False  # the answer is nothing but links or pictures


def lay_out(outline: Outline) -> tuple[list[Laid], list[tuple[Role, Reason | None]]]:
    """Give every prompt the lines up to the next one, and every line its role."""
    lexicon = words()
    roles: list[tuple[Role, Reason | None]] = [
        _first_role(line, outline.aside.get(i)) for i, line in enumerate(outline.lines)
    ]
    laid: list[Laid] = []
    stack = _Sections(outline)
    keys = {
        prompt.choice.key for prompt in outline.prompts if prompt.choice is not None and prompt.choice.key is not None
    }
    asked = {prompt.at for prompt in outline.prompts}
    for prompt in outline.prompts:
        if prompt.remote is not None and prompt.remote[0] in asked:
            prompt.remote = None  # a task stands in the place of the answer
    apart = {prompt.remote[0] for prompt in outline.prompts if prompt.remote is not None}
    sections = {section.at for section in outline.sections}
    stops = sorted(asked | sections | outline.cuts | keys | apart)
    following = 0
    for prompt in outline.prompts:
        while following < len(stops) and stops[following] <= prompt.end:
            following += 1
        stop = stops[following] if following < len(stops) else len(outline.lines)
        if prompt.remote is not None:
            prompt.remote = _before_next(prompt.remote, stops, outline.lines)
        laid.append(_lay(prompt, stop, outline, stack.above(prompt), lexicon))
    _assign(outline, laid, roles)
    return laid, roles


def _before_next(answer: tuple[int, int], stops: Sequence[int], lines: Sequence[Line]) -> tuple[int, int]:
    """An answer in a list of answers, as far as nothing else begins in it."""
    first, last = answer
    following = bisect_right(stops, first)
    end = stops[following] - 1 if following < len(stops) else last
    return _back(lines, first, min(last, end))


def _first_role(line: Line, aside: Reason | None) -> tuple[Role, Reason | None]:
    if line.form is Form.BLANK:
        return _BLANK
    if aside is not None:
        return Role.LEFT_OUT, aside
    if line.form is Form.RULE:
        return _SEPARATOR
    if line.form is Form.TAG:
        return _MARKUP
    return _CONTEXT


class _Sections:
    """The headings above a position, outermost first."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.prompts = {prompt.at for prompt in outline.prompts}
        self.cuts = sorted(outline.cuts)
        self.stack: list[Section] = []
        self.next = 0
        self.next_cut = 0

    def above(self, prompt: Prompt) -> tuple[str, ...]:
        """The sections of a prompt; to be asked in order of position."""
        sections = self.outline.sections
        while self.next < len(sections) and sections[self.next].at < prompt.at:
            section = sections[self.next]
            self._cut(section.at)
            self.stack = [held for held in self.stack if held.rank < section.rank]
            self.stack.append(section)
            self.next += 1
        self._cut(prompt.at)
        own = next((section.rank for section in sections[self.next : self.next + 1] if section.at == prompt.at), None)
        if own is None and prompt.unit is not None and prompt.unit.line.form is Form.ITEM:
            own = ITEM_RANK + prompt.unit.depth
        self.stack = [held for held in self.stack if held.until is None or prompt.at < held.until]
        return tuple(
            held.text for held in self.stack if (own is None or held.rank < own) and held.at != self.outline.title
        )

    def _cut(self, at: int) -> None:
        """Two blank lines end what a heading that asks stands for."""
        while self.next_cut < len(self.cuts) and self.cuts[self.next_cut] <= at:
            cut = self.cuts[self.next_cut]
            self.stack = [held for held in self.stack if held.at not in self.prompts or held.at > cut]
            self.next_cut += 1


def _lay(prompt: Prompt, stop: int, outline: Outline, sections: tuple[str, ...], lexicon: Words) -> Laid:
    lines = outline.lines
    first = prompt.end + 1
    last = prompt.end
    if prompt.choice is not None:
        last = max(prompt.choice.last, prompt.end)
        first = last + 1
    stop = _stop_early(prompt, first, stop, lines)
    span = _trim(lines, first, stop - 1, outline)
    if prompt.remote is not None and span is None:
        return Laid(prompt, last, prompt.remote, sections)
    if span and prompt.choice is None and not prompt.inline:
        asked = _asked_about(prompt, span, lines, lexicon)
        if asked >= span[0]:
            last = asked
            span = _trim(lines, asked + 1, stop - 1, outline)
    if prompt.row is not None:
        return Laid(prompt, last, (prompt.at, prompt.at) if prompt.inline else None, sections)
    if prompt.inline:
        span = (prompt.at, span[1] if span else prompt.at)
    if span and prompt.unit is None:
        span = _without_links(lines, span, inline=prompt.inline)
    content = [i for i in range(span[0], span[1] + 1) if lines[i].form not in _HOLLOW] if span else []
    if content and not prompt.inline and all(_empty(lines[i], lexicon) for i in content):
        return Laid(prompt, last, None, sections)
    linked = bool(content) and not prompt.inline and all(lines[i].plain_only for i in content)
    if linked and prompt.choice is not None:
        span = None
    return Laid(prompt, last, span, sections, linked=linked)


def _stop_early(prompt: Prompt, first: int, stop: int, lines: Sequence[Line]) -> int:
    """Where an answer ends before the next prompt: at another call-out, an outer list item, or text that falls back.

    Text falls back when it leaves the indentation that the answer began with, right below an indented line.
    A paragraph behind a list of tasks answers none of them.
    """
    own = prompt.unit.line if prompt.unit is not None else None
    if own is not None and own.form is Form.SUMMARY:
        return _closing(prompt, first, stop, lines)
    if own is None or (own.form is not Form.ITEM and not own.callout):
        return stop
    hanging = first < stop and lines[first].form is Form.TEXT and lines[first].indent > own.indent
    for i in range(first, stop):
        line = lines[i]
        if own.callout and line.callout:
            return i
        if own.form is not Form.ITEM:
            continue
        if line.form is Form.ITEM and line.indent < own.indent - 1:
            return i
        if prompt.todo and line.form is Form.TEXT and line.indent <= own.indent and lines[i - 1].form is Form.BLANK:
            return i
        if (
            hanging
            and line.form is Form.TEXT
            and line.indent <= own.indent
            and lines[i - 1].form is Form.TEXT
            and i > first
        ):
            return i
    return stop


def _closing(prompt: Prompt, first: int, stop: int, lines: Sequence[Line]) -> int:
    """Where the fold-out of a prompt is closed; others inside it are closed before."""
    above = prompt.at - 1
    while above > 0 and lines[above].form is Form.BLANK:
        above -= 1
    opened = lines[prompt.at].folds + (above >= 0 and lines[above].form is Form.TAG and lines[above].folds > 0)
    if opened <= 0 and prompt.inline:
        return first  # closed on its own line
    depth = max(1, opened)
    for i in range(first, stop):
        depth += lines[i].folds
        if depth <= 0:
            return i if lines[i].form is Form.TAG else i + 1
    return stop


def _trim(lines: Sequence[Line], first: int, last: int, outline: Outline) -> tuple[int, int] | None:
    """Take lines that carry nothing off both ends."""

    def hollow(i: int) -> bool:
        line = lines[i]
        return (
            line.form in _HOLLOW
            or i in outline.aside
            or (line.label == "answer" and not line.body)
            or (line.form is Form.SUMMARY and not line.rest)
        )

    while first <= last and hollow(first):
        first += 1
    while last >= first and hollow(last):
        last -= 1
    return (first, last) if first <= last else None


def _asked_about(prompt: Prompt, span: tuple[int, int], lines: Sequence[Line], lexicon: Words) -> int:
    """The last line of what a prompt asks about: code or terms that stand right below it, or -1.

    Code alone is asked about where the prompt speaks of it ("What does this print"), a
    first block of code or of bare terms where the prompt ends in a colon.
    """
    first, last = span
    end = first
    while end <= last and lines[end].form is lines[first].form and lines[end].form in (Form.CODE, Form.ITEM):
        end += 1
    end -= 1
    asks = lexicon.asks(prompt.text) or (prompt.unit is not None and prompt.unit.line.form is Form.ITEM)
    if end < first or not asks:
        return -1
    colon = prompt.text.rstrip().endswith((":", "："))
    if lines[first].form is Form.CODE:
        whole = all(lines[i].form in _HOLLOW for i in range(end + 1, last + 1))
        return (
            end
            if (whole and _ABOUT_CODE.search(prompt.text)) or (colon and not (whole and _HOW.match(prompt.text)))
            else -1
        )
    terms = all(
        count_words(lines[i].body) <= _TERM_WORDS
        and (lines[i].body.endswith("...") or not lines[i].body.endswith((".", ";")))
        for i in range(first, end + 1)
    )
    return end if colon and terms and lexicon.instructs(prompt.text) else -1


def _without_links(lines: Sequence[Line], span: tuple[int, int], *, inline: bool) -> tuple[int, int]:
    """A reading list in a paragraph of its own behind unmarked text belongs to no prompt.

    What defines its subject in one line (`inline`) ends there; other text only where nothing else follows.
    """
    first, last = span
    said = (i for i in range(last, first, -1) if lines[i].form not in _HOLLOW and not lines[i].plain_only)
    begins = first + 1 if inline else next(said, first) + 1
    for k in range(begins, last + 1):
        if lines[k].plain_only and lines[k - 1].form is Form.BLANK:
            return _back(lines, first, k - 1)
    return span


def _back(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    while last > first and lines[last].form in _HOLLOW:
        last -= 1
    return first, last


def _empty(line: Line, lexicon: Words) -> bool:
    text = plain(visible(line.body))
    first, _, rest = text.partition(" ")
    return not text or text in lexicon.empty or (first in lexicon.todo and " " not in rest)


def _assign(outline: Outline, laid: Sequence[Laid], roles: list[tuple[Role, Reason | None]]) -> None:
    def settle(first: int, last: int, role: Role) -> None:
        settled = role, None
        for i in range(first, last + 1):
            if outline.lines[i].form is not Form.BLANK and i not in outline.aside:
                roles[i] = settled

    for section in outline.sections:
        settle(section.at, section.at, Role.SECTION)
    for item in laid:
        if item.answer:
            settle(*item.answer, Role.ANSWER)
        settle(item.prompt.at, max(item.last, item.prompt.end), Role.PROMPT)
        if item.prompt.choice is not None:
            for i in (item.prompt.choice.named, item.prompt.choice.key):
                if i is not None and roles[i][0] in (Role.CONTEXT, Role.LEFT_OUT):
                    roles[i] = Role.ANSWER, None
    _leave_out(outline, roles)


def _leave_out(outline: Outline, roles: list[tuple[Role, Reason | None]]) -> None:
    """Context must introduce something: links alone and text behind a gap are left out."""
    open_section = True
    for i, (role, _) in enumerate(roles):
        if role in (Role.SECTION, Role.PROMPT):
            open_section = True
        if i in outline.cuts:
            open_section = False
        if role is not Role.CONTEXT:
            continue
        if outline.lines[i].plain_only:
            roles[i] = Role.LEFT_OUT, READING
        elif not open_section:
            roles[i] = Role.LEFT_OUT, ALONE
