"""What UTF-8 looks like after it was read as another character set, and how to read it back."""

import re
from dataclasses import dataclass
from functools import cache

_CHARACTER_SETS = (
    "windows-1252",
    "windows-1251",
    "mac-roman",
    "koi8-r",
    "cp866",
    "mac-cyrillic",
    "cp437",
    "cp850",
    "windows-1250",
)
# Characters that older tables of the same set have in the place of newer ones.
_FORMER = {
    "mac-roman": {"¤": 0xDB, "\u2126": 0xBD, "\u2206": 0xC6},
    "mac-cyrillic": {"¢": 0xA2, "∂": 0xB6, "¤": 0xFF},
}

# The bytes, in ranges, of the characters that people's notes hold. A sequence that gives another is a coincidence.
_ANY = "80-bf"
_SEQUENCES = (
    ("c2-c5 ce-d2", _ANY),  # Latin, Greek, Cyrillic
    ("c6", "92 a0-a1 af-b0"),  # ƒ, ơ, ư
    ("cb", "86 9c"),  # ˆ and ˜, which stand in doubly damaged text
    ("cc", "80-88"),  # accents
    ("d7-db", _ANY),  # Hebrew, Arabic
    ("e0", "a4-a5 b8-b9", _ANY),  # Devanagari, Thai
    ("e1", "ba-bb", _ANY),  # Vietnamese
    ("e2", "80-9f ac-ad", _ANY),  # punctuation, signs, arrows, mathematics
    ("e3-e9", _ANY, _ANY),  # Chinese, Japanese
    ("ea-ec", _ANY, _ANY),  # Korean
    ("ed", "80-9f", _ANY),
    ("ef", "a3 ac b8 bb-bf", _ANY),  # Apple's logo, ligatures, variants, byte order mark, full width
    ("f0", "9d 9f", _ANY, _ANY),  # mathematical letters, emoji
)


@dataclass(frozen=True, slots=True)
class Misreading:
    """UTF-8 that was read as one character set: where that may have happened, and how to undo it."""

    name: str
    pattern: re.Pattern[str]
    openings: frozenset[str]
    """The first two characters of any damage of this kind."""
    _bytes: dict[int, int]

    def undo(self, damaged: str) -> str | None:
        """The text as it was before, if all of it was misread in this way."""
        try:
            return damaged.translate(self._bytes).encode("latin-1").decode("utf-8")
        except UnicodeError:
            return None

    def undone(self, text: str) -> str:
        """The text with all that may have been misread in this way put back."""
        return self.pattern.sub(lambda match: self.undo(match[0]) or match[0], text)


def _misreading(name: str) -> Misreading:
    # Where a Windows set leaves a byte undefined, browsers and Latin-1 have the control character of that number.
    byte_of = {chr(byte): byte for byte in range(0x80, 0xA0)} if name.startswith("windows") else {}
    byte_of |= {bytes([byte]).decode(name, "replace"): byte for byte in range(0x80, 0x100)}
    byte_of |= _FORMER.get(name, {})
    byte_of.pop("\ufffd", None)

    def characters(ranges: str) -> list[str]:
        bounds = [part.partition("-") for part in ranges.split()]
        wanted = {byte for first, _, last in bounds for byte in range(int(first, 16), int(last or first, 16) + 1)}
        return [character for character, byte in byte_of.items() if byte in wanted]

    sequences = "|".join(
        "".join(f"[{re.escape(''.join(characters(ranges)))}]" for ranges in sequence) for sequence in _SEQUENCES
    )
    openings = frozenset(
        one + other for sequence in _SEQUENCES for one in characters(sequence[0]) for other in characters(sequence[1])
    )
    table = {ord(character): byte for character, byte in byte_of.items()}
    return Misreading(name, re.compile(f"(?:{sequences})+"), openings, table)


@cache
def misreadings() -> tuple[Misreading, ...]:
    """All that are known; their patterns are large, and most notes are whole."""
    return tuple(map(_misreading, _CHARACTER_SETS))
