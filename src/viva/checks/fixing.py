"""Mending notes: edits applied to the bytes of a file, which otherwise stay as they are."""

import difflib
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from viva.checks.model import Edit, Finding
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason
from viva.notes.text.decoding import decode

_MARK: Final = b"\xef\xbb\xbf"


class Mended(NamedTuple):
    """The bytes after some fixes, and how many findings they mend."""

    data: bytes
    mended: int


def mend(data: bytes, findings: Iterable[Finding], *, unsafe: bool) -> Mended:
    """Apply the fixes of findings, in the order of lines; of two that touch the same text only the first.

    A fix whose text is not found where it should be is left out: line ends,
    encoding and everything else stay as they are.
    """
    written = _written(data)
    if written is None:
        return Mended(data, 0)
    lines, count = mend_lines(written.text.split("\n"), findings, unsafe=unsafe)
    try:
        return Mended(written.mark + "\n".join(lines).encode(written.encoding), count)
    except UnicodeEncodeError:
        return Mended(data, 0)


class _Written(NamedTuple):
    """A file as it is written, damage and line ends included."""

    text: str
    encoding: str
    mark: bytes


def _written(data: bytes) -> _Written | None:
    mark = _MARK if data.startswith(_MARK) else b""
    encoding = "utf-8" if mark else decode(data).encoding
    try:
        return _Written(data.removeprefix(mark).decode(encoding), encoding, mark)
    except (UnicodeDecodeError, LookupError):
        return None


def mend_lines(given: Sequence[str], findings: Iterable[Finding], *, unsafe: bool) -> tuple[list[str], int]:
    """The lines after some fixes, and how many findings they mend; what they put in may hold line feeds."""
    lines = list(given)
    taken: dict[int, list[tuple[int, int]]] = {}
    edits: list[Edit] = []
    count = 0
    for finding in findings:
        if finding.fix is None or not (finding.fix.safe or unsafe):
            continue
        if all(_fits(lines, edit, taken) for edit in finding.fix.edits):
            for edit in finding.fix.edits:
                for number in range(edit.line, edit.line + edit.old.count("\n") + 1):
                    taken.setdefault(number, []).append(_columns(edit))
            edits += finding.fix.edits
            count += 1
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.col), reverse=True):
        ends = "\r" if lines[edit.line - 1].endswith("\r") else ""
        whole, at = _whole(lines, edit), edit.col - 1
        new = f"{whole[:at]}{edit.new}{whole[at + len(edit.old) :]}".split("\n")
        lines[edit.line - 1 : edit.line + edit.old.count("\n")] = [line + ends for line in new]
    return lines, count


def _fits(lines: Sequence[str], edit: Edit, taken: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether an edit finds what it would replace, and nobody else replaces it."""
    last = edit.line + edit.old.count("\n")
    if not 0 < edit.line <= last <= len(lines) or not _whole(lines, edit).startswith(edit.old, edit.col - 1):
        return False
    first, end = _columns(edit)
    those = (span for number in range(edit.line, last + 1) for span in taken.get(number, ()))
    return all(max(end, first + 1) <= start or stop <= first for start, stop in those)


def _whole(lines: Sequence[str], edit: Edit) -> str:
    """The lines that an edit touches, without what ends them on Windows."""
    those = lines[edit.line - 1 : edit.line + edit.old.count("\n")]
    return "\n".join(line.removesuffix("\r") for line in those)


def _columns(edit: Edit) -> tuple[int, int]:
    """Which columns of its lines an edit has for itself: of several lines, all."""
    return (0, sys.maxsize) if "\n" in edit.old else (edit.col, edit.col + len(edit.old))


def diff(path: str, before: bytes, after: bytes) -> list[str]:
    """What fixes would change, as a unified diff; damage that reading repairs is still in what was there before."""
    old, new = map(_lines, (before, after))
    return list(difflib.unified_diff(old, new, path, path, lineterm=""))


def _lines(data: bytes) -> list[str]:
    written = _written(data)
    if written is None:
        return decode(data).lines
    return [line.removesuffix("\r") for line in written.text.removesuffix("\n").split("\n")]


def replace(path: Path, data: bytes) -> None:
    """Put new bytes into a file, all of them or none; its permissions stay, and a link stays a link."""
    real = Path(os.path.realpath(path))
    name = ""
    try:
        mode = real.stat().st_mode
        handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(real)
    except OSError as refusal:
        if name:
            with suppress(OSError):
                Path(name).unlink()
        raise Unavailable(
            _("{file} cannot be written: {reason}").format(file=path, reason=reason(refusal))
        ) from refusal
