"""Markdown and plain text: the lines as they are, less front matter and the lines under titles."""

import re
from array import array
from collections import defaultdict
from typing import Final

from viva.notes.model import Reading, Reason

_FRONT_MATTER: Final = Reason("front matter")
_UNDERLINE: Final = Reason("title underline")

_MOST_FRONT_MATTER = 200
_LONGEST_TITLE = 120
_SHORTEST = 3
_SHORTEST_FRAME = 5
_SLACK = 2

_RULE = re.compile(r" {0,3}(={3,}|-{3,})\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKED = re.compile(r"[-*+•#>|<`~=]|\.\.\s")
_NUMBERED = re.compile(r"\(?\w{1,3}[.)]\s")
_SENTENCE_END = (".", ",", ":", ";", "!")

_YAML_KEY = re.compile(r"([A-Za-z_][\w-]*):(\s|$)")
_YAML_MORE = re.compile(r"\s|- |-$|#|\]|\}|$")
_TOML_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*=")
_TOML_MORE = re.compile(r"\s|#|\[|\]|$")
_CARD_KEYS = frozenset({"q", "a", "question", "answer", "front", "back", "prompt"})


def read(lines: list[str], format_name: str = "markdown") -> Reading:
    """Read lines that are Markdown already; without front matter and underlined titles nothing is copied."""
    matter = front_matter(lines)
    changes = titles(lines, matter, loose=format_name == "markdown")
    if not matter and not changes:
        return Reading(format_name, lines, range(1, len(lines) + 1))
    aside = dict.fromkeys(range(1, matter + 1), _FRONT_MATTER)
    aside.update((index + 1, _UNDERLINE) for index, text in changes.items() if text is None)
    texts: list[str] = []
    numbers = array("I")
    for index in range(matter, len(lines)):
        text = changes.get(index, lines[index])
        if text is not None:
            texts.append(text)
            numbers.append(index + 1)
    return Reading(format_name, texts, numbers, aside)


def front_matter(lines: list[str]) -> int:
    """Return how many lines at the top are YAML or TOML front matter.

    A file may also just begin with a rule, or hold one card between rules:
    every line must be a plain key, a list entry or indented, and no key may be
    one that cards use.
    """
    mark = lines[0].rstrip() if lines else ""
    if mark == "---":
        key, more, ends = _YAML_KEY, _YAML_MORE, frozenset({"---", "..."})
    elif mark == "+++":
        key, more, ends = _TOML_KEY, _TOML_MORE, frozenset({"+++"})
    else:
        return 0
    keys = 0
    for index, line in enumerate(lines[1:_MOST_FRONT_MATTER], start=1):
        if line.rstrip() in ends:
            return index + 1 if keys else 0
        found = key.match(line)
        if found and found[1].lower() not in _CARD_KEYS:
            keys += 1
        elif found or not (keys and more.match(line)):
            return 0
    return 0


def titles(lines: list[str], start: int = 0, *, loose: bool = True) -> dict[int, str | None]:
    """Find underlined titles: by index, the title as an ATX heading, and None for its rules.

    People also draw such lines to part things. A rule is an underline when the
    single line above it is about as long, and most rules that look the same
    have such a line above them (all of them, if three signs are the whole rule);
    with `loose`, of any length if all of them do and the line ends no sentence.
    """
    changes: dict[int, str | None] = {}
    for group in _rules(lines, start).values():
        below_title = [index for index in group if _is_title(lines, index - 1, start)]
        every = len(below_title) == len(group)
        for index in below_title:
            title = lines[index - 1].strip()
            length = len(lines[index].strip())
            usual = every or (length > _SHORTEST and 2 * len(below_title) >= len(group))
            fits = usual and abs(len(title) - length) <= _SLACK
            if fits or (loose and every and not title.endswith(_SENTENCE_END) and not _NUMBERED.match(title)):
                changes |= {index - 1: _heading(lines, index), index: None}
        for index in group:
            if _is_framed(lines, index, start):
                changes |= {index - 2: None, index - 1: _heading(lines, index), index: None}
    return changes


def _rules(lines: list[str], start: int) -> dict[str, list[int]]:
    """Find the indexes of all rules outside fences, grouped by what they look like."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    fence = ""
    for index in range(start, len(lines)):
        line = lines[index]
        head = line.lstrip(" ")[:3]
        if head in ("```", "~~~"):
            fence = fence_after(line, fence)
        elif not fence and head in ("---", "===") and (rule := _RULE.fullmatch(line)):
            groups[rule[1]].append(index)
    return groups


def fence_after(line: str, fence: str) -> str:
    """The fence that is open behind a line, given the one open before it; empty for none."""
    mark = _FENCE.match(line)
    if mark is None:
        return fence
    if not fence:
        return mark[1]
    return "" if mark[1].startswith(fence) else fence


def _is_title(lines: list[str], index: int, start: int) -> bool:
    return _could_be_title(lines, index, start) and (index == start or not lines[index - 1].strip())


def _could_be_title(lines: list[str], index: int, start: int) -> bool:
    if index < start:
        return False
    line = lines[index]
    title = line.strip()
    return (
        bool(title)
        and len(title) <= _LONGEST_TITLE
        and not line.startswith(("    ", "\t"))
        and not _MARKED.match(title)
        and any(map(str.isalnum, title))
    )


def _is_framed(lines: list[str], index: int, start: int) -> bool:
    """Tell whether the rule at `index` closes a frame: a rule above and below one title, on its own."""
    rule = lines[index].strip()
    above = index - 2
    return (
        above >= start
        and len(rule) >= _SHORTEST_FRAME
        and lines[above].strip() == rule
        and _could_be_title(lines, index - 1, start)
        and len(lines[index - 1].strip()) <= len(rule) + _SLACK
        and (above == start or not lines[above - 1].strip())
        and not (index + 2 < len(lines) and lines[index + 2].strip() == rule)
    )


def _heading(lines: list[str], rule: int) -> str:
    mark = "#" if lines[rule].lstrip().startswith("=") else "##"
    return f"{mark} {lines[rule - 1].strip()}"
