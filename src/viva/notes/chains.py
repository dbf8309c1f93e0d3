"""Numbered lines: which numbering runs through a text, and which starts again inside an answer."""

import re
from collections.abc import Sequence
from typing import Final

from viva.notes.scan import Form, Line
from viva.notes.units import Unit

_PARTS: Final = re.compile(r"\d+|[^\W\d_]")
_GAP: Final = 3  # numbers an author may have left out
_Key = tuple[int | str, ...]


def main_chain(lines: Sequence[Line], units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Split numbered units into the chain that runs on and the outlines inside it.

    The chain with the greatest weight of growing numbers wins: a blank line
    before a number and a question in it speak for the main numbering. Lists
    before and after it are judged by themselves.
    """
    chain: list[Unit] = []
    inner: list[Unit] = []
    rest = list(units)
    while rest:
        best = _heaviest(lines, rest)
        first, last = best[0].at, best[-1].at
        members = {unit.at for unit in best}
        chain += best
        inner += [unit for unit in rest if first < unit.at < last and unit.at not in members]
        before = [unit for unit in rest if unit.at < first]
        after = [unit for unit in rest if unit.at > last]
        if before and len(before) < len(after):
            inner += before if len(before) < 2 else []
            chain += before if len(before) >= 2 else []
            rest = after
        else:
            chain += before
            rest = after
    return sorted(chain, key=lambda unit: unit.at), sorted(inner, key=lambda unit: unit.at)


def _key(unit: Unit) -> _Key:
    parts = _PARTS.findall(unit.line.number)
    return tuple(int(part) if part.isdigit() else part for part in parts)


def _heaviest(lines: Sequence[Line], units: Sequence[Unit]) -> list[Unit]:
    keys = [_key(unit) for unit in units]
    if len({key for key in keys}) == 1:  # "1." before every entry
        return list(units)
    weights = [0.0] * len(units)
    back: list[int] = [-1] * len(units)
    ends: dict[int, dict[_Key, int]] = {}  # best chain end by its leading number
    for k, unit in enumerate(units):
        lead = keys[k][0] if keys[k] and isinstance(keys[k][0], int) else 0
        own = 1.0 + 0.5 * (unit.at == 0 or lines[unit.at - 1].form is Form.BLANK) + 0.5 * (unit.asks > 0)
        weights[k] = own - (0.0 if lead <= 1 else 0.4)
        for number in range(int(lead) - _GAP, int(lead) + 1):
            for key, end in ends.get(number, {}).items():
                if _before(key, keys[k]):
                    weight = weights[end] + own - 0.2 * max(0, int(lead) - number - 1) + 0.1 * (end == k - 1)
                    if weight > weights[k]:
                        weights[k], back[k] = weight, end
        slot = ends.setdefault(int(lead), {})
        held = slot.get(keys[k])
        if held is None or weights[k] >= weights[held]:
            if len(slot) > 30:
                slot.pop(next(iter(slot)))
            slot[keys[k]] = k
    k = max(range(len(units)), key=weights.__getitem__)
    chain = []
    while k >= 0:
        chain.append(units[k])
        k = back[k]
    return chain[::-1]


def _before(one: _Key, two: _Key) -> bool:
    for left, right in zip(one, two, strict=False):
        if type(left) is not type(right):
            return isinstance(left, int)
        if left != right:
            return left < right  # type: ignore[operator]
    return len(one) < len(two)
