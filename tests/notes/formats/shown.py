"""What a reader makes of a text, in a form that is easy to compare."""

from viva.notes.formats import read
from viva.notes.model import Reading, Text


def reading_of(source: str, text: str) -> Reading:
    return read(source, Text(text.split("\n"), "utf-8"))


def shown(source: str, text: str) -> list[str]:
    """The lines of a reading that are not empty."""
    return [line for line in reading_of(source, text).texts if line]


def numbered(source: str, text: str) -> list[tuple[int, str]]:
    """The lines of a reading that are not empty, each with its source line."""
    reading = reading_of(source, text)
    return [(number, line) for number, line in zip(reading.numbers, reading.texts, strict=True) if line]


def aside(source: str, text: str) -> dict[int, str]:
    """The lines set aside and why, without blank ones."""
    return {
        number: str(reason)
        for number, reason in reading_of(source, text).aside.items()
        if text.split("\n")[number - 1].strip()
    }
