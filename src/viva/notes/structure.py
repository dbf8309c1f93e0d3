"""From lines to prompts: the shapes that carry questions are inferred from the file itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from viva.notes.choice import Choice, choices
from viva.notes.code import CodeBlock
from viva.notes.contents import set_aside
from viva.notes.headings import decide_headings, decide_separators, rank
from viva.notes.loose import Loose, loose_prompts
from viva.notes.model import Reason
from viva.notes.prompts import TODO, Region, decide_prompts
from viva.notes.scan import Form, Line, scan, visible
from viva.notes.units import Unit, Verdict, units_of
from viva.notes.words import Words, words

_TODO: Final = re.compile(r"^\W*(?:todo|to-do|to do|fixme|tbd|доделать|дописать|разобраться)\b\s*[:\-–—(]?\s*", re.I)
_FEW_HEADINGS: Final = 2
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
    todo: bool = False
    inline: bool = False  # its answer begins on its own line
    follows: int | None = None  # position of the prompt it follows up


@dataclass(slots=True)
class Outline:
    """What a file's lines turned out to be, before answers are laid out."""

    lines: list[Line]
    prompts: list[Prompt]
    sections: list[tuple[int, int, str]]  # position, rank, text: headings and labels that group
    aside: dict[int, Reason]
    cuts: set[int] = field(default_factory=set)  # positions where the answer above ends
    title: int | None = None


def outline(texts: Sequence[str], blocks: Sequence[CodeBlock]) -> Outline:
    """Find prompts and sections among Markdown-like lines."""
    lexicon = words()
    lines = scan(texts, blocks)
    chosen = {choice.prompt: choice for choice in choices(lines)}
    options = {i for choice in chosen.values() for i in range(choice.first, choice.last + 1)} - chosen.keys()
    units = units_of(lines, chosen.keys(), options)
    aside = set_aside(lines, units)
    cut = decide_prompts(lines, units, dict.fromkeys(chosen, True))
    decide_separators(lines, units)
    decide_headings(cut, lines)
    found = [_prompt(unit, lines, chosen.get(unit.at)) for unit in units if unit.verdict is Verdict.PROMPT]
    result = Outline(lines, found, [], aside)
    _add_loose(result, cut, units, lexicon)
    _add_todos(result, lexicon)
    result.prompts.sort(key=lambda prompt: prompt.at)
    result.sections = [(unit.at, rank(unit), visible(unit.line.body)) for unit in units if unit.verdict is Verdict.SECTION]
    result.sections += [(unit.at, rank(unit), visible(unit.line.body)) for unit in units if unit.verdict is Verdict.PROMPT and unit.line.form is Form.HEADING]
    result.sections.sort()
    return result


def _prompt(unit: Unit, lines: Sequence[Line], choice: Choice | None) -> Prompt:
    end = _join(unit.at, lines) if choice is None else unit.at
    text = " ".join(visible(lines[i].body) for i in range(unit.at, end + 1))
    return Prompt(unit.at, end, text, unit.reason or Reason(""), unit, choice, inline=bool(unit.line.rest))


def _join(at: int, lines: Sequence[Line]) -> int:
    """A prompt that runs on: the next line begins in lower case where this one does not end."""
    end = at
    while end + 1 < len(lines) and end - at < 3:
        here, following = lines[end], lines[end + 1]
        if following.form is not Form.TEXT or not following.body[:1].islower() or here.form is Form.HEADING:
            break
        goes_on = here.body.endswith((",", "-", "—")) or (
            not here.body.endswith((".", "?", "!", ":", ";")) and following.body.rstrip(" .").endswith("?")
        )
        if not goes_on and not (not here.body.endswith((".", "!", ":", ";", "?")) and "?" in following.body and "?" not in here.body[-2:]):
            break
        end += 1
    return end


def _add_loose(result: Outline, cut: Sequence[Region], units: Sequence[Unit], lexicon: Words) -> None:
    """Look for prompts without marks where nothing marked carries them."""
    lines = result.lines
    headings = sum(unit.line.form is Form.HEADING and unit.verdict in (Verdict.PROMPT, Verdict.SECTION) for unit in units)
    bare = headings <= _FEW_HEADINGS
    marked = sorted(prompt.at for prompt in result.prompts)
    for region in cut:
        for start, end in _stretches(region, lines, result, bare=bare):
            inside = [at for at in marked if start <= at < end]
            stop = inside[0] if inside else end
            for loose in loose_prompts(lines, start, stop, bare=bare):
                result.prompts.append(_from_loose(loose, lines))
            if bare:
                _cut_gaps(lines, start, end, result.cuts)


def _stretches(region: Region, lines: Sequence[Line], result: Outline, *, bare: bool) -> list[tuple[int, int]]:
    """The parts of a region in which unmarked text may hold prompts."""
    head = region.head
    grouping = head is None or head.verdict is Verdict.SECTION
    if grouping and (bare or head is not None and head.line.form is not Form.HEADING or not any(lines[i].form is Form.HEADING for i in range(region.start))):
        return [(region.start, region.end)]
    if bare:
        for i in range(region.start, region.end - _WIDE_GAP):
            if all(lines[i + k].form is Form.BLANK for k in range(_WIDE_GAP)):
                return [(i, region.end)]
    return []


def _cut_gaps(lines: Sequence[Line], start: int, end: int, cuts: set[int]) -> None:
    blank = 0
    for i in range(start, end):
        if lines[i].form is Form.BLANK:
            blank += 1
            continue
        if blank >= _WIDE_GAP:
            cuts.add(i)
        blank = 0


def _from_loose(loose: Loose, lines: Sequence[Line]) -> Prompt:
    text = loose.subject or visible(lines[loose.at].body)
    return Prompt(loose.at, loose.at, text, loose.reason, inline=bool(loose.subject))


def _add_todos(result: Outline, lexicon: Words) -> None:
    """Lines marked TODO with words of their own are tasks, wherever they stand."""
    taken = {prompt.at: prompt for prompt in result.prompts}
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
        elif rest.count(" ") >= 1 and line.form in (Form.TEXT, Form.ITEM, Form.BOLD):
            result.prompts.append(Prompt(i, i, rest, TODO, todo=True))
    for prompt in result.prompts:
        prompt.todo = prompt.todo or prompt.reason is TODO
