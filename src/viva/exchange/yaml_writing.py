"""Writing values as YAML, always the same way, so that a diff shows what changed and nothing else."""

import re
from collections.abc import Iterable

_WIDTH = 100
_BARE = re.compile(r"\w(?:[\w .+/()&'*=<>~^$;%@!-]|(?<! )#)*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(text: str) -> str:
    """A text as it is where YAML allows that, otherwise between quotes."""
    return text if _BARE.fullmatch(text) and not text.endswith(" ") else quoted(text)


def quoted(text: str) -> str:
    """A text between quotes; what nobody would see is written as an escape."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    if code < 0x100:  # noqa: PLR2004 - what two digits hold
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - what four digits hold


def listed(name: str, values: Iterable[str]) -> list[str]:
    """The lines of a list: on one line where it fits, else one line for each value; none without values."""
    written = [scalar(value) for value in values]
    if not written:
        return []
    line = f"{name}: [{', '.join(written)}]"
    return [line] if len(line) <= _WIDTH else [f"{name}:", *(f"  - {value}" for value in written)]


def mapped(name: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    """The lines of a mapping, written on one line; the values are YAML already."""
    return [f"{name}: {{{', '.join(f'{scalar(key)}: {value}' for key, value in entries)}}}"]
