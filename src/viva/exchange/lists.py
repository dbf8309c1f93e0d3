"""The lists of a page: sections, the items below their headings, and items with a note."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from viva.exchange import text
from viva.kernel.i18n import _

_ITEM = re.compile(r" ?(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?", re.DOTALL)

Problems = list[tuple[int, str]]
"""Pairs of a line and a sentence."""


@dataclass(slots=True)
class Section:
    """What a heading says, where it stands, and the lines below it."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)


def sections(lines: list[str], first_line: int) -> Iterator[Section]:
    """The sections of a body; the first, without a name, is what stands above all headings."""
    section = Section("", first_line)
    for number, line in enumerate(lines, first_line):
        name = text.heading(line)
        if name in text.LATER and section.name in {"", "answer"}:
            name = None
        if name:
            yield section
            section = Section(name, number)
        else:
            section.lines.append(line)
    yield section


def items(problems: Problems, section: Section) -> Iterator[tuple[int, list[str]]]:
    """The items of a list, each with its line; lines that are indented, or follow without a blank one, go on."""
    item: list[str] = []
    begun = 0
    for number, line in enumerate(section.lines, section.line + 1):
        if found := _ITEM.fullmatch(line):
            if item:
                yield begun, item
            item, begun = [found[1] or ""], number
        elif item and (line.startswith(("  ", "\t")) or text.is_blank(line) or not text.is_blank(item[-1])):
            item.append(line)
        elif not text.is_blank(line):
            told = _("this belongs to no item of the list; items begin with `-`, and what goes on is indented")
            problems.append((number, told))
    if item:
        yield begun, item


def written_list(marked: Iterable[tuple[str, str]]) -> list[str]:
    """The lines of a list of marks and texts."""
    return [line for mark, words in marked for line in _behind(mark, text.written_item(words))]


def written_remarks(marked: Iterable[tuple[str, str, str]]) -> list[str]:
    """The lines of a list of marks, texts and notes."""
    return [line for mark, words, note in marked for line in _behind(mark, text.written_remark(words, note))]


def _behind(mark: str, lines: list[str]) -> Iterator[str]:
    first, *rest = lines
    yield f"{mark} {first}"
    yield from rest
