"""From bytes to text: decoding, line ends, repair of earlier damage, invisible characters, and what was done."""

import re
from collections.abc import Iterator

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Reason, Repair, Text
from viva.notes.text.binary import what_binary
from viva.notes.text.encoding import decode_lines, unwrap
from viva.notes.text.repair import repair_lines

_BATCH_LINES = 4096

# What shows nothing, and what other readers take for the end of a line and would count differently.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff]")
_TERMINAL_COLOURS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_BREAKS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def decode(data: bytes) -> Text:
    """Read a file's bytes as lines of text.

    Lines end at line feeds and nowhere else, so that line n is the same for
    every tool; only a file without any line feed is split at carriage returns.
    Content that is no text raises InvalidInput, worded to follow a file's name.
    """
    notices: list[Reason] = []
    data, wide, broken = unwrap(data)
    if broken:
        notices.append(Reason("{count} broken characters were replaced by \ufffd", {"count": broken}))
    binary = what_binary(data)
    if binary:
        raise InvalidInput(_("is not text: it looks like {what}").format(what=binary))
    decoded = decode_lines(_with_line_feeds(data, notices))
    lines, before = decoded.lines, decoded.strays
    notices += decoded.notices
    for line, old in repair_lines(lines):
        before.setdefault(line, old)
    _remove_invisible(lines, notices)
    repairs = tuple(Repair(line, old, lines[line - 1]) for line, old in sorted(before.items()))
    return Text(lines, wide or decoded.encoding, repairs, tuple(notices))


def _with_line_feeds(data: bytes, notices: list[Reason]) -> bytes:
    """End every line with one line feed; NULs behind the text, which a crash leaves there, go."""
    if data.endswith(b"\0"):
        notices.append(Reason("NUL bytes behind the text were removed"))
        data = data.rstrip(b"\0")
    if b"\r" not in data:
        return data
    if b"\n" not in data:
        notices.append(Reason("lines end with carriage returns only, as on old Macs"))
        return data.replace(b"\r", b"\n")
    return data.replace(b"\r\n", b"\n").removesuffix(b"\r")


def _remove_invisible(lines: list[str], notices: list[Reason]) -> None:
    """Take out what shows nothing; what separates words or lines elsewhere becomes a blank."""
    nuls: list[int] = []
    others: list[int] = []
    for number in _lines_with_unwanted(lines):
        line = lines[number - 1]
        (nuls if "\0" in line else others).append(number)
        line = _TERMINAL_COLOURS.sub("", line)
        lines[number - 1] = _UNWANTED.sub(lambda match: " " if match[0] in _BREAKS else "", line)
    if nuls:
        notices.append(Reason("NUL bytes were removed from line {lines}", {"lines": _some(nuls)}))
    if others:
        notices.append(Reason("invisible characters were removed from line {lines}", {"lines": _some(others)}))


def _lines_with_unwanted(lines: list[str]) -> Iterator[int]:
    for start in range(0, len(lines), _BATCH_LINES):
        batch = lines[start : start + _BATCH_LINES]
        if _UNWANTED.search("".join(batch)):
            yield from (number for number, line in enumerate(batch, start + 1) if _UNWANTED.search(line))


def _some(numbers: list[int], shown: int = 10) -> str:
    listed = ", ".join(map(str, numbers[:shown]))
    return listed if len(numbers) <= shown else f"{listed}, …"
