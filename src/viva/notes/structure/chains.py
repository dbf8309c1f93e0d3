"""Numbered lines: which numbering runs through a text, and which starts again inside an answer."""

import re
from collections.abc import Sequence
from typing import Final

from viva.notes.structure.line import Form, Line
from viva.notes.structure.units import Unit

_PARTS: Final = re.compile(r"\d+|[^\W\d_]+")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_GAP: Final = 3  # numbers an author may have left out
_LOOKS: Final = 40  # times each line is looked at before a text counts as one without a main numbering
_KEPT: Final = 30  # chain ends with the same leading number that are remembered
_LETTERS: Final = 10_000  # letters count after numbers
_Key = tuple[tuple[int, str], ...]


def main_chains(lines: Sequence[Line], units: Sequence[Unit]) -> tuple[list[list[Unit]], list[Unit]]:
    """Split numbered units into the chains that stand by themselves and the outlines inside them.

    The chain with the greatest weight of growing numbers wins: a blank line
    before a number and a question in it speak for the main numbering. Lists
    before and after it are judged by themselves.
    """
    chains: list[list[Unit]] = []
    inner: list[Unit] = []
    pending = [list(units)]
    looks = _LOOKS * len(units)
    while pending:
        rest = pending.pop()
        looks -= len(rest)
        if looks < 0:
            chains += _runs(rest)
            continue
        best = _heaviest(lines, rest)
        first, last = best[0].at, best[-1].at
        members = {unit.at for unit in best}
        chains.append(best)
        inner += [unit for unit in rest if first < unit.at < last and unit.at not in members]
        pending += [
            part
            for part in ([unit for unit in rest if unit.at < first], [unit for unit in rest if unit.at > last])
            if part
        ]
    return sorted(chains, key=lambda chain: chain[0].at), inner


def _runs(units: Sequence[Unit]) -> list[list[Unit]]:
    """Stretches in which numbers grow, where no numbering runs through the whole."""
    runs: list[list[Unit]] = []
    before: _Key = ()
    for unit in units:
        key = _key(unit)
        if runs and before < key:
            runs[-1].append(unit)
        else:
            runs.append([unit])
        before = key
    return runs


def _key(unit: Unit) -> _Key:
    number = unit.line.number
    if number.isalpha() and set(number) <= _ROMAN.keys():
        return ((_roman(number), ""),)
    return tuple((int(part), "") if part.isdigit() else (_LETTERS, part) for part in _PARTS.findall(number))


def _roman(number: str) -> int:
    values = [_ROMAN[sign] for sign in number]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))


def _heaviest(lines: Sequence[Line], units: Sequence[Unit]) -> list[Unit]:
    keys = [_key(unit) for unit in units]
    if len(set(keys)) == 1:  # "1." before every entry
        return list(units)
    starts = _starts(lines, units, keys)
    weights = [0.0] * len(units)
    back = [-1] * len(units)
    ends: dict[int, dict[_Key, int]] = {}  # best chain end by its leading number
    for k, unit in enumerate(units):
        lead = _lead(keys[k])
        own = 1.0 + 0.5 * (unit.at == 0 or lines[unit.at - 1].form is Form.BLANK) + 0.5 * (unit.asks > 0)
        weights[k] = own - (0.0 if lead <= 1 else 0.4)
        for number in range(lead - _GAP, lead + 1):
            for key, end in ends.get(number, {}).items():
                again = key == keys[k] and end == k - 1 and lead > 1  # a number given twice
                if end >= starts[k] and (key < keys[k] or again):
                    weight = weights[end] + own - 0.2 * max(0, lead - number - 1) + 0.1 * (end == k - 1)
                    if weight > weights[k]:
                        weights[k], back[k] = weight, end
        slot = ends.setdefault(lead, {})
        held = slot.get(keys[k])
        if held is None or weights[k] >= weights[held] or held < starts[k]:
            if len(slot) > _KEPT:
                slot.pop(next(iter(slot)))
            slot[keys[k]] = k
    k = max(range(len(units)), key=weights.__getitem__)
    chain = []
    while k >= 0:
        chain.append(units[k])
        k = back[k]
    return chain[::-1]


def _starts(lines: Sequence[Line], units: Sequence[Unit], keys: Sequence[_Key]) -> list[int]:
    """For each unit, where its list begins: a 1 below a line of text of its own begins a new one.

    Numbers that follow it without a gap belong to that list and to no other.
    """
    starts = [0] * len(units)
    begun, expected = 0, 0
    for k, unit in enumerate(units):
        lead = _lead(keys[k])
        if lead == 1 and len(keys[k]) == 1 and _below_title(lines, unit.at):
            begun, expected = k, 1
        if lead in (expected, expected - 1) and expected:
            starts[k] = begun
            expected = lead + 1
        elif expected:
            expected = 0
    return starts


def _below_title(lines: Sequence[Line], at: int) -> bool:
    i = at - 1
    while i >= 0 and lines[i].form is Form.BLANK:
        i -= 1
    return i >= 0 and lines[i].form in (Form.TEXT, Form.BOLD) and (i == 0 or lines[i - 1].form is Form.BLANK)


def _lead(key: _Key) -> int:
    return key[0][0] if key and key[0][0] != _LETTERS else 0
