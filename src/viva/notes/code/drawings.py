"""Drawings made of text: folder trees, boxes and arrows, and diagram languages."""

import re
from collections.abc import Sequence
from typing import Final

from viva.notes.code.looks import BLANK, COMMENT, DRAWN, PROSE, is_listed

_TREE = re.compile(r"[├└╰]|^\s*(?:\|\s*)*[|`+\\]--+\s?[\w.\"'<({/]")
_BOX = re.compile(r"[\u2500-\u257f]|\+[-=]{2,}\+|[\u25b2\u25b6\u25b8\u25ba\u25bc\u25c0\u25c4]")
_ARROW = re.compile(r"^\s*(?:[|v^/\\]\s*)+$|--+>|<--+|==+>|<==+")
_CONNECTED = re.compile(r"[\s|v^/\\<>*.:+=_~-]*$|\s*\|.*[|>]\s*$")
_PATH = re.compile(r"\s*[\w.@*-]*[\w*](?:/[\w.@*-]+)*(?P<folder>/)?(?:\s+(?:#|<-|//).*)?$")
_TABLE_LINE = re.compile(r"\s*[|+].*[|+]\s*$")

_LANGUAGES: Final = {
    "mermaid": "mermaid",
    "plantuml": "plantuml",
    "puml": "plantuml",
    "uml": "plantuml",
    "dot": "dot",
    "graphviz": "dot",
}
_FIRST_LINE: Final = (
    ("plantuml", re.compile(r"@start(?:uml|mindmap|wbs|json|yaml)\b")),
    ("dot", re.compile(r"(?:strict\s+)?(?:di)?graph\s*(?:\w+|\"[^\"]*\")?\s*\{")),
    (
        "mermaid",
        re.compile(
            r"(?:graph|flowchart)\s+(?:TB|TD|BT|RL|LR)\b"
            r"|(?:sequenceDiagram|classDiagram|stateDiagram(?:-v2)?|erDiagram|journey|gantt|mindmap|gitGraph)\s*$"
        ),
    ),
)
_LONGEST_LINE: Final = 200  # characters of a line that are looked at
_ENOUGH: Final = 40  # lines that tell what a block is
_FEWEST: Final = 3  # lines that make a drawing
_LONGEST_ROOT: Final = 3  # words of a folder's name above its tree


def notation_of(lines: Sequence[str], word: str) -> str | None:
    """The notation of a block that draws something, or None: `word` is what its fence says."""
    if word in _LANGUAGES:
        return _LANGUAGES[word]
    filled = [line for line in lines[:_ENOUGH] if line.strip()]
    if not filled:
        return None
    first = filled[0].strip()
    for notation, pattern in _FIRST_LINE:
        if pattern.match(first):
            return notation
    if _is_indented_tree(filled):
        return "tree"
    trees = sum(1 for line in filled if _TREE.search(line))
    boxes = sum(1 for line in filled if _BOX.search(line))
    if trees and 2 * max(trees, boxes) >= len(filled) and not any("┌" in line or "┐" in line for line in filled):
        return "tree"
    if 2 * boxes >= len(filled):
        return "ascii" if not _is_table(filled) else None
    arrows = sum(1 for line in filled if _ARROW.search(line) or _BOX.search(line))
    return "ascii" if len(filled) >= _FEWEST and 3 * arrows >= 2 * len(filled) else None


def _is_indented_tree(lines: Sequence[str]) -> bool:
    """Whether the lines are names of files, indented below folders that end in a slash."""
    paths = [_PATH.match(line) for line in lines]
    if len(lines) < _FEWEST or paths[0] is None or not paths[0]["folder"]:
        return False
    return all(paths) and lines[1][0].isspace()


def drawn_run(texts: Sequence[str], looks: bytearray, start: int, floor: int, end: int) -> tuple[int, int, bool]:
    """First and last line around the drawn line `start`, and whether they are a drawing rather than a table.

    Lines with nothing but connectors belong to it; so does the root of a tree,
    a short line right above that stands no deeper than its first branch.
    """
    last = start
    drawn = 1
    for number in range(start + 1, end):
        if looks[number] == DRAWN:
            drawn += 1
        elif looks[number] == BLANK or not _CONNECTED.match(texts[number][:_LONGEST_LINE]):
            break
        last = number
    while looks[last] != DRAWN:
        last -= 1
    first = start
    if _TREE.search(texts[start]):
        if start > floor and _is_root(texts[start - 1], looks[start - 1], texts[start]):
            first = start - 1
        return first, last, last > first
    return first, last, drawn > 1 and not _is_table(texts[start : last + 1])


def _is_root(text: str, seen: int, branch: str) -> bool:
    line = text.strip()
    if seen in (BLANK, COMMENT) or is_listed(text) or line.endswith((":", "?")):
        return False
    branches_at = len(branch) - len(branch.lstrip(" \t|│"))
    stands_at = len(text) - len(text.lstrip())
    return stands_at <= branches_at and (len(line.split()) <= _LONGEST_ROOT or seen != PROSE)


def _is_table(lines: Sequence[str]) -> bool:
    """Whether boxes are only the ruled cells of a table, drawn with `+`, `-` and `|`."""
    return all(line.isascii() and _TABLE_LINE.match(line) and "->" not in line for line in lines if line.strip())
