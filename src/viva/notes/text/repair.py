"""Text that was decoded wrongly, put right run by run: what counts as proof, and what is left alone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from viva.notes.text.damage import Misreading, misreadings
from viva.notes.text.strangeness import KNOWN_LETTERS, is_ordinary, script, strangeness

_PROOF = 2
_PROOF_OF_FILE = 3
_BATCH_LINES = 4096
_DEEPEST = 3
_LETTER_BYTES = 2
_CONTEXT = 24
_TOLERATED = 1
_ENOUGH = 256
_NEAR_LINES = 3

# What is frequent in clean text, the most frequent first: damage is looked for by what goes with these characters.
_FREQUENT = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "“”‘’«»…\u00a0",
    "àáâäçèéêëíîïñóôöùúûüß",
    "ãåæìòõøý–—",
    "ąćęłńśźżčďěňřšťůžіїєґ",
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
)
# What notes hold besides the letters of alphabets we know.
_USUAL = re.compile(
    "[\u00a0-\u00bf×÷\u02c6\u02dc\u0300-\u0308\u05d0-\u05ea\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f"
    "\u2002\u2003\u2009-\u200d\u2010-\u2027\u202f-\u205e\u2060\u2070-\u20bf\u2100-\u27bf"
    "\u2b00-\u2bff\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uf8ff\ufb00-\ufb06\ufe0f\ufeff\uff00-\uffef\ufffd"
    f"\U0001d400-\U0001d7ff\U0001f000-\U0001faff{''.join(KNOWN_LETTERS)}]+"
)
_NEEDS_COMPANY = re.compile(
    "[\u05d0-\u05ea\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
)
# Whoever writes of encodings may show damage on purpose.
_ON_ENCODINGS = re.compile(
    r"mojibake|charset|unicode|utf-?8|latin-?1|cp125|encod|decod|кодиров|кракозябр", re.IGNORECASE
)
_EMOJI = re.compile("[\U0001f000-\U0001faff]")


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of a line that may be damage, what they would have been, and how much speaks for it."""

    start: int
    end: int
    new: str
    by: str
    proof: int
    whole: bool


def repair(line: str) -> str:
    """One line by itself, with its damaged runs put right."""
    lines = [line]
    for _ in repair_lines(lines):
        pass
    return lines[0]


def repair_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Repair damaged lines in place; yield the number of each with what it was.

    A run is damage if it reads as UTF-8 and is strange as it stands, while
    what it gives is not. Where that is not quite enough, proven runs of the
    same kind in the same line, or in many lines of the file, settle it.
    """
    found = {number: list(_runs(lines[number - 1])) for number in _suspicious(lines)}
    shown = {number for number, runs in found.items() if runs and _may_show_damage(lines, number)}
    proven = Counter(
        run.by for number, runs in found.items() if number not in shown for run in runs if run.proof >= _PROOF
    )
    habits = [
        misreading
        for misreading in misreadings()
        if any(count >= _PROOF_OF_FILE and by.startswith(misreading.name) for by, count in proven.items())
    ]
    if habits:
        found |= {number: list(_runs(line)) for number, line in _alike(lines, habits) if number not in found}
    for number, runs in sorted(found.items()):
        old = lines[number - 1]
        new = _repaired(old, [run for run in runs if number not in shown or proven[run.by]], proven)
        if new != old:
            lines[number - 1] = _repaired_again(new, proven)
            yield number, old


def _repaired_again(line: str, in_file: Counter[str]) -> str:
    """Damage below damage, which the repair has brought to light."""
    for _ in range(_DEEPEST):
        before, line = line, _repaired(line, list(_runs(line)), in_file)
        if line == before:
            break
    return line


def _alike(lines: Sequence[str], habits: Sequence[Misreading]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if not line.isascii() and any(misreading.pattern.search(line) for misreading in habits):
            yield number, line


def _may_show_damage(lines: Sequence[str], number: int) -> bool:
    near = lines[max(0, number - 1 - _NEAR_LINES) : number + _NEAR_LINES]
    return any(map(_ON_ENCODINGS.search, near))


def _suspicious(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of lines worth a closer look: two characters that damage begins with, and real text rarely has."""
    openings, rare = _openings()
    for first in range(0, len(lines), _BATCH_LINES):
        batch = "\n".join(lines[first : first + _BATCH_LINES])
        if batch.isascii():
            continue
        line, counted, last = first + 1, 0, 0
        for match in rare.finditer(batch):
            at = match.start()
            if batch[at - 1 : at + 1] in openings or batch[at : at + 2] in openings:
                line += batch.count("\n", counted, at)
                counted = at
                if line != last:
                    yield line
                last = line


@cache
def _openings() -> tuple[frozenset[str], re.Pattern[str]]:
    """The beginnings of damage that are not ordinary text, and a set of rare characters of which each has one."""
    openings = frozenset(pair for misreading in misreadings() for pair in misreading.openings if not is_ordinary(pair))
    rare = {max(pair, key=_rarity) for pair in openings}
    return openings, re.compile(f"[{re.escape(''.join(rare))}]")


def _rarity(character: str) -> int:
    return next((tier for tier, characters in enumerate(_FREQUENT) if character in characters), len(_FREQUENT))


def _repaired(line: str, runs: list[_Run], in_file: Counter[str]) -> str:
    """The line with the runs put back that are damage, the best proven first where they overlap."""
    kinds = {name: _Kind.of(line, [run for run in runs if run.by == name]) for name in {run.by for run in runs}}
    taken = bytearray(len(line))
    chosen: list[_Run] = []
    for run in sorted(runs, key=lambda run: (-run.proof, -kinds[run.by].proven, -in_file[run.by], run.start - run.end)):
        if not any(taken[run.start : run.end]) and _is_accepted(run, kinds[run.by], in_file[run.by]):
            taken[run.start : run.end] = b"\x01" * (run.end - run.start)
            chosen.append(run)
    parts: list[str] = []
    end = 0
    for run in sorted(chosen, key=lambda run: run.start):
        parts += (line[end : run.start], run.new)
        end = run.end
    return "".join(parts) + line[end:]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What speaks for one misreading in a line: proven runs, different hints at it, nothing else beyond ASCII."""

    proven: int
    hints: int
    is_all: bool

    @classmethod
    def of(cls, line: str, runs: list[_Run]) -> "_Kind":
        covered = 0
        for start, end in {(run.start, run.end) for run in runs}:
            covered += end - start
        return cls(
            sum(run.proof >= _PROOF for run in runs),
            len({line[run.start : run.end] for run in runs if run.proof > 0}),
            covered >= sum(not character.isascii() for character in line),
        )


def _is_accepted(run: _Run, kind: _Kind, in_file: int) -> bool:
    """Whether a run is damage: by itself, or because the same happened beside it."""
    if run.proof >= _PROOF:
        return True
    if kind.proven or kind.hints > _PROOF or (kind.is_all and kind.hints == _PROOF):
        return run.proof > 0 or (run.proof == 0 and run.whole)
    return in_file >= _PROOF_OF_FILE and run.proof >= 1 - kind.is_all


def _runs(line: str) -> Iterator[_Run]:
    for misreading in misreadings():
        for match in misreading.pattern.finditer(line):
            for start, end in _pieces(misreading, match):
                yield from _weighed(line, start, end, misreading)


def _pieces(misreading: Misreading, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The whole match, or the parts between characters that notes do not hold."""
    yield match.span()
    restored = misreading.undo(match[0])
    if restored is None or _USUAL.fullmatch(restored):
        return
    start = match.start()
    end = 0
    for usual in _USUAL.finditer(restored):
        start += len(restored[end : usual.start()].encode())
        yield start, start + len(usual[0].encode())
        start += len(usual[0].encode())
        end = usual.end()


def _weighed(line: str, start: int, end: int, misreading: Misreading) -> Iterator[_Run]:
    old = line[start:end]
    if _is_inside_word(line, start, end):
        return
    before = line[max(0, start - _CONTEXT) : start].rpartition(" ")[2]
    after = line[end : end + _CONTEXT].partition(" ")[0]
    whole = (not before or before[-1].isascii()) and (not after or after[0].isascii())
    sequences = 0
    for new, chain in _readings(old, (misreading,)):
        sequences = sequences or len(new)
        if not _USUAL.fullmatch(new) or len(_NEEDS_COMPANY.findall(new)) == 1:
            continue
        # What is beside it may be damaged alike, and would make the true word look strange.
        left, right = _undone(before, chain), _undone(after, chain)
        remains = strangeness(left + new[:_ENOUGH] + right)
        if remains <= _TOLERATED:
            relief = strangeness(left + old[:_ENOUGH] + right) - remains
            stands_alone = not _is_ascii_letter(left[-1:]) and not _is_ascii_letter(right[:1])
            by = ", ".join(each.name for each in chain)
            yield _Run(start, end, new, by, _proof(old, new, sequences, relief, stands_alone=stands_alone), whole)


def _proof(old: str, new: str, sequences: int, relief: int, *, stands_alone: bool) -> int:
    """What speaks for a reading: how much less strange it is, and how unlikely so many sequences are by chance."""
    proof = relief + 2 * len(_EMOJI.findall(new))
    if relief > 0:
        proof += sequences - 1
    if new.isspace():
        proof -= 1  # "В" before a blank that does not break stands so in many texts
    if sequences > 1:
        return proof
    if _is_drawn(old) and stands_alone:
        return min(proof, _PROOF - 1)
    return proof + (relief > 0 and len(old) > _LETTER_BYTES and not old.isalpha())


def _is_inside_word(line: str, start: int, end: int) -> bool:
    """Whether true letters go on beside a run: a damaged word has all its letters beyond ASCII damaged."""
    return any(
        one.isalpha() and other.isalpha() and not other.isascii() and script(one) == script(other)
        for one, other in ((line[start], line[start - 1 : start]), (line[end - 1], line[end : end + 1]))
        if other
    )


def _readings(damaged: str, chain: tuple[Misreading, ...]) -> Iterator[tuple[str, tuple[Misreading, ...]]]:
    """What it was before, if misread once or several times, with what undid it."""
    restored = chain[-1].undo(damaged)
    if restored is None:
        return
    yield restored, chain
    if len(chain) < _DEEPEST:
        for again in misreadings():
            if again.pattern.fullmatch(restored):
                yield from _readings(restored, (*chain, again))


def _undone(text: str, chain: tuple[Misreading, ...]) -> str:
    for misreading in chain:
        text = misreading.undone(text)
    return text


def _is_drawn(text: str) -> bool:
    """Whether a letter is followed by lines only, as in drawings made of characters."""
    return all("\u2500" <= c < "\u256d" for c in text[1:])


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
