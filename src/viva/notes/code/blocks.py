"""Code in Markdown-like lines: fenced, torn and unfenced blocks, and drawings made of text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent

from viva.notes.code.bare import find_bare
from viva.notes.code.drawings import notation_of
from viva.notes.code.fences import Fenced, find_fenced
from viva.notes.code.languages import canonical, language_of
from viva.notes.code.looks import look

_QUOTE = re.compile(r"\s*(?:>(?!>)\s?)+")
_SAMPLE = 40  # lines that tell what a block is


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code or a drawing, by index into the lines that were searched.

    All four ends are inclusive. `first` and `last` take in the fences, `body_first`
    and `body_last` leave them out (an empty body ends before it begins). `torn`
    means a fence is missing. `notation` is set for drawings only.
    """

    first: int
    last: int
    body_first: int
    body_last: int
    fenced: bool
    torn: bool
    lang: str
    notation: str | None


def code_blocks(texts: Sequence[str]) -> list[CodeBlock]:
    """Find the code in the lines of a note, in order, without overlaps.

    Takes time in proportion to the text: each line is looked at once, and what
    follows works on the one byte per line that remembers the look.
    """
    looks = bytearray(map(look, texts))
    found: list[CodeBlock] = []
    at = 0
    for fenced in find_fenced(texts, looks):
        found += _bare(texts, looks, at, fenced.first)
        found.append(_described(texts, fenced))
        at = fenced.last + 1
    found += _bare(texts, looks, at, len(texts))
    return found


def body(texts: Sequence[str], block: CodeBlock) -> str:
    """The code of a block as one would run it: dedented, without quote marks and stray backticks."""
    lines = list(texts[block.body_first : block.body_last + 1])
    if block.fenced and texts[block.first].lstrip().startswith(">"):
        lines = [_QUOTE.sub("", line, count=1) for line in lines]
    if block.fenced and lines and block.body_last == block.last:
        lines[-1] = lines[-1].rstrip().removesuffix("```")
    if not block.fenced and lines and lines[0].lstrip().startswith("`"):
        lines[0] = lines[0].replace("`", "", 1)
        lines[-1] = lines[-1].rstrip().removesuffix("`")
    return dedent("\n".join(lines)).strip("\n")


def _described(texts: Sequence[str], fenced: Fenced) -> CodeBlock:
    lines = texts[fenced.body_first : min(fenced.body_last + 1, fenced.body_first + _SAMPLE)]
    word = canonical(fenced.info)
    notation = notation_of(lines, word)
    lang = "text" if notation in ("tree", "ascii") else notation or language_of(lines, fenced.info)
    return CodeBlock(
        fenced.first, fenced.last, fenced.body_first, fenced.body_last,
        fenced=True, torn=fenced.torn, lang=lang, notation=notation,
    )  # fmt: skip


def _bare(texts: Sequence[str], looks: bytearray, first: int, end: int) -> Iterator[CodeBlock]:
    for run in find_bare(texts, looks, first, end):
        lines = texts[run.first : min(run.last + 1, run.first + _SAMPLE)]
        notation = notation_of(lines, "") or "ascii" if run.drawn else None
        lang = "text" if run.drawn else language_of([line.strip().strip("`") for line in lines], "")
        torn = run.last + 1 < end and texts[run.last + 1].strip() in ("```", "~~~")  # only its closing fence is left
        last = run.last + torn
        yield CodeBlock(run.first, last, run.first, run.last, fenced=False, torn=torn, lang=lang, notation=notation)
