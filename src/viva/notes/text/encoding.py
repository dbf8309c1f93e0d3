"""From bytes to decoded lines: UTF-8, UTF-16, older character sets, and files that mix them."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from viva.notes.model import Reason
from viva.notes.text.binary import what_binary
from viva.notes.text.charset import UTF8_SEQUENCE, decode_mixed, guess, guess_strays, plausibility, sample_of

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before the mark of UTF-16, which it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
_WIDE_SAMPLE_BYTES = 1 << 16
_READABLE = 0.98
_CHUNK_BYTES = 1 << 20
_CONTINUATIONS = bytes(range(0x80, 0xC0))


@dataclass(slots=True)
class Decoded:
    """Lines as their bytes say; `strays` has the former look of lines whose stray bytes were read by themselves."""

    lines: list[str]
    encoding: str
    strays: dict[int, str] = field(default_factory=dict)
    notices: list[Reason] = field(default_factory=list)


def unwrap(data: bytes) -> tuple[bytes, str | None, int]:
    """The bytes in UTF-8 without a byte order mark, the encoding they came in if sure, and how many characters broke.

    Bytes that do not tell their encoding come back as they are, with None.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))
    encoding = marked or _wide_encoding(data)
    data = data[len(mark) :]
    if encoding is None or encoding == "utf-8":
        return data, None, 0
    text = data.decode(encoding, "replace")
    return text.encode(), encoding, text.count("\ufffd")


def decode_lines(data: bytes) -> Decoded:
    """Decode bytes that are no UTF-16, chunk by chunk, so that no second copy of a large file is held."""
    try:
        return Decoded(list(_split(data, "utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and _is_cut(data):
            notice = Reason("the file ends in the middle of a character, which was dropped")
            return Decoded(list(_split(data, "utf-8", "ignore")), "utf-8", notices=[notice])
    codec, mixed = _older_encoding(data)
    if not mixed:
        return Decoded(list(_split(data, codec, "replace")), codec)
    decoded = Decoded([], "utf-8")
    for line in data.removesuffix(b"\n").split(b"\n"):
        try:
            decoded.lines.append(line.decode())
        except UnicodeDecodeError:
            decoded.lines.append(_decode_mixed_line(line, codec))
            decoded.strays[len(decoded.lines)] = line.decode("utf-8", "replace")
    return decoded


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark: readable in the order that needs fewer Unicode blocks, and no text as it stands.

    Some of it is ASCII, at least a blank or the end of a line: bytes that merely hold a zero are no proof.
    """
    sample = data[: min(_WIDE_SAMPLE_BYTES, len(data) - len(data) % 2)]
    zeros = sample.count(0)
    if not zeros or (
        zeros < len(sample) // 4 and _is_utf8(sample.rstrip(_CONTINUATIONS)[:-1]) and not what_binary(sample)
    ):
        return None
    orders = (sample[0::2], "utf-16-be"), (sample[1::2], "utf-16-le")
    fitting = [
        (len(set(high)), name) for high, name in orders if 0 in high and _is_readable(sample.decode(name, "replace"))
    ]
    return min(fitting)[1] if fitting else None


def _is_readable(text: str) -> bool:
    return sum(c.isprintable() or c in "\n\r\t\ufeff" for c in text) > _READABLE * len(text)


def _split(data: bytes, encoding: str, errors: str = "strict") -> Iterator[str]:
    """The lines of `data`; an unterminated last line counts, the nothing after a last line feed does not."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _CHUNK_BYTES) + 1 or len(data)
        lines = data[start:end].decode(encoding, errors).split("\n")
        if data[end - 1] == ord("\n"):
            lines.pop()
        yield from lines
        start = end


def _is_cut(data: bytes) -> bool:
    """Whether UTF-8 text, with more than one script's worth of proof, lacks only the end of its last character."""
    whole = data.rstrip(_CONTINUATIONS)[:-1]
    return not whole.isascii() and len(data) - len(whole) < 4 and _is_utf8(whole)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _older_encoding(data: bytes) -> tuple[str, bool]:
    """The character set of the bytes that are no UTF-8, and whether the rest of the file is UTF-8."""
    sample = sample_of(data)
    codec, score = guess(sample)
    if not UTF8_SEQUENCE.search(sample):
        return codec, False
    stray_codec, mixed_score = guess_strays(sample)
    return (stray_codec, True) if mixed_score > score else (codec, False)


def _decode_mixed_line(line: bytes, codec: str) -> str:
    """A line is either UTF-8 with strays or came from elsewhere as a whole: what reads better."""
    mixed, whole = decode_mixed(line, codec), line.decode(codec, "replace")
    return whole if plausibility(whole) > plausibility(mixed) else mixed
