"""From lines to prompts: the shapes that carry questions are inferred from the file itself."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from viva.notes.code.blocks import CodeBlock
from viva.notes.model import Reason
from viva.notes.structure.answers import remote_answers, set_answers_apart
from viva.notes.structure.choice import choices
from viva.notes.structure.columns import take_columns
from viva.notes.structure.contents import set_aside
from viva.notes.structure.habits import split_by_habit
from viva.notes.structure.headings import decide_headings, decide_separators
from viva.notes.structure.line import Form, Line, visible
from viva.notes.structure.loose import Loose, loose_prompts
from viva.notes.structure.options import Choice, before_options
from viva.notes.structure.prompts import decide_prompts
from viva.notes.structure.reasons import TODO
from viva.notes.structure.regions import Region
from viva.notes.structure.scan import scan
from viva.notes.structure.tables import Row, table_rows
from viva.notes.structure.units import LABEL_RANK, Unit, Verdict, rank, units_of
from viva.notes.structure.words import count_words, words

_TODO: Final = re.compile(
    r"^\W*(?:todo|to-do|to do|fixme|tbd|доделать|дописать|разобраться)\b\s*[:\-–—(]?\s*", re.IGNORECASE
)
_DEFINED: Final = re.compile(r"(\S+(?: \S+){0,5}?)\s+(?:(?:—|–|-)\s*(?:это|це)\b|--\s(?=\S+ \S+ \S))")
_FEW_HEADINGS: Final = 2
_FEW_PROMPTS: Final = 2
_USUALLY: Final = 0.6
_TITLE_WORDS: Final = 12
_WIDE_GAP: Final = 2  # blank lines that end a block in notes without headings


@dataclass(slots=True)
class Prompt:
    """A found prompt by positions in the texts; `end` is the last line of its own text."""

    at: int
    end: int
    text: str
    reason: Reason
    unit: Unit | None = None
    choice: Choice | None = None
    row: Row | None = None
    todo: bool = False
    remote: tuple[int, int] | None = None  # its answer stands in a list of answers elsewhere
    inline: bool = False  # its answer begins on its own line
    facts: dict[str, str] = field(default_factory=dict)  # what further columns of a table say of it
    follows: int | None = None  # position of the prompt it follows up


class Section(NamedTuple):
    """A line that groups what stands below it, up to `until` where it heads one list only."""

    at: int
    rank: int
    text: str
    until: int | None = None


@dataclass(slots=True)
class Outline:
    """What a file's lines turned out to be, before answers are laid out."""

    lines: list[Line]
    prompts: list[Prompt] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    aside: dict[int, Reason] = field(default_factory=dict)
    cuts: set[int] = field(default_factory=set)  # positions where blank lines end the answer above
    grouping: dict[int, float] = field(default_factory=dict)  # by rank, how often headings hold marked prompts
    title: int | None = None


def outline(texts: Sequence[str], blocks: Sequence[CodeBlock], *, cards: bool = False) -> Outline:
    """Find prompts and sections among Markdown-like lines; `cards` says that they were records of a table."""
    lines = scan(texts, blocks)
    chosen = {choice.prompt: choice for choice in choices(lines)}
    options = {i for choice in chosen.values() for i in range(choice.prompt + 1, choice.last + 1)}
    options |= {i for choice in chosen.values() if (i := choice.named) is not None and lines[i].form is Form.HEADING}
    units = units_of(lines, chosen.keys(), options)
    set_answers_apart(units)
    result = Outline(lines, aside=set_aside(lines, units))
    cut = decide_prompts(lines, units, chosen.keys())
    rows = table_rows(lines, set(result.aside))
    for region in cut:
        first, end = (bisect_left(rows, at, key=_position) for at in (region.start, region.end))
        region.rows = rows[first:end]
    decide_separators(units)
    _find_loose(result, cut, units, chosen.values())
    result.title = decide_headings(cut, lines)
    asking = {unit.at: unit for unit in units if unit.verdict is Verdict.PROMPT}
    decided = ((unit, unit.reason) for unit in asking.values())
    result.prompts = [
        _prompt(unit, reason, lines, chosen.get(unit.at), asking.keys()) for unit, reason in decided if reason
    ]
    split_by_habit([prompt for prompt in result.prompts if prompt.unit is not None and prompt.choice is None])
    taken = _held(result.prompts)
    labels: list[Section] = []
    cuts = sorted(result.cuts)
    for region in cut:
        closed = region.head is not None and region.head.verdict is Verdict.PROMPT
        kept = [
            loose
            for loose in region.loose
            if loose.at not in taken and (not closed or _next(cuts, region.start, loose.at + 1) <= loose.at)
        ]
        result.prompts += [_from_loose(loose, lines) for loose in kept if not loose.groups]
        labels += [
            Section(loose.at, LABEL_RANK, visible(lines[loose.at].body), _next(cuts, loose.at, region.end))
            for loose in kept
            if loose.groups
        ]
    for prompt in result.prompts:
        parent = units[prompt.unit.parent] if prompt.unit is not None and prompt.unit.parent is not None else None
        if parent is not None and parent.verdict is Verdict.PROMPT and parent.line.form is Form.ITEM:
            prompt.follows = parent.at
    result.prompts += [
        Prompt(row.at, row.at, row.text, row.reason, row=row, inline=row.answered)
        for row in rows
        if row.at not in taken  # by a choice between whose question and options a table stands
    ]
    if cards:
        take_columns(lines, result.prompts, result.aside)
    answers = remote_answers(lines, units, result.prompts)
    for prompt in result.prompts:
        prompt.remote = answers.get(prompt.at)
    _add_todos(result)
    result.prompts = [prompt for prompt in result.prompts if prompt.text.strip()]  # a number alone asks nothing
    result.prompts.sort(key=lambda prompt: prompt.at)
    _add_sections(result, cut, units, labels)
    return result


def _position(row: Row) -> int:
    return row.at


def _next(positions: Sequence[int], at: int, default: int) -> int:
    """The first of some sorted positions that lies behind `at`."""
    following = bisect_right(positions, at)
    return positions[following] if following < len(positions) else default


def _add_sections(result: Outline, cut: Sequence[Region], units: Sequence[Unit], labels: Sequence[Section]) -> None:
    result.sections += labels
    for unit in units:
        if unit.verdict is Verdict.SECTION or (unit.verdict is Verdict.PROMPT and unit.line.form is Form.HEADING):
            result.sections.append(Section(unit.at, rank(unit), visible(unit.line.body)))
    taken = {section.at for section in result.sections}
    for region in cut:
        for at, until in region.announced.items():
            if at not in taken:
                result.sections.append(Section(at, LABEL_RANK, visible(result.lines[at].body), until))
    result.sections.sort()


def _held(prompts: Iterable[Prompt]) -> set[int]:
    """The lines that prompts and their options take."""
    ends = ((prompt.at, max(prompt.end, prompt.choice.last if prompt.choice else 0)) for prompt in prompts)
    return {i for first, last in ends for i in range(first, last + 1)}


def _prompt(unit: Unit, reason: Reason, lines: Sequence[Line], choice: Choice | None, asking: Container[int]) -> Prompt:
    defined = _DEFINED.match(unit.line.body) if unit.asks < 2 and unit.line.form is Form.ITEM else None
    if defined:
        return Prompt(unit.at, unit.at, visible(defined.group(1)), reason, unit, choice, inline=True)
    if unit.end > unit.at:
        return Prompt(
            unit.at,
            unit.end,
            visible(unit.line.body),
            reason,
            unit,
            choice,
            inline=bool(unit.line.rest),
        )
    end = _join(unit.at, lines, asking) if choice is None else unit.at
    text = " ".join(visible(lines[i].body) for i in range(unit.at, end + 1))
    if choice is not None and choice.first == unit.at:
        text = before_options(text)
    return Prompt(unit.at, end, text, reason, unit, choice, inline=bool(unit.line.rest))


def _join(at: int, lines: Sequence[Line], asking: Container[int]) -> int:
    """A prompt that runs on: the next line begins in lower case where this one does not end."""
    end = at
    while end + 1 < len(lines) and end - at < 3 and end + 1 not in asking:
        here, following = lines[end], lines[end + 1]
        if (
            following.form is not Form.TEXT
            or following.label
            or not following.body[:1].islower()
            or here.form is Form.HEADING
        ):
            break
        goes_on = here.body.endswith((",", "-", "—")) or (
            not here.body.endswith((".", "?", "!", ":", ";")) and following.body.rstrip(" .").endswith("?")
        )
        if not goes_on and not (
            not here.body.endswith((".", "!", ":", ";", "?")) and "?" in following.body and "?" not in here.body[-2:]
        ):
            break
        end += 1
    return end


def _find_loose(result: Outline, cut: Sequence[Region], units: Sequence[Unit], chosen: Collection[Choice]) -> None:
    """Look for prompts without marks where nothing marked carries them."""
    lines = result.lines
    bare = sum(unit.line.form is Form.HEADING for unit in units) <= _FEW_HEADINGS
    settled = {unit.at for unit in units if unit.verdict is not Verdict.OPEN} | result.aside.keys()
    settled |= {at for region in cut for at in region.announced}
    settled |= {i for choice in chosen for i in range(choice.prompt, choice.last + 1)}
    labelled = [unit.at for unit in units if unit.line.label == "ask"]
    first_label = labelled[0] if len(labelled) > _FEW_PROMPTS else len(lines)
    titles = _title_lines(lines, units) if bare else set[int]()
    result.grouping = _grouping(cut)
    for region in cut:
        gaps = _gaps(lines, region.start, region.end) if bare else []
        result.cuts.update(gaps)
        for start, end in _stretches(region, result, gaps, bare=bare):
            region.loose += loose_prompts(lines, start, min(end, first_label), settled, bare=bare, titles=titles)
        head = region.head
        asking = sum(unit.verdict is Verdict.PROMPT for unit in region.units)
        if head is not None and head.line.form is not Form.HEADING and len(region.loose) + asking < _FEW_PROMPTS:
            region.loose = []
        if head is not None and head.line.form is Form.HEADING and not bare and not _divided(region):
            region.loose = []


def _title_lines(lines: Sequence[Line], units: Sequence[Unit]) -> set[int]:
    """The lines that head a note without headings: what it is, not what it asks.

    That is its first paragraph where marked prompts follow, or its first line
    where it speaks of notes or interviews, or where text of another kind follows.
    """
    first = next((i for i, line in enumerate(lines) if line.form is not Form.BLANK), None)
    if first is None or lines[first].form is not Form.TEXT or first + 1 >= len(lines):
        return set()
    lexicon = words()
    last = first
    while last + 1 < len(lines) and lines[last + 1].form is Form.TEXT:
        last += 1
    following = next((line.form for line in lines[last + 1 :] if line.form is not Form.BLANK), None)
    if following in (Form.BANNER, Form.RULE):
        return set(range(first, last + 1))
    if (last + 1 < len(lines) and lines[last + 1].form not in (Form.BLANK, Form.RULE)) or lexicon.asks(
        lines[first].body
    ) == 2:
        return set()
    marked = sum(
        (unit.verdict is Verdict.PROMPT and unit.reason is not TODO and unit.line.form is not Form.TEXT)
        or unit.line.label == "ask"
        for unit in units
    )
    if marked > _FEW_PROMPTS:
        return set(range(first, last + 1))
    short = count_words(lines[first].body) <= _TITLE_WORDS
    return {first} if last == first and short and lexicon.speaks_of_notes(lines[first].body) else set()


def _grouping(cut: Sequence[Region]) -> dict[int, float]:
    """For each rank of headings, the share of those with text whose text holds marked prompts."""
    seen: dict[int, list[bool]] = {}
    for region in cut:
        if region.head is not None and any(
            line.form is not Form.BLANK for line in region.lines[region.start : region.end]
        ):
            inner = any(unit.verdict is Verdict.PROMPT for unit in region.units) or bool(region.rows)
            seen.setdefault(rank(region.head), []).append(inner)
    return {level: sum(inner) / len(inner) for level, inner in seen.items() if len(inner) > _FEW_PROMPTS}


def _divided(region: Region) -> bool:
    """Whether unmarked prompts divide nearly all paragraphs below a heading among them."""
    lines = region.lines
    starts = {
        i
        for i in range(region.start, region.end)
        if lines[i].form is Form.TEXT and (i == region.start or lines[i - 1].form is Form.BLANK)
    }
    found = {loose.at for loose in region.loose}
    return len(found) >= _FEW_PROMPTS and len(starts & found) * 5 >= 4 * len(starts)


def _stretches(region: Region, result: Outline, gaps: Sequence[int], *, bare: bool) -> Iterator[tuple[int, int]]:
    """The parts of a region in which unmarked text may hold prompts.

    Text right below a marked prompt is its answer, up to a wide gap.
    """
    lines = result.lines
    head = region.head
    closed = (head is not None and head.verdict is Verdict.PROMPT) or region.asks
    open_end = head is None and not any(lines[i].form is Form.HEADING for i in range(region.end, len(lines)))
    marked_head = not bare and not open_end and head is not None and head.line.form is Form.HEADING
    if marked_head and (closed or not _may_divide(region, result)):
        return
    if not bare and head is None and not open_end:
        return
    marked = sorted(
        unit.at for unit in region.units if unit.verdict is Verdict.PROMPT and unit.line.form is not Form.TEXT
    )
    at = region.start
    if closed or (bare and head is not None and head.line.form is Form.HEADING and head.asks):
        at = _next(gaps, region.start, region.end)
    while at < region.end:
        barrier = _next(marked, at - 1, region.end)
        if barrier > at:
            yield at, barrier
        at = _next(gaps, barrier, region.end)


def _may_divide(region: Region, result: Outline) -> bool:
    """Whether unmarked lines below a heading may be prompts.

    They may where headings like it hold marked ones, or where it holds nothing else.
    """
    usual = result.grouping.get(rank(region.head), 0.0) if region.head is not None else 0.0
    return usual >= _USUALLY or _only_terms(result.lines, region)


def _only_terms(lines: Sequence[Line], region: Region) -> bool:
    """A heading above nothing but short lines: a list of subjects rather than an answer."""
    filled = [lines[i] for i in range(region.start, region.end) if lines[i].form is not Form.BLANK]
    return len(filled) >= _FEW_PROMPTS + 1 and all(
        line.form is Form.TEXT and count_words(line.body) <= 6 and not line.body.endswith((".", ":", "。", "："))
        for line in filled
    )


def _gaps(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """Where text goes on behind several blank lines."""
    gaps = []
    blank = 0
    for i in range(start, end):
        if lines[i].form is Form.BLANK:
            blank += 1
            continue
        if blank >= _WIDE_GAP:
            gaps.append(i)
        blank = 0
    return gaps


def _from_loose(loose: Loose, lines: Sequence[Line]) -> Prompt:
    body = visible(lines[loose.at].body)
    meaning = body.partition(loose.subject)[2].strip(" -—–:：") if loose.subject else ""
    return Prompt(loose.at, loose.at, loose.subject or body, loose.reason, inline=bool(meaning))


def _add_todos(result: Outline) -> None:
    """Lines marked TODO with words of their own are tasks, wherever they stand."""
    taken = {prompt.at: prompt for prompt in result.prompts}
    held = _held(result.prompts)
    for i, line in enumerate(result.lines):
        if line.form in (Form.CODE, Form.BLANK, Form.TABLE) or i in result.aside:
            continue
        found = _TODO.match(line.body)
        if not found:
            continue
        rest = line.body[found.end() :].strip(" *_:`)")
        if i in taken:
            taken[i].todo = True
            taken[i].text = rest or taken[i].text
        elif i not in held and rest.count(" ") >= 1 and line.form in (Form.TEXT, Form.ITEM, Form.BOLD):
            result.prompts.append(Prompt(i, i, rest, TODO, todo=True))
    for prompt in result.prompts:
        prompt.todo = prompt.todo or prompt.reason is TODO
