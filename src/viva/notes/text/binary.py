"""Telling files that are no text from text, by their first bytes and by their control characters."""

from viva.kernel.i18n import _, marked, say

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", marked("a PNG image")),
    (b"\xff\xd8\xff", marked("a JPEG image")),
    (b"GIF87a", marked("a GIF image")),
    (b"GIF89a", marked("a GIF image")),
    (b"%PDF-", marked("a PDF document")),
    (b"{\\rtf", marked("a rich text document")),
    (b"PK\x03\x04", marked("a ZIP archive or an office document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", marked("an old office document")),
    (b"\x1f\x8b", marked("gzip data")),
    (b"BZh", marked("bzip2 data")),
    (b"\xfd7zXZ\x00", marked("xz data")),
    (b"7z\xbc\xaf\x27\x1c", marked("a 7z archive")),
    (b"\x28\xb5\x2f\xfd", marked("zstandard data")),
    (b"Rar!\x1a\x07", marked("a RAR archive")),
    (b"\x7fELF", marked("a program")),
    (b"MZ", marked("a program")),
    (b"\xcf\xfa\xed\xfe", marked("a program")),
    (b"\xca\xfe\xba\xbe", marked("a compiled Java class")),
    (b"\x00asm", marked("a WebAssembly module")),
    (b"SQLite format 3\x00", marked("an SQLite database")),
    (b"OggS", marked("a sound recording")),
    (b"ID3", marked("a sound recording")),
    (b"fLaC", marked("a sound recording")),
    (b"RIFF", marked("a sound recording, an image or a video")),
    (b"wOFF", marked("a font")),
    (b"wOF2", marked("a font")),
    (b"II*\x00", marked("a TIFF image")),
    (b"MM\x00*", marked("a TIFF image")),
    (b"BM", marked("a bitmap image")),
)
# These are made of printable characters, and yet not what a person wrote.
_PRINTABLE = (b"%PDF-", b"{\\rtf")

_OF_TEXT = bytes([*range(0x08, 0x0E), 0x1B, *range(0x20, 0x7F), *range(0x80, 0x100)])
_SHOWS_NOTHING = bytes([*range(0x21), 0x7F])
_MOST_CONTROLS = 0.02


def what_binary(data: bytes) -> str | None:
    """What these bytes look like instead of text, in the language spoken, or None for text.

    Text may hold a few control characters, but not them alone, and any number
    of NULs after its end: a crash leaves those behind.
    """
    if data.startswith(_PRINTABLE):
        return _by_signature(data)
    text = data.rstrip(b"\0")
    if data and not text:
        return _("NUL bytes only")
    controls = len(text.translate(None, _OF_TEXT))
    if not controls:
        return None
    allowed = max(_MOST_CONTROLS * len(text), 0 if _by_signature(data) else 2)
    if controls > allowed or not text.translate(None, _SHOWS_NOTHING):
        return _by_signature(data) or _("binary data")
    return None


def _by_signature(data: bytes) -> str | None:
    return next((say(name, {}) for start, name in _SIGNATURES if data.startswith(start)), None)
