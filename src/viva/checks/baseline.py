"""A baseline: the findings that were there when checking began, which are not told again."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from viva.checks.findings.model import line_hash
from viva.checks.model import Found
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

_VERSION: Final = 1
Key = tuple[str, str, str]
"""Path, code, and a hash of the line: lines may move without being new."""
LineOf = Callable[[Found], str]


def write_baseline(file: Path, found: Iterable[Found], line_of: LineOf) -> int:
    """Write down all findings as known; tells how many."""
    counts = Counter(_key(one, line_of) for one in found)
    known = [
        {"path": path, "code": code, "line": line, "count": count}
        for (path, code, line), count in sorted(counts.items())
    ]
    text = json.dumps({"version": _VERSION, "known": known}, ensure_ascii=False, indent=1) + "\n"
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as refusal:
        raise InvalidInput(
            _("{file} cannot be written: {reason}").format(file=file, reason=reason(refusal))
        ) from refusal
    return counts.total()


def read_baseline(file: Path) -> Counter[Key]:
    """What is known."""
    try:
        content: Any = json.loads(file.read_text(encoding="utf-8"))
    except OSError as refusal:
        raise InvalidInput(_("{file} cannot be read: {reason}").format(file=file, reason=reason(refusal))) from refusal
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_("{file} is no baseline: {error}").format(file=file, error=error)) from error
    try:
        if content["version"] != _VERSION:
            raise InvalidInput(
                _("{file} is a baseline of another version: write it anew with --write-baseline").format(file=file)
            )
        return Counter(
            {(str(one["path"]), str(one["code"]), str(one["line"])): int(one["count"]) for one in content["known"]}
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(_("{file} is no baseline: {error}").format(file=file, error=repr(error))) from error


def without_known(found: Sequence[Found], known: Counter[Key], line_of: LineOf) -> list[Found]:
    """The findings that are not in the baseline."""
    left = Counter(known)
    new: list[Found] = []
    for one in found:
        key = _key(one, line_of)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(one)
    return new


def _key(one: Found, line_of: LineOf) -> Key:
    return one.path, one.finding.code, line_hash(line_of(one))
