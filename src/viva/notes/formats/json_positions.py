"""JSON read with the offset of every string, as far as it is well-formed."""

import json
import re
from json import JSONDecodeError
from typing import NamedTuple, TypeAlias

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SCALAR = re.compile(r"(?:true|false|null|-?\d{1,30}(?:\.\d{1,30})?(?:[eE][-+]?\d{1,5})?|NaN|-?Infinity)")


class JsonString(NamedTuple):
    """A string and the offset at which it is written."""

    value: str
    offset: int


Json: TypeAlias = "JsonString | str | list[Json] | dict[str, Json]"
"""Numbers and literals are kept as they are written, which makes them plain `str`."""


class Document(NamedTuple):
    """What could be read, and the offset of the first mistake: None if there is none."""

    root: Json
    broken_at: int | None


def read_json(text: str) -> Document:
    """Read JSON without recursion; what stands before a mistake is kept, with all open objects closed there."""
    reader = _Reader(text)
    try:
        reader.read()
    except JSONDecodeError as mistake:
        return Document(reader.root, mistake.pos)
    return Document(reader.root, None)


def _decoded(written: str, offset: int) -> str:
    if "\\" not in written:
        return written[1:-1]
    try:
        return str(json.loads(written, strict=False))
    except JSONDecodeError as mistake:
        raise JSONDecodeError(mistake.msg, "", offset) from mistake


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._open: list[list[Json] | dict[str, Json]] = []
        self._keys: list[str] = []
        self.root: Json = ""

    def read(self) -> None:
        self._value()
        while self._open:
            container = self._open[-1]
            end = "]" if isinstance(container, list) else "}"
            char = self._next()
            if char == end:
                self._position += 1
                self._open.pop()
                continue
            if container:
                self._expect(",")
            if isinstance(container, dict):
                self._key()
            self._value()

    def _next(self) -> str:
        found = _SPACE.match(self._text, self._position)
        self._position = found.end() if found else self._position
        return self._text[self._position : self._position + 1]

    def _expect(self, char: str) -> None:
        if self._next() != char:
            raise JSONDecodeError(f"{char} expected", self._text, self._position)
        self._position += 1

    def _string(self) -> JsonString:
        start = self._position
        found = _STRING.match(self._text, start)
        if found is None:
            raise JSONDecodeError("a string without end", self._text, start)
        self._position = found.end()
        return JsonString(_decoded(found[0], start), start)

    def _key(self) -> None:
        if self._next() != '"':
            raise JSONDecodeError("a name expected", self._text, self._position)
        self._keys.append(self._string().value)
        self._expect(":")

    def _value(self) -> None:
        char = self._next()
        if char == '"':
            self._place(self._string())
        elif char in {"{", "["}:
            self._position += 1
            container: list[Json] | dict[str, Json] = {} if char == "{" else []
            self._place(container)
            self._open.append(container)
        elif found := _SCALAR.match(self._text, self._position):
            self._position = found.end()
            self._place(found[0])
        else:
            raise JSONDecodeError("a value expected", self._text, self._position)

    def _place(self, value: Json) -> None:
        """Put a value where it belongs: into the innermost open list or object, or at the root."""
        if not self._open:
            self.root = value
            return
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        else:
            container[self._keys.pop()] = value
