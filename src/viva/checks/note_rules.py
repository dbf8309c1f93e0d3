"""Rules about the text of a note: damage, look-alike letters, fences, and what was left to do."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from viva.checks.model import Edit, Finding, Fix
from viva.checks.page import Page
from viva.notes.code.blocks import CodeBlock
from viva.notes.code.languages import canonical

_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile("[а-яёіїєґА-ЯЁІЇЄҐ]")
_LATIN: Final = re.compile("[a-zA-Z]")
_LOOK_ALIKE: Final = dict(zip("аеорсхуіАВЕКМНОРСТХІ", "aeopcxyiABEKMHOPCTXI", strict=True))
_TO_LATIN: Final = str.maketrans(_LOOK_ALIKE)
_TO_CYRILLIC: Final = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOK_ALIKE.items()})
_TODO: Final = re.compile(
    r"(?:^|[\s(\[*_>-])(?P<mark>TODO|FIXME|TBD|XXX|To-?do(?=:)|todo(?=:)"
    r"|ТУДУ|[Дд]оделать|[Дд]описать|ДОДЕЛАТЬ|ДОПИСАТЬ)(?![\w-])"
)
_FENCE: Final = re.compile(r"(?P<before>[\s>*+\d.)-]*(?:`{3,}|~{3,})\s*\{?\.?)(?P<word>[\w+#-]+)")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PLAIN_ENCODINGS: Final = frozenset({"utf-8", "utf-8-sig", "ascii"})


def check(page: Page) -> Iterator[Finding]:
    """All that is the matter with the text itself."""
    yield from _damage(page)
    yield from _alphabets(page)
    yield from _turning(page)
    for block in page.blocks:
        yield from _fences(page, block)
    yield from _left_to_do(page)
    encoding = page.text.encoding.lower()
    if encoding not in _PLAIN_ENCODINGS and page.text.lines:
        yield Finding("N106", 1, 1, {"encoding": page.text.encoding})


def _damage(page: Page) -> Iterator[Finding]:
    for repair in page.text.repairs:
        pairs = zip(repair.old, repair.new, strict=False)
        at = next((index for index, (old, new) in enumerate(pairs) if old != new), 0)
        values = {"old": _excerpt(repair.old, at), "new": _excerpt(repair.new, at)}
        fix = Fix((Edit(repair.line, 1, repair.old, repair.new),), safe=True)
        yield Finding("N101", repair.line, at + 1, values, fix)


def _excerpt(text: str, at: int, wide: int = 12) -> str:
    return text[max(at - wide // 2, 0) : at + wide].strip()


def _alphabets(page: Page) -> Iterator[Finding]:
    for number, line in enumerate(page.text.lines, 1):
        if line.isascii():
            continue
        for match in _WORD.finditer(line):
            word = match[0]
            mended = _one_alphabet(word)
            if mended is None:
                continue
            odd = next(char for char, other in zip(word, mended, strict=True) if char != other)
            values = {"word": word, "letter": odd, "name": unicodedata.name(odd).title()}
            fix = Fix((Edit(number, match.start() + 1, word, mended),), safe=True)
            yield Finding("N102", number, match.start() + 1, values, fix)


def _one_alphabet(word: str) -> str | None:
    """The word in one alphabet, when letters of the other only look alike; None for all other words.

    An abbreviation with a Russian ending ("APIс", "PRа") is how people write.
    """
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return None
    runs = [(is_latin, "".join(run)) for is_latin, run in groupby(word, lambda char: bool(_LATIN.match(char)))]
    if len(runs) == 2 and runs[0][0] and runs[0][1].isupper():  # noqa: PLR2004 - an abbreviation and its ending
        return None
    latin = word.translate(_TO_LATIN)
    cyrillic = word.translate(_TO_CYRILLIC)
    all_latin, all_cyrillic = not _CYRILLIC.search(latin), not _LATIN.search(cyrillic)
    if all_latin and all_cyrillic:
        return latin if sum(len(run) for is_latin, run in runs if is_latin) * 2 >= len(word) else cyrillic
    if all_latin:
        return latin
    return cyrillic if all_cyrillic else None


def _turning(page: Page) -> Iterator[Finding]:
    for number, line in enumerate(page.text.lines, 1):
        for match in _TURNING.finditer(line):
            fix = Fix((Edit(number, match.start() + 1, match[0], ""),), safe=True)
            yield Finding("N107", number, match.start() + 1, {"char": f"U+{ord(match[0]):04X}"}, fix)


def _fences(page: Page, block: CodeBlock) -> Iterator[Finding]:
    number = page.reading.numbers[block.first]
    if block.torn:
        yield Finding("N103", number, 1)
    if not block.fenced:
        return
    line = page.line(number)
    match = _FENCE.match(line)
    if match is None:
        return
    claimed = canonical(match["word"])
    if claimed == block.lang or not block.lang or (block.notation and canonical(match["word"]) == block.notation):
        return
    values = {"claimed": match["word"], "lang": block.lang}
    fix = Fix((Edit(number, match.start("word") + 1, match["word"], block.lang),), safe=True)
    yield Finding("N104", number, match.start("word") + 1, values, fix)


def _left_to_do(page: Page) -> Iterator[Finding]:
    for number, text in page.prose():
        match = _TODO.search(text[:400])
        if match:
            yield Finding("N105", number, page.column(number, match["mark"]), {"mark": match["mark"]})
