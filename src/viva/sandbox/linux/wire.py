"""Messages between a runner and its keeper: words, bytes, and open descriptors.

A message is a JSON object, so that neither side ever runs what the other sends.
"""

import array
import json
import socket
import struct
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_LENGTH = struct.Struct("!I")
_CHUNK = 1 << 18
_MOST_DESCRIPTORS = 16


@dataclass(frozen=True, slots=True)
class Message:
    """What was sent in one piece."""

    words: dict[str, Any]
    blobs: dict[str, bytes]
    descriptors: tuple[int, ...]


def packed(words: Mapping[str, Any], blobs: Mapping[str, bytes] | None = None, *, descriptors: int = 0) -> bytes:
    """A message as it is sent; `descriptors` tells how many come with its first byte."""
    contents = blobs or {}
    sizes = [[name, len(content)] for name, content in contents.items()]
    head = json.dumps([dict(words), sizes, descriptors], ensure_ascii=True).encode()
    return b"".join([_LENGTH.pack(len(head)), head, *contents.values()])


class Inbox:
    """Puts messages together from what arrives."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._data = bytearray()
        self._descriptors: deque[int] = deque()

    def receive(self) -> list[Message]:
        """The messages that are complete after what has arrived; EOFError when the other side is gone."""
        try:
            data, ancillary, _flags, _from = self._end.recvmsg(_CHUNK, socket.CMSG_SPACE(4 * _MOST_DESCRIPTORS))
        except ConnectionResetError as gone:
            raise EOFError from gone
        for level, kind, content in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                numbers = array.array("i")
                numbers.frombytes(content[: len(content) - len(content) % numbers.itemsize])
                self._descriptors.extend(numbers)
        if not data:
            raise EOFError
        self._data += data
        return list(self._complete())

    def _complete(self) -> Iterator[Message]:
        while len(self._data) >= _LENGTH.size:
            (head_size,) = _LENGTH.unpack_from(self._data)
            begin = _LENGTH.size + head_size
            if len(self._data) < begin:
                return
            words, sizes, descriptors = json.loads(bytes(self._data[_LENGTH.size : begin]))
            end = begin + sum(size for _name, size in sizes)
            if len(self._data) < end:
                return
            blobs = {}
            for name, size in sizes:
                blobs[name] = bytes(self._data[begin : begin + size])
                begin += size
            del self._data[:end]
            yield Message(words, blobs, tuple(self._descriptors.popleft() for _each in range(descriptors)))


class Outbox:
    """Sends as much as the other side takes at the moment, and keeps the rest."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._data = bytearray()
        self._descriptors: list[int] = []

    def put(self, data: bytes, descriptors: list[int] | None = None) -> None:
        """Send later; descriptors go with the first byte, so they need an empty outbox."""
        if descriptors:
            if self._data:
                raise ValueError("descriptors go with the first byte")
            self._descriptors = descriptors
        self._data += data

    def flush(self) -> bool:
        """Send what can be sent, and tell whether anything is left; OSError when the other side is gone."""
        while self._data:
            try:
                if self._descriptors:
                    sent = socket.send_fds(self._end, [bytes(self._data[:_CHUNK])], self._descriptors)
                    self._descriptors = []
                else:
                    sent = self._end.send(self._data[:_CHUNK])
            except BlockingIOError:
                return True
            del self._data[:sent]
        return False
