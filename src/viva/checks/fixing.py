"""Mending notes: edits applied to the bytes of a file, which otherwise stay as they are."""

import difflib
import os
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
    encoding = decode(data).encoding
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        raw = data.removeprefix(mark).decode("utf-8" if mark else encoding)
    except (UnicodeDecodeError, LookupError):
        return Mended(data, 0)
    lines, count = mend_lines(raw.split("\n"), findings, unsafe=unsafe)
    try:
        return Mended(mark + "\n".join(lines).encode("utf-8" if mark else encoding), count)
    except UnicodeEncodeError:
        return Mended(data, 0)


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
                taken.setdefault(edit.line, []).append((edit.col, edit.col + len(edit.old)))
            edits += finding.fix.edits
            count += 1
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.col), reverse=True):
        line, at = lines[edit.line - 1], edit.col - 1
        new = edit.new.replace("\n", "\r\n") if line.endswith("\r") else edit.new
        lines[edit.line - 1] = line[:at] + new + line[at + len(edit.old) :]
    return lines, count


def _fits(lines: Sequence[str], edit: Edit, taken: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether an edit finds what it would replace, and nobody else replaces it."""
    if not 0 < edit.line <= len(lines) or not lines[edit.line - 1].startswith(edit.old, edit.col - 1):
        return False
    first, last = edit.col, edit.col + max(len(edit.old), 1)
    return all(last <= start or end <= first for start, end in taken.get(edit.line, ()))


def diff(path: str, before: bytes, after: bytes) -> list[str]:
    """What fixes would change, as a unified diff."""
    old, new = decode(before).lines, decode(after).lines
    return list(difflib.unified_diff(old, new, path, path, lineterm=""))


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
