"""One file understood: bytes in, drafts and the account of every line out."""

import hashlib
from typing import Final

from viva.notes import formats
from viva.notes.account import account_of
from viva.notes.code.blocks import code_blocks
from viva.notes.drafts import Drafts
from viva.notes.model import Note
from viva.notes.structure.layout import lay_out
from viva.notes.structure.outline import outline
from viva.notes.text.decoding import decode

_TABLES: Final = frozenset({"csv", "tsv"})


def understand(source: str, data: bytes) -> Note:
    """Read one note: `source` is its name as the user gave it, `data` its bytes.

    Raises InvalidInput when the bytes are no text.
    """
    text = decode(data)
    reading = formats.read(source, text)
    blocks = code_blocks(reading.texts)
    laid, roles = lay_out(outline(reading.texts, blocks, cards=reading.format in _TABLES))
    account = account_of(len(text.lines), reading.numbers, roles, reading.aside)
    roles.clear()  # as long as the note
    drafts = Drafts(source, reading, blocks).make(laid)
    return Note(source, hashlib.sha256(data).hexdigest(), text, reading.format, drafts, account)
