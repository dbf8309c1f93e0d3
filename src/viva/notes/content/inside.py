"""What a text holds beside words, when it stands alone and not in a note."""

from collections.abc import Sequence
from typing import NamedTuple

from viva.notes.code.blocks import body, code_blocks
from viva.notes.content import parts
from viva.notes.model import Diagram, Image, Link, Reference, Snippet, Span


class Inside(NamedTuple):
    """The parts of a text, with their lines counted from 1."""

    snippets: tuple[Snippet, ...]
    diagrams: tuple[Diagram, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    references: tuple[Reference, ...]


def look_inside(texts: Sequence[str]) -> Inside:
    """Find the code, drawings, links, pictures and references in the lines of a text."""
    blocks = code_blocks(texts)
    filled = [(Span(one.body_first + 1, one.body_last + 1), one) for one in blocks if one.body_first <= one.body_last]
    code = {number for block in blocks for number in range(block.first + 1, block.last + 2)}
    lines = list(enumerate(texts, 1))
    defined = parts.definitions(texts)
    return Inside(
        snippets=tuple(Snippet(span, one.lang, body(texts, one)) for span, one in filled if one.notation is None),
        diagrams=tuple(Diagram(span, one.notation) for span, one in filled if one.notation is not None),
        links=parts.links(lines, defined),
        images=parts.images(lines, defined),
        references=parts.references((number, text) for number, text in lines if number not in code),
    )
