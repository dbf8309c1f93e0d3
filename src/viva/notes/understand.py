"""One file understood: bytes in, drafts and the account of every line out."""

import hashlib
import re
from textwrap import dedent
from typing import Final

from viva.notes import formats
from viva.notes.account import account_of
from viva.notes.code import code_blocks
from viva.notes.layout import Laid, lay_out
from viva.notes.model import Draft, Kind, Note, Option, Reading, Span
from viva.notes.structure import outline
from viva.notes.text import decode
from viva.notes.words import words

READER_VERSION: Final = 1
"""Raised when reading changes what it makes of the same bytes, so that unchanged notes are read again."""


def clean_prompt(t: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*`]|\[([^\]]*)\]\([^)]*\)", r"\1", t)).strip().rstrip(":,")


def understand(source: str, data: bytes) -> Note:
    """Read one note: `source` is its name as the user gave it, `data` its bytes.

    Raises InvalidInput when the bytes are no text.
    """
    text = decode(data)
    reading = formats.read(source, text)
    blocks = code_blocks(reading.texts)
    laid, roles = lay_out(outline(reading.texts, blocks))
    drafts = [_draft(source, item, reading) for item in laid]
    account = account_of(len(text.lines), reading.numbers, roles, reading.aside)
    return Note(source, hashlib.sha256(data).hexdigest(), text, reading.format, drafts, account)


def _draft(source: str, item: Laid, reading: Reading) -> Draft:
    prompt = item.prompt
    number = reading.numbers.__getitem__
    choice = prompt.choice
    answer = dedent("\n".join(reading.texts[item.answer[0] : item.answer[1] + 1])) if item.answer else ""
    kind = Kind.TODO if prompt.todo else Kind.MCQ if choice else Kind.QUESTION if words().asks(prompt.text) else Kind.TOPIC
    return Draft(
        source=source,
        line=number(prompt.at),
        prompt=clean_prompt(prompt.text),
        kind=kind,
        reason=prompt.reason,
        prompt_span=Span(number(prompt.at), number(item.last)),
        answer_span=Span(number(item.answer[0]), number(item.answer[1])) if item.answer else None,
        answer=answer,
        answered=bool(choice.correct) if choice else item.answer is not None,
        section=tuple(clean_prompt(section) for section in item.sections),
        number=prompt.unit.line.number or None if prompt.unit else None,
        options=tuple(Option(number(at), clean_prompt(text)) for at, text in choice.options) if choice else (),
        correct=tuple(choice.correct) if choice else (),
    )
